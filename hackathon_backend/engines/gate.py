"""The way to one engine: how many requests it gets, and whether it can be asked at all now.

An engine that answers "too many requests" is slowed as a whole: for a while nobody asks it, and then everybody asks
less often, until it has taken enough again. One that fails several times in a row is down; see `CircuitBreaker`. What
is known of that is on a board (`traffic`) that processes can share; how many orders are under way is read from the job
rows.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from ..clock import SYSTEM, Clock
from ..errors import EngineError, RateLimited
from .base import Limits
from .rate_limiter import RateLimiter
from .traffic import Change, Condition, LocalTraffic, TrafficBoard

log = logging.getLogger(__name__)

_WHILE_PROBED = 1.0


class EngineGate:
    """Every request to one engine passes here: first `admit`, then the request itself inside `call`."""

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        label: str = "An engine",
        clock: Clock = SYSTEM,
        board: TrafficBoard | None = None,
    ) -> None:
        self.limits = limits or Limits()
        self._label = label
        self._clock = clock
        self._board = board or LocalTraffic(clock)
        self._lock = threading.Lock()
        self._limiter = RateLimiter(self.limits.per_second)
        self._answered_at = self._board.now()

    # -- before a request

    def admit(self, key: str) -> float:
        """Seconds until the job `key` may ask, for which a time is booked; 0: now."""
        traffic, now = self._board.seen(), self._board.now()
        if traffic.held_until > now:
            return self.plan(key, traffic.held_until - now)
        if not traffic.breaker.is_open:
            self._keep_pace()
            with self._lock:
                passed = self._clock.monotonic()
                return max(0.0, self._limiter.turn(key, passed) - passed)
        return 0.0 if self._is_probe(key) else self.plan(key, _WHILE_PROBED)

    def plan(self, key: str, wait: float) -> float:
        """Book a time for the job's next request, `wait` seconds ahead or later; how many seconds ahead it is."""
        self._keep_pace()
        with self._lock:
            passed = self._clock.monotonic()
            return self._limiter.book(key, passed + wait) - passed

    def leave(self, key: str) -> None:
        """The job that was let through, or has booked a time, does not ask after all."""
        with self._lock:
            self._limiter.drop(key)
        self._change(lambda traffic: replace(traffic, breaker=traffic.breaker.left_by(key)))

    @contextmanager
    def call(self) -> Iterator[None]:
        """Hears how the request that is made inside turns out."""
        self._board.asks(self._answered_at)
        began = self._board.now()
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
        return self._board.seen().condition

    @property
    def is_down(self) -> bool:
        """Whether new jobs should not come: it is down, and the time for the next probe has not come."""
        return self._board.seen().breaker.is_resting(self._board.now())

    def held_for(self) -> float:
        """Seconds for which nobody may ask at all."""
        return max(0.0, self._board.seen().held_until - self._board.now())

    def silent_for(self) -> float:
        """Seconds since it last took a request, or since this process began."""
        return self._board.now() - max(self._answered_at, self._board.answered_at)

    # -- after a request

    def _heard(self, error: EngineError | None, began: float) -> None:
        now, at, full = self._board.now(), self._clock.now(), self.limits.per_second
        if isinstance(error, RateLimited) and not error.lasting:
            after, why = error.retry_after, error.message
            self._change(lambda traffic: traffic.slowed(now, began, after, full, why, at))
        elif error is None or not error.outage:
            # A refusal is an answer, too: the engine is there.
            self._answered_at = now
            self._change(lambda traffic: traffic.answered(now, full, at))
        else:
            answered_at, why = self._answered_at, error.message
            self._change(lambda traffic: traffic.failed(now, answered_at, why, at))

    def _is_probe(self, key: str) -> bool:
        """Whether the job is the one that finds out for all now that the pause is over."""
        now = self._board.now()
        if not self._board.seen().breaker.has_place_for(key, now):
            return False
        known = self._board.change(lambda traffic: replace(traffic, breaker=traffic.breaker.probed_by(key, now)))
        return known.breaker.probe == key

    def _change(self, how: Change) -> None:
        before = self._board.seen()
        if how(before) == before:
            return  # as nearly always: nothing has to be written
        known = self._board.change(how).condition
        if known.state != before.condition.state:
            why = known.why if known.state != "ok" else ""
            log.warning("%s is %s now, it was %s. %s", self._label, known.state, before.condition.state, why)
        self._keep_pace()

    def _keep_pace(self) -> None:
        """What all together may ask is divided among those who do."""
        rate = (self._board.seen().rate or self.limits.per_second) / self._board.askers
        with self._lock:
            if rate != self._limiter.rate:
                self._limiter.run_at(rate)
