"""Wakes jobs when they are due and has a small pool of threads take their next step.

One thread sleeps until the earliest `wake_at` in the database, so nothing is lost when a process dies: what is due is
always read from the rows. A waiting job holds no thread.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from .log import job_context
from .store import LEASE_SECONDS, Claim, JobStore, LeaseLost

log = logging.getLogger(__name__)

SWEEP_SECONDS = 2.0
"""How often, at the least, the rows are looked at for what other processes made or left behind."""

STOP_SECONDS = 2.0

Step = Callable[[Claim], None]


class Runner:
    """Runs `step` for each job that is due, at most `threads` at once."""

    def __init__(self, store: JobStore, step: Step, *, threads: int = 24) -> None:
        self._store = store
        self._step = step
        self._size = threads
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="step")
        self._alarm = threading.Condition()
        self._nudged = False
        self._running: dict[str, Claim] = {}
        self._stopping = False
        self._threads = [
            threading.Thread(target=self._wake_jobs, name="jobs", daemon=True),
            threading.Thread(target=self._renew_leases, name="leases", daemon=True),
        ]

    def start(self) -> None:
        """Take over what dead processes left, and begin."""
        freed = self._store.free_leases_of_the_dead()
        if waiting := self._store.count_unfinished():
            log.info("Going on with %d unfinished videos, %d of them taken over.", waiting, freed)
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Begin no more steps and give those under way `STOP_SECONDS`; longer ones end with the process."""
        self._stopping = True
        self.nudge()
        self._pool.shutdown(wait=False, cancel_futures=True)
        until = time.monotonic() + STOP_SECONDS
        while self._running and time.monotonic() < until:
            time.sleep(0.02)

    def nudge(self) -> None:
        """Look at the rows now: one may be due."""
        with self._alarm:
            self._nudged = True
            self._alarm.notify_all()

    def _wake_jobs(self) -> None:
        swept = time.monotonic()
        while not self._stopping:
            try:
                if time.monotonic() - swept > SWEEP_SECONDS:
                    swept = time.monotonic()
                    self._store.free_leases_of_the_dead()
                self._begin_due()
                pause = self._pause()
            except Exception:
                log.exception("The jobs could not be read; trying again.")
                pause = SWEEP_SECONDS
            with self._alarm:
                if not self._nudged:
                    self._alarm.wait(pause)
                self._nudged = False

    def _begin_due(self) -> None:
        while (free := self._size - len(self._running)) > 0 and not self._stopping:
            claims = self._store.claim_due(free)
            if not claims:
                return
            for claim in claims:
                self._running[claim.token] = claim
                self._pool.submit(self._take_step, claim)

    def _pause(self) -> float:
        if len(self._running) >= self._size:
            return SWEEP_SECONDS
        due = self._store.next_due()
        return SWEEP_SECONDS if due is None else min(SWEEP_SECONDS, max(0.0, due - time.time()))

    def _take_step(self, claim: Claim) -> None:
        try:
            with job_context(claim.job.id):
                self._step(claim)
        except LeaseLost:
            log.info("Video %s was taken over or cancelled meanwhile.", claim.job.id)
        except Exception:
            log.exception("A step of video %s broke off; it will be taken again.", claim.job.id)
            self._give_back(claim)
        finally:
            self._running.pop(claim.token, None)
            self.nudge()

    def _give_back(self, claim: Claim) -> None:
        faults = claim.job.faults + 1
        try:
            claim.release(wake_in=min(10.0, 0.5 * 2**faults), faults=faults)
        except Exception:
            log.exception("Video %s could not be given back; its lease will run out.", claim.job.id)

    def _renew_leases(self) -> None:
        while not self._stopping:
            time.sleep(LEASE_SECONDS / 3)
            try:
                if tokens := list(self._running):
                    self._store.renew(tokens)
            except Exception:
                log.exception("Leases could not be renewed; trying again.")
