"""What the studio asks of the server: previews of storyboards, voices to listen to, and the library."""

from __future__ import annotations

import io
import time
import wave
from typing import Any

import pytest
from flask.testing import FlaskClient

from hackathon_backend.app import Container
from hackathon_backend.films import preview as sketch
from hackathon_backend.jobs import Job, LessonRequest
from hackathon_backend.writers.base import Brief
from tests.replies import a_reply

BOARD: dict[str, Any] = {
    "title": "Tides",
    "scenes": [
        {"type": "title", "title": "Why the sea rises", "narration": "The sea rises twice a day."},
        {"type": "points", "heading": "Who pulls", "points": [{"text": "The moon"}, {"text": "The sun"}]},
    ],
}


def refused(client: FlaskClient, path: str, body: Any, param: str | None, status: int = 400) -> None:
    answer = client.post(path, json=body)
    assert answer.status_code == status, answer.text
    error = answer.get_json()["error"]
    assert set(error) == {"message", "type", "param", "code"}
    assert error["param"] == param, error


def test_a_preview_mends_the_storyboard_and_draws_each_scene(client: FlaskClient) -> None:
    found = client.post("/api/storyboard/preview", json={"storyboard": BOARD, "size": "720x1280"}).get_json()
    assert found["storyboard"]["scenes"][1]["points"] == [{"text": "The moon"}, {"text": "The sun"}]
    assert any(change.startswith("scenes.1.narration") for change in found["changes"])
    assert [scene["title"] for scene in found["scenes"]] == ["Why the sea rises", "Who pulls"]
    for scene in found["scenes"]:
        assert (scene["width"], scene["height"]) == (360, 640)
        picture = client.get(scene["picture"])
        assert picture.mimetype == "image/webp"
        assert "immutable" in picture.headers["Cache-Control"]
    again = client.post("/api/storyboard/preview", json={"storyboard": found["storyboard"], "size": "720x1280"})
    assert again.get_json()["changes"] == []
    assert again.get_json()["scenes"] == found["scenes"]
    dark = client.post("/api/storyboard/preview", json={"storyboard": BOARD, "theme": "chalkboard"}).get_json()
    assert dark["storyboard"]["theme"] == "chalkboard"
    assert dark["scenes"][0]["picture"] != found["scenes"][0]["picture"]


def test_text_with_a_storyboard_in_it_is_read_too(client: FlaskClient) -> None:
    text = 'Here you are:\n```json\n{"scenes": [{"type": "title", "title": "A leaf"}]}\n```'
    found = client.post("/api/storyboard/preview", json={"storyboard": text}).get_json()
    assert found["storyboard"]["title"] == "A leaf"


def test_one_scene_is_drawn_in_full_as_a_picture_or_as_a_film(client: FlaskClient) -> None:
    for moving, kind in ((False, "image/webp"), (True, "video/mp4")):
        asked = {"storyboard": BOARD, "scene": 0, "moving": moving, "size": "640x360"}
        answer = client.post("/api/storyboard/scene", json=asked)
        assert answer.status_code == 200, answer.text
        assert client.get(answer.get_json()["url"]).mimetype == kind


def test_a_storyboard_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(sketch.StoryboardError, match="too long"), sketch._bounded(0.05):
        while True:
            sum(range(1000))


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({}, "storyboard"),
        ({"storyboard": 7}, "storyboard"),
        ({"storyboard": ""}, "storyboard"),
        ({"storyboard": "no json at all"}, "storyboard"),
        ({"storyboard": {}}, "storyboard"),
        ({"storyboard": {"scenes": [7]}}, "scenes.0"),
        ({"storyboard": BOARD, "size": "big"}, "size"),
        ({"storyboard": BOARD, "size": "99999x99999"}, "size"),
        ({"storyboard": BOARD, "size": "641x360"}, "size"),
        ({"storyboard": BOARD, "theme": "neon"}, "theme"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_preview_of_nonsense_is_refused(client: FlaskClient, body: Any, param: str | None) -> None:
    refused(client, "/api/storyboard/preview", body, param)


def test_a_scene_that_is_not_there_is_refused(client: FlaskClient) -> None:
    refused(client, "/api/storyboard/scene", {"storyboard": BOARD, "scene": 2}, "scene")
    refused(client, "/api/storyboard/scene", {"storyboard": BOARD, "scene": -1}, "scene")
    for name in ("x", "../../etc/passwd", "0" * 64 + ".webp", "é" * 64 + ".mp4", "0" * 64 + ".json"):
        assert client.get(f"/api/storyboard/sketches/{name}").status_code == 404


@pytest.mark.slow
def test_every_lesson_gives_a_storyboard_that_needs_no_mending(client: FlaskClient) -> None:
    for lesson in client.get("/api/lessons").get_json()["lessons"]:
        board = client.get(f"/api/lessons/{lesson['id']}/storyboard?seconds=40").get_json()["storyboard"]
        found = client.post("/api/storyboard/preview", json={"storyboard": board}).get_json()
        assert found["changes"] == []
        assert 15 < found["seconds"] < 60
    assert client.get("/api/lessons/nope/storyboard").status_code == 404
    assert client.get("/api/lessons/the-cell/storyboard?seconds=-1").status_code == 400


def test_every_voice_can_be_listened_to(client: FlaskClient) -> None:
    voices = client.get("/api/voices").get_json()["voices"]
    assert [voice["id"] for voice in voices[:2]] == ["natural", "espeak"]
    heard = set()
    for voice in voices:
        answer = client.post(
            "/api/speech/preview", json={"voice": voice["id"], "language": (voice["languages"] or ["de"])[0]}
        )
        assert answer.mimetype == "audio/wav"
        with wave.open(io.BytesIO(answer.data)) as file:
            assert 1 < file.getnframes() / file.getframerate() < 8
        heard.add(answer.data)
    assert len(heard) == len(voices)
    for body, param in (
        ({}, "voice"),
        ({"voice": "nobody"}, "voice"),
        ({"voice": "espeak", "text": "x" * 201}, "text"),
        ({"voice": "espeak", "text": "🙂"}, "text"),
        ({"voice": "espeak", "language": "../x"}, "language"),
        ({"voice": "natural", "language": "de"}, "language"),
    ):
        refused(client, "/api/speech/preview", body, param)


def job(container: Container, number: int, state: str, message: str, title: str | None = None, **more: Any) -> None:
    container.store.create(
        Job(
            id=f"vid_{number}",
            created_at=1_000.0 + number,
            wake_at=time.time() + 600,
            activity="",
            request=LessonRequest(message=message),
            engines=["storyboard"],
            state=state,
            brief=Brief(title=title) if title else None,
            ended_at=None if state in ("queued", "rendering") else 2_000.0,
            **more,
        )
    )


@pytest.fixture
def stocked(container: Container) -> Container:
    container.runner.stop()
    job(container, 1, "completed", "A leaf in the sun", "Photosynthesis", reply=a_reply(duration_seconds=12.5))
    job(container, 2, "completed", "Übungen mit 100% <b>Mut</b>", reply=a_reply(duration_seconds=60.0))
    job(container, 3, "failed", "A storm at sea", "Storms")
    job(container, 4, "rendering", "an apple falls", "Gravity")
    job(container, 5, "queued", "A wave")
    return container


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ("", "54321"),
        ("sort=oldest", "12345"),
        ("sort=title", "5413" + "2"),
        ("sort=longest", "21543"),
        ("query=sea", "3"),
        ("query=PHOTO", "1"),
        ("query=übungen", "2"),
        ("query=ÜBUNGEN", "2"),
        ("query=100%25", "2"),
        ("query=%25", "2"),
        ("query=<b>", "2"),
        ("query=a+leaf", "1"),
        ("query=_", ""),
        ("status=completed", "21"),
        ("status=failed", "3"),
        ("status=in_progress", "4"),
        ("status=queued&query=wave", "5"),
        ("size=2", "54"),
        ("size=2&page=3", "1"),
        ("page=99", ""),
    ],
)
def test_the_library_is_searched_filtered_and_sorted(
    stocked: Container, client: FlaskClient, asked: str, ids: str
) -> None:
    found = client.get(f"/api/library?{asked}").get_json()
    assert "".join(video["id"][-1] for video in found["videos"]) == ids


def test_the_library_counts_what_fits(stocked: Container, client: FlaskClient) -> None:
    found = client.get("/api/library?size=2&status=completed").get_json()
    assert (found["total"], found["pages"]) == (2, 1)
    assert found["counts"] == {"queued": 1, "in_progress": 1, "completed": 2, "failed": 1}


@pytest.mark.parametrize(
    "asked", ["status=x", "sort=x", "page=0", "page=x", "size=1000", "size=-1", "page=9" + "9" * 30]
)
def test_a_library_request_that_makes_no_sense_is_refused(client: FlaskClient, asked: str) -> None:
    answer = client.get(f"/api/library?{asked}")
    assert answer.status_code == 400
    assert answer.get_json()["error"]["param"] in asked


def test_the_library_says_in_a_word_that_nothing_has_changed(stocked: Container, client: FlaskClient) -> None:
    first = client.get("/api/library")
    tag = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/api/library", headers=tag).status_code == 304
    assert client.get("/api/library?sort=oldest", headers=tag).status_code == 200
    client.delete("/v1/videos/vid_1")
    after = client.get("/api/library", headers=tag)
    assert after.status_code == 200
    assert [video["id"] for video in after.get_json()["videos"]] == ["vid_5", "vid_4", "vid_3", "vid_2"]
    job(stocked, 6, "queued", "something new")
    assert client.get("/api/library", headers={"If-None-Match": after.headers["ETag"]}).status_code == 200


@pytest.mark.slow
def test_the_details_tell_how_a_video_came_to_be(client: FlaskClient) -> None:
    made = client.post(
        "/v1/videos", json={"prompt": "Otters hold hands. So they stay together.", "seconds": 8}
    ).get_json()
    client.get(f"/v1/videos/{made['id']}/poll?timeout=300")
    found = client.get(f"/api/library/{made['id']}").get_json()
    assert found["status"] == "completed"
    assert found["cost"] == {"estimated_usd": 0.0, "spent_usd": 0.0, "currency": "USD", "known": True}
    assert found["took"] > 0
    assert [change["state"] for change in found["log"]][-1] == "completed"
    assert found["storyboard"]["scenes"]
    assert client.get(found["poster_url"]).status_code == 200
    assert found["asked"]["seconds"] == 8
    client.delete(f"/v1/videos/{made['id']}")
    assert client.get(f"/api/library/{made['id']}").status_code == 404
    assert client.get("/api/library/nope").status_code == 404
