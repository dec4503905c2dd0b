"""Leaves an engine alone that has failed several times in a row, and finds out by single requests if it is back."""

from __future__ import annotations

from dataclasses import dataclass, replace

FAILURES = 5
"""Failures in a row of which the engine is taken to be down."""
FIRST_PAUSE, LONGEST_PAUSE = 5.0, 120.0
"""Seconds for which an engine that is down is left alone; each failed probe doubles them."""
PROBE_TIME = 150.0
"""Seconds after which a probe that was never heard of again makes room for another."""


@dataclass(frozen=True)
class CircuitBreaker:
    """Open (`is_open`) while the engine is down. Then, after each pause, one job's request is let through: the probe.

    It never changes: each method returns what it becomes. Times are seconds of any one clock.
    """

    failures: int = 0
    failed_at: float = 0.0
    is_open: bool = False
    until: float = 0.0
    """When the pause ends."""
    pause: float = FIRST_PAUSE
    probe: str | None = None
    probe_until: float = 0.0

    def is_resting(self, now: float) -> bool:
        """Whether it is open, and the time for the next probe has not come."""
        return self.is_open and now < self.until

    def has_place_for(self, key: str, now: float) -> bool:
        """Whether the job `key` may be the probe, or is."""
        return self.is_open and (self.probe in (None, key) or self.probe_until <= now)

    def probed_by(self, key: str, now: float) -> CircuitBreaker:
        """With the job `key` as the probe, if there is a place for it."""
        return replace(self, probe=key, probe_until=now + PROBE_TIME) if self.has_place_for(key, now) else self

    def left_by(self, key: str) -> CircuitBreaker:
        """The job does not ask after all."""
        return replace(self, probe=None) if self.probe == key else self

    def failed(self, now: float, answered_at: float) -> CircuitBreaker:
        """After a failure; `answered_at` is when whoever failed last had an answer."""
        in_row = self.failures if self.failed_at >= answered_at else 0
        counted = replace(self, failures=in_row + 1, failed_at=now)
        if counted.failures < FAILURES and not self.is_open:
            return counted
        if self.is_open and self.probe is None:
            return self  # a request that was under way when it went down
        pause = min(LONGEST_PAUSE, self.pause * 2) if self.is_open else FIRST_PAUSE
        return replace(counted, is_open=True, until=now + pause, pause=pause, probe=None)
