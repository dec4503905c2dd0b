"""Calls to a language model: so many at once, and owners take turns, so that one with fifty keeps nobody waiting."""

from __future__ import annotations

import itertools
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from ...errors import WriterUnreachable

AT_ONCE = 16
"""Calls at once to one model, if nothing else is said."""
_FULL = "Too many questions wait for the language model now."


@dataclass(frozen=True, eq=False)
class _Waiting:
    owner: str
    number: int


class FairSlots:
    """`at_once` calls, and at most four times as many that wait beside work that goes on in the background: a request
    holds a thread of the server while it waits. Of these an owner has at most `at_once`. Thread-safe.
    """

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._at_once = at_once
        self._changed = threading.Condition()
        self._waiting: list[_Waiting] = []
        self._running: Counter[str] = Counter()
        self._served: dict[str, int] = {}
        self._numbers = itertools.count()

    @contextmanager
    def slot(self, owner: str, seconds: float, *, patient: bool) -> Iterator[None]:
        """Wait for the owner's turn, for so many seconds at most, and have a slot inside.

        Raises `WriterUnreachable` if it does not come, and at once if too many wait already, unless one is `patient`.
        """
        self._enter(owner, seconds, patient=patient)
        try:
            yield
        finally:
            with self._changed:
                self._running[owner] -= 1
                self._forget(owner)
                self._changed.notify_all()

    def _enter(self, owner: str, seconds: float, *, patient: bool) -> None:
        with self._changed:
            if not patient and self._is_full(owner):
                raise WriterUnreachable(_FULL)
            mine = _Waiting(owner, next(self._numbers))
            self._waiting.append(mine)
            try:
                if not self._changed.wait_for(lambda: self._is_next(mine), seconds):
                    raise WriterUnreachable(_FULL)
                self._running[owner] += 1
                self._served[owner] = next(self._numbers)
            finally:
                self._waiting.remove(mine)
                self._forget(owner)
                self._changed.notify_all()

    def _is_full(self, owner: str) -> bool:
        of_owner = sum(each.owner == owner for each in self._waiting)
        return of_owner >= self._at_once or len(self._waiting) >= 4 * self._at_once

    def _is_next(self, mine: _Waiting) -> bool:
        return self._running.total() < self._at_once and min(self._waiting, key=self._turn) is mine

    def _turn(self, each: _Waiting) -> tuple[int, int, int]:
        """Owners with the fewest calls under way come first, of them who was served longest ago."""
        return self._running[each.owner], self._served.get(each.owner, -1), each.number

    def _forget(self, owner: str) -> None:
        if self._running[owner] <= 0 and all(each.owner != owner for each in self._waiting):
            del self._running[owner]
            self._served.pop(owner, None)
