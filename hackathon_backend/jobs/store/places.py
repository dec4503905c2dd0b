"""Places at engines: which orders take one, and who gets the next that is free."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Update, func, select, update
from sqlalchemy.orm import Session

from ..database import one_at_a_time
from ..models import AT_ENGINE, Job, State
from .fairness import OwnerTurns

#: An order has been sent, and the engine may still be at it.
ORDERED = (Job.ended_at.is_(None), Job.state.in_(AT_ENGINE), Job.submitted_at.is_not(None))

#: It has the engine's turn, and nothing has been sent.
WAITING = (Job.ended_at.is_(None), Job.state == State.SUBMITTING, Job.submitted_at.is_(None))


def is_ordered(job: Job) -> bool:
    """The same of one job that has not ended."""
    return job.state in AT_ENGINE and job.submitted_at is not None


def has_room(session: Session, engine: str | None, most: int) -> bool:
    """Whether the engine has fewer than `most` orders; nobody else can take that place before the session's end."""
    # Two that count at the same moment would both find the last place free.
    one_at_a_time(session, f"places at {engine}")
    held = select(Job.id).where(Job.at_engine == engine, *ORDERED).limit(most)
    return len(session.scalars(held).all()) < most


def others_wait(session: Session, job: Job) -> bool:
    """Whether a job of another owner has waited for a place at this job's engine, and this one has not."""
    if job.waiting_since is not None:
        return False
    waiting = (Job.at_engine == job.at_engine, *WAITING, Job.waiting_since.is_not(None), Job.owner != job.owner)
    return session.scalar(select(Job.id).where(*waiting).limit(1)) is not None


def wake_waiting(session: Session, turns: OwnerTurns, engine: str, now: float) -> None:
    """A place at the engine is free: wake the job that has waited longest, of the owner whose turn it is."""
    asleep = (Job.lease_token.is_(None), Job.wake_at > now)
    line = first_of_each_owner((Job.at_engine == engine, *WAITING, *asleep), (Job.waiting_since,), 1)
    for job_id in turns.choose([(row.id, row.owner) for row in session.execute(line)], 1):
        rows_changed(session, update(Job).where(Job.id == job_id, *asleep).values(wake_at=now))


def first_of_each_owner(which: tuple[Any, ...], order: tuple[Any, ...], limit: int) -> Any:
    """Ids and owners of the jobs `which` fit, in that order: up to `limit` of each owner."""
    place = func.row_number().over(partition_by=Job.owner, order_by=(*order, Job.id)).label("place")
    keys = [key.label(f"key_{number}") for number, key in enumerate(order)]
    found = select(Job.id, Job.owner, *keys, place).where(*which).subquery()
    sorted_by = (found.c[key.name] for key in keys)
    return select(found.c.id, found.c.owner).where(found.c.place <= limit).order_by(*sorted_by, found.c.id)


def rows_changed(session: Session, statement: Update) -> int:
    """Do the update; how many rows it changed."""
    return session.execute(statement.execution_options(synchronize_session=False)).rowcount  # type: ignore[attr-defined, no-any-return]
