"""Jobs in the database: made, and changed only under the claim of one worker."""

from __future__ import annotations

from collections.abc import Callable, Collection

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ...clock import SYSTEM, Clock
from ...errors import LeaseLost, OperationTaken
from ..changes import Also, Changes, lease_given_up, nothing_more
from ..charges import Charges, leave_open
from ..database import Database
from ..models import ENDED, Job, JobEvent, State
from .batching import Batch
from .claims import Claims
from .events import JobListener, record, seen
from .fairness import OwnerTurns
from .places import has_room, is_ordered, others_wait, rows_changed, wake_waiting
from .reading import JobReader


class JobStore(JobReader):
    """All writes of jobs, of which the `listeners` hear. `claims` gives jobs to workers, `batch` has small
    changes, `charges` has what was paid.
    """

    def __init__(self, database: Database, *, clock: Clock = SYSTEM) -> None:
        super().__init__(database)
        self.clock = clock
        self.listeners: list[JobListener] = []
        self._turns = OwnerTurns()
        self.claims = Claims(database, self, self._turns, clock)
        self.charges = Charges(database)
        self.batch = Batch(database, self.listeners, clock)

    # -- without a claim

    def create(self, job: Job) -> Job:
        """Write a new job down; it is due at its `wake_at`."""
        return self.create_unless(job, lambda _session: None, lambda _session, _job: None)[0]

    def create_unless(
        self, job: Job, earlier: Callable[[Session], Job | None], also: Callable[[Session, Job], None]
    ) -> tuple[Job, bool]:
        """Write a new job down unless `earlier` finds one that will do; `also` writes more in the same transaction.

        Returns the job that there is now, and whether it was there before.
        """
        with self._database.write() as session:
            found = earlier(session)
            if found is None:
                job.only_engine = job.request.engine or ""
                session.add(job)
                session.flush()
                record(session, job, self.clock.now())
                for listener in self.listeners:
                    listener.created(session, job)
            also(session, found or job)
        if found is not None:
            return found, True
        self._changed(job)
        return job, False

    def cancel(self, job_id: str) -> Job:
        """End the job as cancelled, whoever works on it: their next write fails. One that has ended stays."""
        now = self.clock.now()
        with self._database.write() as session:
            stop = update(Job).where(Job.id == job_id, Job.ended_at.is_(None))
            done = rows_changed(session, stop.values(
                state=State.CANCELLED, reason="cancelled", activity="cancelled", ended_at=now,
                version=Job.version + 1, lease_owner=None, lease_token=None, lease_until=None,
            ))  # fmt: skip
            if done:
                job = session.get_one(Job, job_id, populate_existing=True)
                record(session, job, now)
                if job.at_engine and job.submitted_at:
                    wake_waiting(session, self._turns, job.at_engine, now)
                leave_open(session, job_id)
                for listener in self.listeners:
                    listener.cancelled(session, job)
                self._ended(session, job)
        job = self.get(job_id)
        if done:
            self._changed(job)
        return job

    def mark_expired(self, job_id: str, *, deleted: bool = False) -> None:
        """Write down that the job's files have been removed (by its owner: `deleted`), and forget all but its end."""
        now = self.clock.now()
        gone = {"expired_at": now} | ({"deleted_at": now} if deleted else {})
        with self._database.write() as session:
            session.execute(update(Job).where(Job.id == job_id).values(gone))
            last = select(func.max(JobEvent.seq)).where(JobEvent.job_id == job_id).scalar_subquery()
            session.execute(delete(JobEvent).where(JobEvent.job_id == job_id, JobEvent.seq < last))
            for listener in self.listeners if deleted else ():
                listener.deleted(session, job_id)

    def adopt(self, job: Job, values: Changes, also: Also, *, over: Collection[str] = ()) -> Job | None:
        """Write down an order that came back after the claim on `job` was lost: it goes on with that engine's turn.

        None: it has ended, or holds another order already, unless that is one of the engines `over`. What `also`
        writes is written in any case.
        """
        with self._database.write() as session:
            also(session)
            now = session.get(Job, job.id, populate_existing=True, with_for_update=True)
            # None: its owner has had all of theirs removed.
            if now is None or now.ended or (now.operation and now.at_engine not in over):
                return None
            free = lease_given_up(self.clock.now())
            for name, value in {**values, **free, "version": now.version + 1}.items():
                setattr(now, name, value)
            record(session, now, self.clock.now())
        self._changed(now)
        return now

    # -- under a claim

    def change(self, job: Job, token: str | None, values: Changes, also: Also = nothing_more) -> Job:
        """Commit a change made under the claim `token`, with its event and what `also` writes.

        Raises `LeaseLost`, `OperationTaken`.
        """
        state = values.get("state", job.state)
        progress = 100.0 if state == State.COMPLETED else max(job.progress, values.get("progress", job.progress))
        new: Changes = {**values, "progress": progress}
        if state in ENDED:
            new.setdefault("ended_at", self.clock.now())
        if state != job.state:
            new.setdefault("faults", 0)
        try:
            with self._database.write() as session:
                fresh = self._update(session, job, token, new, also)
                if fresh.ended and not job.ended:
                    self._ended(session, fresh)
        except IntegrityError as error:
            raise OperationTaken(job.id) from error
        self._changed(fresh)
        return fresh

    def change_soon(self, job: Job, token: str | None, values: Changes) -> Job:
        """Remember a small change for the next flush of the batch; the job as it will be."""
        return self.batch.add(job, token, values)

    def change_if_room(
        self, job: Job, token: str | None, most: int, values: Changes, also: Also = nothing_more
    ) -> Job | None:
        """Commit a change by which the job's engine gets an order, and what `also` writes, if it has fewer than `most`
        then (0: no limit).

        None: there is no room. Raises `LeaseLost`.
        """
        with self._database.write() as session:
            if most and not has_room(session, job.at_engine, most):
                return None
            fresh = self._update(session, job, token, values, also)
            if most and job.at_engine:
                # One place that becomes free wakes one job; whoever takes it sees to it that none stays empty.
                wake_waiting(session, self._turns, job.at_engine, self.clock.now())
        self._changed(fresh)
        return fresh

    def has_room(self, engine: str, most: int) -> bool:
        """Whether the engine has fewer than `most` orders under way just now (0: no limit)."""
        if not most:
            return True
        with self._database.read() as session:
            return has_room(session, engine, most)

    def gives_way(self, job: Job) -> bool:
        """Whether the job has just come to its engine, and others have waited there: the one whose turn it is is woken
        then.
        """
        with self._database.read() as session:
            if not others_wait(session, job):
                return False
        with self._database.write(durable=False) as session:
            wake_waiting(session, self._turns, job.at_engine or "", self.clock.now())
        self._changed(job)
        return True

    def _update(self, session: Session, job: Job, token: str | None, values: Changes, also: Also) -> Job:
        mine = update(Job).where(Job.id == job.id, Job.lease_token == token)
        if not rows_changed(session, mine.values({**values, "version": Job.version + 1})):
            raise LeaseLost(job.id)
        also(session)
        fresh = session.get_one(Job, job.id, populate_existing=True)
        if seen(fresh) != seen(job):
            record(session, fresh, self.clock.now())
        if job.at_engine and is_ordered(job) and not (is_ordered(fresh) and fresh.at_engine == job.at_engine):
            leave_open(session, job.id)
            wake_waiting(session, self._turns, job.at_engine, self.clock.now())
        return fresh

    def _ended(self, session: Session, job: Job) -> None:
        for listener in self.listeners:
            listener.ended(session, job)

    def _changed(self, job: Job) -> None:
        for listener in self.listeners:
            listener.changed(job)
