"""Leases of work on lessons: whose turn it is, who holds a row, and that nobody else changes it.

A row whose lease has run out, or whose process is known to be dead, is taken up by whoever looks next.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement, CursorResult, select, true, update
from sqlalchemy.orm import Session

from ..clock import Clock
from ..errors import LeaseLost
from ..jobs.database import Database, one_at_a_time
from ..jobs.store.lease import is_dead, this_process
from .models import LeasedRow

LEASE_SECONDS = 30.0
_LOOKED_AT = 2_000
R = TypeVar("R", bound=LeasedRow)


@dataclass(frozen=True)
class Leases(Generic[R]):
    """Takes up rows of one kind, called `name`, of which those that are `ready` can be worked on."""

    database: Database
    kind: type[R]
    name: str
    clock: Clock
    ready: ColumnElement[bool] = field(default_factory=true)

    def claim(self, **changes: object) -> R | None:
        """Take the row whose turn it is, and write down what has changed; None if there is nothing to do."""
        now = self.clock.now()
        with self.database.read() as session:
            # A lock of the database is taken only where there is something to do.
            if not waiting(session, self.kind, self.ready, now):
                return None
        with self.database.write() as session:
            one_at_a_time(session, f"{self.name} claims")
            if not (turn := waiting(session, self.kind, self.ready, now)):
                return None
            row = session.get_one(self.kind, turn[0])
            take(row, now)
            for name, value in changes.items():
                setattr(row, name, value)
            return row

    def hold(self, claimed: R, changes: Mapping[str, object] = MappingProxyType({}), *, durable: bool = False) -> None:
        """Renew the lease, and write down what has changed. Raises `LeaseLost` if it is another's now, or cancelled."""
        values = {"lease_until": self.clock.now() + LEASE_SECONDS, **changes}
        with self.database.write(durable=durable) as session:
            change_claimed(session, self.kind, claimed, values)

    def put_off(self, claimed: R, seconds: float, **changes: object) -> None:
        """Leave it alone for a while: it is no fault of its own that it can't be worked on. Raises `LeaseLost`."""
        values = {"lease_until": self.clock.now() + seconds, "lease_owner": None, "tries": max(0, claimed.tries - 1)}
        with self.database.write() as session:
            change_claimed(session, self.kind, claimed, values | changes)


def waiting(session: Session, kind: type[LeasedRow], ready: ColumnElement[bool], now: float) -> list[str]:
    """The ids of those that can be taken up: of the owner with the fewest under way first, who has waited longest."""
    columns = (kind.id, kind.owner, kind.created_at, kind.lease_owner, kind.lease_until)
    query = select(*columns).where(kind.ended_at.is_(None), ready).order_by(kind.created_at).limit(_LOOKED_AT)
    rows = session.execute(query).all()
    held = [row for row in rows if (row.lease_until or 0) > now and not (row.lease_owner and is_dead(row.lease_owner))]
    busy, taken = Counter(row.owner for row in held), {row.id for row in held}
    free = [row for row in rows if row.id not in taken]
    return [row.id for row in sorted(free, key=lambda row: (busy[row.owner], row.created_at))]


def take(row: LeasedRow, now: float) -> None:
    """Hold the row from now on, as this process."""
    row.lease_owner, row.lease_token, row.lease_until = this_process(), secrets.token_hex(16), now + LEASE_SECONDS
    row.tries += 1


def change_claimed(session: Session, kind: type[LeasedRow], claimed: LeasedRow, values: Mapping[str, object]) -> None:
    """Change a row that is held. Raises `LeaseLost` if it has ended, or is somebody else's now."""
    mine = (kind.id == claimed.id) & (kind.lease_token == claimed.lease_token)
    done = session.execute(update(kind).where(mine, kind.ended_at.is_(None)).values(**values))
    assert isinstance(done, CursorResult)
    if done.rowcount != 1:
        raise LeaseLost("It was cancelled, or somebody else goes on with it.")


def ended(now: float) -> dict[str, object]:
    """The columns of a row that nobody has to work on any more."""
    return {"ended_at": now, "lease_token": None, "lease_owner": None}
