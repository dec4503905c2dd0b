"""Takes steps of jobs under claims: what is the same whoever wakes the jobs."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection

from ..errors import LeaseLost
from ..tracing import job_context
from .models import State
from .store.claim import Claim
from .store.claims import LEASE_SECONDS
from .store.store import JobStore

log = logging.getLogger(__name__)

Step = Callable[[Claim], None]


class StepTaker:
    """Claims jobs and runs `step` for each, while a thread renews the leases of all that are under way.

    `engines` tells which ones this process has: jobs that only another one may make are left to other processes.
    """

    def __init__(
        self, store: JobStore, step: Step, engines: Callable[[], Collection[str] | None] = lambda: None
    ) -> None:
        self._store = store
        self._step = step
        self._engines = engines
        self._claims: dict[Claim, bool] = {}
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._renew_leases, name="leases", daemon=True)

    def start(self) -> None:
        """Renew leases from now on."""
        self._thread.start()

    def stop(self, seconds: float) -> None:
        """Give the steps under way that long to end, and write down what is to be written. Longer ones end with the
        process.
        """
        clock = self._store.clock
        until = clock.monotonic() + seconds
        while self._claims and clock.monotonic() < until:
            time.sleep(0.02)
        self._stopping.set()
        self._store.batch.flush()

    def give_up(self) -> None:
        """Write down what is to be written, and let others have at once what is still under way: this process ends."""
        self._stopping.set()
        self._store.batch.flush()
        if tokens := self._held():
            self._store.claims.give_up(tokens)

    @property
    def at_work(self) -> int:
        """Steps under way that do not only ask an engine how far it is."""
        return sum(tuple(self._claims.values()))

    def claim(self, limit: int, *, asking: bool | None = None) -> list[Claim]:
        """Claim up to `limit` jobs that are due, as `Claims.due` does; each has to be taken."""
        claims = self._store.claims.due(limit, asking=asking, held=self._held(), engines=self._engines())
        self._claims.update((claim, claim.job.state != State.RENDERING) for claim in claims)
        return claims

    def next_due(self, *, asking: bool | None = None) -> float | None:
        """When the next free job wants to be woken that could be claimed here (unix seconds)."""
        return self._store.claims.next_due(asking=asking, engines=self._engines())

    def take(self, claim: Claim) -> None:
        """Take one step. Whatever goes wrong is logged; a job whose step broke off is given back for another try."""
        try:
            with job_context(claim.job.id, claim.job.owner):
                self._step(claim)
        except LeaseLost:
            log.info("Video %s was taken over or cancelled meanwhile.", claim.job.id)
        except Exception:
            log.exception("A step of video %s broke off; it will be taken again.", claim.job.id)
            self._give_back(claim)
        finally:
            self._claims.pop(claim, None)

    def _give_back(self, claim: Claim) -> None:
        faults = claim.job.faults + 1
        try:
            claim.release(wake_in=min(10.0, 0.5 * 2**faults), faults=faults)
        except Exception:
            log.exception("Video %s could not be given back; its lease will run out.", claim.job.id)

    def _held(self) -> list[str]:
        """The tokens of what is under way."""
        return list({claim.token for claim in tuple(self._claims)})

    def _renew_leases(self) -> None:
        while not self._stopping.wait(LEASE_SECONDS / 3):
            try:
                if tokens := self._held():
                    self._store.claims.renew(tokens)
            except Exception:
                log.exception("Leases could not be renewed; trying again.")
