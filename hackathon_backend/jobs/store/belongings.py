"""All jobs of one owner, to be handed over or to be forgotten."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ..database import Database
from ..models import Job

AT_ONCE = 200
"""Rows that are read or removed at a time."""


def in_parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """The ids, so many at a time as one statement takes."""
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))


def ids_of(session: Session, owner: str, *, unfinished: bool = False) -> list[str]:
    """The ids of every job of the owner, of those that were deleted too (or only the unfinished ones), oldest first."""
    mine = select(Job.id).where(Job.owner == owner).order_by(Job.created_at, Job.id)
    return list(session.scalars(mine.where(Job.ended_at.is_(None)) if unfinished else mine))


def forget_jobs(session: Session, ids: Sequence[str]) -> None:
    """Remove the rows for good, with their events, keys and deliveries. Charges stay: they are what was paid."""
    for part in in_parts(ids):
        session.execute(delete(Job).where(Job.id.in_(part)).execution_options(synchronize_session=False))


def jobs_of(database: Database, owner: str) -> Iterator[list[Job]]:
    """Every job of the owner that was not deleted, some at a time."""
    with database.read() as session:
        ids = ids_of(session, owner)
    for part in in_parts(ids):
        with database.read() as session:
            here = select(Job).where(Job.id.in_(part), Job.deleted_at.is_(None)).order_by(Job.created_at, Job.id)
            found = list(session.scalars(here))
        yield found
