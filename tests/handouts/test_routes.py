"""Hand-outs by their addresses: for whoever may watch, of films that there are."""

from __future__ import annotations

import base64
import io
import json
import re
import time
import zipfile
from collections.abc import Iterator
from typing import Any

import av
import pytest
from flask.testing import FlaskClient

from hackathon_backend.app import Container, create_app
from hackathon_backend.jobs import Job, LessonRequest
from hackathon_backend.settings import Settings
from tests.api.conftest import Client
from tests.handouts.test_pages import BOARD

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Container, FlaskClient, str]]:
    """A server at work with one finished film."""
    folder = tmp_path_factory.mktemp("house")
    settings = Settings(
        _env_file=None, video_dir=folder / "videos", log_dir=folder / "logs",  # type: ignore[call-arg]
        database_url=f"sqlite:///{folder / 'test.db'}", render_workers=2, public_url="https://school.example",
    )  # fmt: skip
    container = Container(settings)
    container.database.migrate()
    container.runner.start()
    app = create_app(settings, container)
    app.test_client_class = Client
    client = app.test_client()
    order = {"prompt": json.dumps(BOARD), "model": "storyboard-1", "size": "1280x720"}
    video = client.post("/v1/videos", json=order).get_json()["id"]
    assert container.watch.wait(video, 120).state == "completed"
    yield container, client, video
    container.close()


def at(video: str, what: str) -> str:
    return f"/api/videos/{video}/{what}"


def test_each_hand_out_is_a_file_of_its_kind_called_as_the_film(house: tuple[Any, FlaskClient, str]) -> None:
    _, client, video = house
    begins = {
        "handout.pdf": (b"%PDF-", "application/pdf"),
        "slides.pptx": (b"PK", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
        "moving?scene=2": (b"RIFF", "image/webp"),
        "moving?format=gif": (b"GIF89a", "image/gif"),
    }
    for what, (head, kind) in begins.items():
        answer = client.get(at(video, what))
        assert (answer.status_code, answer.mimetype) == (200, kind)
        assert answer.data.startswith(head)
        assert "attachment" in answer.headers["Content-Disposition"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_it_is_made_once_and_then_found(house: tuple[Container, FlaskClient, str]) -> None:
    container, client, video = house
    first = client.get(at(video, "handout.pdf")).data
    made = {path.name: path.stat().st_ino for path in container.previews.folder.glob("*.pdf")}
    assert client.get(at(video, "handout.pdf")).data == first
    assert {path.name: path.stat().st_ino for path in container.previews.folder.glob("*.pdf")} == made


def test_a_scene_that_moves_shows_several_pictures_in_the_shape_of_the_film(
    house: tuple[Any, FlaskClient, str],
) -> None:
    _, client, video = house
    for kind in ("gif", "webp"):
        data = client.get(at(video, f"moving?scene=1&format={kind}")).data
        if kind == "gif":
            with av.open(io.BytesIO(data)) as container:
                frames = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
            assert frames[0].shape == (360, 640, 3)
            assert len(frames) > 8
            assert (frames[0] != frames[-1]).any()
        else:
            assert data.count(b"ANMF") > 8


def test_the_offline_page_holds_film_player_and_words_and_asks_nobody(
    house: tuple[Container, FlaskClient, str],
) -> None:
    container, client, video = house
    answer = client.get(at(video, "offline.html"))
    text = answer.get_data(as_text=True)
    kept = dict(re.findall(r'data-file="(\w+)" data-kind="[^"]+">([A-Za-z0-9+/=]*)<', text))
    job = container.store.get(video)
    assert base64.b64decode(kept["src"]) == b"".join(container.storage.read(job.filename or ""))
    assert {"src", "poster", "captions", "details", "transcript"} <= kept.keys()
    assert not re.search(r'(?:src|href)="(?:https?:|/)', text)
    assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("what", "status", "param"),
    [
        ("handout.pdf?paper=a3", 400, "paper"),
        ("handout.pdf?answers=perhaps", 400, "answers"),
        ("moving?scene=0", 400, "scene"),
        ("moving?scene=99", 404, "scene"),
        ("moving?format=mp4", 400, "format"),
    ],
)
def test_what_can_t_be_made_is_refused_with_its_reason(
    house: tuple[Any, FlaskClient, str], what: str, status: int, param: str
) -> None:
    _, client, video = house
    answer = client.get(at(video, what))
    assert (answer.status_code, answer.get_json()["error"]["param"]) == (status, param)


@pytest.mark.parametrize("what", ["handout.pdf", "slides.pptx", "moving", "offline.html"])
def test_of_what_is_not_there_nothing_is_handed_out(house: tuple[Container, FlaskClient, str], what: str) -> None:
    container, client, _ = house
    assert client.get(at("vid_nobody", what)).status_code == 404
    now = time.time()
    request = LessonRequest(message="Even numbers", topic="Even numbers")
    for state, status in (("rendering", 409), ("failed", 404), ("completed", 410)):
        job = Job(
            id=f"vid_{state}{what[:3]}", created_at=now, wake_at=now + 9e5, state=state, engines=["storyboard"],
            request=request, ended_at=None if state == "rendering" else now,
            expired_at=now if state == "completed" else None,
        )  # fmt: skip
        container.store.create(job)
        assert client.get(at(job.id, what)).status_code == status


def test_the_page_of_the_film_leads_to_them(house: tuple[Any, FlaskClient, str]) -> None:
    _, client, video = house
    page = client.get(f"/watch/{video}").get_data(as_text=True)
    for what in ("handout.pdf", "slides.pptx", "offline.html"):
        assert at(video, what) in page


def test_slides_are_what_office_programs_open(house: tuple[Any, FlaskClient, str]) -> None:
    _, client, video = house
    with zipfile.ZipFile(io.BytesIO(client.get(at(video, "slides.pptx")).data)) as packed:
        assert packed.testzip() is None
        assert sum(name.startswith("ppt/slides/slide") for name in packed.namelist()) == len(BOARD["scenes"]) + 1
