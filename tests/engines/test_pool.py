"""Renders share processes stage by stage, and survive what kills one of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from hackathon_backend.films.pool import TRIES, RenderPool
from hackathon_backend.films.spoken_film import make_film, warm_up
from hackathon_backend.films.voices import is_quick
from hackathon_backend.settings import Settings
from hackathon_backend.storyboard import Storyboard
from tests.engines.pool_work import die, die_once, fail, has_loaded, note, noted, wait_for

LIMIT = 60


@pytest.fixture
def make_pool() -> Iterator[Callable[[int], RenderPool]]:
    """Makes pools and stops them all at the end."""
    made: list[RenderPool] = []

    def make(size: int) -> RenderPool:
        made.append(RenderPool(size))
        return made[-1]

    yield make
    for pool in made:
        pool.stop()


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    folder.mkdir()
    return folder


def test_renders_take_turns_and_each_does_its_lowest_rank_first(
    make_pool: Callable[[int], RenderPool], notes: Path, tmp_path: Path
) -> None:
    pool = make_pool(1)
    gate = tmp_path / "gate"
    pool.submit("gate", 0, wait_for, gate)
    stages = [pool.submit("long", rank, note, notes, f"long {rank}") for rank in (4, 3, 2, 1)]
    stages += [pool.submit("short", rank, note, notes, f"short {rank}") for rank in (1, 2)]
    gate.touch()
    for stage in stages:
        stage.result(LIMIT)
    assert noted(notes) == ["long 1", "short 1", "long 2", "short 2", "long 3", "long 4"]


def test_an_owner_of_many_renders_has_no_more_turns_than_one_of_a_single_one(
    make_pool: Callable[[int], RenderPool], notes: Path, tmp_path: Path
) -> None:
    pool = make_pool(1)
    gate = tmp_path / "gate"
    pool.submit("gate", 0, wait_for, gate)
    many = [(f"film {number}", rank, "many") for number in range(5) for rank in (1, 2)]
    stages = [
        pool.submit(key, rank, note, notes, f"{owner} {rank}", owner=owner)
        for key, rank, owner in [*many, ("alone", 1, "one"), ("alone", 2, "one")]
    ]
    gate.touch()
    for stage in stages:
        stage.result(LIMIT)
    assert noted(notes)[:4] == ["many 1", "one 1", "many 1", "one 2"]


def test_work_runs_in_other_processes_and_its_error_comes_back(make_pool: Callable[[int], RenderPool]) -> None:
    pool = make_pool(1)
    assert pool.submit("job", 0, os.getpid).result(LIMIT) != os.getpid()
    with pytest.raises(LookupError, match="nothing here"):
        pool.submit("job", 0, fail).result(LIMIT)
    assert not pool.is_busy_with("job")


def test_a_stage_whose_process_is_killed_is_begun_again(make_pool: Callable[[int], RenderPool], notes: Path) -> None:
    pool = make_pool(1)
    assert pool.submit("job", 0, die_once, notes).result(LIMIT) != os.getpid()
    assert noted(notes) == ["died"]


@pytest.mark.slow
def test_a_stage_that_kills_every_process_is_given_up_and_takes_no_other_down(
    make_pool: Callable[[int], RenderPool], notes: Path
) -> None:
    pool = make_pool(2)
    deadly = pool.submit("deadly", 0, die, notes)
    others = [pool.submit("other", rank, pow, 2, rank) for rank in range(6)]
    with pytest.raises(BrokenProcessPool):
        deadly.result(LIMIT)
    assert [other.result(LIMIT) for other in others] == [1, 2, 4, 8, 16, 32]
    assert noted(notes) == ["died"] * TRIES


def test_what_speaks_waits_for_a_process_that_does_and_the_others_go_on(
    make_pool: Callable[[int], RenderPool], tmp_path: Path
) -> None:
    pool = make_pool(3)
    gate = tmp_path / "gate"
    speaking = pool.submit("job", -1, wait_for, gate, speaks=True)
    next_to_speak = pool.submit("job", -1, os.getpid, speaks=True)
    drawn_by = {pool.submit("job", rank, os.getpid).result(LIMIT) for rank in range(6)}
    assert not speaking.done()
    assert not next_to_speak.done()
    gate.touch()
    assert next_to_speak.result(LIMIT) not in drawn_by


def test_a_process_that_speaks_and_is_killed_is_replaced(make_pool: Callable[[int], RenderPool], notes: Path) -> None:
    pool = make_pool(2)
    spoken_by = pool.submit("job", 0, die_once, notes, speaks=True).result(LIMIT)
    assert noted(notes) == ["died"]
    assert pool.submit("job", 0, os.getpid, speaks=True).result(LIMIT) == spoken_by


@pytest.mark.slow
def test_one_process_of_two_loads_the_voice(
    make_pool: Callable[[int], RenderPool], notes: Path, tmp_path: Path
) -> None:
    pool = make_pool(2)
    pool.warm(warm_up)
    scenes = [{"type": "title", "title": f"Part {part}", "narration": f"Word {part}."} for part in range(6)]
    board = Storyboard.read({"title": "Parts", "scenes": scenes})
    settings = Settings(_env_file=None, video_dir=tmp_path, voices=("natural", "espeak"))  # type: ignore[call-arg]
    film = make_film(board, tmp_path / "film.mp4", settings, size=(320, 240), report=lambda *_: None, pool=pool)
    assert not film.silent
    asked = [pool.submit("ask", 0, has_loaded, "hibari", notes, 2) for _ in range(2)]
    assert sorted(each.result(LIMIT) for each in asked) == [False, True]


def test_voices_that_take_long_are_spread_over_all_processes(tmp_path: Path) -> None:
    made = {
        voices: Settings(_env_file=None, video_dir=tmp_path, voices=voices)  # type: ignore[call-arg]
        for voices in [("natural", "openai"), ("openai", "natural")]
    }
    quick = {voices: is_quick(settings, None) for voices, settings in made.items()}
    assert quick == {("natural", "openai"): True, ("openai", "natural"): False}
    assert is_quick(made["openai", "natural"], "natural")
    assert not is_quick(made["natural", "openai"], "alloy")


def test_a_thread_that_lends_a_hand_leaves_speaking_to_the_processes(make_pool: Callable[[int], RenderPool]) -> None:
    pool = make_pool(1)
    spoken = [pool.submit("job", 0, os.getpid, speaks=True) for _ in range(4)]
    pool.lend_a_hand("job", spoken[-1])
    assert os.getpid() not in {each.result(LIMIT) for each in spoken}


def test_forgetting_a_render_cancels_what_has_not_begun(
    make_pool: Callable[[int], RenderPool], notes: Path, tmp_path: Path
) -> None:
    pool = make_pool(1)
    gate = tmp_path / "gate"
    begun = pool.submit("job", 0, wait_for, gate)
    waiting = pool.submit("job", 1, note, notes, "never")
    other = pool.submit("other", 0, note, notes, "other")
    pool.forget("job")
    gate.touch()
    assert waiting.cancelled()
    assert other.result(LIMIT) == "other"
    assert begun.result(LIMIT) is None
    assert noted(notes) == ["other"]


def test_a_thread_that_lends_a_hand_needs_no_process(make_pool: Callable[[int], RenderPool]) -> None:
    pool = make_pool(0)
    done: Future[int] = Future()
    pool.submit("job", 0, os.getpid, speaks=True).add_done_callback(lambda stage: done.set_result(stage.result()))
    pool.lend_a_hand("job", done)
    assert done.result() == os.getpid()


def test_stopping_cancels_what_waits(make_pool: Callable[[int], RenderPool], notes: Path, tmp_path: Path) -> None:
    pool = make_pool(1)
    gate = tmp_path / "gate"
    pool.submit("job", 0, wait_for, gate)
    waiting = pool.submit("job", 1, note, notes, "never")
    gate.touch()
    pool.stop()
    assert waiting.cancelled() or waiting.result() == "never"
    assert not pool.is_busy_with("job")
