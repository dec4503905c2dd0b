"""What has still to be told: written down in the transaction that ends the job, taken by one process at a time."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, event, func, select, update
from sqlalchemy.orm import Session

from ..errors import UrlRefused
from ..jobs import Database, Job, JobListener, State
from ..jobs.store.fairness import OwnerTurns
from .models import Delivery, DeliveryKind, DeliveryState, KeptAttempt, VideoEnd
from .targets import Targets, host_of

log = logging.getLogger(__name__)

FOR_SECONDS = 72 * 3600.0
"""How long a delivery is tried after its event."""
PAUSES = (5.0, 30.0, 120.0, 600.0, 1800.0, 3600.0, 2 * 3600.0, 4 * 3600.0, 8 * 3600.0, 12 * 3600.0)
"""Seconds between attempts; the last one for all that follow."""
LEASE_SECONDS = 30.0
"""After this time an attempt whose process was killed is made again. An attempt takes far less."""
_LAST_CHANCE = 60.0
_LOOKED_AT = 4
"""How many times as many as are wanted are looked at: other processes may take some."""
_DONE, _GONE = range(200, 300), 410


@dataclass(frozen=True)
class DeliveryAttempt:
    """What came of one: the HTTP `status`, or an `error` if there was no answer. Times in unix seconds and seconds."""

    at: float
    seconds: float
    status: int | None = None
    error: str | None = None
    wait: float = 0.0
    """How long the receiver wants to be left alone."""


class Outbox(JobListener):
    """All reads and writes of deliveries. `on_new` is called when there is one that no job's end has announced."""

    def __init__(self, database: Database, targets: Targets, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._targets = targets
        self._clock = clock
        self._turns = OwnerTurns()
        self.on_new: list[Callable[[], None]] = []

    def ended(self, session: Session, job: Job) -> None:
        """Write down, in the transaction in which the job ends, whom to tell."""
        event_id = _new_id("evt")
        for url in dict.fromkeys(filter(None, (self._targets.own, job.request.webhook_url))):
            try:
                session.add(self._delivery(_ended(job), url, event_id, job_id=job.id))
            except UrlRefused:
                # Checked when it was ordered; whatever has happened since must not keep the job from ending.
                log.exception("Nobody is told that %s has ended.", job.id)

    def announce(self, session: Session, data: Mapping[str, object]) -> None:
        """Write down, in the session's transaction, that WEBHOOK_URL is to be told of a budget."""
        if self._targets.own is not None:
            session.add(self._delivery("budget.alert", self._targets.own, _new_id("evt"), data=dict(data)))
            event.listen(session, "after_commit", lambda _session: self._nudge(), once=True)

    def _nudge(self) -> None:
        for listener in self.on_new:
            listener()

    def tell_again(self, job: Job, url: str) -> None:
        """Tell `url` of a job that had ended before it was asked for."""
        with self._database.write() as session:
            session.add(self._delivery(_ended(job), url, _new_id("evt"), job_id=job.id))
        self._nudge()

    def of(self, job_id: str) -> Sequence[Delivery]:
        """The job's deliveries, oldest first."""
        with self._database.read() as session:
            query = select(Delivery).where(Delivery.job_id == job_id).order_by(Delivery.created_at, Delivery.id)
            return session.scalars(query).all()

    def claim(self, limit: int, *, busy: Collection[str] = ()) -> list[Delivery]:
        """Claim up to `limit` deliveries that are due, none of those for the hosts in `busy`: owners take turns, and
        each one's come as they are due.
        """
        now = self._clock()
        with self._database.read() as session:
            waiting = [(row.id, row.owner) for row in session.execute(self._due(now, busy, _LOOKED_AT * limit))]
        turn = {each: place for place, each in enumerate(self._turns.in_turn(waiting, _LOOKED_AT * limit))}
        if not turn:
            return []
        mine = select(Delivery).where(Delivery.id.in_(turn), Delivery.next_at <= now)
        with self._database.write() as session:
            # What another process is about to claim is passed over.
            free = session.scalars(mine.with_for_update(skip_locked=True)).all()
            found = sorted(free, key=lambda each: turn[each.id])[:limit]
            for delivery in found:
                delivery.tries, delivery.next_at = delivery.tries + 1, now + LEASE_SECONDS
        owners = dict(waiting)
        self._turns.served(owners[each.id] for each in found)
        return found

    @staticmethod
    def _due(now: float, busy: Collection[str], most: int) -> Select[tuple[str, str]]:
        """The first deliveries that are due, up to so many of each owner, longest due first, with whose they are."""
        owner = func.coalesce(Job.owner, "")
        place = func.row_number().over(partition_by=owner, order_by=Delivery.next_at)
        due = select(Delivery.id, Delivery.next_at, owner.label("owner"), place.label("place")).outerjoin(
            Job, Delivery.job_id == Job.id
        )
        first = due.where(Delivery.next_at <= now, Delivery.host.not_in(busy)).subquery()
        return select(first.c.id, first.c.owner).where(first.c.place <= most).order_by(first.c.next_at)

    def next_due(self, *, busy: Collection[str] = ()) -> float | None:
        """When the next attempt is due (unix seconds), those for the hosts in `busy` left out."""
        with self._database.read() as session:
            return session.scalar(select(func.min(Delivery.next_at)).where(Delivery.host.not_in(busy)))

    def record(self, delivery: Delivery, attempt: DeliveryAttempt) -> None:
        """Write down what came of the attempt that `claim` began, and when the next one is due."""
        state, next_at = self._following(delivery, attempt)
        row = KeptAttempt(at=attempt.at, seconds=attempt.seconds, status=attempt.status, error=attempt.error)
        mine = update(Delivery).where(Delivery.id == delivery.id, Delivery.tries == delivery.tries)
        with self._database.write() as session:
            session.execute(mine.values(state=state, next_at=next_at, attempts=[*delivery.attempts, row]))

    def _following(self, delivery: Delivery, attempt: DeliveryAttempt) -> tuple[DeliveryState, float | None]:
        if attempt.status in _DONE:
            return "delivered", None
        if attempt.status == _GONE:
            return "stopped", None
        now, end = self._clock(), delivery.created_at + FOR_SECONDS
        if now >= end - _LAST_CHANCE:
            return "failed", None
        pause = PAUSES[min(delivery.tries, len(PAUSES)) - 1]
        # Not all that failed together come again together.
        pause *= 0.9 + 0.2 * secrets.randbelow(1000) / 1000
        return "pending", min(now + max(pause, attempt.wait), end)

    def _delivery(
        self,
        kind: DeliveryKind,
        url: str,
        event_id: str,
        *,
        job_id: str | None = None,
        data: dict[str, object] | None = None,
    ) -> Delivery:
        now = self._clock()
        return Delivery(
            id=_new_id("whd"),
            event_id=event_id,
            job_id=job_id,
            data=data,
            type=kind,
            created_at=now,
            url=url,
            host="{}:{}".format(*host_of(url)),
            from_settings=url == self._targets.own,
            next_at=now,
        )


def _ended(job: Job) -> VideoEnd:
    return "video.completed" if job.state == State.COMPLETED else "video.failed"


def _new_id(kind: str) -> str:
    return f"{kind}_{secrets.token_hex(16)}"
