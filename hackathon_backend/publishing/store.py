"""All reads and writes of publications: each is worked on by one process at a time."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from typing import Any

from sqlalchemy import CursorResult, bindparam, delete, func, or_, select, update
from sqlalchemy.orm import Session

from ..access.audit import Act, AuditAction, record
from ..clock import SYSTEM, Clock
from ..errors import LeaseLost, NotFound
from ..jobs import Database
from ..jobs.database import one_at_a_time
from ..jobs.store.keys import KeyUse, hash_of
from ..jobs.store.lease import NO_LEASE, is_dead, lease_of
from .models import Publication, PublicationState

LEASE_SECONDS = 1200.0
"""Longer than the upload of the largest film may take. Those of processes that died here are free at once."""
_CANCELLABLE = (PublicationState.QUEUED, PublicationState.PREPARING)


class Publications:
    """The rows."""

    def __init__(self, database: Database, clock: Clock = SYSTEM) -> None:
        self._database = database
        self.clock = clock

    def add(self, rows: Sequence[Publication]) -> Sequence[Publication]:
        """Write new ones down, all or none. Asked for a second time with the same key, they are those of before.

        Raises `KeyReused` for a key that came with something else.
        """
        with self._database.write() as session:
            key = rows[0].request_key
            if key is not None:
                one_at_a_time(session, f"publications {rows[0].owner} {key}")
                if known := session.scalars(_ASKED, {"owner": rows[0].owner, "key": key}).all():
                    KeyUse(key, _asked(rows)).check(_asked(known))
                    return known
            session.add_all(rows)
            for row in rows:
                record(session, Act(AuditAction.VIDEO_PUBLISH, "video", row.job_id, detail=row.platform))
        return rows

    def get(self, publication_id: str, *, of: str | None = None) -> Publication:
        """One of them; with `of`, only if it is that owner's. Raises `NotFound`."""
        query = select(Publication).where(Publication.id == publication_id)
        with self._database.read() as session:
            found = session.scalar(query if of is None else query.where(Publication.owner == of))
        if found is None:
            raise NotFound(f"There is no publication {publication_id[:80]!r}.", param="publication_id")
        return found

    def listed(self, *, of: str | None, job_id: str | None = None, limit: int = 200) -> Sequence[Publication]:
        """The newest ones of an owner (None: of everybody), or of one video."""
        query = select(Publication).order_by(Publication.created_at.desc(), Publication.id).limit(limit)
        if of is not None:
            query = query.where(Publication.owner == of)
        if job_id is not None:
            query = query.where(Publication.job_id == job_id)
        with self._database.read() as session:
            return session.scalars(query).all()

    def claim(self, limit: int) -> Sequence[Publication]:
        """Claim up to so many that are due."""
        now, token = self.clock.now(), secrets.token_hex(8)
        due = (Publication.wake_at <= now, or_(Publication.lease_until.is_(None), Publication.lease_until < now))
        free = select(Publication.id).where(*due).order_by(Publication.wake_at).limit(limit)
        with self._database.write() as session:
            ids = list(session.scalars(free.with_for_update(skip_locked=True)))
            if ids:
                lease = lease_of(token, now + LEASE_SECONDS)
                session.execute(update(Publication).where(Publication.id.in_(ids), *due).values(lease))
        with self._database.read() as session:
            return session.scalars(select(Publication).where(Publication.lease_token == token)).all() if ids else ()

    def free_those_of_the_dead(self) -> None:
        """Take leases from processes of this host that have ended."""
        query = select(Publication.lease_owner).where(Publication.lease_owner.is_not(None)).distinct()
        with self._database.read() as session:
            dead = [owner for owner in session.scalars(query) if owner and is_dead(owner)]
        if dead:
            with self._database.write() as session:
                session.execute(update(Publication).where(Publication.lease_owner.in_(dead)).values(NO_LEASE))

    def next_due(self) -> float | None:
        """When the next one is due (unix seconds)."""
        with self._database.read() as session:
            return session.scalar(select(func.min(Publication.wake_at)).where(Publication.lease_until.is_(None)))

    def note(self, claimed: Publication, *, done: bool = False, **values: Any) -> None:
        """Write down what was found of a claimed one; with `done` somebody else may have it then.

        Raises `LeaseLost` if somebody else has it, or it was cancelled.
        """
        values |= {"updated_at": self.clock.now(), **(NO_LEASE if done else {})}
        mine = update(Publication).where(Publication.id == claimed.id, Publication.lease_token == claimed.lease_token)
        with self._database.write() as session:
            changed = session.execute(mine.values(values))
        assert isinstance(changed, CursorResult)
        if not changed.rowcount:
            raise LeaseLost("Somebody else has the publication now.")
        for name, value in values.items():
            setattr(claimed, name, value)

    def withdraw(self, publication: Publication) -> bool:
        """Cancel one that is not handed over yet; False if it is."""
        waiting = update(Publication).where(
            Publication.id == publication.id, Publication.state.in_(_CANCELLABLE), Publication.posting_at.is_(None)
        )
        return self._changed(waiting.values(self._cancelled()))

    def note_taken_back(self, publication: Publication) -> None:
        """The service has taken it back."""
        self._changed(update(Publication).where(Publication.id == publication.id).values(self._cancelled()))

    def remove(self, publication: Publication) -> None:
        """Forget one that has ended."""
        with self._database.write() as session:
            session.execute(delete(Publication).where(Publication.id == publication.id))

    @staticmethod
    def forget(session: Session, owner: str) -> None:
        """Remove all of an owner's, in the session's transaction."""
        session.execute(
            delete(Publication).where(Publication.owner == owner), execution_options={"synchronize_session": False}
        )

    def _cancelled(self) -> dict[str, object]:
        return {
            "state": PublicationState.CANCELLED,
            "wake_at": None,
            "updated_at": self.clock.now(),
            **NO_LEASE,
        }

    def _changed(self, statement: Any) -> bool:
        with self._database.write() as session:
            changed = session.execute(statement)
        assert isinstance(changed, CursorResult)
        return bool(changed.rowcount)


def _asked(rows: Sequence[Publication]) -> str:
    """What was asked for, as far as it tells two requests apart."""
    told = (
        [row.account, row.job_id, row.text, str(row.publish_at), json.dumps(row.options, sort_keys=True)]
        for row in rows
    )
    return hash_of(*(part for each in sorted(told) for part in each))


_ASKED = select(Publication).where(Publication.owner == bindparam("owner"), Publication.request_key == bindparam("key"))
