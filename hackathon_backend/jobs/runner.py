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

from .steps import Step, StepTaker
from .store.claim import Claim
from .store.store import JobStore
from .waking import JobWaker, take_over

log = logging.getLogger(__name__)

SWEEP_SECONDS = 2.0
"""How often, at the least, the rows are looked at for what other processes made or left behind."""

STOP_SECONDS = 2.0

GATHER_SECONDS = 0.05
"""Between two looks at the rows, at the least: what falls due in between is claimed in one commit."""


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


class Runner(JobWaker):
    """Takes the steps of all jobs that are due in this process: at most `askers` polls at once and `threads` of all
    else. `engines` are those that this process has; see `StepTaker`.
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
        self._taker = StepTaker(store, step, engines)
        self._crews = (_ThreadCrew("step", threads, asking=False), _ThreadCrew("ask", askers, asking=True))
        self._alarm = threading.Condition()
        self._alarm_at = 0.0
        self._clock = store.clock
        store.listeners.append(self)
        self._stopping = False
        self._thread = threading.Thread(target=self._wake_jobs, name="jobs", daemon=True)

    def start(self) -> None:
        """Take over what dead processes left, and begin."""
        take_over(self._store)
        self._thread.start()
        self._taker.start()

    def stop(self) -> None:
        """Begin no more steps and give those under way `STOP_SECONDS`; longer ones end with the process."""
        self._stopping = True
        self.nudge()
        for crew in self._crews:
            crew.pool.shutdown(wait=False, cancel_futures=True)
        self._taker.stop(STOP_SECONDS)

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
            claims = self._taker.claim(free, asking=crew.asking)
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
        due = self._taker.next_due(asking=asking)
        return self._clock.now() + SWEEP_SECONDS if due is None else due

    def _take_step(self, claim: Claim, crew: _ThreadCrew) -> None:
        try:
            self._taker.take(claim)
        finally:
            crew.running.discard(claim)
            if crew.was_full:
                crew.was_full = False
                self.nudge()
