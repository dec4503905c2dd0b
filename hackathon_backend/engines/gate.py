"""The way to one engine: how many requests it gets, and whether it can be asked at all now.

An engine that answers "too many requests" is slowed as a whole: for a while nobody asks it, and then everybody asks
less often, until it has taken enough again. One that fails several times in a row is down; see `CircuitBreaker`. What
is known here lives in this process; how many orders are under way is read from the job rows.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from ..clock import SYSTEM, Clock
from ..errors import EngineError, RateLimited
from .base import Limits
from .circuit_breaker import CircuitBreaker
from .rate_limiter import RateLimiter

log = logging.getLogger(__name__)

BACK_OFF, LONGEST_BACK_OFF = 2.0, 60.0
"""Seconds for which an engine that is slowed is left alone if it does not say itself; doubled each time in a row."""
SLOWED_RATE, SLOWEST_RATE = 4.0, 1 / 30
"""Requests a second: at most, after the first "too many", and at the least, after many of them."""
RECOVERY = 1.1
"""By what the rate grows with each request that is taken again."""

_WHILE_PROBED = 1.0

Health = Literal["ok", "slowed", "down"]


@dataclass(frozen=True)
class Condition:
    """How an engine fares: since when (unix seconds) and why, unless all is well."""

    state: Health = "ok"
    since: float | None = None
    why: str | None = None


class EngineGate:
    """Every request to one engine passes here: first `admit`, then the request itself inside `call`."""

    def __init__(self, limits: Limits | None = None, *, label: str = "An engine", clock: Clock = SYSTEM) -> None:
        self.limits = limits or Limits()
        self._label = label
        self._clock = clock
        self._lock = threading.Lock()
        self._limiter = RateLimiter(self.limits.per_second)
        self._breaker = CircuitBreaker(clock)
        self._condition = Condition()
        self._slowed_until = 0.0
        self._slowed_at = 0.0
        self._too_many = 0
        self._answered_at = clock.monotonic()

    # -- before a request

    def admit(self, key: str) -> float:
        """Seconds until the job `key` may ask, for which a time is booked; 0: now."""
        with self._lock:
            now = self._clock.monotonic()
            if self._held_until > now:
                return self._limiter.book(key, self._held_until) - now
            if not self._breaker.is_open:
                return max(0.0, self._limiter.turn(key, now) - now)
            return 0.0 if self._breaker.lets_through(key) else self._limiter.book(key, now + _WHILE_PROBED) - now

    def plan(self, key: str, wait: float) -> float:
        """Book a time for the job's next request, `wait` seconds ahead or later; how many seconds ahead it is."""
        with self._lock:
            now = self._clock.monotonic()
            return self._limiter.book(key, now + wait) - now

    def leave(self, key: str) -> None:
        """The job that was let through, or has booked a time, does not ask after all."""
        with self._lock:
            self._limiter.drop(key)
            self._breaker.leave(key)

    @contextmanager
    def call(self) -> Iterator[None]:
        """Hears how the request that is made inside turns out."""
        began = self._clock.monotonic()
        try:
            yield
        except EngineError as error:
            self._heard(error, began)
            raise
        else:
            self._heard(None, began)

    # -- how it fares

    @property
    def condition(self) -> Condition:
        """As it is now."""
        return self._condition

    @property
    def is_down(self) -> bool:
        """Whether new jobs should not come: it is down, and the time for the next probe has not come."""
        return self._breaker.is_resting

    def held_for(self) -> float:
        """Seconds for which nobody may ask at all."""
        return max(0.0, self._held_until - self._clock.monotonic())

    def silent_for(self) -> float:
        """Seconds since it last took a request, or since this process began."""
        return self._clock.monotonic() - self._answered_at

    # -- after a request

    @property
    def _held_until(self) -> float:
        return self._breaker.until if self._breaker.is_open else self._slowed_until

    def _heard(self, error: EngineError | None, began: float) -> None:
        with self._lock:
            if isinstance(error, RateLimited) and not error.lasting:
                self._slow_down(error, began)
            elif error is None or not error.outage:
                # A refusal is an answer, too: the engine is there.
                self._answered()
            elif self._breaker.failed():
                self._slowed_until = 0.0
                self._become("down", error.message)

    def _slow_down(self, error: RateLimited, began: float) -> None:
        now, held_until = self._clock.monotonic(), self._held_until
        self._breaker.close()
        if began >= self._slowed_at:  # one that was under way at the last "too many" says nothing new
            back_off = min(LONGEST_BACK_OFF, BACK_OFF * 2.0**self._too_many)
            self._too_many = min(self._too_many + 1, 10)
            self._slowed_at = now
            self._slowed_until = now + (back_off if error.retry_after is None else max(0.2, error.retry_after))
            self._limiter.run_at(max(SLOWEST_RATE, min(self._limiter.rate / 2, SLOWED_RATE)))
        else:
            self._slowed_until = max(held_until, now + (error.retry_after or 0.0))
        self._become("slowed", error.message)

    def _answered(self) -> None:
        self._breaker.close()
        self._too_many = 0
        self._answered_at = self._clock.monotonic()
        if self._limiter.rate < self.limits.per_second:
            self._limiter.run_at(min(self.limits.per_second, self._limiter.rate * RECOVERY))
        if self._slowed_until <= self._answered_at:
            full = self._limiter.rate >= self.limits.per_second
            self._become("ok" if full else "slowed", self._condition.why)

    def _become(self, state: Health, why: str | None) -> None:
        before = self._condition
        if state == before.state:
            return
        self._condition = Condition() if state == "ok" else Condition(state, self._clock.now(), why)
        log.warning("%s is %s now, it was %s. %s", self._label, state, before.state, why if state != "ok" else "")
