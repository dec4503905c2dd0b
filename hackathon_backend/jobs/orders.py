"""Orders that come twice: under the same key, or with the same words a moment later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from .changes import nothing_more
from .database import one_at_a_time
from .models import LOCAL_OWNER, Job, OrderKey, State
from .store.keys import KeyUse, hash_of
from .store.store import JobStore

_NOBODYS = ""
"""What stands for the owner `local` in the hash of a key: keys that were used before there were owners stay used."""
SAME_WITHIN = 60.0
"""Seconds in which an equal order counts as the same one, sent twice."""


@dataclass(frozen=True)
class SameOrder:
    """What counts as the same order, beside an equal one: orders with one `lock` are looked at one after the other, and
    `find` has the job that will do for another one.
    """

    lock: str
    find: Callable[[Session], Job | None]


class OrderSlot(Protocol):
    """A place for one job: of all orders for it one is taken."""

    def taken(self, session: Session) -> Job | None:
        """The job that is there. Raises `NotFound` if the place is gone; nothing is ordered then."""

    def fill(self, session: Session, job: Job) -> None:
        """Put the job there, in the transaction that writes it down. Raises `NotFound`."""


class _Anywhere:
    """No place of its own."""

    def taken(self, session: Session) -> Job | None:
        """There is none."""
        return None

    def fill(self, session: Session, job: Job) -> None:
        """It is put nowhere."""


ANYWHERE: OrderSlot = _Anywhere()


class Orders:
    """Writes new jobs down, unless the one that is asked for is there already."""

    def __init__(self, store: JobStore, is_there: Callable[[Job], bool]) -> None:
        self._store = store
        self._is_there = is_there  # whether a finished job's video can still be had

    def place(
        self,
        job: Job,
        *,
        key: str | None = None,
        body: str = "",
        reuse: bool = False,
        same: SameOrder | None = None,
        admit: Callable[[Session], None] = nothing_more,
        slot: OrderSlot = ANYWHERE,
    ) -> tuple[Job, bool]:
        """The job that is to be watched, and whether it was there before.

        `key` is the caller's Idempotency-Key and `body` a hash of what came with it; `reuse` allows an equal job of the
        same owner in place of this one, `same` what else may stand in for it. `admit` may refuse a job that was not
        there before, by an error, in the transaction that writes it down; `slot` is filled in the same.
        Raises `KeyReused` if the key came with another body before.
        """
        use = KeyUse(hash_of(_NOBODYS if job.owner == LOCAL_OWNER else job.owner, key), body) if key else None

        def earlier(session: Session) -> Job | None:
            if (there := slot.taken(session)) is not None:
                return there
            one_at_a_time(session, (use and use.mark) or (same and same.lock) or job.fingerprint or job.id)
            found = self._by_key(session, use) if use else None
            found = found or (self._equal(session, job) if reuse else None)
            found = found or (same.find(session) if same else None)
            if found is None:
                admit(session)
            return found

        def remember(session: Session, placed: Job) -> None:
            if placed is job:
                slot.fill(session, placed)
            if use:
                session.execute(delete(OrderKey).where(OrderKey.key == use.mark))
                session.add(OrderKey(key=use.mark, body=use.body, job_id=placed.id))

        return self._store.create_unless(job, earlier, remember)

    def _by_key(self, session: Session, use: KeyUse) -> Job | None:
        used = session.get(OrderKey, use.mark)
        if used is None:
            return None
        use.check(used.body)
        job = session.get_one(Job, used.job_id)
        return job if job.deleted_at is None else None

    def _equal(self, session: Session, job: Job) -> Job | None:
        just_now = Job.created_at > self._store.clock.now() - SAME_WITHIN
        here = (Job.state == State.COMPLETED) & Job.expired_at.is_(None)
        query = (
            select(Job)
            .where(Job.fingerprint == job.fingerprint, Job.owner == job.owner, Job.deleted_at.is_(None))
            .where(Job.state.not_in((State.FAILED, State.CANCELLED)), or_(just_now, here))
            .order_by(Job.created_at.desc())
        )
        found = session.scalars(query.limit(10))
        return next((each for each in found if not each.ended or self._is_there(each)), None)
