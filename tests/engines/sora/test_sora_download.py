"""Bringing the clip home: whole, playable, once, whatever happens on the way."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import av
import pytest

from hackathon_backend.engines.base import Clip, Order
from hackathon_backend.engines.sora import SoraEngine
from hackathon_backend.errors import EngineBroken, EngineError, EngineTimeout, KeyRejected
from tests.upstream import Fault, Scenario, Upstream
from tests.upstream.media import film
from tests.upstream.scenario import PAGE, error

FILM = film(4, 320, 180)


@pytest.fixture
def operation(upstream: Upstream) -> dict[str, Any]:
    return {"id": upstream.videos.add(size="320x180", seconds="4")}


class Fetch:
    """Downloads the one video there is, as often as a test wants."""

    def __init__(self, engine: SoraEngine, order: Order, operation: dict[str, Any], folder: Path) -> None:
        self.engine, self.order, self.operation, self.folder = engine, order, operation, folder

    def __call__(self, timeout: float = 5) -> Clip:
        return self.engine.download(self.order, self.operation, self.folder, timeout=timeout)

    def fails(self, kind: type[EngineError], timeout: float = 5) -> str:
        with pytest.raises(EngineError) as caught:
            self(timeout)
        assert type(caught.value) is kind
        assert not [path for path in self.folder.iterdir() if path.suffix != ".part"], "nothing looks finished"
        return caught.value.message

    @property
    def parts(self) -> list[int]:
        """The sizes of the part files."""
        return [path.stat().st_size for path in self.folder.glob("*.part")]


@pytest.fixture
def fetch(engine: SoraEngine, order: Order, operation: dict[str, Any], tmp_path: Path) -> Fetch:
    return Fetch(engine, order, operation, tmp_path)


def contents(upstream: Upstream) -> list[str | None]:
    """The Range header of each request for the video itself."""
    return [
        request.headers.get("range")
        for request in upstream.requests
        if request.path.endswith("/content") and "variant" not in request.query
    ]


def test_the_clip_and_its_thumbnail_arrive_and_play(fetch: Fetch) -> None:
    clip = fetch()
    assert clip.video.name == "clip.mp4"
    assert clip.video.read_bytes() == FILM
    with av.open(str(clip.video)) as container:
        assert (container.streams.video[0].width, container.streams.video[0].height) == (320, 180)
        assert sum(1 for _ in container.decode(video=0)) == 16
    assert clip.thumbnail is not None
    assert clip.thumbnail.suffix == ".png"
    assert not fetch.parts


def test_a_second_download_does_no_harm(fetch: Fetch) -> None:
    assert fetch() == fetch()


@pytest.mark.parametrize("times", [1, 3])
def test_a_download_that_is_cut_goes_on_where_it_was(upstream: Upstream, fetch: Fetch, times: int) -> None:
    upstream.play(Scenario(content=Fault(cut="inside", times=times)))
    assert fetch().video.read_bytes() == FILM
    ranges = contents(upstream)
    assert len(ranges) == times + 1
    assert ranges[:2] == [None, f"bytes={len(FILM) // 2}-"]


def test_a_server_that_sends_no_ranges_is_asked_for_all_of_it_again(upstream: Upstream, fetch: Fetch) -> None:
    upstream.play(Scenario(content=Fault(cut="inside", times=1), ranges=False))
    assert fetch().video.read_bytes() == FILM


def test_a_download_that_gets_no_further_is_left_for_later(upstream: Upstream, fetch: Fetch) -> None:
    upstream.play(Scenario(content=Fault(cut="inside"), ranges=False))
    fetch.fails(EngineBroken)
    assert len(contents(upstream)) == 2
    upstream.play(Scenario())
    assert fetch().video.read_bytes() == FILM
    assert contents(upstream)[-1] == f"bytes={len(FILM) // 2}-"


def test_a_part_that_is_already_whole_is_not_fetched_again(upstream: Upstream, fetch: Fetch) -> None:
    upstream.play(Scenario(content=Fault(cut="inside"), ranges=False))
    fetch.fails(EngineBroken)
    (part,) = fetch.folder.glob("*.part")
    part.write_bytes(FILM)
    upstream.play(Scenario())
    assert fetch().video.read_bytes() == FILM
    assert contents(upstream)[-1] == f"bytes={len(FILM)}-"


def test_a_part_that_is_none_of_it_is_thrown_away(upstream: Upstream, fetch: Fetch) -> None:
    upstream.play(Scenario(content=Fault(cut="inside"), ranges=False))
    fetch.fails(EngineBroken)
    (part,) = fetch.folder.glob("*.part")
    part.write_bytes(FILM * 2)
    upstream.play(Scenario())
    assert fetch().video.read_bytes() == FILM


def test_a_range_that_starts_elsewhere_is_not_glued_on(upstream: Upstream, fetch: Fetch) -> None:
    wrong = Fault(206, FILM[5:], headers={"Content-Range": f"bytes 5-{len(FILM) - 1}/{len(FILM)}"}, times=1)
    upstream.play(Scenario(content=(Fault(cut="inside", times=1), wrong)))
    assert fetch().video.read_bytes() == FILM


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (error(404, None, "Not ready."), EngineBroken),
        (error(409, None, "Still processing."), EngineBroken),
        (Fault(422, {"detail": "failed"}), EngineBroken),
        (Fault(204, b""), EngineBroken),
        (error(500, None, "Oops."), EngineBroken),
        (Fault(504, PAGE), EngineBroken),
        (error(401, None, "Key expired."), KeyRejected),
        (Fault(200, b""), EngineBroken),
        (Fault(200, PAGE), EngineBroken),
        (Fault(200, {"url": "https://example.com/video.mp4"}), EngineBroken),
        (Fault(200, b"\x00\x00\x00\x1cftypavif" + bytes(100)), EngineBroken),
        (Fault(cut="before"), EngineBroken),
        (Fault(206, FILM[5:], headers={"Content-Range": f"bytes 5-{len(FILM) - 1}/{len(FILM)}"}), EngineBroken),
        (Fault(416, b""), EngineBroken),
        (Fault(wait=30), EngineTimeout),
        (Fault(dribble=0.01), EngineTimeout),
        (Fault(302, headers={"Location": "http://127.0.0.1:9/clip.mp4"}), EngineError),
    ],
)
def test_what_is_not_the_video_is_not_kept_and_the_next_try_may_succeed(
    upstream: Upstream, fetch: Fetch, fault: Fault, kind: type[EngineError]
) -> None:
    upstream.play(Scenario(content=fault))
    began = time.monotonic()
    with pytest.raises(kind):
        fetch(timeout=0.3 if fault.hangs else 5)
    assert time.monotonic() - began < 5
    assert not list(fetch.folder.glob("clip.*"))
    upstream.play(Scenario())
    assert fetch().video.read_bytes() == FILM


def test_a_file_that_ends_too_early_is_noticed_though_its_length_is_as_told(upstream: Upstream, fetch: Fetch) -> None:
    upstream.play(Scenario(content=Fault(200, FILM[: len(FILM) // 2])))
    assert "piece" in fetch.fails(EngineBroken)


def test_a_length_that_is_too_short_or_too_long_is_noticed(upstream: Upstream, fetch: Fetch) -> None:
    for length in (len(FILM) // 2, len(FILM) * 2):
        upstream.play(Scenario(content=Fault(headers={"Content-Length": str(length)}), ranges=False))
        fetch.fails(EngineBroken)


def test_a_clip_without_a_length_will_do_if_it_is_whole(upstream: Upstream, fetch: Fetch) -> None:
    upstream.play(Scenario(content=Fault(headers={"Content-Length": ""})))
    assert fetch().video.read_bytes() == FILM


def test_a_clip_that_is_too_big_is_not_kept(upstream: Upstream, fetch: Fetch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hackathon_backend.engines.vendors.clip_download.LIMIT", 4096)
    assert "bigger" in fetch.fails(EngineBroken)
    assert not fetch.parts


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"\x1a\x45\xdf\xa3webm", "clip.webm"), (b"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  ", "clip.mov")],
)
def test_other_kinds_of_video_keep_their_kind(upstream: Upstream, fetch: Fetch, data: bytes, name: str) -> None:
    upstream.play(Scenario(content=Fault(200, data)))
    assert fetch().video.name == name


def test_a_redirect_is_followed_without_the_key(upstream: Upstream, fetch: Fetch) -> None:
    with Upstream() as storage:
        elsewhere = storage.videos.add(size="320x180", seconds="4")
        upstream.play(Scenario(content=Fault(302, headers={"Location": f"{storage.url}/videos/{elsewhere}/content"})))
        assert fetch().video.read_bytes() == FILM
        assert "authorization" not in storage.requests[0].headers


def test_a_refusal_behind_a_redirect_says_nothing_about_the_key(upstream: Upstream, fetch: Fetch) -> None:
    with Upstream(Scenario(key="another")) as storage:
        upstream.play(Scenario(content=Fault(302, headers={"Location": f"{storage.url}/videos/1/content"})))
        fetch.fails(EngineBroken)


@pytest.mark.parametrize(
    "fault",
    [
        error(404, None, "No thumbnails."),
        Fault(422, {"detail": "variant must be an integer"}),
        Fault(200, FILM),
        Fault(200, PAGE),
        Fault(200, b""),
        Fault(cut="before"),
        Fault(cut="inside"),
    ],
)
def test_a_clip_does_without_a_thumbnail(upstream: Upstream, fetch: Fetch, fault: Fault) -> None:
    upstream.play(Scenario(thumbnail=fault))
    assert fetch().thumbnail is None


def test_a_slow_thumbnail_does_not_cost_the_clip(upstream: Upstream, fetch: Fetch) -> None:
    upstream.play(Scenario(thumbnail=Fault(wait=30)))
    began = time.monotonic()
    assert fetch(timeout=0.5).video.read_bytes() == FILM
    assert time.monotonic() - began < 5


def test_a_folder_that_can_not_be_written_is_an_engine_error(fetch: Fetch) -> None:
    fetch.folder = fetch.folder / "missing"
    with pytest.raises(EngineBroken, match="saved"):
        fetch()
