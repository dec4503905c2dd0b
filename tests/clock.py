"""Time that passes when it is told to."""

from __future__ import annotations

START = 1_800_000_000.0


class FakeClock:
    """A `Clock`; its wall clock and its monotonic one go together unless it is `set`."""

    def __init__(self) -> None:
        self._passed = START
        self._set_by = 0.0

    def now(self) -> float:
        return self._passed + self._set_by

    def monotonic(self) -> float:
        return self._passed

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self._passed += seconds

    def set(self, seconds: float) -> None:
        """Set the wall clock forwards, or back."""
        self._set_by += seconds
