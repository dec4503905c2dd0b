"""Takes publications on: one thread sleeps until the next is due, a small pool does what is to be done."""

from __future__ import annotations

import logging
import threading

from ..jobs.waking import DueLoop
from .models import Publication
from .store import Publications
from .working import PublicationWork

log = logging.getLogger(__name__)

AT_ONCE = 4
SWEEP_SECONDS = 3.0
"""How often, at the least, the rows are looked at for what other processes made."""


class PublishingDesk(DueLoop):
    """Works on what is due, here or in any other process that has a desk: each publication is claimed."""

    def __init__(self, rows: Publications, work: PublicationWork) -> None:
        super().__init__("publications", AT_ONCE, SWEEP_SECONDS)
        self._rows, self._work = rows, work
        self._free = threading.Semaphore(AT_ONCE)

    def _begin_due(self) -> None:
        self._rows.free_those_of_the_dead()
        while not self._stopping and self._free.acquire(blocking=False):
            claimed = self._rows.claim(1)
            if not claimed:
                self._free.release()
                return
            self._pool.submit(self._go_on, claimed[0])

    def _go_on(self, row: Publication) -> None:
        try:
            self._work.go_on(row)
        except Exception:
            # Its lease runs out, and it is gone on with.
            log.exception("The publication %s could not be worked on.", row.id)
        finally:
            self._free.release()
            self.nudge()

    def _pause(self) -> float:
        due = self._rows.next_due()
        if due is None:
            return SWEEP_SECONDS
        return min(SWEEP_SECONDS, max(0.05, due - self._rows.clock.now()))
