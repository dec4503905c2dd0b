"""Processes that all renders share. A render is handed over in stages, and owners take turns stage by stage, as do the
renders of each.

A voice takes tens of megabytes in each process that has spoken and little time, so only some of the processes speak.
"""

from __future__ import annotations

import itertools
import logging
import math
import os
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from ..confined import bound, time_limit
from ..errors import StoryboardError
from ..processes import ProcessExecutor
from ..tracing import NONE, current_owner

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


@dataclass(order=True)
class _PoolTask:
    """One piece of work of the render `key`; those of lower `rank` go first."""

    rank: float
    number: int
    key: str = field(compare=False)
    work: Callable[..., Any] = field(compare=False)
    arguments: tuple[Any, ...] = field(compare=False)
    speaks: bool = field(compare=False)
    outcome: Future[Any] = field(compare=False)
    tries: int = field(default=0, compare=False)


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
        self._waiting: dict[str, list[_PoolTask]] = {}
        self._running: list[_PoolTask] = []
        self._served: dict[str, int] = {}
        self._owners: dict[str, str] = {}  # of the renders that are not done
        self._owners_served: dict[str, int] = {}
        self._numbers = itertools.count()
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
            stage = _PoolTask(rank, next(self._numbers), key, work, arguments, speaks, outcome)
            self._waiting.setdefault(key, []).append(stage)
            self._owners.setdefault(key, owner or current_owner.get())
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
            dropped = self._waiting.pop(key, [])
            self._leave(key)
        for stage in dropped:
            stage.outcome.cancel()

    def is_busy_with(self, key: str) -> bool:
        """Whether a stage of `key` is under way."""
        with self._changed:
            return any(stage.key == key for stage in self._running)

    def lend_a_hand(self, key: str, until: Future[Any]) -> None:
        """Do stages of `key` in this thread, beside the processes, until `until` is done; such as speak only if there
        is no process.
        """
        until.add_done_callback(lambda _: self._tell())
        while not until.done():
            with self._changed:
                stage = self._next(key, speaks=not self.size)
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
            executors = [crew.executor for crew in self._crews if crew.executor]
            keys = list(self._waiting)
        for key in keys:
            self.forget(key)
        for executor in executors:
            executor.shutdown(wait=True, cancel_futures=True)

    def _dispatch(self) -> None:
        """Give the free processes something to do. Never called with the lock held: outcomes have listeners."""
        while taken := self._taken():
            self._send(*taken)
        self._tell()

    def _taken(self) -> tuple[_PoolTask, _Crew] | None:
        with self._changed:
            if self._stopped:
                return None
            for crew in self._crews:
                if crew.sent < crew.size and (stage := self._next(speaks=crew.speaks)):
                    self._begin(stage)
                    crew.sent += 1
                    return stage, crew
            return None

    def _next(self, only: str | None = None, *, speaks: bool) -> _PoolTask | None:
        """What is due: of the owner with the fewest stages under way who has waited longest, and of theirs likewise.

        Unless who asks `speaks`, stages that do so are left waiting.
        """
        lists = self._waiting if only is None else {only: self._waiting.get(only, [])}
        due = {key: first for key, stages in lists.items() if (first := _first_of(stages, speaks=speaks))}
        if not due:
            return None
        key = min(due, key=self._turn)
        stage = due[key]
        self._waiting[key].remove(stage)
        if not self._waiting[key]:
            del self._waiting[key]
        return stage

    def _turn(self, key: str) -> tuple[int, int, int, int]:
        owner, running = self._owners.get(key, NONE), [stage.key for stage in self._running]
        owners = [self._owners.get(each, NONE) for each in running]
        of_owner = owners.count(owner), self._owners_served.get(owner, -1)
        return *of_owner, running.count(key), self._served.get(key, -1)

    def _begin(self, stage: _PoolTask) -> None:
        stage.tries += 1
        self._running.append(stage)
        self._served[stage.key] = next(self._numbers)
        self._owners_served[self._owners.get(stage.key, NONE)] = self._served[stage.key]

    def _leave(self, key: str) -> None:
        """Forget of the render when it had its turn, if nothing of it waits or runs."""
        if key in self._waiting or any(stage.key == key for stage in self._running):
            return
        self._served.pop(key, None)
        owner = self._owners.pop(key, NONE)
        if owner not in self._owners.values():
            self._owners_served.pop(owner, None)

    def _send(self, stage: _PoolTask, crew: _Crew) -> None:
        try:
            future = self._started(crew).submit(in_time, stage.work, *stage.arguments)
        except RuntimeError:  # It was stopped in the meantime.
            self._landed(stage, error=CancelledError(), crew=crew)
        else:
            future.add_done_callback(partial(self._returned, stage, crew))

    def _returned(self, stage: _PoolTask, crew: _Crew, done: Future[Any]) -> None:
        error = CancelledError() if done.cancelled() else done.exception()
        if isinstance(error, BrokenProcessPool) and stage.tries < TRIES and not self._stopped:
            self._again(stage, crew)
        else:
            self._landed(stage, result=None if error else done.result(), error=error, crew=crew)

    def _again(self, stage: _PoolTask, crew: _Crew) -> None:
        log.warning("A render process died; what it was doing is begun again.")
        with self._changed:
            self._running.remove(stage)
            crew.sent -= 1
            self._waiting.setdefault(stage.key, []).append(stage)
        self._dispatch()

    def _landed(
        self, stage: _PoolTask, *, result: Any = None, error: BaseException | None = None, crew: _Crew | None = None
    ) -> None:
        with self._changed:
            self._running.remove(stage)
            if crew:
                crew.sent -= 1
            self._leave(stage.key)
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


def _first_of(stages: Iterable[_PoolTask], *, speaks: bool) -> _PoolTask | None:
    return min((stage for stage in stages if speaks or not stage.speaks), default=None)


def give_way() -> None:
    """The web server goes before, and what is drawn may be anybody's."""
    os.nice(10)
    bound(_MEMORY, _FILES)


def in_time(work: Callable[..., Any], *arguments: Any) -> Any:
    """What a process does for a stage. Raises `StoryboardError`, with which nobody begins it again."""
    with time_limit(STAGE_SECONDS, StoryboardError("It takes too long to draw: make it simpler.")):
        return work(*arguments)
