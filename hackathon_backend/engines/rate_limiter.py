"""Times for requests, handed out so that no more than so many fall into any moment."""

from __future__ import annotations

from collections import Counter

SHORTEST = 0.1
"""Seconds of the shortest stretch in which requests are counted."""
_EARLY = 0.05
_KEPT = 600.0
_SWEEP_AT = 10_000


class RateLimiter:
    """At most `rate` requests a second. Each job has at most one booked time. Times are seconds of any one clock."""

    def __init__(self, rate: float) -> None:
        self._booked: dict[str, float] = {}
        self._sweep_at = _SWEEP_AT
        self.run_at(rate)

    def run_at(self, rate: float) -> None:
        """From now on at this rate. What was booked before stays booked."""
        self.rate = rate
        self._stretch = max(SHORTEST, 1 / rate)
        self._room = max(1, round(rate * self._stretch))
        self._taken: Counter[int] = Counter()
        self._full_until: dict[int, int] = {}

    def turn(self, key: str, now: float) -> float:
        """When it is the job's turn: a time that it had booked, or the first free one. If that has come, it is used."""
        due = self._booked.get(key)
        if due is None:
            due = self.book(key, now)
        if due <= now + _EARLY:
            del self._booked[key]
            return now
        return due

    def book(self, key: str, earliest: float) -> float:
        """Book the first free time that is not before `earliest`, in place of any other that the job had."""
        wanted = int(earliest / self._stretch)
        found = self._first_free(wanted)
        self._taken[found] += 1
        due = earliest if found == wanted else found * self._stretch
        self._booked[key] = due
        if max(len(self._booked), len(self._taken)) > self._sweep_at:
            self._sweep(earliest)
        return due

    def drop(self, key: str) -> None:
        """Give up the time that the job had booked, if it had."""
        due = self._booked.pop(key, None)
        if due is not None and (at := int(due / self._stretch)) in self._taken:
            self._taken[at] -= 1

    def _first_free(self, wanted: int) -> int:
        # Full stretches point to where to look on, so that a thousand of them in a row are not passed one by one.
        found = wanted
        while self._taken[found] >= self._room:
            found = self._full_until.get(found, found + 1)
        if found != wanted:
            self._full_until[wanted] = found
        return found

    def _sweep(self, now: float) -> None:
        """Forget what was booked by jobs that never came."""
        self._booked = {key: due for key, due in self._booked.items() if due > now - _KEPT}
        first = int((now - _KEPT) / self._stretch)
        self._taken = Counter({at: taken for at, taken in self._taken.items() if at >= first})
        self._full_until = {at: to for at, to in self._full_until.items() if at >= first}
        self._sweep_at = _SWEEP_AT + 2 * max(len(self._booked), len(self._taken))
