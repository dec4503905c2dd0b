"""Renders of a few small stages, done in a pool of this process or by a worker that finds them in the database."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

from hackathon_backend.engines import Order
from hackathon_backend.engines.embedded import render_kinds
from hackathon_backend.engines.embedded.render_kinds import RENDER_KINDS, RenderKind
from hackathon_backend.engines.embedded.renders import LocalRenders, Renders, RenderState
from hackathon_backend.films.graph import FilmStage, StageGraph
from hackathon_backend.films.pool import RenderPool
from hackathon_backend.jobs import Database, Job, JobStore, LessonRequest
from hackathon_backend.jobs.renders.shared import SharedRenders
from hackathon_backend.settings import Settings
from hackathon_backend.workers.stages import StageTurns

LIMIT = 120.0


class Levels:
    """A graph of stages that all wait for those of the level before; the very last is the only one of its level."""

    def __init__(self, *levels: list[FilmStage]) -> None:
        self._levels = levels
        self.last = levels[-1][0].name

    def ready(self, results: Mapping[str, Any]) -> list[FilmStage]:
        for level in self._levels:
            if left := [stage for stage in level if stage.name not in results]:
                return left
        return []

    def result_type(self, name: str) -> Any:
        return Any

    def progress(self, results: Mapping[str, Any]) -> tuple[float, str]:
        return 100 * len(results) / sum(map(len, self._levels)), f"{len(results)} done"


def stage(name: str, work: Callable[..., Any], *arguments: Any, rank: float = 0.0, **more: Any) -> FilmStage:
    return FilmStage(name, rank, work, arguments, **more)


def order(job_id: str) -> Order:
    return Order(job_id, "rain", "storyboard-1", 20, "320x240", storyboard={"title": "Rain"})


def job(store: JobStore, job_id: str, owner: str = "local") -> None:
    """A row for a render to belong to."""
    now = time.time()
    row = Job(id=job_id, created_at=now, wake_at=now, request=LessonRequest(), engines=["storyboard"], owner=owner)
    store.create(row)


@contextmanager
def graphs_of(graphs: Mapping[str, StageGraph]) -> Iterator[None]:
    """What is made for each job is one of these."""
    kind = RenderKind("The drawing", lambda _order: None, lambda order, _settings, _files: graphs[order.job_id])
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(dict_of(RENDER_KINDS), "storyboard", kind)
        yield


def dict_of(kinds: Mapping[str, RenderKind]) -> dict[str, RenderKind]:
    assert kinds is render_kinds.RENDER_KINDS
    assert isinstance(kinds, dict)
    return kinds


@contextmanager
def local_renders(settings: Settings, _database: Database) -> Iterator[Renders]:
    pool = RenderPool(1)
    yield LocalRenders(pool, settings)
    pool.stop()


@contextmanager
def shared_renders(settings: Settings, database: Database) -> Iterator[Renders]:
    turns = StageTurns(database, settings, processes=1, wake=lambda _job: None, on_ready=lambda _count: None)
    with working(turns):
        yield SharedRenders(database, settings)


@contextmanager
def working(*workers: StageTurns) -> Iterator[None]:
    """These take stages, each in a thread of its own."""
    over = threading.Event()

    def work(turns: StageTurns) -> None:
        while not over.is_set():
            if not turns.take_one():
                over.wait(0.02)

    threads = [threading.Thread(target=work, args=(turns,)) for turns in workers]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()
        for turns in workers:
            turns.stop()


def ended(renders: Renders, job_id: str) -> RenderState:
    """The state of a render at its end."""
    return until(lambda: renders.state(job_id), lambda state: state is not None and state.ended)


def until(look: Callable[[], Any], fits: Callable[[Any], bool]) -> Any:
    """What was seen, once it fits."""
    limit = time.monotonic() + LIMIT
    while not fits(seen := look()):
        assert time.monotonic() < limit, seen
        time.sleep(0.01)
    return seen
