"""Small changes, of which many are committed at once: a commit takes a hundred times as long as all the rest."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Update, bindparam

from ...clock import Clock
from ..changes import Changes
from ..database import Database
from ..models import Job
from .events import JobListener, record, seen
from .reading import TABLE, made_of

_COLUMNS = tuple(column.key for column in TABLE.columns)


@dataclass(frozen=True)
class _Batched:
    """A change that is to be committed: the job as it will be, and whether anybody can see a difference."""

    job: Job
    setting: Update
    bound: dict[str, object]
    is_seen: bool


class Batch:
    """Changes that wait for the next `flush`; the `listeners` hear that there are some, and of those that are seen."""

    def __init__(self, database: Database, listeners: Sequence[JobListener], clock: Clock) -> None:
        self._database = database
        self._listeners = listeners
        self._clock = clock
        self._pending: deque[_Batched] = deque()

    def add(self, job: Job, token: str | None, values: Changes) -> Job:
        """Remember a change made under the claim `token`; the job as it will be.

        If the process dies before the flush, or the machine a little later, the job is where it was.
        """
        new = dict(values) | {
            "progress": max(job.progress, values.get("progress", job.progress)),
            "version": job.version + 1,
        }
        fresh = made_of({name: new.get(name, getattr(job, name)) for name in _COLUMNS})
        bound = {f"to_{name}": value for name, value in new.items()} | {"at_id": job.id, "at_token": token}
        self._pending.append(_Batched(fresh, _setting(tuple(new)), bound, seen(fresh) != seen(job)))
        for listener in self._listeners:
            listener.waiting()
        return fresh

    def flush(self) -> None:
        """Commit all at once. Those of a claim that was lost meanwhile are dropped."""
        pending = [self._pending.popleft() for _ in range(len(self._pending))]
        if not pending:
            return
        try:
            changed = self._commit(pending)
        except Exception:
            self._pending.extendleft(reversed(pending))
            raise
        for job in changed:
            for listener in self._listeners:
                listener.changed(job)

    def _commit(self, pending: list[_Batched]) -> list[Job]:
        """Returns the jobs of which somebody can see a difference."""
        silent: dict[Update, list[dict[str, object]]] = defaultdict(list)
        changed = []
        with self._database.write(durable=False) as session:
            for change in pending:
                if not change.is_seen:
                    silent[change.setting].append(change.bound)
                elif session.connection().execute(change.setting, change.bound).rowcount:
                    record(session, change.job, self._clock.now())
                    changed.append(change.job)
            for setting, bound in silent.items():
                session.connection().execute(setting, bound)
        return changed


@lru_cache(maxsize=64)
def _setting(names: tuple[str, ...]) -> Update:
    """Sets these columns of the job `at_id` under the claim `at_token`; making it takes longer than using it."""
    mine = (TABLE.c.id == bindparam("at_id"), TABLE.c.lease_token == bindparam("at_token"))
    return TABLE.update().where(*mine).values({name: bindparam(f"to_{name}") for name in names})
