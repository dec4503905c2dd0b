"""What all who ask an engine have to know of how it fares, and where they look it up."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

from ..clock import Clock
from .circuit_breaker import CircuitBreaker

BACK_OFF, LONGEST_BACK_OFF = 2.0, 60.0
"""Seconds for which an engine that is slowed is left alone if it does not say itself; doubled each time in a row."""
SLOWED_RATE, SLOWEST_RATE = 4.0, 1 / 30
"""Requests a second: at most, after the first "too many", and at the least, after many of them."""
RECOVERY = 1.1
"""By what the rate grows with each request that is taken again."""

Health = Literal["ok", "slowed", "down"]


@dataclass(frozen=True)
class Condition:
    """How an engine fares: since when (unix seconds) and why, unless all is well."""

    state: Health = "ok"
    since: float | None = None
    why: str | None = None


@dataclass(frozen=True)
class EngineTraffic:
    """It never changes: each method returns what it becomes. Times are those of the board that keeps it, but for
    `condition.since`.
    """

    breaker: CircuitBreaker = field(default_factory=CircuitBreaker)
    too_many: int = 0
    slowed_at: float = 0.0
    slowed_until: float = 0.0
    rate: float | None = None
    """Requests a second of all together; None: as many as its limits allow."""
    condition: Condition = field(default_factory=Condition)

    @property
    def held_until(self) -> float:
        """When it may be asked again."""
        return self.breaker.until if self.breaker.is_open else self.slowed_until

    def failed(self, now: float, answered_at: float, why: str, at: float) -> EngineTraffic:
        """After a request that it did not answer. `at` is the unix time."""
        breaker = self.breaker.failed(now, answered_at)
        if breaker.until == self.breaker.until:
            return replace(self, breaker=breaker)
        return replace(self, breaker=breaker, slowed_until=0.0)._become("down", why, at)

    def slowed(
        self, now: float, began: float, retry_after: float | None, full: float, why: str, at: float
    ) -> EngineTraffic:
        """After a "too many requests" to a request that `began` then; `full` is the rate that its limits allow."""
        if began >= self.slowed_at:  # one that was under way at the last "too many" says nothing new
            back_off = min(LONGEST_BACK_OFF, BACK_OFF * 2.0**self.too_many)
            slower = replace(
                self,
                too_many=min(self.too_many + 1, 10),
                slowed_at=now,
                slowed_until=now + (back_off if retry_after is None else max(0.2, retry_after)),
                rate=max(SLOWEST_RATE, min((self.rate or full) / 2, SLOWED_RATE)),
            )
        else:
            slower = replace(self, slowed_until=max(self.held_until, now + (retry_after or 0.0)))
        return replace(slower, breaker=CircuitBreaker())._become("slowed", why, at)

    def answered(self, now: float, full: float, at: float) -> EngineTraffic:
        """After a request that it took."""
        rate = None if self.rate is None or self.rate * RECOVERY >= full else self.rate * RECOVERY
        better = replace(self, breaker=CircuitBreaker(), too_many=0, rate=rate)
        if self.slowed_until > now:
            return better
        return better._become("ok" if rate is None else "slowed", self.condition.why, at)

    def _become(self, state: Health, why: str | None, at: float) -> EngineTraffic:
        if state == self.condition.state:
            return self
        return replace(self, condition=Condition() if state == "ok" else Condition(state, at, why))


Change = Callable[[EngineTraffic], EngineTraffic]


class TrafficBoard(Protocol):
    """Where the traffic of one engine is kept."""

    def now(self) -> float:
        """The time, in seconds of the clock that all who use the board share."""
        ...

    def seen(self) -> EngineTraffic:
        """As it was a moment ago."""
        ...

    def change(self, how: Change) -> EngineTraffic:
        """Change it, one at a time; what it is then."""
        ...

    def asks(self, answered_at: float) -> None:
        """This process asks the engine now, and last had an answer then."""
        ...

    @property
    def askers(self) -> int:
        """How many processes ask the engine, with this one."""
        ...

    @property
    def answered_at(self) -> float:
        """When any of the others last had an answer."""
        ...


class LocalTraffic:
    """A board that this process has for itself."""

    askers = 1
    answered_at = 0.0

    def __init__(self, clock: Clock) -> None:
        self.now = clock.monotonic
        self._traffic = EngineTraffic()
        self._lock = threading.Lock()

    def seen(self) -> EngineTraffic:
        """As it is."""
        return self._traffic

    def change(self, how: Change) -> EngineTraffic:
        """Change it."""
        with self._lock:
            self._traffic = how(self._traffic)
            return self._traffic

    def asks(self, answered_at: float) -> None:
        """There is nobody to be told."""
