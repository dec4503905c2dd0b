"""Processes that all renders share. A render is handed over in stages, and owners take turns stage by stage, as do the
renders of each.

A voice takes tens of megabytes in each process that has spoken and little time, so only some of the processes speak.
"""

from __future__ import annotations

import logging
import math
import os
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from typing import Any

from ..confined import bound, time_limit
from ..errors import StoryboardError
from ..processes import ProcessExecutor
from ..tracing import current_owner
from .pooled.turns import PoolTask, TaskTurns

log = logging.getLogger(__name__)

TRIES = 3
"""How often a stage is begun whose process dies under it."""
STAGE_SECONDS = 900.0
"""Of a processor's time for one stage: many times what the longest film takes."""
_MEMORY, _FILES = 4 << 30, 1024
"""Bytes that a process may have, and files that it may have open."""

_TO_A_SPEAKER = 3
"""Processes for each one that speaks: speaking takes a quarter of the time that drawing takes."""


def most_at_once(cores: int) -> int:
    """How many films are in work at once: some for each core, since a film has stages that wait; the others wait for
    their turn, so that those that are begun are finished.
    """
    return max(4, 2 * cores)


@dataclass(eq=False)
class _Crew:
    """Processes of one kind, and how many of them are at work."""

    size: int
    speaks: bool
    executor: ProcessExecutor | None = None
    sent: int = 0


class RenderPool:
    """`size` processes, started when they are first needed, and again if one of them dies.

    A third of them, at least one, does all stages that speak; what else there is to do is done by any.
    A stage whose process died is begun again, until it has had its `TRIES`: it may be the one that kills them.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self._changed = threading.Condition()
        speakers = math.ceil(size / _TO_A_SPEAKER)
        # In the order in which they are asked: those that can speak are kept free for it.
        self._crews = (_Crew(size - speakers, speaks=False), _Crew(speakers, speaks=True))
        self._turns = TaskTurns()
        self._stopped = False

    def submit(
        self, key: str, rank: float, work: Callable[..., Any], *arguments: Any, speaks: bool = False, owner: str = ""
    ) -> Future[Any]:
        """Have `work(*arguments)` done for the render `key`: of its stages, that of the lowest `rank` comes first.

        Work that `speaks` is done by the processes that do so. The render is its `owner`'s, or whose this thread works
        for.
        """
        outcome: Future[Any] = Future()
        with self._changed:
            stage = PoolTask(rank, self._turns.number(), key, work, arguments, speaks, outcome)
            self._turns.add(stage, owner or current_owner.get())
        self._dispatch()
        return outcome

    def warm(self, work: Callable[[bool], object], *, voice: bool = True) -> None:
        """Have each process do `work` ahead of the first render, so that what it loads is there then. It hears whether
        the process is one that speaks; without `voice` none does.
        """
        for crew in self._crews:
            for number in range(crew.size):
                key = f"warm-up {crew.speaks} {number}"
                self.submit(key, 0.0, work, voice and crew.speaks, speaks=crew.speaks)

    def forget(self, key: str) -> None:
        """Cancel the stages of `key` that have not begun."""
        with self._changed:
            dropped = self._turns.drop(key)
        for stage in dropped:
            stage.outcome.cancel()

    def is_busy_with(self, key: str) -> bool:
        """Whether a stage of `key` is under way."""
        with self._changed:
            return self._turns.is_running(key)

    def lend_a_hand(self, key: str, until: Future[Any]) -> None:
        """Do stages of `key` in this thread, beside the processes, until `until` is done; such as speak only if there
        is no process.
        """
        until.add_done_callback(lambda _: self._tell())
        while not until.done():
            with self._changed:
                stage = self._turns.take(key, speaks=not self.size)
                if stage is None:
                    self._changed.wait(1.0)
                    continue
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
            executors = [crew.executor for crew in self._crews if crew.executor]
            keys = self._turns.waiting()
        for key in keys:
            self.forget(key)
        for executor in executors:
            executor.shutdown(wait=True, cancel_futures=True)

    def _dispatch(self) -> None:
        """Give the free processes something to do. Never called with the lock held: outcomes have listeners."""
        while taken := self._taken():
            self._send(*taken)
        self._tell()

    def _taken(self) -> tuple[PoolTask, _Crew] | None:
        with self._changed:
            if self._stopped:
                return None
            for crew in self._crews:
                if crew.sent < crew.size and (stage := self._turns.take(speaks=crew.speaks)):
                    crew.sent += 1
                    return stage, crew
            return None

    def _send(self, stage: PoolTask, crew: _Crew) -> None:
        try:
            future = self._started(crew).submit(in_time, stage.work, *stage.arguments)
        except RuntimeError:  # It was stopped in the meantime.
            self._landed(stage, error=CancelledError(), crew=crew)
        else:
            future.add_done_callback(partial(self._returned, stage, crew))

    def _returned(self, stage: PoolTask, crew: _Crew, done: Future[Any]) -> None:
        error = CancelledError() if done.cancelled() else done.exception()
        if isinstance(error, BrokenProcessPool) and stage.tries < TRIES and not self._stopped:
            self._again(stage, crew)
        else:
            self._landed(stage, result=None if error else done.result(), error=error, crew=crew)

    def _again(self, stage: PoolTask, crew: _Crew) -> None:
        log.warning("A render process died; what it was doing is begun again.")
        with self._changed:
            self._turns.put_back(stage)
            crew.sent -= 1
        self._dispatch()

    def _landed(
        self, stage: PoolTask, *, result: Any = None, error: BaseException | None = None, crew: _Crew | None = None
    ) -> None:
        with self._changed:
            self._turns.end(stage)
            if crew:
                crew.sent -= 1
        if stage.outcome.set_running_or_notify_cancel():
            if error is None:
                stage.outcome.set_result(result)
            else:
                stage.outcome.set_exception(error)
        self._dispatch()

    def _tell(self) -> None:
        with self._changed:
            self._changed.notify_all()

    def _started(self, crew: _Crew) -> ProcessExecutor:
        with self._changed:
            if self._stopped:
                raise RuntimeError("The pool was stopped.")
            if crew.executor is None:
                crew.executor = ProcessExecutor(crew.size, give_way)
            return crew.executor


def give_way() -> None:
    """The web server goes before, and what is drawn may be anybody's."""
    os.nice(10)
    bound(_MEMORY, _FILES)


def in_time(work: Callable[..., Any], *arguments: Any) -> Any:
    """What a process does for a stage. Raises `StoryboardError`, with which nobody begins it again."""
    with time_limit(STAGE_SECONDS, StoryboardError("It takes too long to draw: make it simpler.")):
        return work(*arguments)
