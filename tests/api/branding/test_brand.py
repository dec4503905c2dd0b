"""An owner's brand: kept, shown on the films that they order, and theirs alone."""

from __future__ import annotations

import base64
import json
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
import skia
from flask.testing import FlaskClient

from hackathon_backend.app import Container
from hackathon_backend.branding.brands import Brands
from hackathon_backend.jobs import Database
from hackathon_backend.media import marked
from tests.api.conftest import client, container
from tests.media.clips import still_clip
from tests.media.test_overlay import a_logo
from tests.media.test_trim import frames

__all__ = ["client", "container"]

BOARD = {
    "title": "Rain",
    "scenes": [{"type": "points", "heading": "Water", "points": [{"text": "Sea"}], "narration": "The sea is wet."}],
}


def data_url(file: Path) -> str:
    return f"data:image/png;base64,{base64.b64encode(file.read_bytes()).decode()}"


def put(client: FlaskClient, status: int = 200, **body: Any) -> Any:
    answer = client.put("/api/me/brand", json=body)
    assert answer.status_code == status, answer.text
    return answer.get_json()


def test_a_brand_is_kept_changed_and_dropped(client: FlaskClient, tmp_path: Path) -> None:
    assert client.get("/api/me/brand").get_json()["name"] == ""
    logo = data_url(a_logo(tmp_path / "logo.png", (2000, 1000)))
    made = put(client, name="Riverside School", colour="#ffee00", closing="See you!", logo=logo)
    kept = skia.Image.MakeFromEncoded(skia.Data.MakeWithCopy(base64.b64decode(made["logo"].partition(",")[2])))
    assert (kept.width(), kept.height()) == (512, 256), "it is one of our own making"
    assert made["shownColour"] != "#ffee00"
    assert "could not be read" in made["notes"][0]
    again = put(client, name="Riverside", mark=False)
    assert (again["logo"], again["closing"], again["mark"]) == (made["logo"], "", False)
    assert put(client, name="Riverside", logo=None)["logo"] is None
    assert client.delete("/api/me/brand").get_json()["name"] == ""
    assert client.get("/api/me/brand").get_json()["name"] == ""


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"colour": "red"}, "colour"),
        ({"name": "a" * 121}, "name"),
        ({"logo": "https://school.example/logo.png"}, "logo"),
        ({"logo": "data:image/svg+xml;base64," + base64.b64encode(b"<svg/>").decode()}, "logo"),
        ({"logo": "data:image/png;base64,AAAA"}, "logo"),
        ({"logo": "data:image/png;base64,"
          + base64.b64encode(b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR"
                             + struct.pack(">IIBBBBB", 60_000, 60_000, 8, 6, 0, 0, 0)
                             + struct.pack(">I", zlib.crc32(b"x"))).decode()}, "logo"),
    ],
)  # fmt: skip
def test_what_is_no_brand_is_refused_by_name(client: FlaskClient, body: dict[str, Any], param: str) -> None:
    assert put(client, 400, **body)["error"]["param"] == param
    assert client.get("/api/me/brand").get_json()["name"] == ""


def test_it_is_its_owners_alone_and_gone_with_them(database: Database) -> None:
    brands = Brands(database)
    first = brands.put("mia", name="Mia", colour="", closing="", mark=True, logo=b"\x89PNG")
    second = brands.put("mia", name="Mia B", colour="", closing="", mark=True, logo=None)
    other = brands.put("tom", name="Tom", colour="", closing="", mark=True, logo=None)
    found = brands.of("mia")
    assert found is not None
    assert found.id == second.id
    kept = brands.get(first.id)
    assert kept is not None
    assert kept.logo == b"\x89PNG", "films that were ordered keep theirs"
    with database.write() as session:
        Brands.forget(session, "mia")
    assert (brands.of("mia"), brands.get(first.id)) == (None, None)
    assert brands.get(other.id) is not None


@pytest.mark.slow
def test_it_is_on_the_films_that_are_ordered(client: FlaskClient, container: Container, tmp_path: Path) -> None:
    def film() -> tuple[Any, list[Any]]:
        order = {"prompt": json.dumps(BOARD), "model": "storyboard-1", "size": "1280x720"}
        job = container.watch.wait(client.post("/v1/videos", json=order).get_json()["id"], 240)
        assert job.reply, job.attempts
        return job, [shown for _, shown in frames(container.storage.folder / str(job.filename))]

    plain, before = film()
    logo = data_url(a_logo(tmp_path / "logo.png", (400, 200)))
    put(client, name="Riverside School", colour="#b3261e", closing="See you next week", logo=logo)
    branded, after = film()
    assert branded.id != plain.id, "it is another film"
    corner = after[len(after) // 3][20:60, 900:1260].astype(int)
    assert ((corner[..., 1] - corner[..., 0]) > 60).sum() > 50, "the green logo is in the corner"
    was = before[len(before) // 3][20:60, 900:1260].astype(int)
    assert ((was[..., 1] - was[..., 0]) > 60).sum() == 0
    assert branded.reply.duration_seconds > plain.reply.duration_seconds + 1, "with a last card"
    assert branded.brief.storyboard.get("brand") is None, "what it shows can be changed without it"


def test_clips_have_it_laid_over_them(tmp_path: Path) -> None:
    clip = still_clip(tmp_path / "grey.mp4", {0.0: 128, 1.0: 128}, 2.0, size=(640, 360))
    marked(clip, tmp_path / "logo.mp4", a_logo(tmp_path / "logo.png"), "Riverside")
    marked(clip, tmp_path / "name.mp4", None, "Riverside School")
    for name in ("logo.mp4", "name.mp4"):
        shown = frames(tmp_path / name)[0][1].astype(int)
        assert abs(shown[10:60, 480:630] - 128).max() > 60
        assert abs(shown[100:, :400] - 128).max() < 8
