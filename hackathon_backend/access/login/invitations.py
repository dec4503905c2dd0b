"""Invitations: a link that makes one account, once, and only for a time."""

from __future__ import annotations

import secrets
from hashlib import sha256

from sqlalchemy import ColumnElement, Float, String, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from ...clock import SYSTEM, Clock
from ...errors import NotFound
from ...jobs.database import Base, Database
from ...jobs.models import text_enum
from ...jobs.store.places import rows_changed
from ..accounts import Account, Accounts
from ..audit import Act, AuditAction, record
from ..principal import UserRole

_GONE = "This invitation was used, or is over. Ask whoever sent it for another one."
_KEPT = 30 * 86_400.0


class Invitation(Base):
    """One invitation. Only a hash of what stands in its address is kept; times are unix seconds."""

    __tablename__ = "invitations"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    role: Mapped[UserRole] = mapped_column(text_enum(UserRole))
    created_at: Mapped[float] = mapped_column(Float(53))
    expires_at: Mapped[float] = mapped_column(Float(53))
    used_at: Mapped[float | None] = mapped_column(Float(53))


class Invitations:
    """Makes and takes invitations."""

    def __init__(self, database: Database, accounts: Accounts, *, clock: Clock = SYSTEM) -> None:
        self._database = database
        self._accounts = accounts
        self._clock = clock

    def create(self, role: UserRole, hours: float) -> str:
        """A new one; returns what stands in its address, /invite/<it>."""
        token, now = secrets.token_urlsafe(24), self._clock.now()
        with self._database.write() as session:
            session.execute(delete(Invitation).where(Invitation.expires_at < now - _KEPT))
            session.add(Invitation(hash=_hashed(token), role=role, created_at=now, expires_at=now + hours * 3600))
            record(session, Act(AuditAction.ACCOUNT_INVITE, "invitation", "", detail=role))
        return token

    def role_of(self, token: str) -> UserRole:
        """What those who take it will be. Raises `NotFound` if it was used or is over."""
        with self._database.read() as session:
            found = session.scalar(select(Invitation).where(*self._valid(token)))
        if found is None:
            raise NotFound(_GONE)
        return found.role

    def accept(self, token: str, name: str, password: str) -> Account:
        """Make the account, once, whoever else tries at this moment. Raises `NotFound`, `RequestError`, `Conflict`."""
        made = self._accounts.prepared(name, password, self.role_of(token))
        with self._database.write() as session:
            if not rows_changed(
                session, update(Invitation).where(*self._valid(token)).values(used_at=self._clock.now())
            ):
                raise NotFound(_GONE)
            self._accounts.add(session, made)
        return made

    def _valid(self, token: str) -> tuple[ColumnElement[bool], ...]:
        return (
            Invitation.hash == _hashed(token),
            Invitation.used_at.is_(None),
            Invitation.expires_at > self._clock.now(),
        )


def _hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()
