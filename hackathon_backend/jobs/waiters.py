"""A bound on how many requests wait for jobs at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Waiters:
    """Counts requests that wait for a video, each of which holds a thread: some threads must stay free for the rest."""

    def __init__(self, most: int) -> None:
        self._free = threading.BoundedSemaphore(max(1, most))

    def enter(self) -> bool:
        """Take a place; False if there is none."""
        return self._free.acquire(blocking=False)

    @contextmanager
    def place(self) -> Iterator[bool]:
        """Whether there is a place, which is given back behind what is done with it."""
        has_one = self.enter()
        try:
            yield has_one
        finally:
            if has_one:
                self.leave()

    def leave(self) -> None:
        """Give the place back."""
        self._free.release()
