"""Where embedded engines have their orders done: a port, and the way of one machine, in the processes of a pool."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from ...errors import EngineBroken, EngineError, Model7Error
from ...films.pool import RenderPool, most_at_once
from ...films.production import Production
from ...settings import Settings
from ...storage import NOT_SHARED, SharedFiles
from ..base import Order
from .render_kinds import RENDER_KINDS

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class RenderState:
    """How far a render is: `percent` is 0-100, or None if nobody knows. With an `error` it has ended, and badly."""

    percent: float | None = None
    step: str = ""
    running: bool = False
    """Whether anything of it has begun."""
    ended: bool = False
    error: EngineError | None = None


class Renders(Protocol):
    """The renders under way, each by the id of its job. What they make is in `files`.

    `at_once` is how many there may be; `wait` is in seconds: looking again sooner is of no use.
    """

    at_once: int
    wait: float
    files: SharedFiles

    def begin(self, engine: str, order: Order) -> None:
        """Have the order of that engine done, unless that is under way; one that has failed is begun again.

        Raises `StoryboardError`, `OrderRejected`.
        """
        ...

    def state(self, job_id: str) -> RenderState | None:
        """How far it is; None: nothing is known of it, as after a crash."""
        ...

    def forget(self, job_id: str) -> None:
        """Begin nothing more of it."""
        ...


class Holds(Protocol):
    """Jobs that no other process takes steps of, since what is made of them is here."""

    def hold(self, job_id: str, lost: Callable[[], object]) -> None:
        """Keep it here until it is released; `lost` is called if it has ended, or another process has it."""
        ...

    def release(self, job_id: str) -> None:
        """Let any process go on with it."""
        ...


class _NoHolds:
    """There is no other process."""

    def hold(self, job_id: str, lost: Callable[[], object]) -> None:
        """It is here anyway."""

    def release(self, job_id: str) -> None:
        """It is here anyway."""


NO_HOLDS: Holds = _NoHolds()


class LocalRenders:
    """Renders in the processes of this process' own pool. They end with it, and with their jobs."""

    wait = 0.2  # a look is cheap
    files = NOT_SHARED

    def __init__(self, pool: RenderPool, settings: Settings, holds: Holds = NO_HOLDS) -> None:
        self.at_once = settings.films_at_once or most_at_once(settings.cores)
        self._pool = pool
        self._holds = holds
        self._settings = settings
        self._lock = threading.Lock()
        self._under_way: dict[str, tuple[str, Production]] = {}

    def begin(self, engine: str, order: Order) -> None:
        """Hand its first stages to the pool. Raises `StoryboardError`, `OrderRejected`."""
        with self._lock:
            if order.job_id in self._under_way:
                return
            graph = RENDER_KINDS[engine].graph(order, self._settings, self.files)
            production = Production(graph, self._pool, order.job_id)
            self._under_way[order.job_id] = engine, production
        self._holds.hold(order.job_id, partial(self._drop, order.job_id))
        log.info("The video %s is made here.", order.job_id)
        production.begin()

    def state(self, job_id: str) -> RenderState | None:
        """How far it is."""
        with self._lock:
            engine, production = self._under_way.get(job_id, (None, None))
        if engine is None or production is None:
            return None
        if production.done.done():
            return self._ended(job_id, engine, production)
        percent, step = production.progress()
        return RenderState(percent, step, running=bool(percent) or self._pool.is_busy_with(job_id))

    def forget(self, job_id: str) -> None:
        """Cancel its stages that have not begun; what is under way is let run out."""
        self._drop(job_id)
        self._holds.release(job_id)

    def _drop(self, job_id: str) -> None:
        with self._lock:
            _, production = self._under_way.pop(job_id, (None, None))
        if production is not None:
            production.cancel()

    def _ended(self, job_id: str, engine: str, production: Production) -> RenderState:
        error = CancelledError() if production.done.cancelled() else production.done.exception()
        if isinstance(error, CancelledError):
            self.forget(job_id)
            return RenderState()
        if error is None:
            return RenderState(100.0, running=True, ended=True)
        return RenderState(ended=True, error=as_engine_error(error, engine))


def as_engine_error(error: BaseException, engine: str) -> EngineError:
    """Why an engine did not deliver, when a stage of its order raised `error`. One that nobody meant is logged."""
    if isinstance(error, EngineError):
        return error
    if isinstance(error, Model7Error):
        return EngineBroken(error.message)
    called = RENDER_KINDS[engine].called
    log.error("%s broke off.", called, exc_info=error)
    return EngineBroken(f"{called} broke off ({type(error).__name__}).")
