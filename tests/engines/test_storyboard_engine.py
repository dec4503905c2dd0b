"""The embedded engine makes a film stage by stage, and goes on with one that was broken off."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import psutil
import pytest

from hackathon_backend.engines.base import Order, Progress
from hackathon_backend.engines.embedded.renders import LocalRenders
from hackathon_backend.engines.embedded.storyboard import StoryboardEngine
from hackathon_backend.errors import OrderRejected
from hackathon_backend.films.pool import RenderPool
from hackathon_backend.films.spoken_film import make_film
from hackathon_backend.settings import Settings
from hackathon_backend.storyboard import Storyboard

pytestmark = pytest.mark.slow

LIMIT = 90

BOARD: dict[str, Any] = {
    "title": "Rain",
    "scenes": [
        {"type": "title", "title": "Rain", "narration": "Where does rain come from?"},
        {
            "type": "process",
            "heading": "The way of water",
            "steps": [{"label": "Sun"}, {"label": "Vapour"}, {"label": "Clouds"}],
            "narration": "The sun warms the sea. Vapour rises. Clouds rain.",
        },
        {
            "type": "takeaways",
            "takeaways": [{"text": "Water rises"}, {"text": "It cools"}, {"text": "It falls"}],
            "narration": "Water rises, it cools, it falls.",
        },
    ],
}


def order(board: dict[str, Any] = BOARD, job_id: str = "job") -> Order:
    return Order(job_id=job_id, prompt="rain", model="storyboard-1", seconds=20, size="320x240", storyboard=board)


@pytest.fixture
def settings(make_settings: Callable[..., Settings]) -> Settings:
    return make_settings()


@pytest.fixture
def pool() -> Iterator[RenderPool]:
    made = RenderPool(1)
    yield made
    made.stop()


@pytest.fixture
def engine(pool: RenderPool, settings: Settings) -> StoryboardEngine:
    return StoryboardEngine(LocalRenders(pool, settings), settings)


def polled(engine: StoryboardEngine, wanted: Order, until: Callable[[Progress], bool]) -> list[Progress]:
    """What the engine said, up to what was waited for."""
    seen: list[Progress] = []
    limit = time.monotonic() + LIMIT
    while not seen or not until(seen[-1]):
        assert time.monotonic() < limit, seen[-3:]
        seen.append(engine.poll(wanted, {"id": wanted.job_id}, timeout=5))
        time.sleep(0.005)
    return seen


def ended(progress: Progress) -> bool:
    return progress.status in ("completed", "failed")


def test_an_order_becomes_a_film_and_progress_only_goes_forward(
    engine: StoryboardEngine, settings: Settings, tmp_path: Path
) -> None:
    operation = engine.submit(order(), timeout=5)
    seen = polled(engine, order(), ended)
    percents = [progress.percent or 0.0 for progress in seen]
    assert percents == sorted(percents)
    assert percents[-1] == 100
    assert seen[-1].status == "completed"
    clip = engine.download(order(), operation, tmp_path, timeout=5)
    assert clip.narrated
    assert [title for _, title in clip.chapters] == ["Rain", "The way of water", "Takeaways"]
    assert "Vapour rises" in clip.transcript
    assert clip.thumbnail is not None
    assert clip.thumbnail.exists()
    with av.open(str(clip.video)) as film:
        assert [stream.type for stream in film.streams] == ["video", "audio", "subtitle", "data"]
        assert (film.metadata["title"], film.streams.audio[0].language) == ("Rain", "eng")
    left = {file.name for file in clip.video.parent.iterdir()}
    assert left == {"clip.mp4", "poster.webp", "clip.json"}


def test_a_constant_frame_rate_has_every_frame(engine: StoryboardEngine, tmp_path: Path) -> None:
    steady = replace(order(BOARD | {"scenes": BOARD["scenes"][:1]}), constant_rate=True)
    operation = engine.submit(steady, timeout=5)
    assert polled(engine, steady, ended)[-1].status == "completed"
    with av.open(str(engine.download(steady, operation, tmp_path, timeout=5).video)) as film:
        shown = sorted(packet.pts for packet in film.demux(video=0) if packet.pts is not None)
    assert {after - before for before, after in pairwise(shown)} == {3000}


def test_a_faster_voice_speaks_faster(settings: Settings, tmp_path: Path) -> None:
    from hackathon_backend.engines.embedded import film_order as storyboard_render
    from hackathon_backend.films import stages

    timings = {
        speed: stages.speak(storyboard_render.plan_of(replace(order(), voice_speed=speed), tmp_path, settings), 0)
        for speed in (0.8, 1.0, 1.25)
    }
    spoken = {speed: timing.words[-1].end - timing.words[0].start for speed, timing in timings.items()}
    assert spoken[0.8] > spoken[1.0] * 1.1
    assert spoken[1.25] < spoken[1.0] * 0.9


def test_a_render_whose_process_is_killed_ends_all_the_same(engine: StoryboardEngine, tmp_path: Path) -> None:
    engine.submit(order(), timeout=5)
    polled(engine, order(), lambda progress: (progress.percent or 0) > 0)
    for child in psutil.Process().children():
        if "spawn_main" in " ".join(child.cmdline()):
            child.kill()
    assert polled(engine, order(), ended)[-1].status == "completed"


def test_a_cancelled_order_stops_and_can_be_placed_again(engine: StoryboardEngine, pool: RenderPool) -> None:
    operation = engine.submit(order(), timeout=5)
    polled(engine, order(), lambda progress: progress.status == "running")
    engine.cancel(operation, timeout=5)
    assert not pool._turns.waiting()
    assert polled(engine, order(), ended)[-1].status == "completed"


def test_another_process_finds_the_film_that_is_done(engine: StoryboardEngine, settings: Settings) -> None:
    engine.submit(order(), timeout=5)
    polled(engine, order(), ended)
    unused = StoryboardEngine(LocalRenders(RenderPool(0), settings), settings)
    assert unused.poll(order(), {"id": "job"}, timeout=5).status == "completed"


def test_a_storyboard_that_makes_no_sense_fails_with_its_path(engine: StoryboardEngine) -> None:
    image = {"type": "image", "heading": "h", "source": "none.png", "narration": "Look."}
    wrong = order({**BOARD, "scenes": [*BOARD["scenes"], image]})
    engine.submit(wrong, timeout=5)
    last = polled(engine, wrong, ended)[-1]
    assert last.error is not None
    assert "scenes.3.source" in last.error.message


def test_a_storyboard_that_is_none_is_rejected_at_once(engine: StoryboardEngine) -> None:
    with pytest.raises(OrderRejected, match="scenes"):
        engine.submit(order({"title": "Rain", "scenes": []}), timeout=5)


def test_two_orders_share_the_processes(engine: StoryboardEngine) -> None:
    first, second = order(job_id="first"), order(job_id="second")
    engine.submit(first, timeout=5)
    engine.submit(second, timeout=5)
    polled(engine, second, lambda progress: progress.status == "running")
    assert polled(engine, first, ended)[-1].status == "completed"
    assert polled(engine, second, ended)[-1].status == "completed"


def test_what_was_spoken_before_a_crash_is_not_spoken_again(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hackathon_backend.engines.embedded import film_order as storyboard_render
    from hackathon_backend.films import stages

    plan = storyboard_render.plan_of(order(), tmp_path / "job", settings)
    timings = [stages.speak(plan, index) for index in range(3)]

    def never(*_: object, **__: object) -> None:
        raise AssertionError("It was spoken already.")

    monkeypatch.setattr(stages.narration, "speak_scene", never)
    assert [stages.speak(plan, index) for index in range(3)] == timings
    with pytest.raises(AssertionError):
        other = replace(plan, voice="nova", settings=settings.model_copy(update={"voices": ("openai", "espeak")}))
        stages.speak(other, 0)


def test_the_bytes_do_not_depend_on_who_does_the_stages(settings: Settings, tmp_path: Path) -> None:
    films = set()
    for workers in (1, 2):
        path = tmp_path / f"{workers}.mp4"
        board = Storyboard.read(BOARD)
        made = make_film(board, path, settings, size=(320, 240), report=lambda *_: None, workers=workers)
        assert made.path == path
        films.add(path.read_bytes())
    assert len(films) == 1
    assert sorted(file.name for file in tmp_path.iterdir() if file.suffix == ".mp4") == ["1.mp4", "2.mp4"]
    assert not list(tmp_path.glob(".*"))
