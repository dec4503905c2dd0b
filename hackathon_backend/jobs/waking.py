"""What wakes when rows are due: a port for jobs, woken here or by workers elsewhere, and a loop for other rows."""

from __future__ import annotations

import logging
import threading
from abc import ABC, abstractmethod
from concurrent.futures import ThreadPoolExecutor

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


class DueLoop(JobListener, ABC):
    """A thread that sleeps until the next row is due, and a small pool in which what is to be done is begun.

    Any number of processes may have one: each row is claimed. `of` names the rows, which are looked at every `sweep`
    seconds at the least, for what other processes made.
    """

    def __init__(self, of: str, at_once: int, sweep: float) -> None:
        self._of, self._sweep = of, sweep
        self._pool = ThreadPoolExecutor(at_once, thread_name_prefix=of)
        self._nudged = threading.Event()
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name=of, daemon=True)

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
        """Look for what waits for a job that has ended."""
        if job.ended:
            self.nudge()

    def nudge(self) -> None:
        """Look at the rows now: one may be due."""
        self._nudged.set()

    @abstractmethod
    def _begin_due(self) -> None:
        """Hand what is due to the pool."""

    @abstractmethod
    def _pause(self) -> float:
        """Seconds until the next look."""

    def _run(self) -> None:
        while not self._stopping:
            self._nudged.clear()
            try:
                self._begin_due()
                pause = self._pause()
            except Exception:
                log.exception("The %s could not be read; trying again.", self._of)
                pause = self._sweep
            self._nudged.wait(pause)


def take_over(store: JobStore) -> None:
    """After a start: free what dead processes of this host held, and look soon at what has been ordered."""
    freed = store.claims.free_those_of_the_dead()
    store.claims.begin_again()
    if waiting := store.count_unfinished():
        log.info("Going on with %d unfinished videos, %d of them taken over.", waiting, freed)
