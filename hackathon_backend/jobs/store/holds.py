"""Jobs whose work is in the memory and on the disk of one process: while it lives, no other takes their steps."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from sqlalchemy import update

from ...clock import Clock
from ..database import Database
from ..models import Job
from .claims import LEASE_SECONDS
from .lease import this_process
from .places import rows_changed

log = logging.getLogger(__name__)


class JobHolds:
    """The jobs that this process holds. They are renewed by a thread of their own, from the first one on."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._owner = this_process()
        self._lock = threading.Lock()
        self._held: dict[str, Callable[[], object]] = {}
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def hold(self, job_id: str, lost: Callable[[], object]) -> None:
        """Have the steps of the job, whose claim this process has, taken here; `lost` is called when it has ended, or
        another process has it.
        """
        with self._database.write(durable=False) as session:
            rows_changed(session, update(Job).where(Job.id == job_id).values(**self._lease()))
        with self._lock:
            self._held[job_id] = lost
            if self._thread is None:
                self._thread = threading.Thread(target=self._renew_all, name="holds", daemon=True)
                self._thread.start()

    def release(self, job_id: str) -> None:
        """Any process may go on with it."""
        with self._lock:
            if self._held.pop(job_id, None) is None:
                return
        with self._database.write(durable=False) as session:
            mine = update(Job).where(Job.id == job_id, Job.held_by == self._owner)
            rows_changed(session, mine.values(held_by=None, held_until=None))

    def renew(self) -> None:
        """Keep what is held, and let go of what has ended."""
        with self._lock:
            held = dict(self._held)
        if not held:
            return
        mine = Job.id.in_(held), Job.held_by == self._owner, Job.ended_at.is_(None)
        with self._database.write(durable=False) as session:
            kept = set(session.scalars(update(Job).where(*mine).values(**self._lease()).returning(Job.id)))
        for job_id, lost in held.items():
            if job_id not in kept:
                with self._lock:
                    self._held.pop(job_id, None)
                lost()

    def _lease(self) -> dict[str, str | float]:
        return {"held_by": self._owner, "held_until": self._clock.now() + LEASE_SECONDS}

    def stop(self) -> None:
        """Renew no more: this process ends, and others go on with what it holds."""
        self._stopping.set()
        for job_id in list(self._held):
            self.release(job_id)

    def _renew_all(self) -> None:
        while not self._stopping.wait(LEASE_SECONDS / 6):
            try:
                self.renew()
            except Exception:
                log.exception("What is drawn here could not be renewed; trying again.")
