"""Looks at the rows where no token has come for a while: tokens can be lost with a broker, and so can the way to it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from ..clock import SYSTEM, Clock

log = logging.getLogger(__name__)

QUIET_SECONDS = 4.0
"""Without a token, after which the rows are looked at, and between two looks."""
_DEAF_SECONDS, _PAUSE_SECONDS = 40.0, 15.0
"""For which there was work again and again, with no longer pauses than that, and never a token for it."""


class QuietLooks:
    """Has `take` called in threads of its own while no token comes; it takes a piece of work, and tells whether there
    was one.

    If there is work all the time and still no token, although the broker `answers`, this worker has lost its way to it:
    it is to `begin_anew`.
    """

    def __init__(
        self,
        take: Callable[[], bool],
        answers: Callable[[], bool],
        begin_anew: Callable[[], None],
        *,
        threads: int,
        clock: Clock = SYSTEM,
    ) -> None:
        self._take = take
        self._answers = answers
        self._begin_anew = begin_anew
        self._clock = clock
        self._heard = self._found = self._deaf_since = clock.monotonic()
        self._threads = [threading.Thread(target=self._look, name="looks", daemon=True) for _ in range(threads)]
        self._pause = threading.Event()

    def start(self) -> None:
        """Begin to look."""
        for thread in self._threads:
            thread.start()

    def heard(self) -> None:
        """A token has come."""
        self._heard = self._deaf_since = self._clock.monotonic()

    def look(self) -> None:
        """Take all the work that there is, if it has been quiet for long enough."""
        if self._clock.monotonic() - self._heard < QUIET_SECONDS:
            return
        while self._take():
            if self._is_deaf():
                log.warning("Work comes and no tokens do, though the broker answers: this worker begins anew.")
                self._begin_anew()
                return

    def _is_deaf(self) -> bool:
        now = self._clock.monotonic()
        if now - self._found > _PAUSE_SECONDS:
            self._deaf_since = now  # once in a while a look is just sooner than a token
        self._found = now
        if now - self._deaf_since < _DEAF_SECONDS:
            return False
        self._deaf_since = now
        return self._answers()

    def _look(self) -> None:
        while not self._pause.wait(QUIET_SECONDS):
            try:
                self.look()
            except Exception:
                log.exception("The rows could not be looked at; trying again.")


def heard_first(looks: QuietLooks, take: Callable[[], object]) -> Callable[[], None]:
    """What is done with a token: it is noted that one came, and work is taken."""

    def with_token() -> None:
        looks.heard()
        take()

    return with_token
