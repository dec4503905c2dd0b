"""What time it is, as one thing that can be replaced: whoever waits or dates something is given a `Clock`."""

from __future__ import annotations

import time
from typing import Protocol


class Clock(Protocol):
    """Two times. Only the second one never jumps, and only the first one means anything to another process."""

    def now(self) -> float:
        """Unix seconds."""
        ...

    def monotonic(self) -> float:
        """Seconds since some moment, whatever the wall clock is set to."""
        ...


class SystemClock:
    """The machine's own."""

    def now(self) -> float:
        """Unix seconds."""
        return time.time()

    def monotonic(self) -> float:
        """Seconds since the machine was started, or about that."""
        return time.monotonic()


SYSTEM: Clock = SystemClock()
