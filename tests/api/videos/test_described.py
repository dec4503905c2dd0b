"""The described version of a video: ordered with it or later, served beside it, and gone with it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from hackathon_backend.app import Container
from hackathon_backend.housekeeping import Housekeeper
from hackathon_backend.media import probe

pytestmark = pytest.mark.slow

BOARD = {
    "title": "Rain",
    "scenes": [{"type": "title", "title": "Clouds and rain", "narration": "Look up at the sky."}],
}


def made(client: FlaskClient, container: Container, **fields: Any) -> dict[str, Any]:
    """The reply of a video that was ordered as a form."""
    order = {"prompt": json.dumps(BOARD), "model": "storyboard-1", "size": "1280x720"} | fields
    video = client.post("/v1/videos", data=order).get_json()
    container.watch.wait(video["id"], 240)
    reply: dict[str, Any] = client.get(f"/api/videos/{video['id']}").get_json()
    return reply


def files(container: Container, reply: dict[str, Any]) -> set[str]:
    return {each.name.partition(".")[2] for each in container.storage.ours() if each.job_id == reply["videoId"]}


def test_a_described_version_is_ordered_served_and_deleted_with_its_video(
    client: FlaskClient, container: Container
) -> None:
    reply = made(client, container, described="true")
    assert reply["describedUrl"].endswith(".described.mp4")
    with client.get(reply["describedUrl"], headers={"Range": "bytes=0-99"}) as answer:
        assert (answer.status_code, answer.mimetype) == (206, "video/mp4")
    with client.get(f"/v1/videos/{reply['videoId']}/content?variant=described") as answer:
        assert answer.mimetype == "video/mp4"
    folder = container.storage.folder
    described = probe(folder / reply["describedUrl"].rpartition("/")[2])
    (pause,) = client.get(reply["detailsUrl"]).get_json()["pauses"]
    assert described.duration == pytest.approx(reply["durationSeconds"] + pause["seconds"], abs=0.1)
    assert client.get(f"/watch/{reply['videoId']}").text.count("described.mp4") == 1
    assert {"mp4", "described.mp4", "descriptions.vtt"} <= files(container, reply)
    again = client.post(f"/v1/videos/{reply['videoId']}/described").get_json()
    assert (again["id"], again["cached"]) == (reply["videoId"], True)
    assert client.delete(f"/v1/videos/{reply['videoId']}").status_code == 200
    assert files(container, reply) == set()


def test_it_is_made_later_of_the_same_storyboard_and_cleaned_up(client: FlaskClient, container: Container) -> None:
    plain = made(client, container)
    assert plain["describedUrl"] is None
    assert client.get(f"/v1/videos/{plain['videoId']}/content?variant=described").status_code == 404
    video = client.post(f"/v1/videos/{plain['videoId']}/described", json={}).get_json()
    assert (video["remixed_from_video_id"], video["cached"]) == (plain["videoId"], False)
    container.watch.wait(video["id"], 240)
    described = client.get(f"/api/videos/{video['id']}").get_json()
    assert described["durationSeconds"] == plain["durationSeconds"]
    same = [
        (container.storage.folder / each["videoUrl"].rpartition("/")[2]).read_bytes() for each in (plain, described)
    ]
    assert same[0] == same[1]
    assert described["describedUrl"]
    equal = client.post(f"/v1/videos/{plain['videoId']}/described", json={}).get_json()
    assert (equal["id"], equal["cached"]) == (video["id"], True)
    Housekeeper(container.store, container.storage, container.work, max_age_days=-1).clean()
    assert files(container, plain) == files(container, described) == set()


def test_what_can_not_be_described_is_said(client: FlaskClient, container: Container) -> None:
    said = {"title": "T", "scenes": [{"type": "title", "title": "Look up", "narration": "Look up at the sky."}]}
    reply = made(client, container, prompt=json.dumps(said), described="1")
    assert (reply["describedUrl"], reply["descriptionsUrl"]) == (None, None)
    assert "There is no described version: the narration says all that is shown." in reply["notes"]
    wrong = client.post("/v1/videos", json={"prompt": json.dumps(BOARD), "described": "perhaps"})
    assert (wrong.status_code, wrong.get_json()["error"]["param"]) == (400, "described")
    assert client.post("/v1/videos/vid_0/described").status_code == 404
    fields = {"operation": "trim", "end": 1}
    cut = client.post(f"/v1/videos/{reply['videoId']}/edits", json=fields).get_json()
    assert client.post(f"/v1/videos/{cut['id']}/described").status_code == 409
    container.watch.wait(cut["id"], 240)
    assert client.post(f"/v1/videos/{cut['id']}/described").status_code == 400
