"""Threads that take leased work, one piece after the other, and hold what they work on."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ..errors import Busy, DatabaseAway, LeaseLost, Model7Error, StorageAway

log = logging.getLogger(__name__)

_LOOK_SECONDS = 2.0
"""Between two looks for what other processes have written down."""


class Takers:
    """Some threads of this process, called after what they make. Nothing moves before `start`."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._more = threading.Condition()
        self._running: list[threading.Thread] = []
        self._stopping = threading.Event()

    @property
    def is_stopping(self) -> bool:
        """Whether no more is to be taken."""
        return self._stopping.is_set()

    def start(self, count: int, run: Callable[[], None]) -> None:
        """Have so many threads `run`, which is to `go_on`."""
        self._running = [
            threading.Thread(target=run, name=f"{self._name}-{number}", daemon=True) for number in range(count)
        ]
        for thread in self._running:
            thread.start()

    def stop(self, patience: float) -> None:
        """Take no more, and wait at most so many seconds for each thread to end."""
        self._stopping.set()
        self.wake()
        for thread in self._running:
            thread.join(timeout=patience)

    @contextmanager
    def ending(self, put_off: Callable[[], None], fail: Callable[[Model7Error], None]) -> Iterator[None]:
        """How work that is done within ends: it is `put_off` while something is away, and fails by other errors, unless
        it breaks off since no more is to be taken. Raises `LeaseLost`.
        """
        try:
            yield
        except (StorageAway, Busy, DatabaseAway):
            put_off()
        except LeaseLost:
            raise
        except Model7Error as error:
            # Whoever was stopped on purpose has no fault of its own: its lease tells.
            if not self.is_stopping:
                fail(error)

    def wake(self) -> None:
        """There is more."""
        with self._more:
            self._more.notify_all()

    def go_on(self, take: Callable[[], bool]) -> None:
        """Take what there is, and wait for more, until it is time to stop; `take` tells whether there was something."""
        while not self._stopping.is_set():
            try:
                if take():
                    continue
            except Exception:
                log.exception("The %s broke off; it is taken up again.", self._name)
            with self._more:
                self._more.wait(_LOOK_SECONDS)


@contextmanager
def beating(name: str, seconds: float, hold: Callable[[], None], lost: Callable[[], None]) -> Iterator[None]:
    """`hold` the lease of what is called `name` every so many seconds while something is done; call `lost` if another
    has it.
    """
    over = threading.Event()

    def beat() -> None:
        while not over.wait(seconds):
            try:
                hold()
            except LeaseLost:
                lost()
                return
            except Exception as error:
                log.warning("The lease of the %s could not be renewed: %s", name, error)

    thread = threading.Thread(target=beat, name="lease-beat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
