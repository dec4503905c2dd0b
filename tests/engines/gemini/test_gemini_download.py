"""Bringing the clip home: whole, playable, once, by a link or out of the answer, whatever happens on the way."""

from __future__ import annotations

import base64
import time
from pathlib import Path
from typing import Any

import av
import pytest

from hackathon_backend.engines.base import Clip, Order
from hackathon_backend.engines.gemini.engine import GeminiEngine
from hackathon_backend.errors import EngineBroken, EngineError, EngineTimeout, KeyRejected
from tests.engines.vendors.gemini import GeminiScript, GeminiVendor, google_error, reason
from tests.upstream.scenario import PAGE, Fault

from .conftest import KEY


class Fetch:
    """Downloads the one video there is, as often as a test wants."""

    def __init__(self, engine: GeminiEngine, order: Order, operation: dict[str, Any], folder: Path) -> None:
        self.engine, self.order, self.operation, self.folder = engine, order, operation, folder

    def __call__(self, timeout: float = 5) -> Clip:
        return self.engine.download(self.order, self.operation, self.folder, timeout=timeout)

    def fails(self, kind: type[EngineError], timeout: float = 5) -> str:
        with pytest.raises(EngineError) as caught:
            self(timeout)
        assert type(caught.value) is kind
        assert KEY not in caught.value.message
        assert not [path for path in self.folder.iterdir() if path.suffix != ".part"], "nothing looks finished"
        return caught.value.message


@pytest.fixture
def fetch(vendor: GeminiVendor, engine: GeminiEngine, order: Order, tmp_path: Path) -> Fetch:
    return Fetch(engine, order, {"id": vendor.add()}, tmp_path)


@pytest.fixture
def film(vendor: GeminiVendor, fetch: Fetch) -> bytes:
    return vendor.film_of(fetch.operation["id"])


def ranges(vendor: GeminiVendor) -> list[str | None]:
    """The Range header of each request for the video itself."""
    return [each.headers.get("range") for each in vendor.requests if each.path.endswith(":download")]


def test_the_clip_arrives_and_plays(vendor: GeminiVendor, fetch: Fetch, film: bytes) -> None:
    clip = fetch()
    assert clip.video.name == "clip.mp4"
    assert clip.video.read_bytes() == film
    assert not clip.narrated
    with av.open(str(clip.video)) as container:
        assert sum(1 for _ in container.decode(video=0)) == 16
    request = vendor.requests[-1]
    assert request.path.startswith("/v1beta/files/"), "of the server that is set, whatever the link says"
    assert request.query == {"alt": "media"}
    assert request.headers["x-goog-api-key"] == KEY


def test_a_clip_inside_the_answer_is_kept(vendor: GeminiVendor, fetch: Fetch, film: bytes) -> None:
    vendor.play(GeminiScript(delivery="inline"))
    assert fetch().video.read_bytes() == film
    assert not ranges(vendor)


def test_a_second_download_does_no_harm(fetch: Fetch) -> None:
    assert fetch() == fetch()


@pytest.mark.parametrize("times", [1, 3])
def test_a_download_that_is_cut_goes_on_where_it_was(
    vendor: GeminiVendor, fetch: Fetch, film: bytes, times: int
) -> None:
    vendor.play(GeminiScript(content=Fault(cut="inside", times=times)))
    assert fetch().video.read_bytes() == film
    assert ranges(vendor)[:2] == [None, f"bytes={len(film) // 2}-"]
    assert len(ranges(vendor)) == times + 1


def test_a_later_download_goes_on_by_a_new_link(vendor: GeminiVendor, fetch: Fetch, film: bytes) -> None:
    vendor.play(GeminiScript(content=(Fault(cut="inside", times=1), Fault(cut="before"))))
    fetch.fails(EngineBroken)
    vendor.play(GeminiScript())
    assert fetch().video.read_bytes() == film
    assert ranges(vendor)[-1] == f"bytes={len(film) // 2}-"


def test_a_link_that_is_over_is_no_fault_of_the_key_and_the_next_call_gets_a_new_one(
    vendor: GeminiVendor, fetch: Fetch, film: bytes
) -> None:
    vendor.play(GeminiScript(link_seconds=-1))
    assert "can't be had" in fetch.fails(EngineBroken)
    vendor.play(GeminiScript())
    assert fetch().video.read_bytes() == film


def test_a_server_that_sends_no_ranges_is_asked_for_all_of_it_again(
    vendor: GeminiVendor, fetch: Fetch, film: bytes
) -> None:
    vendor.play(GeminiScript(content=Fault(cut="inside", times=1), ranges=False))
    assert fetch().video.read_bytes() == film


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (google_error(400, "FAILED_PRECONDITION", "The file is still PROCESSING."), EngineBroken),
        (google_error(404, "NOT_FOUND", "Not there."), EngineBroken),
        (google_error(500, "INTERNAL", "Oops."), EngineBroken),
        (Fault(200, b""), EngineBroken),
        (Fault(200, PAGE), EngineBroken),
        (Fault(200, {"uri": "https://example.com/video.mp4"}), EngineBroken),
        (Fault(cut="before"), EngineBroken),
        (Fault(302, headers={"Location": "http://127.0.0.1:9/clip.mp4"}), EngineError),
        (Fault(302, headers={"Location": "/v1beta/files/x:download"}), EngineBroken),
        (Fault(wait=30), EngineTimeout),
        (Fault(dribble=0.01), EngineTimeout),
    ],
)
def test_what_is_not_the_video_is_not_kept_and_the_next_try_may_succeed(
    vendor: GeminiVendor, fetch: Fetch, film: bytes, fault: Fault, kind: type[EngineError]
) -> None:
    vendor.play(GeminiScript(content=fault))
    began = time.monotonic()
    with pytest.raises(kind):
        fetch(timeout=0.4 if fault.hangs else 5)
    assert time.monotonic() - began < 5
    assert not list(fetch.folder.glob("clip.*"))
    vendor.play(GeminiScript())
    assert fetch().video.read_bytes() == film


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ({"type": "video", "data": "not base64!"}, "base64"),
        ({"type": "video", "data": base64.b64encode(b"<html>").decode()}, "no video"),
        ({"type": "video", "uri": "gs://bucket/clip.mp4"}, "no web address"),
        ({"type": "video", "uri": "file:///etc/passwd"}, "no web address"),
        ({"type": "text", "text": "No."}, "no video there"),
    ],
)
def test_a_result_that_is_no_video_is_told(
    vendor: GeminiVendor, fetch: Fetch, part: dict[str, Any], words: str
) -> None:
    vendor.play(GeminiScript(outcome={"steps": [{"type": "model_output", "content": [part]}]}))
    assert words in fetch.fails(EngineBroken)


def test_a_piece_of_a_video_inside_the_answer_is_noticed(vendor: GeminiVendor, fetch: Fetch, film: bytes) -> None:
    half = {"type": "video", "data": base64.b64encode(film[: len(film) // 2]).decode()}
    vendor.play(GeminiScript(outcome={"steps": [{"type": "model_output", "content": [half]}]}))
    assert "piece" in fetch.fails(EngineBroken)


def test_a_key_that_is_no_longer_right_is_told(vendor: GeminiVendor, fetch: Fetch) -> None:
    vendor.play(GeminiScript(poll=google_error(400, "INVALID_ARGUMENT", "Expired.", reason("API_KEY_INVALID"))))
    fetch.fails(KeyRejected)


def test_a_clip_that_is_too_big_is_not_kept(
    vendor: GeminiVendor, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hackathon_backend.engines.vendors.clip_download.LIMIT", 4096)
    assert "bigger" in fetch.fails(EngineBroken)
    assert not list(fetch.folder.glob("*.part"))


def test_a_redirect_is_followed_without_the_key(vendor: GeminiVendor, fetch: Fetch, film: bytes) -> None:
    with GeminiVendor() as storage:
        storage.add()
        elsewhere = f"{storage.origin}/v1beta/files/{_link_at(storage)}:download?alt=media"
        vendor.play(GeminiScript(content=Fault(302, headers={"Location": elsewhere})))
        assert fetch().video.read_bytes() == film
        assert "x-goog-api-key" not in storage.requests[-1].headers


def test_the_same_server_gets_the_key_after_a_redirect(vendor: GeminiVendor, fetch: Fetch, film: bytes) -> None:
    link = f"/v1beta/files/{_link_at(vendor)}:download?alt=media"
    vendor.play(GeminiScript(key=KEY, content=Fault(302, headers={"Location": link}, times=1)))
    assert fetch().video.read_bytes() == film


def _link_at(vendor: GeminiVendor) -> str:
    """The name of a file that holds the first video."""
    link = vendor._link(next(iter(vendor.interactions)))
    return link.rpartition("/")[2].partition(":")[0]


def test_a_folder_that_can_not_be_written_is_an_engine_error(fetch: Fetch) -> None:
    fetch.folder = fetch.folder / "missing"
    with pytest.raises(EngineBroken, match="saved"):
        fetch()
