"""What is so only a moment later: a film is shown as ready before what it was made of is removed."""

from __future__ import annotations

import time
from collections.abc import Callable


def comes_true(is_so: Callable[[], bool], seconds: float = 60) -> bool:
    """Whether it is so now, or within that time."""
    until = time.monotonic() + seconds
    while not (true := is_so()) and time.monotonic() < until:
        time.sleep(0.02)
    return true
