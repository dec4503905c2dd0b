"""Wakes jobs when they are due and has two crews of threads take their next steps.

One thread sleeps until the earliest `wake_at` in the database, so nothing is lost when a process dies: what is due is
always read from the rows. A waiting job holds no thread.

Asking an engine how far it is takes no work and a long wait for the answer, so many threads do that; all other steps
are for few, since they compute, write files and need memory.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor

from ..errors import LeaseLost
from ..tracing import job_context
from .models import Job
from .store.claim import Claim
from .store.claims import LEASE_SECONDS
from .store.events import JobListener
from .store.store import JobStore

log = logging.getLogger(__name__)

SWEEP_SECONDS = 2.0
"""How often, at the least, the rows are looked at for what other processes made or left behind."""

STOP_SECONDS = 2.0

GATHER_SECONDS = 0.05
"""Between two looks at the rows, at the least: what falls due in between is claimed in one commit."""

Step = Callable[[Claim], None]


class _ThreadCrew:
    """Threads for the jobs that are (`asking`) or are not being rendered elsewhere."""

    def __init__(self, name: str, size: int, *, asking: bool) -> None:
        self.asking = asking
        self.size = size
        self.pool = ThreadPoolExecutor(size, thread_name_prefix=name)
        self.running: set[Claim] = set()
        self.was_full = False

    @property
    def free(self) -> int:
        return self.size - len(self.running)


class Runner(JobListener):
    """Runs `step` for each job that is due: at most `askers` polls at once and `threads` of all else.

    `engines` tells which ones this process has: jobs that only another one may make are left to other processes.
    """

    def __init__(
        self,
        store: JobStore,
        step: Step,
        *,
        threads: int = 24,
        askers: int = 64,
        engines: Callable[[], Collection[str] | None] = lambda: None,
    ) -> None:
        self._store = store
        self._step = step
        self._engines = engines
        self._crews = (_ThreadCrew("step", threads, asking=False), _ThreadCrew("ask", askers, asking=True))
        self._alarm = threading.Condition()
        self._alarm_at = 0.0
        self._clock = store.clock
        store.listeners.append(self)
        self._stopping = False
        self._threads = [
            threading.Thread(target=self._wake_jobs, name="jobs", daemon=True),
            threading.Thread(target=self._renew_leases, name="leases", daemon=True),
        ]

    def start(self) -> None:
        """Take over what dead processes left, and begin."""
        freed = self._store.claims.free_those_of_the_dead()
        self._store.claims.begin_again()
        if waiting := self._store.count_unfinished():
            log.info("Going on with %d unfinished videos, %d of them taken over.", waiting, freed)
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Begin no more steps and give those under way `STOP_SECONDS`; longer ones end with the process."""
        self._stopping = True
        self.nudge()
        for crew in self._crews:
            crew.pool.shutdown(wait=False, cancel_futures=True)
        until = self._clock.monotonic() + STOP_SECONDS
        while any(crew.running for crew in self._crews) and self._clock.monotonic() < until:
            time.sleep(0.02)
        self._store.batch.flush()

    def changed(self, job: Job) -> None:
        """Look at a job that is free when it is due; one that is held may have made room for others."""
        self.nudge(0.0 if job.lease_token else job.wake_at)

    def waiting(self) -> None:
        """Flush soon."""
        self.nudge()

    def nudge(self, due: float = 0.0) -> None:
        """Look at the rows in time for a job that is due then (unix seconds; by default: now)."""
        with self._alarm:
            if due < self._alarm_at:
                self._alarm_at = due
                self._alarm.notify_all()

    def _wake_jobs(self) -> None:
        swept = looked = self._clock.monotonic()
        while not self._stopping:
            time.sleep(max(0.0, looked + GATHER_SECONDS - self._clock.monotonic()))
            looked = self._clock.monotonic()
            # Whatever is nudged from here on may be missed by this look.
            self._alarm_at = self._clock.now() + SWEEP_SECONDS
            try:
                if self._clock.monotonic() - swept > SWEEP_SECONDS:
                    swept = self._clock.monotonic()
                    self._store.claims.free_those_of_the_dead()
                    self._store.claims.pull_in()
                self._store.claims.settle_clock()
                self._store.batch.flush()
                for crew in self._crews:
                    self._begin_due(crew)
                due = self._next_due()
            except Exception:
                log.exception("The jobs could not be read; trying again.")
                due = self._clock.now() + SWEEP_SECONDS
            self._sleep(due)

    def _sleep(self, due: float) -> None:
        """Until a job is due, by the rows or by a nudge, and never for longer than between two sweeps."""
        until = self._clock.monotonic() + SWEEP_SECONDS
        with self._alarm:
            self._alarm_at = min(self._alarm_at, due)
            while (left := self._left(until)) > 0:
                self._alarm.wait(left)

    def _left(self, until: float) -> float:
        return min(self._alarm_at - self._clock.now(), until - self._clock.monotonic())

    def _begin_due(self, crew: _ThreadCrew) -> None:
        while (free := crew.free) > 0 and not self._stopping:
            claims = self._store.claims.due(free, asking=crew.asking, held=self._held(), engines=self._engines())
            for claim in claims:
                crew.running.add(claim)
                crew.pool.submit(self._take_step, claim, crew)
            if len(claims) < free:
                return
        crew.was_full = True

    def _next_due(self) -> float:
        ready = [crew for crew in self._crews if crew.free > 0]
        if not ready:
            return self._clock.now() + SWEEP_SECONDS
        asking = ready[0].asking if len(ready) < len(self._crews) else None
        due = self._store.claims.next_due(asking=asking, engines=self._engines())
        return self._clock.now() + SWEEP_SECONDS if due is None else due

    def _take_step(self, claim: Claim, crew: _ThreadCrew) -> None:
        try:
            with job_context(claim.job.id, claim.job.owner):
                self._step(claim)
        except LeaseLost:
            log.info("Video %s was taken over or cancelled meanwhile.", claim.job.id)
        except Exception:
            log.exception("A step of video %s broke off; it will be taken again.", claim.job.id)
            self._give_back(claim)
        finally:
            crew.running.discard(claim)
            if crew.was_full:
                crew.was_full = False
                self.nudge()

    def _give_back(self, claim: Claim) -> None:
        faults = claim.job.faults + 1
        try:
            claim.release(wake_in=min(10.0, 0.5 * 2**faults), faults=faults)
        except Exception:
            log.exception("Video %s could not be given back; its lease will run out.", claim.job.id)

    def _held(self) -> list[str]:
        """The tokens of what is under way."""
        return list({claim.token for crew in self._crews for claim in tuple(crew.running)})

    def _renew_leases(self) -> None:
        while not self._stopping:
            time.sleep(LEASE_SECONDS / 3)
            try:
                if tokens := self._held():
                    self._store.claims.renew(tokens)
            except Exception:
                log.exception("Leases could not be renewed; trying again.")
