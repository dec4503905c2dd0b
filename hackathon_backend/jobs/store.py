"""Jobs in the database: made, claimed by one worker at a time, changed only under that claim."""

from __future__ import annotations

import logging
import secrets
import time
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Table, Update, and_, bindparam, case, delete, func, literal, or_, select, tuple_, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ..errors import LeaseLost, NotFound, OperationTaken
from . import clock
from .claim import Claim
from .database import Database
from .fairness import OwnerTurns
from .lease import is_dead, this_process
from .models import ENDED, Job, JobEvent, State, states_of

log = logging.getLogger(__name__)

LEASE_SECONDS = 30.0
"""How long a claim holds without being renewed. Workers renew at a third of it."""


_IDS_AT_ONCE = 500


class JobStore:
    """All reads and writes of jobs.

    `on_change` is called after each commit with the job as it now is, `on_end` inside the transaction that ends it:
    what that writes down is there exactly if the end is.
    `on_change_soon` is called when there is something to `flush`.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self.owner = this_process()
        self.on_change: list[Callable[[Job], None]] = []
        self.on_end: list[Callable[[Session, Job], None]] = []
        self.on_change_soon: list[Callable[[], None]] = []
        self._soon: deque[_Soon] = deque()
        self._turns = OwnerTurns()
        self._jumps = clock.JumpWatch()

    # -- reading

    def get(self, job_id: str) -> Job:
        """The job. Raises `NotFound`."""
        # No database takes every text, not even to look for it; ids have none of that.
        row = None
        if job_id.isascii() and job_id.isprintable():
            with self._database.glance() as connection:
                row = connection.execute(_ONE, {"at_id": job_id}).first()
        if row is None:
            raise NotFound(f"There is no video {job_id!r}.", param="video_id")
        return _made_of(row._mapping)

    def visible(self, job_id: str) -> Job:
        """The job, unless its owner has deleted it. Raises `NotFound`."""
        job = self.get(job_id)
        if job.deleted_at is not None:
            raise NotFound(f"There is no video {job_id!r}.", param="video_id")
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
            return frozenset(taken.union(id_ for shots in lists for shot in shots or () for id_ in shot["orders"]))

    def unfinished(self) -> list[Job]:
        """Every job that has not ended."""
        with self._database.read() as session:
            return list(session.scalars(select(Job).where(Job.ended_at.is_(None)).order_by(Job.created_at)))

    def page(
        self, *, limit: int, after: str | None = None, newest_first: bool = True, status: str | None = None
    ) -> tuple[list[Job], bool]:
        """Up to `limit` jobs in order of time, from the one after the id `after` on, and whether there are more.

        Deleted ones are left out. Raises `NotFound` for an unknown `after`.
        """
        query = select(Job).where(Job.deleted_at.is_(None))
        if status is not None:
            query = query.where(Job.state.in_(states_of(status)))
        key = tuple_(Job.created_at, Job.id)
        if after is not None:
            last = self.get(after)
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
            query = select(Job.at_engine, func.count()).where(Job.at_engine.is_not(None), *_ORDERED)
            return {str(name): count for name, count in session.execute(query.group_by(Job.at_engine))}

    def finished_before(self, moment: float) -> list[Job]:
        """Jobs with a video that was finished before `moment` (unix seconds) and has not been removed yet."""
        with self._database.read() as session:
            query = select(Job).where(
                Job.state == "completed", Job.expired_at.is_(None), Job.ended_at.is_not(None), Job.ended_at < moment
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

    # -- making and claiming

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
                session.add(job)
                session.flush()
                _record(session, job)
            also(session, found or job)
        if found is not None:
            return found, True
        self._changed(job)
        return job, False

    def claim_due(self, limit: int, *, asking: bool | None = None, held: Collection[str] = ()) -> list[Claim]:
        """Claim up to `limit` jobs that are due: all, or only those that are (`asking`) or are not being rendered.

        Those that are furthest on come first, then those that are longest due; of those that have not begun, one of
        each owner in turn. Leases with the tokens `held` are good, whatever the clock says.
        """
        now = time.time()
        due = (*_is_due(now, held), *_kind(asking))
        with self._database.read() as session:
            begun = select(Job.id).where(*due, Job.state != "queued").order_by(_FURTHEST, Job.wake_at)
            ids = list(session.scalars(begun.limit(limit)))
            if len(ids) < limit and not asking:
                ids += self._turns.choose(_in_line(session, due, limit - len(ids)), limit - len(ids))
        if not ids:
            return []
        token = secrets.token_hex(8)  # one for all: a claim is a job and a token
        lease = {"lease_owner": self.owner, "lease_token": token, "lease_until": now + LEASE_SECONDS}
        # A lease dies with its process, so it need not outlive the machine: what is committed durably after it is.
        with self._database.write(durable=False) as session:
            took = update(Job).where(Job.id.in_(ids), *due).values(lease).returning(Job)
            claimed = session.scalars(took.execution_options(synchronize_session=False)).all()
        return [Claim(self, job, token) for job in sorted(claimed, key=lambda job: ids.index(job.id))]

    def next_due(self, *, asking: bool | None = None) -> float | None:
        """When the next free job wants to be woken (unix seconds)."""
        with self._database.read() as session:
            free = (Job.ended_at.is_(None), Job.lease_token.is_(None), *_kind(asking))
            return session.scalar(select(Job.wake_at).where(*free).order_by(Job.wake_at).limit(1))

    def free_leases_of_the_dead(self) -> int:
        """Take away the leases of processes on this host that have ended; returns how many jobs that freed."""
        with self._database.read() as session:
            owners = session.scalars(select(Job.lease_owner).where(Job.lease_token.is_not(None)).distinct()).all()
        dead = [owner for owner in owners if owner and is_dead(owner)]
        if not dead:
            return 0
        free = update(Job).where(Job.lease_owner.in_(dead), Job.lease_token.is_not(None))
        with self._database.write() as session:
            return _rows(session, free.values(lease_owner=None, lease_token=None, lease_until=None))

    def settle_clock(self) -> None:
        """If the clock was set since the last look, take the times that jobs keep along with it."""
        if jump := self._jumps.jump():
            log.warning("The clock was set by %+.0f s; what waits is moved along with it.", jump)
            with self._database.write() as session:
                clock.move_along(session, jump)

    def pull_in(self) -> None:
        """Wake what sleeps for too long, as by a clock that was set while nobody looked."""
        with self._database.write(durable=False) as session:
            clock.pull_in(session, LEASE_SECONDS)

    def begin_again(self) -> None:
        """After a start: look soon at what has been ordered, whatever the time is now."""
        with self._database.write() as session:
            clock.begin_again(session)

    def renew(self, tokens: Sequence[str]) -> None:
        """Make these claims last for another `LEASE_SECONDS`."""
        with self._database.write() as session:
            mine = update(Job).where(Job.lease_token.in_(tokens))
            session.execute(mine.values(lease_until=time.time() + LEASE_SECONDS))

    # -- changing

    def change(self, job: Job, token: str | None, values: dict[str, Any]) -> Job:
        """Commit a change made under the claim `token`, with its event. Raises `LeaseLost`, `OperationTaken`."""
        state: State = values.get("state", job.state)
        values["progress"] = 100.0 if state == "completed" else max(job.progress, values.get("progress", job.progress))
        if state in ENDED:
            values.setdefault("ended_at", time.time())
        if state != job.state:
            values.setdefault("faults", 0)
        try:
            with self._database.write() as session:
                fresh = self._update(session, job, token, values)
                if fresh.ended and not job.ended:
                    self._ended(session, fresh)
        except IntegrityError as error:
            raise OperationTaken(job.id) from error
        self._changed(fresh)
        return fresh

    def change_soon(self, job: Job, token: str | None, values: dict[str, Any]) -> Job:
        """Remember a small change for the next `flush`; the job as it will be.

        If the process dies before that, or the machine a little later, the job is where it was, and is asked again.
        """
        values["progress"] = max(job.progress, values.get("progress", job.progress))
        values["version"] = job.version + 1
        fresh = _made_of({name: values.get(name, getattr(job, name)) for name in _COLUMNS})
        bound = {f"to_{name}": value for name, value in values.items()} | {"at_id": job.id, "at_token": token}
        self._soon.append(_Soon(fresh, _setting(tuple(values)), bound, _seen(fresh) != _seen(job)))
        for listener in self.on_change_soon:
            listener()
        return fresh

    def flush(self) -> None:
        """Commit all small changes at once. Those of a claim that was lost meanwhile are dropped."""
        soon = [self._soon.popleft() for _ in range(len(self._soon))]
        if not soon:
            return
        silent: dict[Update, list[dict[str, Any]]] = defaultdict(list)
        seen = []
        try:
            with self._database.write(durable=False) as session:
                for change in soon:
                    if not change.is_seen:
                        silent[change.setting].append(change.bound)
                    elif session.connection().execute(change.setting, change.bound).rowcount:
                        _record(session, change.job)
                        seen.append(change.job)
                for setting, bound in silent.items():
                    session.connection().execute(setting, bound)
        except Exception:
            self._soon.extendleft(reversed(soon))
            raise
        for job in seen:
            self._changed(job)

    def change_if_room(self, job: Job, token: str, most: int, values: dict[str, Any]) -> Job | None:
        """Commit a change by which the job's engine gets an order, if it has fewer than `most` then (0: no limit).

        None: there is no room. Raises `LeaseLost`.
        """
        with self._database.write() as session:
            if most and not self._has_room(session, job.at_engine, most):
                return None
            fresh = self._update(session, job, token, values)
            if most and job.at_engine:
                # One place that becomes free wakes one job; whoever takes it sees to it that none stays empty.
                self._wake_waiting(session, job.at_engine)
        self._changed(fresh)
        return fresh

    def has_room(self, engine: str, most: int) -> bool:
        """Whether the engine has fewer than `most` orders under way just now (0: no limit)."""
        if not most:
            return True
        with self._database.read() as session:
            return self._has_room(session, engine, most)

    def adopt(self, job: Job, values: dict[str, Any], *, over: Collection[str] = ()) -> Job | None:
        """Write down an order that came back after the claim on `job` was lost: it goes on with that engine's turn.

        None: it has ended, or holds another order already, unless that is one of the engines `over`.
        """
        free = {"lease_owner": None, "lease_token": None, "lease_until": None, "wake_at": time.time()}
        with self._database.write() as session:
            now = session.get_one(Job, job.id, populate_existing=True, with_for_update=True)
            if now.ended or (now.operation and now.at_engine not in over):
                return None
            for name, value in (values | free | {"version": now.version + 1}).items():
                setattr(now, name, value)
            _record(session, now)
        self._changed(now)
        return now

    def _has_room(self, session: Session, engine: str | None, most: int) -> bool:
        if session.get_bind().dialect.name == "postgresql":
            # Two that count at the same moment would both find the last place free.
            session.execute(select(func.pg_advisory_xact_lock(func.hashtext(engine))))
        held = select(Job.id).where(Job.at_engine == engine, *_ORDERED).limit(most)
        return len(session.scalars(held).all()) < most

    def cancel(self, job_id: str) -> Job:
        """End the job as cancelled, whoever works on it: their next write fails. One that has ended stays."""
        with self._database.write() as session:
            stop = update(Job).where(Job.id == job_id, Job.ended_at.is_(None))
            done = _rows(session, stop.values(
                state="cancelled", reason="cancelled", activity="cancelled", ended_at=time.time(),
                version=Job.version + 1, lease_owner=None, lease_token=None, lease_until=None,
            ))  # fmt: skip
            if done:
                job = session.get(Job, job_id, populate_existing=True)
                assert job is not None
                _record(session, job)
                if job.at_engine and job.submitted_at:
                    self._wake_waiting(session, job.at_engine)
                self._ended(session, job)
        job = self.get(job_id)
        if done:
            self._changed(job)
        return job

    def mark_expired(self, job_id: str, *, deleted: bool = False) -> None:
        """Write down that the job's files have been removed (by its owner: `deleted`), and forget all but its end."""
        now = time.time()
        gone = {"expired_at": now} | ({"deleted_at": now} if deleted else {})
        with self._database.write() as session:
            session.execute(update(Job).where(Job.id == job_id).values(gone))
            last = select(func.max(JobEvent.seq)).where(JobEvent.job_id == job_id).scalar_subquery()
            session.execute(delete(JobEvent).where(JobEvent.job_id == job_id, JobEvent.seq < last))

    def _update(self, session: Session, job: Job, token: str | None, values: dict[str, Any]) -> Job:
        mine = update(Job).where(Job.id == job.id, Job.lease_token == token)
        if not _rows(session, mine.values(version=Job.version + 1, **values)):
            raise LeaseLost(job.id)
        fresh = session.get_one(Job, job.id, populate_existing=True)
        if _seen(fresh) != _seen(job):
            _record(session, fresh)
        if job.at_engine and _is_ordered(job) and not (_is_ordered(fresh) and fresh.at_engine == job.at_engine):
            self._wake_waiting(session, job.at_engine)
        return fresh

    def _wake_waiting(self, session: Session, engine: str) -> None:
        """A place at the engine is free: wake the job that has waited longest, of the owner whose turn it is."""
        now = time.time()
        asleep = (Job.lease_token.is_(None), Job.wake_at > now)
        waiting = (
            Job.at_engine == engine,
            Job.ended_at.is_(None),
            Job.state == "submitting",
            Job.submitted_at.is_(None),
        )
        line = _first_of_each_owner((*waiting, *asleep), Job.waiting_since, 1)
        for job_id in self._turns.choose([(row.id, row.owner) for row in session.execute(line)], 1):
            _rows(session, update(Job).where(Job.id == job_id, *asleep).values(wake_at=now))

    def _ended(self, session: Session, job: Job) -> None:
        for listener in self.on_end:
            listener(session, job)

    def _changed(self, job: Job) -> None:
        for listener in self.on_change:
            listener(job)


@dataclass(frozen=True)
class _Soon:
    """A change that is to be committed: the job as it will be, and whether anybody can see a difference."""

    job: Job
    setting: Update
    bound: dict[str, Any]
    is_seen: bool


_TABLE = cast(Table, Job.__table__)
_COLUMNS = tuple(column.key for column in _TABLE.columns)
_ONE = select(_TABLE).where(_TABLE.c.id == bindparam("at_id"))


def _made_of(columns: Mapping[Any, Any]) -> Job:
    """A job to be read, of no session. Loading it through the mapper takes three times as long."""
    job = Job()
    job.__dict__.update(columns)
    return job


@lru_cache(maxsize=64)
def _setting(names: tuple[str, ...]) -> Update:
    """Sets these columns of the job `at_id` under the claim `at_token`; making it takes longer than using it."""
    mine = (_TABLE.c.id == bindparam("at_id"), _TABLE.c.lease_token == bindparam("at_token"))
    return _TABLE.update().where(*mine).values({name: bindparam(f"to_{name}") for name in names})


#: An order has been sent, and the engine may still be at it.
_ORDERED = (Job.ended_at.is_(None), Job.state.in_(("submitting", "rendering")), Job.submitted_at.is_not(None))


def _is_ordered(job: Job) -> bool:
    return job.state in ("submitting", "rendering") and job.submitted_at is not None


def _kind(asking: bool | None) -> tuple[Any, ...]:
    if asking is None:
        return ()
    return (Job.state == "rendering",) if asking else (Job.state != "rendering",)


def _is_due(now: float, held: Collection[str]) -> tuple[Any, ...]:
    run_out = Job.lease_until < now
    free = or_(Job.lease_token.is_(None), and_(run_out, Job.lease_token.not_in(held)) if held else run_out)
    return (Job.ended_at.is_(None), Job.wake_at <= now, free)


#: What is nearly done is finished before anything else is begun.
_FURTHEST = case(
    {"finishing": 0, "downloading": 1, "rendering": 2, "submitting": 3, "briefing": 4}, value=Job.state, else_=5
)


def _in_line(session: Session, due: tuple[Any, ...], limit: int) -> list[tuple[str, str]]:
    """Jobs that have not begun, with their owners, longest due first: up to `limit` of each owner."""
    line = _first_of_each_owner((*due, Job.state == "queued"), Job.wake_at, limit)
    return [(row.id, row.owner) for row in session.execute(line)]


def _first_of_each_owner(which: tuple[Any, ...], since: Any, limit: int) -> Any:
    place = func.row_number().over(partition_by=Job.owner, order_by=(since, Job.id)).label("place")
    found = select(Job.id, Job.owner, since.label("since"), place).where(*which).subquery()
    return select(found.c.id, found.c.owner).where(found.c.place <= limit).order_by(found.c.since, found.c.id)


def _rows(session: Session, statement: Update) -> int:
    return session.execute(statement.execution_options(synchronize_session=False)).rowcount  # type: ignore[attr-defined, no-any-return]


def _seen(job: Job) -> tuple[object, ...]:
    """What watchers can tell apart."""
    return (job.state, round(job.progress, 1), job.activity)


def _record(session: Session, job: Job) -> None:
    """Write down what the job's watchers see now."""
    session.add(
        JobEvent(
            job_id=job.id,
            at=time.time(),
            state=job.state,
            status=job.status,
            progress=job.progress,
            activity=job.activity,
        )
    )
