"""How much one owner may have: videos under way, and bytes of finished ones. Held to where an order is written down."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...errors import QuotaExceeded
from ...jobs import Job
from ...jobs.database import one_at_a_time
from ...settings import Settings
from ...storage import Storage
from ..principal import LOCAL_OWNER
from .budgets import ANONYMOUS

USUAL_UNDER_WAY = 25
"""Videos that each owner may have under way where people log in and no setting says otherwise."""
_LOOK_AGAIN = 10.0
"""Seconds after which a video may be finished."""
_COUNTED_FOR = 5.0
"""Seconds for which the files are taken to be what they were."""
_MB = 1_000_000
_EXPECTED = 10 * _MB
"""What is kept free for the files of a video that is being made: how many there will be shows only when it is."""


class Quotas:
    """What the settings allow; 0 is no limit, but for those whom nobody knows: none at all.

    `also` tells how many bytes an owner has beside videos.
    """

    def __init__(
        self,
        settings: Settings,
        storage: Storage,
        is_guarded: Callable[[], bool],
        *,
        also: Callable[[Session, str], int] = lambda _session, _owner: 0,
    ) -> None:
        self._settings = settings
        self._storage = storage
        self._is_guarded = is_guarded
        self._also = also
        self._lock = threading.Lock()
        self._counted_at = -_COUNTED_FOR
        self._bytes: Counter[str] = Counter()

    def check(self, session: Session, owner: str) -> None:
        """Raise `QuotaExceeded` if the owner may order nothing more now.

        All orders of an owner wait for each other until the session's transaction ends.
        """
        most, room = self._under_way(owner), self._megabytes(owner)
        if most is None and room is None:
            return
        one_at_a_time(session, f"access.quotas {owner}")
        under_way = session.scalar(select(func.count()).where(Job.owner == owner, Job.ended_at.is_(None))) or 0
        if most is not None and under_way >= most:
            raise _too_many(most)
        if room is not None and self._kept_by(session, owner) + under_way * _EXPECTED >= room * _MB:
            raise QuotaExceeded(
                f"Your videos, with those that are being made, take up the {room:g} MB that they may. Delete some of "
                "them, and order again.",
                why="storage",
            )

    def check_bytes(self, session: Session, owner: str, more: int) -> None:
        """Raise `QuotaExceeded` if the owner may not keep so many bytes more."""
        room = self._megabytes(owner)
        if room is not None and self._kept_by(session, owner) + more > room * _MB:
            raise QuotaExceeded(
                f"What you have here may take up {room:g} MB, and this would be more. Delete something first.",
                why="storage",
            )

    def _under_way(self, owner: str) -> int | None:
        if owner.startswith(ANONYMOUS):
            return self._settings.anonymous_videos_under_way
        most = self._settings.max_videos_under_way
        if most is None and owner != LOCAL_OWNER and self._is_guarded():
            return USUAL_UNDER_WAY
        return most or None

    def _megabytes(self, owner: str) -> float | None:
        if owner.startswith(ANONYMOUS):
            return self._settings.anonymous_storage_mb
        return self._settings.max_owner_storage_mb or None

    def _kept_by(self, session: Session, owner: str) -> int:
        sizes = self._sizes()
        kept = select(Job.id).where(Job.owner == owner, Job.expired_at.is_(None))
        return sum(sizes[job_id] for job_id in session.scalars(kept)) + self._also(session, owner)

    def _sizes(self) -> Counter[str]:
        """Bytes of the files of each job, as they were a moment ago."""
        with self._lock:
            if time.monotonic() - self._counted_at >= _COUNTED_FOR:
                self._bytes = self._storage.bytes_by_job()
                self._counted_at = time.monotonic()
            return self._bytes


def _too_many(most: int) -> QuotaExceeded:
    if most == 0:
        return QuotaExceeded("Videos are for those who log in.", why="login")
    are = "1 of your videos is" if most == 1 else f"{most} of your videos are"
    message = f"{are} being made, as many as may be at once. Wait until one is finished, or cancel one."
    return QuotaExceeded(message, why="under_way", retry_after=_LOOK_AGAIN)
