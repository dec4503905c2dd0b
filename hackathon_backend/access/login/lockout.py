"""Those who guess passwords wait: longer with each wrong one, by account and by address, and never for good.

Kept in the database, so that all processes agree. A try is counted before the password is looked at: a hundred at
once are a hundred.
"""

from __future__ import annotations

import math
from hashlib import sha256

from sqlalchemy import Float, Integer, String, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from ...clock import SYSTEM, Clock
from ...errors import TooManyTries
from ...jobs.database import Base, Database
from ...net.place import place_of
from ..audit import Act, AuditAction, record

_FREE = {"name": 5, "address": 30}
"""Wrong tries in a row before one has to wait: a school may have one address for all."""
_FIRST, _LONGEST = 15.0, 900.0
"""Seconds of the first wait, which doubles with each further try, and of the longest."""
_FORGOTTEN = 4 * _LONGEST
"""Seconds after the last try after which nothing is held against anybody."""


class FailedTries(Base):
    """Wrong tries in a row. `key` is a hash of the name or address; times are in unix seconds."""

    __tablename__ = "failed_tries"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    count: Mapped[int] = mapped_column(Integer)
    last_at: Mapped[float] = mapped_column(Float(53), index=True)
    until: Mapped[float] = mapped_column(Float(53))


class Lockout:
    """Counts tries to log in."""

    def __init__(self, database: Database, *, clock: Clock = SYSTEM) -> None:
        self._database = database
        self._clock = clock

    def begin(self, name: str, address: str) -> None:
        """Count a try. Raises `TooManyTries`, which says for how long to wait, and counts nothing then."""
        now, address = self._clock.now(), place_of(address)
        with self._database.write() as session:
            session.execute(delete(FailedTries).where(FailedTries.last_at < now - _FORGOTTEN))
            rows = [(kind, _row(session, kind, text)) for kind, text in (("name", name), ("address", address))]
            # A clock that was set back must not lock anybody out for longer than the longest wait.
            wait = max(min(row.until - now, _LONGEST) for _, row in rows)
            if wait <= 0:
                for kind, row in rows:
                    _count(row, _FREE[kind], now)
                    if row.count == _FREE[kind]:
                        record(session, Act(AuditAction.ACCOUNT_LOCK, kind, row.key[:16], detail="wrong passwords"))
        if wait > 0:
            raise TooManyTries(f"There were too many wrong tries. Wait {_in_words(wait)}, then try again.", wait)

    def succeeded(self, name: str, address: str) -> None:
        """It was the right password: nothing is held against the account, and this try not against the address."""
        with self._database.write() as session:
            session.execute(delete(FailedTries).where(FailedTries.key == _key("name", name)))
            if (row := session.get(FailedTries, _key("address", place_of(address)))) is not None:
                row.count = max(0, row.count - 1)
                row.until = 0.0

    def forgive(self, name: str) -> None:
        """Hold nothing against an account any more."""
        with self._database.write() as session:
            session.execute(delete(FailedTries).where(FailedTries.key == _key("name", name)))


def _row(session: Session, kind: str, text: str) -> FailedTries:
    key = _key(kind, text)
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    # Written first, so that there is something to lock: of two that come at once one waits for the other.
    session.execute(insert(FailedTries).values(key=key, count=0, last_at=0.0, until=0.0).on_conflict_do_nothing())
    return session.get_one(FailedTries, key, with_for_update=True)


def _count(row: FailedTries, free: int, now: float) -> None:
    row.count += 1
    row.last_at = now
    over = row.count - free
    if over >= 0:
        row.until = now + min(_LONGEST, _FIRST * 2.0 ** min(over, 20))


def _key(kind: str, text: str) -> str:
    return sha256(f"{kind}:{text}".encode()).hexdigest()


def _in_words(seconds: float) -> str:
    whole = math.ceil(seconds)
    if whole < 100:
        return f"{whole} second{'s' * (whole != 1)}"
    return f"{math.ceil(whole / 60)} minutes"
