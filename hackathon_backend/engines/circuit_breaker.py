"""Leaves an engine alone that has failed several times in a row, and finds out by single requests if it is back."""

from __future__ import annotations

from ..clock import Clock

FAILURES = 5
"""Failures in a row of which the engine is taken to be down."""
FIRST_PAUSE, LONGEST_PAUSE = 5.0, 120.0
"""Seconds for which an engine that is down is left alone; each failed probe doubles them."""
PROBE_TIME = 150.0
"""Seconds after which a probe that was never heard of again makes room for another."""


class CircuitBreaker:
    """Open (`is_open`) while the engine is down. Then, after each pause, one job's request is let through: the probe.

    Times are the clock's monotonic seconds. It is not safe for several threads by itself.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._failures = 0
        self._pause = FIRST_PAUSE
        self._probe: tuple[str, float] | None = None
        self.is_open = False
        self.until = 0.0
        """When the pause ends."""

    @property
    def is_resting(self) -> bool:
        """Whether it is open, and the time for the next probe has not come."""
        return self.is_open and self._clock.monotonic() < self.until

    def lets_through(self, key: str) -> bool:
        """Whether the job `key` may ask now that the pause is over; from then on it is the probe."""
        now = self._clock.monotonic()
        if self._probe is not None and self._probe[0] != key and self._probe[1] > now:
            return False
        self._probe = (key, now + PROBE_TIME)
        return True

    def leave(self, key: str) -> None:
        """The job does not ask after all."""
        if self._probe is not None and self._probe[0] == key:
            self._probe = None

    def failed(self) -> bool:
        """Count a failure; whether a pause begins with it."""
        self._failures += 1
        if self._failures < FAILURES and not self.is_open:
            return False
        if self.is_open and self._probe is None:
            return False  # a request that was under way when it went down
        self._pause = min(LONGEST_PAUSE, self._pause * 2) if self.is_open else FIRST_PAUSE
        self.until = self._clock.monotonic() + self._pause
        self.is_open, self._probe = True, None
        return True

    def close(self) -> None:
        """The engine has answered."""
        self._failures, self._probe = 0, None
        self.is_open, self.until = False, 0.0
