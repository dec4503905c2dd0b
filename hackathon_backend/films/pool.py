"""Processes that all renders share. A render is handed over in stages, and the renders take turns stage by stage."""

from __future__ import annotations

import heapq
import importlib
import itertools
import logging
import os
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from ..processes import ProcessExecutor

log = logging.getLogger(__name__)

TRIES = 3
"""How often a stage is begun whose process dies under it."""


def most_at_once(cores: int) -> int:
    """How many films are in work at once: some for each core, since a film has stages that wait; the others wait for
    their turn, so that those that are begun are finished.
    """
    return max(4, 2 * cores)


@dataclass(order=True)
class _Stage:
    """One piece of work of the render `key`; those of lower `rank` go first."""

    rank: float
    number: int
    key: str = field(compare=False)
    work: Callable[..., Any] = field(compare=False)
    arguments: tuple[Any, ...] = field(compare=False)
    outcome: Future[Any] = field(compare=False)
    tries: int = field(default=0, compare=False)


class RenderPool:
    """`size` processes, started when they are first needed, and again if one of them dies.

    A stage whose process died is begun again, until it has had its `TRIES`: it may be the one that kills them.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self._changed = threading.Condition()
        self._pool: ProcessExecutor | None = None
        self._waiting: dict[str, list[_Stage]] = {}
        self._running: list[_Stage] = []
        self._sent = 0
        self._served: dict[str, int] = {}
        self._numbers = itertools.count()
        self._stopped = False

    def submit(self, key: str, rank: float, work: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Have `work(*arguments)` done for the render `key`: of its stages, that of the lowest `rank` comes first."""
        outcome: Future[Any] = Future()
        with self._changed:
            stage = _Stage(rank, next(self._numbers), key, work, arguments, outcome)
            heapq.heappush(self._waiting.setdefault(key, []), stage)
        self._dispatch()
        return outcome

    def warm(self) -> None:
        """Start the processes ahead of the first render."""
        for number in range(self.size):
            self.submit(f"warm-up {number}", 0.0, _import_drawing)

    def forget(self, key: str) -> None:
        """Cancel the stages of `key` that have not begun."""
        with self._changed:
            dropped = self._waiting.pop(key, [])
        for stage in dropped:
            stage.outcome.cancel()

    def is_busy_with(self, key: str) -> bool:
        """Whether a stage of `key` is under way."""
        with self._changed:
            return any(stage.key == key for stage in self._running)

    def lend_a_hand(self, key: str, until: Future[Any]) -> None:
        """Do stages of `key` in this thread, beside the processes, until `until` is done."""
        until.add_done_callback(lambda _: self._tell())
        while not until.done():
            with self._changed:
                stage = self._next(key)
                if stage is None:
                    self._changed.wait(1.0)
                    continue
                self._begin(stage)
            try:
                result = stage.work(*stage.arguments)
            except BaseException as error:
                self._landed(stage, error=error)
                if not isinstance(error, Exception):
                    raise
            else:
                self._landed(stage, result=result)

    def stop(self) -> None:
        """Drop what waits and wait for what runs."""
        with self._changed:
            self._stopped = True
            pool, self._pool = self._pool, None
            keys = list(self._waiting)
        for key in keys:
            self.forget(key)
        if pool:
            pool.shutdown(wait=True, cancel_futures=True)

    def _dispatch(self) -> None:
        """Give the free processes something to do. Never called with the lock held: outcomes have listeners."""
        while stage := self._taken():
            self._send(stage)
        self._tell()

    def _taken(self) -> _Stage | None:
        with self._changed:
            if self._stopped or self._sent >= self.size:
                return None
            if stage := self._next():
                self._begin(stage)
                self._sent += 1
            return stage

    def _next(self, only: str | None = None) -> _Stage | None:
        """What is due: of the render that has the fewest stages under way and has waited longest for its turn."""
        keys = [key for key, stages in self._waiting.items() if stages and (only is None or key == only)]
        if not keys:
            return None
        running = [stage.key for stage in self._running]
        key = min(keys, key=lambda key: (running.count(key), self._served.get(key, -1)))
        stage = heapq.heappop(self._waiting[key])
        if not self._waiting[key]:
            del self._waiting[key]
        return stage

    def _begin(self, stage: _Stage) -> None:
        stage.tries += 1
        self._running.append(stage)
        self._served[stage.key] = next(self._numbers)

    def _send(self, stage: _Stage) -> None:
        try:
            future = self._started().submit(stage.work, *stage.arguments)
        except RuntimeError:  # It was stopped in the meantime.
            self._landed(stage, error=CancelledError(), sent=True)
        else:
            future.add_done_callback(partial(self._returned, stage))

    def _returned(self, stage: _Stage, done: Future[Any]) -> None:
        error = CancelledError() if done.cancelled() else done.exception()
        if isinstance(error, BrokenProcessPool) and stage.tries < TRIES and not self._stopped:
            self._again(stage)
        else:
            self._landed(stage, result=None if error else done.result(), error=error, sent=True)

    def _again(self, stage: _Stage) -> None:
        log.warning("A render process died; what it was doing is begun again.")
        with self._changed:
            self._running.remove(stage)
            self._sent -= 1
            heapq.heappush(self._waiting.setdefault(stage.key, []), stage)
        self._dispatch()

    def _landed(
        self, stage: _Stage, *, result: Any = None, error: BaseException | None = None, sent: bool = False
    ) -> None:
        with self._changed:
            self._running.remove(stage)
            self._sent -= sent
            if stage.key not in self._waiting and not any(other.key == stage.key for other in self._running):
                self._served.pop(stage.key, None)
        if stage.outcome.set_running_or_notify_cancel():
            if error is None:
                stage.outcome.set_result(result)
            else:
                stage.outcome.set_exception(error)
        self._dispatch()

    def _tell(self) -> None:
        with self._changed:
            self._changed.notify_all()

    def _started(self) -> ProcessExecutor:
        with self._changed:
            if self._stopped:
                raise RuntimeError("The pool was stopped.")
            if self._pool is None:
                self._pool = ProcessExecutor(self.size, _give_way)
            return self._pool


def _give_way() -> None:
    """The web server goes before."""
    os.nice(10)


def _import_drawing() -> None:
    """Load what a render needs, which takes longer than drawing a scene."""
    importlib.import_module(".stages", __package__).warm_up()
