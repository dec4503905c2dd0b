"""A program written for Sora, with the official SDK, works here by changing its base URL."""

from __future__ import annotations

import json
import threading
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
import openai
import pytest
from werkzeug.serving import make_server

from hackathon_backend.app import Container, create_app
from hackathon_backend.media import probe
from tests.api.videos import sdk_tour

pytestmark = pytest.mark.slow

BOARD = {
    "title": "Hooks",
    "scenes": [{"type": "title", "title": "Hooks", "subtitle": "", "narration": "Hooks remember things."}],
}


@pytest.fixture
def sdk(container: Container) -> Iterator[openai.OpenAI]:
    server = make_server("127.0.0.1", 0, create_app(container.settings, container), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with httpx2.Client() as http, warnings.catch_warnings():
        # The SDK calls its own videos methods deprecated.
        warnings.simplefilter("ignore", DeprecationWarning)
        base_url = f"http://127.0.0.1:{server.server_port}/v1"
        yield openai.OpenAI(
            api_key="any", base_url=base_url, http_client=http, max_retries=2, _strict_response_validation=True
        )
    server.shutdown()
    server.server_close()


def test_every_method_works_sync_and_async(sdk: openai.OpenAI) -> None:
    # Another test of this process may have left an event loop running in the main thread.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(sdk_tour.main, str(sdk.base_url)).result()


def test_a_video_is_created_polled_listed_downloaded_and_deleted(sdk: openai.OpenAI, tmp_path: Path) -> None:
    video = sdk.videos.create_and_poll(prompt=json.dumps(BOARD), model="sora-2", size="720x1280", seconds="8")
    assert (video.status, video.progress, video.model) == ("completed", 100, "storyboard-1")
    assert video.error is None
    assert video.expires_at is not None
    film = tmp_path / "film.mp4"
    sdk.videos.download_content(video.id).write_to_file(film)
    assert probe(film).height == 1280
    assert sdk.videos.download_content(video.id, variant="thumbnail").read()[8:12] == b"WEBP"
    assert sdk.videos.download_content(video.id, variant="spritesheet").read()[:3] == b"\xff\xd8\xff"
    assert [each.id for each in sdk.videos.list()] == [video.id]
    assert sdk.videos.delete(video.id).deleted
    assert list(sdk.videos.list()) == []
    with pytest.raises(openai.NotFoundError):
        sdk.videos.retrieve(video.id)


def test_plain_words_that_no_lesson_covers_become_a_video_all_the_same(sdk: openai.OpenAI) -> None:
    video = sdk.videos.create_and_poll(prompt="Otters hold hands while they sleep. So they do not drift apart.")
    assert video.status == "completed", video.error


def test_pages_hold_every_video_once(sdk: openai.OpenAI, container: Container) -> None:
    container.runner.stop()
    ids = [sdk.videos.create(prompt=f"number {number}").id for number in range(7)]
    assert [video.id for video in sdk.videos.list(limit=3)] == ids[::-1]
    assert [video.id for video in sdk.videos.list(limit=2, order="asc")] == ids


def test_refusals_are_sent_once(sdk: openai.OpenAI) -> None:
    with pytest.raises(openai.BadRequestError, match="storyboard-1"):
        sdk.videos.create(prompt="x", model="no-such-model")
    with pytest.raises(openai.BadRequestError, match="prompt"):
        sdk.videos.create(prompt="")


def test_content_before_the_end_is_a_conflict_that_is_not_repeated(sdk: openai.OpenAI, container: Container) -> None:
    container.runner.stop()
    video = sdk.videos.create(prompt="x")
    with pytest.raises(openai.ConflictError, match="still processing") as refused:
        sdk.videos.download_content(video.id)
    assert refused.value.response.headers["x-should-retry"] == "false"


def test_a_cancelled_video_has_failed(sdk: openai.OpenAI, container: Container) -> None:
    container.runner.stop()
    video = sdk.videos.create(prompt="x")
    cancelled = sdk.post(f"/videos/{video.id}/cancel", cast_to=dict[str, object])
    assert cancelled["status"] == "failed"
    assert cancelled["error"] == {"code": "cancelled", "message": "The video was cancelled."}
