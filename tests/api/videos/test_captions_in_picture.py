"""Versions of finished videos with captions in the picture and in other shapes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from hackathon_backend.app import Container
from hackathon_backend.media import spoken_track
from hackathon_backend.storyboard import Storyboard
from tests.api.videos.test_described import made as drawn
from tests.api.videos.test_operations import Edited, a_video, edit, film, made  # noqa: F401
from tests.media.clips import make_clip
from tests.media.test_trim import frames

pytestmark = pytest.mark.slow

BOARD = {
    "title": "Rain",
    "scenes": [
        {"type": "title", "title": "Clouds and rain", "narration": "Look up at the sky."},
        {"type": "points", "heading": "Water goes round", "points": [{"text": "Sea"}, {"text": "Cloud"}],
         "narration": "The sun lifts water from the sea, and clouds bring it back."},
    ],
}  # fmt: skip


def test_captions_go_into_the_picture_of_a_clip(container: Container, client: FlaskClient, made: str) -> None:  # noqa: F811
    captioned = Edited(container, edit(client, made, operation="captions", style="outline"))
    assert captioned.job.remixed_from == made
    track = spoken_track(captioned.path)
    assert (track.cues, [title for _, title in track.chapters]) == ((), ["Leaves", "Roots"])
    assert captioned.text(".txt") == "Leaves are green. Light makes sugar. Roots drink."
    assert captioned.reply["captionsUrl"] is None
    assert any("captions are in the picture" in note for note in captioned.reply["notes"])
    before = {
        round(time, 2): shown for time, shown in frames(container.storage.folder / f"{made_name(container, made)}")
    }
    after = {round(time, 2): shown for time, shown in frames(captioned.path)}
    assert abs(after[1.48].astype(int) - before[1.48])[120:].max() > 100
    assert abs(after[2.72].astype(int) - before[2.72]).mean() < 6, "nobody speaks then"


def made_name(container: Container, id_: str) -> str:
    return str(container.store.get(id_).filename)


def test_a_clip_in_another_shape_says_what_became_of_its_edges(
    container: Container,
    client: FlaskClient,
    made: str,  # noqa: F811
) -> None:
    tall = Edited(container, edit(client, made, operation="fit", aspect_ratio="9:16", captions=True, lift=0.2))
    assert (tall.info.width, tall.info.height, tall.video["size"]) == (720, 1280, "720x1280")
    assert any("with bars around it" in note for note in tall.reply["notes"])
    cut = Edited(container, edit(client, made, operation="fit", aspect_ratio="1:1", fit="crop"))
    assert (cut.info.width, cut.info.height) == (1080, 1080)
    assert any("44% of the picture's width is cut away" in note for note in cut.reply["notes"])
    assert len(spoken_track(cut.path).cues) == 3


def test_a_drawn_video_is_drawn_anew_with_room_for_its_captions(container: Container, client: FlaskClient) -> None:
    plain = drawn(client, container, prompt=json.dumps(BOARD))
    ordered = client.post(
        f"/v1/videos/{plain['videoId']}/edits", json={"operation": "fit", "aspect_ratio": "9:16", "captions": True}
    ).get_json()
    assert (ordered["model"], ordered["size"]) == ("storyboard-1", "720x1280")
    job = container.watch.wait(ordered["id"], 240)
    assert job.reply, job.attempts
    assert job.brief is not None
    assert Storyboard.read(job.brief.storyboard or {}).safe_area is None, "it can be changed as any other"
    assert spoken_track(container.storage.folder / str(job.filename)).cues == ()
    assert job.reply.captions_url is None
    assert any("captions are in the picture" in note for note in job.reply.notes or [])
    again = client.post(f"/v1/videos/{plain['videoId']}/edits", json={"operation": "fit", "aspect_ratio": "9:16",
                        "captions": True}).get_json()  # fmt: skip
    assert (again["id"], again["cached"]) == (ordered["id"], True)


def test_what_can_not_be_captioned_is_refused(container: Container, client: FlaskClient, tmp_path: Path) -> None:
    silent = a_video(container, make_clip(tmp_path / "silent.mp4", 1.0), "vid_00000000000000bb")
    assert edit(client, silent, 400, operation="captions")["error"]["param"] == "operation"
    assert edit(client, silent, 400, operation="fit", aspect_ratio="3:2")["error"]["param"] == "aspect_ratio"
    assert edit(client, silent, 400, operation="fit", aspect_ratio="1:1", lift=0.9)["error"]["param"] == "lift"
    assert not list(container.work.folders())
