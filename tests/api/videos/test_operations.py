"""Work on finished films over HTTP: a new video each time, made by the ordinary way of jobs."""

from __future__ import annotations

import io
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from flask.testing import FlaskClient

from hackathon_backend.app import Container
from hackathon_backend.jobs import Job, LessonRequest
from hackathon_backend.media import Cue, add_tracks, probe, spoken_track
from hackathon_backend.storage import video_stem
from hackathon_backend.writers.base import Brief
from tests.media.clips import heard, level, make_clip, picture, tone
from tests.media.test_overlay import a_logo
from tests.media.test_poster import seen, unlike
from tests.media.test_soundtrack import a_sound
from tests.media.test_trim import frames
from tests.waiting import comes_true

pytestmark = pytest.mark.slow

CUES = [Cue(0.2, 1.0, "Leaves are green."), Cue(1.2, 2.4, "Light makes sugar."), Cue(3.0, 3.8, "Roots drink.")]
CHAPTERS = [(0.0, "Leaves"), (2.0, "Roots")]


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four seconds with a tone, captions and chapters."""
    folder = tmp_path_factory.mktemp("films")
    clip = make_clip(folder / "clip.mp4", 4.0, sound=tone(4.0).reshape(1, -1))
    add_tracks(clip, folder / "film.mp4", CUES, CHAPTERS)
    return folder / "film.mp4"


@pytest.fixture
def made(container: Container, film: Path) -> str:
    """The id of a video that was made here."""
    return a_video(container, film, "vid_00000000000000aa")


def a_video(container: Container, film: Path, id_: str, **values: Any) -> str:
    now = time.time()
    name = f"{video_stem(id_, now)}.mp4"
    (container.storage.folder / name).write_bytes(film.read_bytes())
    brief = Brief(title="Leaves", visual_prompt="A leaf", narration="Leaves are green.")
    row = {
        "wake_at": now,
        "state": "completed",
        "ended_at": now,
        "filename": name,
        "progress": 100.0,
        "brief": brief,
    } | values
    container.store.create(Job(id=id_, created_at=now, request=LessonRequest(message="leaves"), engines=["a"], **row))
    return id_


class Edited:
    """A video that came of an edit."""

    def __init__(self, container: Container, answer: dict[str, Any]) -> None:
        self.video = answer
        job = container.watch.wait(answer["id"], 240)
        assert job.state == "completed", job.attempts
        self.job = job
        self.reply: dict[str, Any] = job.reply.row() if job.reply else {}
        self.path = container.storage.folder / str(job.filename)
        self.info = probe(self.path)

    def text(self, suffix: str) -> str:
        return self.path.with_suffix(suffix).read_text("utf-8")


def edit(
    client: FlaskClient, id_: str, /, status: int = 200, files: dict[str, Path] | None = None, **fields: Any
) -> Any:
    """Ask for it, as JSON or with files as a form."""
    url = f"/v1/videos/{id_}/edits"
    if files is None:
        answer = client.post(url, json=fields)
    else:
        sent = {name: (io.BytesIO(path.read_bytes()), "upload") for name, path in files.items()}
        answer = client.post(url, data={name: str(value) for name, value in fields.items()} | sent)
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.get_json()


def test_a_part_becomes_a_new_video_with_all_that_belongs_to_one(
    container: Container, client: FlaskClient, made: str
) -> None:
    answer = edit(client, made, operation="trim", start=1, end=3.5)
    assert (answer["remixed_from_video_id"], answer["model"], answer["seconds"]) == (made, "media-1", "2")
    assert answer["size"] == "320x180"
    part = Edited(container, answer)
    assert part.info.duration == pytest.approx(2.5, abs=0.05)
    assert unlike(frames(part.path)[0][1], picture(1.0, 320, 180)) < 8
    track = spoken_track(part.path)
    assert [(round(cue.start, 2), round(cue.end, 2), cue.text) for cue in track.cues] == [
        (0.2, 1.4, "Light makes sugar."),
        (2.0, 2.5, "Roots drink."),
    ]
    assert [(pytest.approx(start, abs=0.01), title) for start, title in track.chapters] == [
        (0.0, "Leaves"),
        (1.0, "Roots"),
    ]
    assert "00:00:00.200 --> 00:00:01.400\nLight makes sugar." in part.text(".vtt")
    assert part.text(".txt") == "Light makes sugar. Roots drink."
    for suffix in (".webp", ".sprites.jpg", ".sprites.vtt", ".chapters.vtt"):
        assert part.path.with_name(part.path.stem + suffix).exists(), suffix
    assert part.reply["title"] == "Leaves"
    assert comes_true(lambda: not container.work.folders())
    original = client.get(f"/v1/videos/{made}/content")
    assert original.status_code == 200


def test_faster_with_captions_in_time(container: Container, client: FlaskClient, made: str) -> None:
    fast = Edited(container, edit(client, made, operation="speed", factor=2))
    assert fast.info.duration == pytest.approx(2.0, abs=0.05)
    assert "00:00:00.600 --> 00:00:01.200\nLight makes sugar." in fast.text(".vtt")
    assert fast.reply["narration"] == "Leaves are green."


def test_text_and_a_logo_over_it(container: Container, client: FlaskClient, made: str, tmp_path: Path) -> None:
    asked = {"operation": "overlay", "text": "Über Blätter", "position": "top-left", "from": 1, "to": 2}
    lettered = Edited(container, edit(client, made, **asked))
    before, during = (np.asarray(frames(lettered.path)[index][1])[8:30, 8:60] for index in (20, 30))
    assert before.mean() > during.mean() + 20
    files = {"logo": a_logo(tmp_path / "logo.png")}
    marked = Edited(
        container, edit(client, made, files=files, operation="overlay", position="bottom-right", width="0.3")
    )
    assert unlike(frames(marked.path)[40][1][:90], picture(1.6, 320, 180)[:90]) < 8
    corner = frames(marked.path)[40][1][149, 265].astype(int)
    assert corner[1] > 150 > 80 > corner[0]
    assert [cue.text for cue in spoken_track(marked.path).cues] == [cue.text for cue in CUES]


def test_other_sound_and_none(container: Container, client: FlaskClient, made: str, tmp_path: Path) -> None:
    music = a_sound(tmp_path / "music.mp3", tone(1.0, 1000))
    other = Edited(container, edit(client, made, files={"sound": music}, operation="sound", mode="replace"))
    assert level(heard(other.path), 1.5, 3.5) < -50
    named = edit(client, made, files={"file": music}, operation="sound", mode="mix", volume="0.5")
    assert Edited(container, named).info.has_audio
    assert not Edited(container, edit(client, made, operation="sound", mode="mute")).info.has_audio


def test_videos_joined_with_all_their_captions(
    container: Container, client: FlaskClient, made: str, tmp_path: Path
) -> None:
    tall = make_clip(tmp_path / "tall.mp4", 1.0, size=(180, 320))
    second = a_video(container, tall, "vid_00000000000000bb")
    whole = Edited(container, edit(client, made, operation="join", videos=[second, made]))
    assert whole.info.duration == pytest.approx(9.0, abs=0.1)
    assert (whole.info.width, whole.info.height) == (320, 180)
    cues = spoken_track(whole.path).cues
    assert len(cues) == 6
    assert cues[3].start == pytest.approx(5.2, abs=0.05)
    files = {"videos": tall}
    assert Edited(container, edit(client, made, files=files, operation="join")).info.duration == pytest.approx(
        5.0, abs=0.1
    )


def test_another_poster(container: Container, client: FlaskClient, made: str) -> None:
    same = Edited(container, edit(client, made, operation="poster", at=2))
    assert unlike(seen(same.path.with_suffix(".webp")), picture(2.0, 320, 180)) < 8
    assert same.info.duration == pytest.approx(4.0, abs=0.05)


def test_a_film_that_is_sent_along(container: Container, client: FlaskClient, tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.webm", 2.0, codec="libvpx-vp9", deadline="realtime")
    answer = edit(client, "upload", files={"video": clip}, operation="trim", start="0.5", end="1.5")
    assert answer["remixed_from_video_id"] is None
    part = Edited(container, answer)
    assert (part.info.video_codec, part.info.duration) == ("h264", pytest.approx(1.0, abs=0.05))


def test_words_can_not_change_a_film_that_was_worked_on(container: Container, client: FlaskClient, made: str) -> None:
    muted = Edited(container, edit(client, made, operation="sound", mode="mute"))
    refused = client.post(f"/v1/videos/{muted.job.id}/remix", json={"prompt": "make it shorter"})
    assert (refused.status_code, refused.get_json()["error"]["param"]) == (400, "video")


def test_an_equal_edit_is_made_once(container: Container, client: FlaskClient, made: str) -> None:
    first = edit(client, made, operation="trim", end=1)
    again = edit(client, made, operation="trim", end=1)
    assert (again["id"], again["cached"]) == (first["id"], True)
    assert edit(client, made, operation="trim", end=1, cache=False)["id"] != first["id"]
    assert edit(client, made, operation="trim", end=2)["id"] != first["id"]


def test_the_source_may_be_deleted_meanwhile(container: Container, client: FlaskClient, made: str) -> None:
    container.runner.stop()
    answer = edit(client, made, operation="trim", end=1)
    assert client.delete(f"/v1/videos/{made}").status_code == 200
    again = Container(container.settings)
    again.runner.start()
    try:
        assert again.watch.wait(answer["id"], 240).state == "completed"
    finally:
        again.close()


@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({}, "operation"),
        ({"operation": "explode"}, "operation"),
        ({"operation": ["trim"]}, "operation"),
        ({"operation": "trim", "start": 9}, "start"),
        ({"operation": "trim", "start": -1}, "start"),
        ({"operation": "trim", "start": "soon"}, "start"),
        ({"operation": "trim", "start": True}, "start"),
        ({"operation": "trim", "start": 3, "end": 2}, "end"),
        ({"operation": "speed"}, "factor"),
        ({"operation": "speed", "factor": 9}, "factor"),
        ({"operation": "speed", "factor": "nan"}, "factor"),
        ({"operation": "overlay"}, "logo"),
        ({"operation": "overlay", "text": ""}, "text"),
        ({"operation": "overlay", "text": "\x00"}, "text"),
        ({"operation": "overlay", "text": 7}, "text"),
        ({"operation": "overlay", "text": "a" * 301}, "text"),
        ({"operation": "overlay", "text": "a", "position": "above"}, "position"),
        ({"operation": "overlay", "text": "a", "from": 7}, "from"),
        ({"operation": "overlay", "text": "a", "from": 2, "to": 1}, "to"),
        ({"operation": "overlay", "logo": "/etc/passwd"}, "logo"),
        ({"operation": "sound"}, "sound"),
        ({"operation": "sound", "mode": "loud"}, "mode"),
        ({"operation": "join"}, "videos"),
        ({"operation": "join", "videos": []}, "videos"),
        ({"operation": "join", "videos": [1]}, "videos.0"),
        ({"operation": "join", "videos": ["vid_x"] * 30}, "videos"),
        ({"operation": "poster"}, "at"),
        ({"operation": "poster", "at": 4.5}, "at"),
        ({"operation": "trim", "cache": "maybe"}, "cache"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(
    container: Container, client: FlaskClient, made: str, fields: dict[str, Any], param: str
) -> None:
    error = edit(client, made, 400, **fields)["error"]
    assert error["param"] == param, error
    assert error["type"] == "invalid_request_error"
    assert not list(container.work.folders())


def test_videos_that_are_not_there_or_not_ready(
    container: Container, client: FlaskClient, made: str, film: Path
) -> None:
    waiting = a_video(container, film, "vid_00000000000000cc", state="queued", ended_at=None, wake_at=time.time() + 600)
    failed = a_video(container, film, "vid_00000000000000dd", state="failed")
    next(container.storage.folder.glob(f"*{failed}*")).unlink()
    edit(client, "vid_none", 404, operation="trim", end=1)
    edit(client, waiting, 409, operation="trim", end=1)
    edit(client, failed, 404, operation="trim", end=1)
    assert edit(client, made, 404, operation="join", videos=["vid_none"])["error"]["param"] == "video_id"
    assert edit(client, made, 409, operation="join", videos=[waiting])["error"]["param"] == "videos"


@pytest.mark.parametrize(
    "data", [b"", b"<html>", b"#EXTM3U\n#EXTINF:1,\n/etc/passwd\n", b"\x00\x00\x00\x18ftypmp42" + bytes(99)]
)
def test_files_that_are_no_films_are_refused_by_name(
    container: Container, client: FlaskClient, tmp_path: Path, made: str, data: bytes
) -> None:
    fake = tmp_path / "fake.mp4"
    fake.write_bytes(data)
    assert edit(client, "upload", 400, files={"video": fake}, operation="trim")["error"]["param"] == "video"
    assert edit(client, made, 400, files={"logo": fake}, operation="overlay")["error"]["param"] == "logo"
    assert edit(client, made, 400, files={"sound": fake}, operation="sound")["error"]["param"] == "sound"
    assert not list(container.work.folders())


def test_a_film_has_to_come_as_a_file(client: FlaskClient) -> None:
    assert edit(client, "upload", 400, operation="trim", video="/etc/passwd")["error"]["param"] == "video"
    assert client.post("/v1/videos/upload/edits", data=b"x", content_type="text/plain").status_code == 415


def test_the_engine_for_edits_is_not_offered_for_prompts(client: FlaskClient) -> None:
    models = [model["id"] for model in client.get("/v1/models").get_json()["data"]]
    assert "media-1" not in models
    assert client.post("/v1/videos", json={"prompt": "x", "model": "media-1"}).status_code == 400
