"""The port behind which jobs are woken: here, or by workers elsewhere."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod

from .models import Job
from .store.events import JobListener
from .store.store import JobStore

log = logging.getLogger(__name__)


class JobWaker(JobListener, ABC):
    """Sees to it that jobs get their next steps when they are due. It hears of all changes that this process makes."""

    @abstractmethod
    def start(self) -> None:
        """Begin."""

    @abstractmethod
    def stop(self) -> None:
        """Wake no more jobs."""

    @abstractmethod
    def nudge(self, due: float = 0.0) -> None:
        """Have the rows looked at in time for a job that is due then (unix seconds; by default: now)."""

    def changed(self, job: Job) -> None:
        """Look at a job that is free when it is due; one that is held may have made room for others."""
        self.nudge(0.0 if job.lease_token else job.wake_at)


def take_over(store: JobStore) -> None:
    """After a start: free what dead processes of this host held, and look soon at what has been ordered."""
    freed = store.claims.free_those_of_the_dead()
    store.claims.begin_again()
    if waiting := store.count_unfinished():
        log.info("Going on with %d unfinished videos, %d of them taken over.", waiting, freed)
