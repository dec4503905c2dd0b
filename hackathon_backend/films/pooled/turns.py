"""Whose turn it is in a pool: owners take turns stage by stage, as do the renders of each."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from ...tracing import NONE


@dataclass(order=True)
class PoolTask:
    """One piece of work of the render `key`; those of lower `rank` go first."""

    rank: float
    number: int
    key: str = field(compare=False)
    work: Callable[..., Any] = field(compare=False)
    arguments: tuple[Any, ...] = field(compare=False)
    speaks: bool = field(compare=False)
    outcome: Future[Any] = field(compare=False)
    tries: int = field(default=0, compare=False)


class TaskTurns:
    """The stages that wait and those that run. Not thread-safe: whoever asks holds a lock."""

    def __init__(self) -> None:
        self._waiting: dict[str, list[PoolTask]] = {}
        self._running: list[PoolTask] = []
        self._served: dict[str, int] = {}
        self._owners: dict[str, str] = {}  # of the renders that are not done
        self._owners_served: dict[str, int] = {}
        self._numbers = itertools.count()

    def number(self) -> int:
        """The next number: of stages that are as urgent, the older goes first."""
        return next(self._numbers)

    def add(self, stage: PoolTask, owner: str) -> None:
        """Have a stage wait, of a render that is `owner`'s unless it is known to be another's."""
        self._waiting.setdefault(stage.key, []).append(stage)
        self._owners.setdefault(stage.key, owner)

    def waiting(self) -> list[str]:
        """The renders of which something waits."""
        return list(self._waiting)

    def is_running(self, key: str) -> bool:
        """Whether a stage of the render is under way."""
        return any(stage.key == key for stage in self._running)

    def drop(self, key: str) -> list[PoolTask]:
        """Take out the stages of the render that wait."""
        dropped = self._waiting.pop(key, [])
        self._leave(key)
        return dropped

    def take(self, only: str | None = None, *, speaks: bool) -> PoolTask | None:
        """Begin what is due: of the owner with the fewest stages under way who has waited longest, and of theirs
        likewise.

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
        self._begin(stage)
        return stage

    def put_back(self, stage: PoolTask) -> None:
        """Have a stage wait again that was under way."""
        self._running.remove(stage)
        self._waiting.setdefault(stage.key, []).append(stage)

    def end(self, stage: PoolTask) -> None:
        """It is no longer under way."""
        self._running.remove(stage)
        self._leave(stage.key)

    def _turn(self, key: str) -> tuple[int, int, int, int]:
        owner, running = self._owners.get(key, NONE), [stage.key for stage in self._running]
        owners = [self._owners.get(each, NONE) for each in running]
        of_owner = owners.count(owner), self._owners_served.get(owner, -1)
        return *of_owner, running.count(key), self._served.get(key, -1)

    def _begin(self, stage: PoolTask) -> None:
        stage.tries += 1
        self._running.append(stage)
        self._served[stage.key] = next(self._numbers)
        self._owners_served[self._owners.get(stage.key, NONE)] = self._served[stage.key]

    def _leave(self, key: str) -> None:
        """Forget of the render when it had its turn, if nothing of it waits or runs."""
        if key in self._waiting or self.is_running(key):
            return
        self._served.pop(key, None)
        owner = self._owners.pop(key, NONE)
        if owner not in self._owners.values():
            self._owners_served.pop(owner, None)


def _first_of(stages: Iterable[PoolTask], *, speaks: bool) -> PoolTask | None:
    return min((stage for stage in stages if speaks or not stage.speaks), default=None)
