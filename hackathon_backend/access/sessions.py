"""Who is logged in on the pages: a random token in a cookie, of which the table has only a hash.

A session ends when it was not used for a while, when it is old, when it is ended, and when the account is closed.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import ColumnElement, Float, ForeignKey, String, delete, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from ..clock import SYSTEM, Clock
from ..errors import CredentialsRefused
from ..jobs.database import Base, Database
from .accounts import Account, principal_of
from .audit import Act, AuditAction, record
from .identity import Asked
from .keys import ApiKeys
from .principal import Principal, Proof

SECURE_COOKIE, PLAIN_COOKIE = "__Host-model7", "model7"
"""The second one where there is no https: browsers would not keep the first one."""
_OVER = "You are not logged in any more. Log in again."
_NOTED_AFTER = 60.0
"""Seconds after which it is written down that a session is still used."""
_AGENT = 200


class LoginSession(Base):
    """One browser that is logged in, to an account or with an API key. Times are unix seconds."""

    __tablename__ = "sessions"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    id: Mapped[str] = mapped_column(String(32), unique=True)
    """By which its owner can end it."""
    account_id: Mapped[str | None] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    key_id: Mapped[str | None] = mapped_column(String(16), index=True)
    created_at: Mapped[float] = mapped_column(Float(53))
    seen_at: Mapped[float] = mapped_column(Float(53))
    agent: Mapped[str] = mapped_column(String(_AGENT))
    """What the browser calls itself."""


@dataclass(frozen=True)
class Lifetimes:
    """How long a session lasts, in seconds: without being used, and at all."""

    idle: float
    absolute: float


class Sessions:
    """The table of sessions, and the way to come with the cookie of one."""

    def __init__(
        self,
        database: Database,
        keys: ApiKeys,
        lifetimes: Lifetimes,
        *,
        is_on: bool,
        secure_only: bool,
        clock: Clock = SYSTEM,
    ) -> None:
        """`is_on`: people can have accounts here. `secure_only`: this server is reached by https alone, so only the
        cookie of https counts.
        """
        self.is_on = is_on
        self._database = database
        self._keys = keys
        self._lifetimes = lifetimes
        self._names = (SECURE_COOKIE,) if secure_only else (SECURE_COOKIE, PLAIN_COOKIE)
        self._clock = clock

    # -- beginning and ending

    def begin(self, *, account_id: str | None = None, key_id: str | None = None, agent: str = "") -> str:
        """A new session; returns the token for the cookie."""
        token, now = secrets.token_urlsafe(32), self._clock.now()
        with self._database.write() as session:
            session.execute(delete(LoginSession).where(self._is_over(now)))
            session.add(
                LoginSession(
                    hash=_hashed(token),
                    id=secrets.token_hex(8),
                    account_id=account_id,
                    key_id=key_id,
                    created_at=now,
                    seen_at=now,
                    agent=agent[:_AGENT],
                )
            )
            if key_id is not None:
                by = self._keys.principal_of(key_id, Proof.SESSION)
                record(session, Act(AuditAction.LOGIN, "key", key_id, by=by))
        return token

    def end(self, token: str) -> None:
        """Log out: the token is worth nothing from now on."""
        with self._database.write() as session:
            ended = session.scalar(
                delete(LoginSession).where(LoginSession.hash == _hashed(token)).returning(LoginSession.id)
            )
            if ended is not None:
                record(session, Act(AuditAction.LOGOUT, "session", ended))

    def end_one(self, account_id: str, session_id: str) -> None:
        """End one session of an account, if it is one of its."""
        mine = (LoginSession.account_id == account_id, LoginSession.id == session_id)
        with self._database.write() as session:
            session.execute(delete(LoginSession).where(*mine))
            record(session, Act(AuditAction.SESSION_END, "session", session_id))

    def end_all(self, *, account_id: str | None = None, key_id: str | None = None) -> None:
        """End every session of an account or of a key."""
        of = LoginSession.account_id == account_id if account_id else LoginSession.key_id == key_id
        with self._database.write() as session:
            session.execute(delete(LoginSession).where(of))

    def of(self, account_id: str) -> list[LoginSession]:
        """The sessions of an account that are not over, the latest first."""
        now = self._clock.now()
        mine = select(LoginSession).where(LoginSession.account_id == account_id, ~self._is_over(now))
        with self._database.read() as session:
            return list(session.scalars(mine.order_by(LoginSession.seen_at.desc())))

    # -- coming with one

    def token_in(self, cookies: Mapping[str, str]) -> str | None:
        """The token of the session cookie, if there is one."""
        return next((cookies[name] for name in self._names if cookies.get(name)), None)

    def principal(self, asked: Asked) -> Principal | None:
        """Whose session it is; other proof goes before it. Raises `CredentialsRefused` for one that is over."""
        token = self.token_in(asked.cookies)
        if token is None or asked.bearer is not None:
            return None
        found, account = self._find(token)
        if not asked.again:
            self._note_use(found)
        if account is not None:
            return principal_of(account)
        if found.key_id is not None:
            return self._keys.principal_of(found.key_id, Proof.SESSION)
        raise CredentialsRefused(_OVER)

    def account_of(self, cookies: Mapping[str, str]) -> Account | None:
        """The account that is logged in; None for a key's session. Raises `CredentialsRefused`."""
        token = self.token_in(cookies)
        return self._find(token)[1] if token else None

    def current(self, cookies: Mapping[str, str]) -> LoginSession | None:
        """The session of the cookie, if it is not over."""
        token = self.token_in(cookies)
        try:
            return self._find(token)[0] if token else None
        except CredentialsRefused:
            return None

    def _find(self, token: str) -> tuple[LoginSession, Account | None]:
        query = select(LoginSession, Account).outerjoin(Account, LoginSession.account_id == Account.id)
        with self._database.read() as session:
            row = session.execute(
                query.where(LoginSession.hash == _hashed(token), ~self._is_over(self._clock.now()))
            ).first()
        if row is None or (row[1] is not None and row[1].disabled_at is not None):
            raise CredentialsRefused(_OVER)
        return row[0], row[1]

    def _is_over(self, now: float) -> ColumnElement[bool]:
        return or_(
            LoginSession.seen_at < now - self._lifetimes.idle, LoginSession.created_at < now - self._lifetimes.absolute
        )

    def _note_use(self, found: LoginSession) -> None:
        now = self._clock.now()
        if now - found.seen_at < min(_NOTED_AFTER, self._lifetimes.idle / 4):
            return
        with self._database.write(durable=False) as session:
            mine = update(LoginSession).where(LoginSession.hash == found.hash)
            session.execute(mine.values(seen_at=now))


def _hashed(token: str) -> str:
    return sha256(token.encode("utf-8", "replace")).hexdigest()
