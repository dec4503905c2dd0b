"""Which worker has which job: claims and their leases, also when a process dies or the clock is set."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, case, or_, select, update

from ...clock import Clock
from ..database import Database
from ..models import Job, State
from . import clock_jumps
from .claim import Claim, Ledger
from .fairness import OwnerTurns
from .lease import NO_LEASE, is_dead, this_process
from .places import first_of_each_owner, rows_changed

log = logging.getLogger(__name__)

LEASE_SECONDS = 30.0
"""How long a claim holds without being renewed. Workers renew at a third of it."""


_SPARE, _SPARE_OF_ONE = 32, 1
"""Jobs in line that are looked at beyond those that are claimed, in all and of one owner: where locked rows are passed
over, others may be quicker at the first of them.
"""
_TRIES = 3
"""Looks at the line while others are quicker at all that is found there."""


class Claims:
    """Gives jobs that are due to whoever asks, each to one at a time; what they do is written in `ledger`."""

    def __init__(self, database: Database, ledger: Ledger, turns: OwnerTurns, clock: Clock) -> None:
        self._database = database
        self._ledger = ledger
        self._turns = turns
        self._clock = clock
        self._jumps = clock_jumps.JumpWatch(clock)
        self._skips_locked = database.engine.dialect.name == "postgresql"
        self.owner = this_process()

    def due(
        self,
        limit: int,
        *,
        asking: bool | None = None,
        held: Collection[str] = (),
        engines: Collection[str] | None = None,
    ) -> list[Claim]:
        """Claim up to `limit` jobs that are due: all, or only those that are (`asking`) or are not being rendered.

        Owners take turns; of the jobs of each, those that are furthest on come first, then those that are longest due.
        Polls are short, and come as they are due. Leases with the tokens `held` are good, whatever the clock says.
        `engines` are those that the caller has (None: all there are): what only another one may make is left to others.
        """
        due = (*_is_due(self._clock.now(), held), *_kind(asking), *_made_by(engines), self._not_elsewhere())
        for _ in range(_TRIES):
            ids = self._in_line(due, limit, by_time=bool(asking))
            claimed = self._take(ids, due, limit) if ids else []
            if claimed or not ids:
                break  # otherwise others were quicker at all of these
        if not asking:
            self._turns.served(claim.job.owner for claim in claimed)
        return claimed

    def _take(self, ids: list[str], due: tuple[Any, ...], limit: int) -> list[Claim]:
        """Claim the first `limit` of these that are still due."""
        token = secrets.token_hex(8)  # one for all: a claim is a job and a token
        lease = {"lease_owner": self.owner, "lease_token": token, "lease_until": self._clock.now() + LEASE_SECONDS}
        # A lease dies with its process, so it need not outlive the machine: what is committed durably after it is.
        with self._database.write(durable=False) as session:
            took = update(Job).where(*self._those(ids, due, limit)).values(lease).returning(Job)
            claimed = session.scalars(took.execution_options(synchronize_session=False)).all()
        jobs = sorted(claimed, key=lambda job: ids.index(job.id))
        return [Claim(self._ledger, job, token, self._clock) for job in jobs]

    def _in_line(self, due: tuple[Any, ...], limit: int, *, by_time: bool) -> list[str]:
        """The ids of jobs that are due, whoever comes first first: `limit` of them, and a few more."""
        most = limit + (_SPARE if self._skips_locked else 0)
        with self._database.read() as session:
            if by_time:
                return list(session.scalars(select(Job.id).where(*due).order_by(Job.wake_at).limit(most)))
            line = session.execute(first_of_each_owner(due, (_FURTHEST, Job.wake_at), min(most, limit + _SPARE_OF_ONE)))
            return self._turns.in_turn([(row.id, row.owner) for row in line], most)

    def _those(self, ids: list[str], due: tuple[Any, ...], limit: int) -> tuple[Any, ...]:
        """Which rows to claim: of these the first `limit` that are still due."""
        still = (Job.id.in_(ids), *due)
        if not self._skips_locked:
            return still
        # Others look at the same line: what one of them is about to claim is passed over, and waited for by nobody.
        place = case({id_: number for number, id_ in enumerate(ids)}, value=Job.id)
        free = select(Job.id).where(*still).order_by(place).limit(limit).with_for_update(skip_locked=True).cte("free")
        return (Job.id.in_(select(free.c.id)),)

    def next_due(self, *, asking: bool | None = None, engines: Collection[str] | None = None) -> float | None:
        """When the next free job that `due` would claim wants to be woken (unix seconds)."""
        with self._database.read() as session:
            free = (Job.ended_at.is_(None), Job.lease_token.is_(None), *_kind(asking), *_made_by(engines))
            here = (*free, self._not_elsewhere())
            return session.scalar(select(Job.wake_at).where(*here).order_by(Job.wake_at).limit(1))

    def _not_elsewhere(self) -> ColumnElement[bool]:
        """Of the jobs that processes draw by themselves only those of this one."""
        return or_(Job.held_by.is_(None), Job.held_by == self.owner, Job.held_until < self._clock.now())

    def wake(self, operation_id: str) -> str | None:
        """Have the job due now that waits for the operation, and return its id; None if no job does."""
        now = self._clock.now()
        waits = (Job.operation_id == operation_id, Job.ended_at.is_(None), Job.lease_token.is_(None))
        with self._database.write(durable=False) as session:
            return session.scalar(update(Job).where(*waits, Job.wake_at > now).values(wake_at=now).returning(Job.id))

    def wake_job(self, job_id: str) -> bool:
        """Have the job due now if it waits for its engine; whether it did."""
        now = self._clock.now()
        waits = (Job.id == job_id, Job.state == State.RENDERING, Job.ended_at.is_(None), Job.lease_token.is_(None))
        with self._database.write(durable=False) as session:
            return rows_changed(session, update(Job).where(*waits, Job.wake_at > now).values(wake_at=now)) > 0

    def renew(self, tokens: Sequence[str]) -> None:
        """Make these claims last for another `LEASE_SECONDS`."""
        with self._database.write() as session:
            mine = update(Job).where(Job.lease_token.in_(tokens))
            session.execute(mine.values(lease_until=self._clock.now() + LEASE_SECONDS))

    def give_up(self, tokens: Sequence[str]) -> None:
        """End these claims, wherever their work is: the jobs are due for others."""
        with self._database.write() as session:
            mine = update(Job).where(Job.lease_token.in_(tokens))
            session.execute(mine.values(**NO_LEASE))

    def free_those_of_the_dead(self) -> int:
        """Take away the leases of processes on this host that have ended; returns how many jobs that freed."""
        leased, held = Job.lease_token.is_not(None), Job.ended_at.is_(None) & Job.held_by.is_not(None)
        with self._database.read() as session:
            owners = set(session.scalars(select(Job.lease_owner).where(leased).distinct()))
            owners |= set(session.scalars(select(Job.held_by).where(held).distinct()))
        dead = [owner for owner in owners if owner and is_dead(owner)]
        if not dead:
            return 0
        free = update(Job).where(Job.lease_owner.in_(dead), leased)
        with self._database.write() as session:
            rows_changed(session, update(Job).where(Job.held_by.in_(dead), held).values(held_by=None, held_until=None))
            return rows_changed(session, free.values(**NO_LEASE))

    def free_run_out(self) -> int:
        """Take away the leases that nobody has renewed in time; returns how many jobs that freed."""
        late = update(Job).where(Job.ended_at.is_(None), Job.lease_until < self._clock.now())
        with self._database.write() as session:
            return rows_changed(session, late.values(**NO_LEASE))

    def settle_clock(self) -> None:
        """If the clock was set since the last look, take the times that jobs keep along with it."""
        if jump := self._jumps.jump():
            log.warning("The clock was set by %+.0f s; what waits is moved along with it.", jump)
            with self._database.write() as session:
                clock_jumps.move_along(session, jump, self._clock.now())

    def pull_in(self) -> None:
        """Wake what sleeps for too long, as by a clock that was set while nobody looked."""
        with self._database.write(durable=False) as session:
            clock_jumps.pull_in(session, LEASE_SECONDS, self._clock.now())

    def begin_again(self) -> None:
        """After a start: look soon at what has been ordered, whatever the time is now."""
        with self._database.write() as session:
            clock_jumps.begin_again(session, self._clock.now())


def _kind(asking: bool | None) -> tuple[Any, ...]:
    if asking is None:
        return ()
    return (Job.state == State.RENDERING,) if asking else (Job.state != State.RENDERING,)


def _made_by(engines: Collection[str] | None) -> tuple[Any, ...]:
    if engines is None:
        return ()
    asked = Job.request["engine"].as_string()
    # Requests come last: those of ten thousand jobs, each with its lesson, take seconds to be read.
    unknown = and_(Job.only_engine.is_(None), or_(asked.is_(None), asked.in_(engines)))
    return (or_(Job.only_engine.in_(["", *engines]), Job.at_engine.in_(engines), unknown),)


def _is_due(now: float, held: Collection[str]) -> tuple[Any, ...]:
    run_out = Job.lease_until < now
    free = or_(Job.lease_token.is_(None), and_(run_out, Job.lease_token.not_in(held)) if held else run_out)
    return (Job.ended_at.is_(None), Job.wake_at <= now, free)


#: What is nearly done is finished before anything else of its owner is begun.
_FURTHEST = case(
    {
        State.FINISHING: 0,
        State.DOWNLOADING: 1,
        State.RENDERING: 2,
        State.SUBMITTING: 3,
        State.BRIEFING: 4,
    },
    value=Job.state,
    else_=5,
)
