"""A claim on a job: the right to change it, until it is given up or lost."""

from __future__ import annotations

from typing import Protocol, Unpack

from ...clock import Clock
from ..changes import Also, Changes, lease_given_up, nothing_more
from ..models import Job
from .clock_jumps import FARTHEST


class Ledger(Protocol):
    """Where changes are written that are made under a claim; see `JobStore`."""

    def change(self, job: Job, token: str | None, values: Changes, also: Also = nothing_more) -> Job:
        """Commit a change, and what `also` writes. Raises `LeaseLost`, `OperationTaken`."""
        ...

    def change_soon(self, job: Job, token: str | None, values: Changes) -> Job:
        """Remember a small change; the job as it will be."""
        ...

    def change_if_room(
        self, job: Job, token: str | None, most: int, values: Changes, also: Also = nothing_more
    ) -> Job | None:
        """The same if the job's engine has fewer than `most` orders. Raises `LeaseLost`."""
        ...


class Claim:
    """One worker's sole right to change one job, until it is released or lost."""

    def __init__(self, ledger: Ledger, job: Job, token: str, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock
        self.job = job
        self.token = token

    def hold(self, **values: Unpack[Changes]) -> Job:
        """Commit a change and keep the claim. Raises `LeaseLost`."""
        self.job = self._ledger.change(self.job, self.token, values)
        return self.job

    def hold_if_room(self, most: int, also: Also = nothing_more, **values: Unpack[Changes]) -> bool:
        """The same, and what `also` writes, if the job's engine has fewer than `most` orders under way (0: no limit).

        False: it has not.
        """
        fresh = self._ledger.change_if_room(self.job, self.token, most, values, also)
        self.job = fresh or self.job
        return fresh is not None

    def release(self, *, wake_in: float = 0.0, also: Also = nothing_more, **values: Unpack[Changes]) -> Job:
        """Commit a change and what `also` writes, give the claim up, and have the job woken in `wake_in` seconds, or
        sooner if that is long.

        Raises `LeaseLost`.
        """
        self.job = self._ledger.change(self.job, self.token, {**values, **self._given_up(wake_in)}, also)
        return self.job

    def put_off(self, wake_in: float, **values: Unpack[Changes]) -> Job:
        """The same for a change of no weight, committed with others a moment later: if the process dies before that,
        the job is where it was.
        """
        self.job = self._ledger.change_soon(self.job, self.token, {**values, **self._given_up(wake_in)})
        return self.job

    def _given_up(self, wake_in: float) -> Changes:
        return lease_given_up(self._clock.now() + min(wake_in, FARTHEST))
