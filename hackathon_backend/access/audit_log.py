"""Reads the audit log, writes what has no transaction of its own, and forgets what is too old."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import CursorResult, Select, delete, select, update

from ..clock import SYSTEM, Clock
from ..jobs import Database
from .audit import Act, AuditAction, record
from .audit_table import AuditEntry, AuditRetention

log = logging.getLogger(__name__)

MOST_ENTRIES = 500
"""In one page."""
_DAY = 86_400.0


@dataclass(frozen=True)
class AuditFilter:
    """Which entries: all that is None does not matter. Times are unix seconds: from `since` on, before `until`."""

    owner: str | None = None
    action: str | None = None
    kind: str | None = None
    object_id: str | None = None
    result: str | None = None
    since: float | None = None
    until: float | None = None


class AuditLog:
    """The audit log of a database. What is older than `keep_days` is forgotten; 0: never."""

    def __init__(self, database: Database, *, keep_days: float = 0, clock: Clock = SYSTEM) -> None:
        self._database = database
        self._keep_days = keep_days
        self._clock = clock

    def add(self, act: Act) -> None:
        """Write down an act that changes nothing else, in a transaction of its own."""
        with self._database.write() as session:
            record(session, act)

    def page(self, wanted: AuditFilter, *, limit: int, before: int | None = None) -> tuple[list[AuditEntry], bool]:
        """The newest entries first, at most `limit`, of ids below `before`; and whether there are more."""
        query = _filtered(wanted).order_by(AuditEntry.id.desc()).limit(min(limit, MOST_ENTRIES) + 1)
        if before is not None:
            query = query.where(AuditEntry.id < before)
        with self._database.read() as session:
            found = list(session.scalars(query))
        return found[:limit], len(found) > limit

    def all(self, wanted: AuditFilter, most: int) -> Iterator[AuditEntry]:
        """The same without pages, at most so many."""
        before: int | None = None
        while most > 0:
            found, more = self.page(wanted, limit=min(most, MOST_ENTRIES), before=before)
            yield from found
            most -= len(found)
            if not more:
                return
            before = found[-1].id

    def forget_old(self) -> int:
        """Take away what is older than it is kept, and write down that it was done; how many entries that were.

        It is the one way by which the database lets them go: see the migration.
        """
        if not self._keep_days:
            return 0
        oldest = self._clock.now() - self._keep_days * _DAY
        with self._database.write() as session:
            session.execute(update(AuditRetention).values(before=oldest))
            gone = session.execute(delete(AuditEntry).where(AuditEntry.at < oldest))
            session.execute(update(AuditRetention).values(before=0.0))
            count = gone.rowcount if isinstance(gone, CursorResult) else 0
            if count:
                record(session, Act(AuditAction.AUDIT_FORGET, "audit", "", detail=f"{count} entries"))
        if count:
            log.info("Forgot %d entries of the audit log, older than %g days.", count, self._keep_days)
        return count


def _filtered(wanted: AuditFilter) -> Select[AuditEntry]:
    query = select(AuditEntry)
    for name in ("owner", "action", "kind", "object_id", "result"):
        if (value := getattr(wanted, name)) is not None:
            query = query.where(getattr(AuditEntry, name) == value)
    if wanted.since is not None:
        query = query.where(AuditEntry.at >= wanted.since)
    return query if wanted.until is None else query.where(AuditEntry.at < wanted.until)
