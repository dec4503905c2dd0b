"""Whoever watches for long is asked again, every few seconds, whether they still may.

One thread does so for all who watch, while there are any: those who wait sleep on, and only those are woken who have to
go. How many are asked a second is bounded, so that a thousand do not keep the database busy.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

from ..clock import SYSTEM, Clock
from ..errors import RequestError
from ..jobs import Inbox

log = logging.getLogger(__name__)

EVERY_SECONDS = 3.0
"""Between two looks at the same watcher, while there are not too many."""
_APART_SECONDS = 0.004
"""Between two watchers: at most 250 are asked in a second."""

Check: TypeAlias = Callable[[], RequestError | None]
"""Why somebody may no longer watch; None if they may."""


class Rechecks:
    """Those who watch, each with what has to be asked of them again."""

    def __init__(self, clock: Clock = SYSTEM) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._checks: dict[Inbox, Check] = {}
        self._asker: threading.Thread | None = None
        self._left = threading.Event()

    @contextmanager
    def during(self, inbox: Inbox, check: Check) -> Iterator[None]:
        """Ask `check` from time to time; the inbox is refused with the first error that it finds."""
        with self._lock:
            self._checks[inbox] = check
            if self._asker is None:
                self._left.clear()
                self._asker = threading.Thread(target=self._ask, name="rechecks", daemon=True)
                self._asker.start()
        try:
            yield
        finally:
            with self._lock:
                del self._checks[inbox]
                if not self._checks:
                    self._left.set()

    def _ask(self) -> None:
        wait = EVERY_SECONDS
        while True:
            self._left.wait(wait)
            with self._lock:
                if not self._checks:
                    self._asker = None
                    return
                self._left.clear()
                checks = list(self._checks.items())
            began = self._clock.monotonic()
            for inbox, check in checks:
                _look(inbox, check)
                self._left.wait(_APART_SECONDS)
            wait = max(0.0, EVERY_SECONDS - (self._clock.monotonic() - began))


def _look(inbox: Inbox, check: Check) -> None:
    if inbox.refused is not None:
        return
    try:
        error = check()
    except Exception:
        log.exception("It could not be found out whether somebody may still watch; asking again.")
        return
    if error is not None:
        inbox.refuse(error)
