"""A video from the question to its end, with all of its files in a bucket."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from botocore.retries.standard import ExponentialBackoff
from flask.testing import FlaskClient

from hackathon_backend.app import Container, create_app
from hackathon_backend.client.wire import inside
from hackathon_backend.housekeeping import Housekeeper
from hackathon_backend.jobs import Job, PromptRequest
from hackathon_backend.media import probe
from hackathon_backend.model7 import pipeline
from hackathon_backend.settings import Settings
from hackathon_backend.storage import video_stem
from hackathon_backend.storage.bucket_client import BucketPlace
from hackathon_backend.storage.s3 import S3Storage
from tests.storage.s3_server import fault_proxy, keys_in, open_uploads
from tests.waiting import comes_true

ASK = {
    "message": "Can you make a video explaining React hooks?",
    "options": {"seconds": 8, "size": "432x240"},
}

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::ResourceWarning")]


@pytest.fixture
def more() -> dict[str, object]:
    return {"video_serving": "proxy"}


def asked(client: FlaskClient) -> Any:
    """The reply with a finished video."""
    answer = client.post("/api/chat", json=ASK).get_json()
    until = time.monotonic() + 240
    while "format" not in answer and time.monotonic() < until:
        time.sleep(0.2)
        answer = client.get(answer["statusUrl"]).get_json()
    assert answer["format"] == "video", answer
    return answer


def is_gone(place: BucketPlace, part: str) -> bool:
    """Whether nothing is left whose key holds `part`."""
    return comes_true(lambda: not [key for key in keys_in(place) if part in key])


def ended(client: FlaskClient, video_id: str) -> Any:
    until = time.monotonic() + 240
    while time.monotonic() < until:
        video = client.get(f"/v1/videos/{video_id}").get_json()
        if video["status"] in ("completed", "failed"):
            return video
        time.sleep(0.2)
    raise AssertionError(video)


def test_a_video_lives_in_the_bucket_from_the_chat_to_its_end(
    client: FlaskClient, container: Container, place: BucketPlace, tmp_path: Path
) -> None:
    reply = asked(client)
    assert "localPath" not in reply, "there is no such path for anybody"
    names = {key.rpartition("/")[2] for key in keys_in(place) if key.startswith("school/videos/")}
    shown = {path.removeprefix("/videos/") for path in reply.values() if str(path).startswith("/videos/")}
    assert shown <= names
    assert is_gone(place, f"/{reply['videoId']}/"), "work in progress is gone"

    page = client.get(f"/watch/{reply['videoId']}").text
    assert reply["narration"].split(". ")[0][:30] in page, "the transcript stands on the page"
    assert client.get(f"/embed/{reply['videoId']}").status_code == 200
    film = client.get(reply["videoUrl"], headers={"Range": "bytes=0-99"})
    assert (film.status_code, len(film.data)) == (206, 100)
    assert client.get(reply["captionsUrl"]).text.startswith("WEBVTT")
    tiles = client.get(reply["spritesUrl"]).text
    sheet = next(line for line in tiles.splitlines() if ".jpg" in line).partition("#")[0]
    assert client.get(f"/videos/{sheet}").mimetype == "image/jpeg"
    (tmp_path / "film.mp4").write_bytes(client.get(f"/v1/videos/{reply['videoId']}/content").data)
    assert probe(tmp_path / "film.mp4").duration == pytest.approx(reply["durationSeconds"], abs=0.1)
    assert client.get(f"/v1/videos/{reply['videoId']}/content?variant=thumbnail").mimetype == "image/webp"

    forget_copies(container)
    edit = client.post(f"/v1/videos/{reply['videoId']}/edits", json={"operation": "trim", "start": 0, "end": 3})
    cut = ended(client, edit.get_json()["id"])
    assert (cut["status"], cut["error"]) == ("completed", None)

    archive = zipfile.ZipFile(io.BytesIO(client.get("/api/me/export").data))
    assert f"films/{reply['videoUrl'].rpartition('/')[2]}" in archive.namelist()
    assert archive.testzip() is None

    assert client.delete(f"/v1/videos/{cut['id']}").get_json()["deleted"]
    assert is_gone(place, cut["id"])

    keeper = Housekeeper(container.store, container.storage, container.work, max_age_days=1e-9)
    assert keeper.clean().expired == [reply["videoId"]]
    assert client.get(reply["videoUrl"]).status_code == 410
    assert not [key for key in keys_in(place) if "/videos/" in key]
    assert open_uploads(place) == []


def forget_copies(container: Container) -> None:
    """As if the web process were on another machine than the one that made the film."""
    for file in (container.settings.work_dir / ".films").rglob("*.*"):
        file.unlink()


def test_videos_may_be_kept_for_ever(bucket_settings: Callable[..., Settings]) -> None:
    assert bucket_settings(max_video_age_days=0).video_life is None


def test_a_bucket_that_is_away_holds_a_video_up_and_costs_nothing(
    place: BucketPlace,
    bucket_settings: Callable[..., Settings],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ExponentialBackoff, "delay_amount", lambda _self, _context: 0.0)
    monkeypatch.setattr(pipeline, "_STORAGE_AGAIN", 0.2)
    assert place.endpoint
    with fault_proxy(place.endpoint) as (url, faults):
        faults.plan("PUT", *["503", "cut", "away", "damage"] * 40)
        container = Container(bucket_settings(video_serving="proxy").model_copy(update={"s3_endpoint_url": url}))
        container.database.migrate()
        container.runner.start()
        try:
            job = container.model7.order(PromptRequest(message="Even numbers", seconds=6, size="432x240"))
            job = container.watch.wait(job.id, 240)
            assert (job.state, job.attempts) == ("completed", ())
            assert faults.by_method["PUT"] == [], "it went through all of them"
            assert probe(container.storage.local_copy(job.filename or "")).duration > 1
            assert isinstance(container.storage, S3Storage)
            shelf = container.storage.shelf
            shelf.sweep(older_than=-1)
            known = {f"school/{each.at}" for place_ in ("videos", "work") for each in shelf.objects.listing(place_)}
            assert (set(keys_in(place)), open_uploads(place)) == (known, [])
        finally:
            container.close()


def test_a_client_in_the_same_process_reads_from_the_bucket(
    container: Container, bucket_settings: Callable[..., Settings], tmp_path: Path
) -> None:
    (tmp_path / "film").write_bytes(b"a film")
    job = container.store.create(
        Job(
            id="vid_1",
            created_at=1.8e9,
            wake_at=1e12,
            request=PromptRequest(message="x"),
            engines=["storyboard"],
            state="completed",
            ended_at=1.8e9,
        )
    )
    container.storage.keep(tmp_path / "film", f"{video_stem(job.id, job.created_at)}.mp4")
    other = Container(bucket_settings(video_serving="redirect"))
    try:
        inside(create_app(other.settings, other), other.storage).download("vid_1", tmp_path / "copy.mp4", "video")
    finally:
        other.close()
    assert (tmp_path / "copy.mp4").read_bytes() == b"a film"
