"""Leases of work on lessons: whose turn it is, who holds a row, and that nobody else changes it.

A row whose lease has run out, or whose process is known to be dead, is taken up by whoever looks next.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping

from sqlalchemy import ColumnElement, CursorResult, select, update
from sqlalchemy.orm import Session

from ..errors import LeaseLost
from ..jobs.store.lease import is_dead, this_process
from .models import LeasedRow

LEASE_SECONDS = 30.0
_LOOKED_AT = 2_000


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
