"""A claim on a job: the right to change it, until it is given up or lost."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from .clock import FARTHEST
from .models import Job

if TYPE_CHECKING:
    from .store import JobStore


class Claim:
    """One worker's sole right to change one job, until it is released or lost."""

    def __init__(self, store: JobStore, job: Job, token: str) -> None:
        self._store = store
        self.job = job
        self.token = token

    def hold(self, **values: Any) -> Job:
        """Commit a change and keep the claim. Raises `LeaseLost`."""
        self.job = self._store.change(self.job, self.token, values)
        return self.job

    def hold_if_room(self, most: int, **values: Any) -> bool:
        """The same if the job's engine has fewer than `most` orders under way (0: no limit). False: it has not."""
        fresh = self._store.change_if_room(self.job, self.token, most, values)
        self.job = fresh or self.job
        return fresh is not None

    def release(self, *, wake_in: float = 0.0, **values: Any) -> Job:
        """Commit a change, give the claim up, and have the job woken in `wake_in` seconds, or sooner if that is long.

        Raises `LeaseLost`.
        """
        self.job = self._store.change(self.job, self.token, values | _free(wake_in))
        return self.job

    def put_off(self, wake_in: float, **values: Any) -> Job:
        """The same, soon, for a change of no weight: if all fails just then, the job is where it was before."""
        self.job = self._store.change_soon(self.job, self.token, values | _free(wake_in))
        return self.job


def _free(wake_in: float) -> dict[str, Any]:
    wake_at = time.time() + min(wake_in, FARTHEST)
    return {"lease_owner": None, "lease_token": None, "lease_until": None, "wake_at": wake_at}
