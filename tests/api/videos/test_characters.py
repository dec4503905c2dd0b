"""Characters: handed to the engine that keeps them, once, or refused with what would help."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from hackathon_backend.app import Container, create_app
from hackathon_backend.settings import Settings
from tests.upstream import Fault, Scenario, Upstream
from tests.upstream.media import film


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    with Upstream() as running:
        yield running


@pytest.fixture
def sora(make_settings: Callable[..., Settings], upstream: Upstream) -> Iterator[FlaskClient]:
    container = Container(make_settings(video_engines=("sora",), sora_base_url=upstream.url, sora_api_key="k"))
    container.database.migrate()
    yield create_app(container.settings, container).test_client()
    container.close()


def sent(client: FlaskClient, video: bytes | None = None, **fields: Any) -> Any:
    form = {"name": "Otto"} | fields
    if video is not None:
        form["video"] = (io.BytesIO(video), "../../upload", "application/octet-stream")
    return client.post("/v1/videos/characters", data=form, content_type="multipart/form-data")


def test_a_character_is_kept_by_the_engine_and_found_again(sora: FlaskClient, upstream: Upstream) -> None:
    made = sent(sora, film(1, 64, 64))
    assert made.status_code == 200, made.text
    character = made.get_json()
    assert character["name"] == "Otto"
    assert sora.get(f"/v1/videos/characters/{character['id']}").get_json() == character
    [request] = [each for each in upstream.requests if each.path.endswith("/characters")]
    assert request.files["video"].data == film(1, 64, 64)
    assert sora.get("/v1/videos/characters/nobody").status_code == 404
    [entry] = sora.get("/api/audit").get_json()["data"]
    assert (entry["action"], entry["object_id"]) == ("character.create", character["id"])
    assert "Otto" not in str(entry)


def test_a_server_without_characters_and_an_engine_without_them_say_so(
    sora: FlaskClient, client: FlaskClient, upstream: Upstream
) -> None:
    upstream.play(Scenario(derive=Fault(404, {"detail": "Not Found"})))
    for refused in (sent(sora, film(1, 64, 64)), sent(client, film(1, 64, 64))):
        assert refused.status_code == 400
        assert "No engine here keeps characters" in refused.get_json()["error"]["message"]


def test_a_lost_answer_is_not_repeated(sora: FlaskClient, upstream: Upstream) -> None:
    upstream.play(Scenario(derive=Fault(cut="before")))
    lost = sent(sora, film(1, 64, 64))
    assert lost.status_code == 502
    assert lost.headers["x-should-retry"] == "false"
    assert len(upstream.requests) == 1


@pytest.mark.parametrize(
    ("video", "fields", "param"),
    [
        (None, {}, "video"),
        (b"", {}, "video"),
        (b"<html>", {}, "video"),
        (b"\0\0\0\x18ftypmp42" + b"\0" * 500, {}, "video"),
        (b"x", {"name": ""}, "name"),
        (b"x", {"name": "x" * 81}, "name"),
    ],
)
def test_what_is_no_video_is_refused(
    sora: FlaskClient, upstream: Upstream, video: Any, fields: Any, param: str
) -> None:
    refused = sent(sora, video, **fields)
    assert refused.status_code == 400, refused.text
    assert refused.get_json()["error"]["param"] == param
    assert not upstream.requests
