"""Renders share processes stage by stage, and survive what kills one of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from hackathon_backend.films.pool import TRIES, RenderPool
from tests.engines.pool_work import die, die_once, fail, note, noted, wait_for

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
    pool.submit("job", 0, os.getpid).add_done_callback(lambda stage: done.set_result(stage.result()))
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
