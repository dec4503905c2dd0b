"""Takes publications on: one thread sleeps until the next is due, a small pool does what is to be done."""

from __future__ import annotations

import logging
import threading
from concurrent.futures import ThreadPoolExecutor

from ..jobs import Job, JobListener
from .models import Publication
from .store import Publications
from .working import PublicationWork

log = logging.getLogger(__name__)

AT_ONCE = 4
SWEEP_SECONDS = 3.0
"""How often, at the least, the rows are looked at for what other processes made."""


class PublishingDesk(JobListener):
    """Works on what is due, here or in any other process that has a desk: each publication is claimed."""

    def __init__(self, rows: Publications, work: PublicationWork) -> None:
        self._rows, self._work = rows, work
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="publishing")
        self._free = threading.Semaphore(AT_ONCE)
        self._nudged = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="publishing", daemon=True)

    def start(self) -> None:
        """Begin, with what is due."""
        self._thread.start()

    def stop(self) -> None:
        """Begin nothing more. What is under way ends with the process, and is gone on with after the next start."""
        self._stopping = True
        self.nudge()
        self._pool.shutdown(wait=False, cancel_futures=True)
        if self._thread.is_alive():
            self._thread.join(1.0)

    def changed(self, job: Job) -> None:
        """A version that is waited for may be made."""
        if job.ended:
            self.nudge()

    def nudge(self) -> None:
        """Look at the rows now."""
        self._nudged.set()

    def _run(self) -> None:
        while not self._stopping:
            self._nudged.clear()
            try:
                self._rows.free_those_of_the_dead()
                self._begin_due()
                pause = self._pause()
            except Exception:
                log.exception("The publications could not be read; trying again.")
                pause = SWEEP_SECONDS
            self._nudged.wait(pause)

    def _begin_due(self) -> None:
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
