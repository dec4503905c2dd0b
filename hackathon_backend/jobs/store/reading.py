"""Reads jobs and their changes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Table, bindparam, func, literal, select, tuple_

from ...errors import NotFound
from ..database import Database
from ..models import ENDED, Job, JobEvent, State, states_of
from .places import ORDERED

TABLE = cast(Table, Job.__table__)
_ONE = select(TABLE).where(TABLE.c.id == bindparam("at_id"))
_ONE_OF = _ONE.where(TABLE.c.owner == bindparam("of"))
_IDS_AT_ONCE = 500


class JobReader:
    """All reads of jobs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, job_id: str, *, of: str | None = None) -> Job:
        """The job; with `of`, only if it is that owner's. Raises `NotFound`, which does not tell the two apart."""
        # No database takes every text, not even to look for it; ids have none of that.
        row = None
        if job_id.isascii() and job_id.isprintable():
            with self._database.glance() as connection:
                query = _ONE if of is None else _ONE_OF
                row = connection.execute(query, {"at_id": job_id, "of": of}).first()
        if row is None:
            raise no_video(job_id)
        return made_of(row._mapping)

    def visible(self, job_id: str, *, of: str | None = None) -> Job:
        """The same, unless its owner has deleted it."""
        job = self.get(job_id, of=of)
        if job.deleted_at is not None:
            raise no_video(job_id)
        return job

    def by_filename(self, filename: str) -> Job | None:
        """The job whose video has this file name."""
        with self._database.read() as session:
            return session.scalar(select(Job).where(Job.filename == filename))

    def taken_operations(self, engine: str) -> frozenset[str]:
        """Ids of this engine's orders that jobs hold or held."""
        prefix = f"{engine}:"
        with self._database.read() as session:
            held = session.scalars(select(Job.operation_id).where(Job.operation_id.startswith(prefix, autoescape=True)))
            taken = {id_.removeprefix(prefix) for id_ in held if id_}
            lists = session.scalars(select(Job.shots).where(Job.shots.is_not(None), Job.at_engine == engine))
            return frozenset(taken.union(id_ for shots in lists for shot in shots or () for id_ in shot.orders))

    def unfinished(self) -> list[Job]:
        """Every job that has not ended."""
        with self._database.read() as session:
            return list(session.scalars(select(Job).where(Job.ended_at.is_(None)).order_by(Job.created_at)))

    def page(
        self,
        *,
        limit: int,
        after: str | None = None,
        newest_first: bool = True,
        status: str | None = None,
        of: str | None = None,
    ) -> tuple[list[Job], bool]:
        """Up to `limit` jobs in order of time, from the one after the id `after` on, and whether there are more.

        Deleted ones are left out, and with `of` those of other owners. Raises `NotFound` for an unknown `after`.
        """
        query = select(Job).where(Job.deleted_at.is_(None))
        if status is not None:
            query = query.where(Job.state.in_(states_of(status)))
            if not set(ENDED).intersection(states_of(status)):
                query = query.where(Job.ended_at.is_(None))  # there are few of them, and an index knows which
        if of is not None:
            query = query.where(Job.owner == of)
        key = tuple_(Job.created_at, Job.id)
        if after is not None:
            last = self.get(after, of=of)
            place = tuple_(literal(last.created_at), literal(last.id))
            query = query.where(key < place if newest_first else key > place)
        order = (Job.created_at.desc(), Job.id.desc()) if newest_first else (Job.created_at, Job.id)
        with self._database.read() as session:
            found = list(session.scalars(query.order_by(*order).limit(limit + 1)))
        return found[:limit], len(found) > limit

    def count_unfinished(self) -> int:
        """How many jobs have not ended."""
        with self._database.read() as session:
            return session.scalar(select(func.count()).where(Job.ended_at.is_(None))) or 0

    def under_way(self) -> dict[str, int]:
        """How many orders each engine has that are not finished there; engines without any are left out."""
        with self._database.read() as session:
            query = select(Job.at_engine, func.count()).where(Job.at_engine.is_not(None), *ORDERED)
            return {str(name): count for name, count in session.execute(query.group_by(Job.at_engine))}

    def finished_before(self, moment: float) -> list[Job]:
        """Jobs with a video that was finished before `moment` (unix seconds) and has not been removed yet."""
        with self._database.read() as session:
            query = select(Job).where(
                Job.state == State.COMPLETED, Job.expired_at.is_(None), Job.ended_at.is_not(None), Job.ended_at < moment
            )
            return list(session.scalars(query))

    def events(self, job_id: str, after: int = 0) -> Sequence[JobEvent]:
        """The job's changes with a `seq` above `after`, in order."""
        with self._database.read() as session:
            query = select(JobEvent).where(JobEvent.job_id == job_id, JobEvent.seq > after).order_by(JobEvent.seq)
            return session.scalars(query).all()

    def events_since(self, seq: int) -> Sequence[JobEvent]:
        """All jobs' changes with a `seq` above this one, in order."""
        with self._database.read() as session:
            return session.scalars(select(JobEvent).where(JobEvent.seq > seq).order_by(JobEvent.seq)).all()

    def many(self, job_ids: Collection[str]) -> dict[str, Job]:
        """The jobs with these ids, those that there are, by id."""
        wanted = list(job_ids)
        found: dict[str, Job] = {}
        with self._database.read() as session:
            for start in range(0, len(wanted), _IDS_AT_ONCE):
                some = select(Job).where(Job.id.in_(wanted[start : start + _IDS_AT_ONCE]))
                found |= {job.id: job for job in session.scalars(some)}
        return found

    def events_at(self, seqs: Collection[int]) -> Sequence[JobEvent]:
        """The changes with these numbers, those that there are, in order."""
        with self._database.read() as session:
            return session.scalars(select(JobEvent).where(JobEvent.seq.in_(seqs)).order_by(JobEvent.seq)).all()

    def last_seq(self) -> int:
        """The `seq` of the newest change; 0 if there is none."""
        with self._database.read() as session:
            return session.scalar(select(func.max(JobEvent.seq))) or 0


def no_video(job_id: str) -> NotFound:
    """What is said of a video that is not there, and of one that is another's."""
    return NotFound(f"There is no video {job_id!r}.", param="video_id")


def made_of(columns: Mapping[Any, Any]) -> Job:
    """A job to be read, of no session. Loading it through the mapper takes three times as long."""
    job = Job()
    job.__dict__.update(columns)
    return job
