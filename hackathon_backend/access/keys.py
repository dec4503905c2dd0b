"""API keys for programs: shown once, kept as a hash, revoked at once. Times are unix seconds, money micro-dollars."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from hmac import compare_digest
from typing import Any

from sqlalchemy import BigInteger, Float, Row, String, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Mapped, Session, mapped_column

from ..clock import SYSTEM, Clock
from ..errors import Conflict, CredentialsRefused, NotFound
from ..jobs.database import Base, Database
from .audit import Act, AuditAction, AuditResult, record
from .identity import Asked
from .principal import Principal, Proof, Scope, UserRole

USUAL_SCOPES = (Scope.CHAT, Scope.READ, Scope.WRITE)
"""What a key may do if nothing else is said."""
_SECRET_BYTES = 32
_KEY = re.compile(r"m7_([0-9a-f]{16})_([A-Za-z0-9_-]{43})")
_USE_SECONDS = 60.0
"""The last use of a key is written down so seldom."""
_REFUSAL_SECONDS = 60.0
"""So seldom is it written down that a key was refused."""
_LOOK_SECONDS = 1.0
"""While there is no key, it is looked so seldom whether there is one by now."""


class ApiKey(Base):
    """One key. Of its secret only the hash is known: 256 random bits can't be guessed from it."""

    __tablename__ = "api_keys"

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    hash: Mapped[str] = mapped_column(String(64))
    scopes: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[float] = mapped_column(Float(53))
    expires_at: Mapped[float | None] = mapped_column(Float(53))
    last_used_at: Mapped[float | None] = mapped_column(Float(53))
    revoked_at: Mapped[float | None] = mapped_column(Float(53))
    budget_micros: Mapped[int | None] = mapped_column(BigInteger)
    """What may be spent with it in a month."""

    @property
    def prefix(self) -> str:
        """How the key begins, by which it can be told from others."""
        return f"m7_{self.id}_"

    @property
    def owner(self) -> str:
        """Whose videos and chats are made with it."""
        return f"key:{self.id}"


@dataclass(frozen=True)
class NewKey:
    """A key that was just made; `text` is the whole of it, which nobody sees again."""

    row: ApiKey
    text: str = field(repr=False)


class ApiKeys:
    """The table of keys, and the way to log in with one."""

    def __init__(self, database: Database, *, clock: Clock = SYSTEM) -> None:
        self._database = database
        self._clock = clock
        self._any = False
        self._looked_at: float | None = None
        self._used: dict[str, float] = {}
        self._refused: dict[str, float] = {}

    def create(
        self,
        name: str,
        *,
        scopes: Iterable[Scope] = USUAL_SCOPES,
        expires_at: float | None = None,
        budget_micros: int | None = None,
    ) -> NewKey:
        """Make a key. Raises `Conflict` while another one of that name is valid."""
        secret = secrets.token_urlsafe(_SECRET_BYTES)
        row = ApiKey(
            id=secrets.token_hex(8),
            name=name,
            hash=_hashed(secret),
            scopes=" ".join(sorted(scopes)),
            created_at=self._clock.now(),
            expires_at=expires_at,
            budget_micros=budget_micros,
        )
        with self._database.write() as session:
            if self._living(session, name):
                raise Conflict(f"There is a key {name!r} already: revoke it first, or choose another name.")
            session.add(row)
            record(session, Act(AuditAction.KEY_CREATE, "key", row.id, detail=f"{name}: {row.scopes}"))
        self._any = True
        return NewKey(row, f"{row.prefix}{secret}")

    def all(self) -> list[ApiKey]:
        """Every key there ever was, oldest first."""
        with self._database.read() as session:
            return list(session.scalars(select(ApiKey).order_by(ApiKey.created_at, ApiKey.id)))

    def get(self, key_id: str) -> ApiKey:
        """One of them. Raises `NotFound`."""
        with self._database.read() as session:
            found = session.get(ApiKey, key_id)
        if found is None:
            raise NotFound("There is no such key.", param="key_id")
        return found

    def budget_of(self, owner: str) -> int | None:
        """What may be spent in a month by the owner, in micro-dollars, if it is a key that has a budget of its own."""
        kind, _, key_id = owner.partition(":")
        if kind != "key":
            return None
        with self._database.read() as session:
            return session.scalar(select(ApiKey.budget_micros).where(ApiKey.id == key_id))

    def revoke(self, name_or_id: str) -> ApiKey:
        """End a key at once, by its name, its id or its prefix. Raises `NotFound` if no valid one goes by that."""
        bare = name_or_id.removeprefix("m7_").rstrip("_")
        with self._database.write() as session:
            by_id = session.get(ApiKey, bare)
            found = by_id if by_id and by_id.revoked_at is None else self._living(session, name_or_id)
            if found is None:
                raise NotFound(f"There is no valid key {name_or_id[:100]!r}; `keys list` shows which there are.")
            found.revoked_at = self._clock.now()
            record(session, Act(AuditAction.KEY_REVOKE, "key", found.id, detail=found.name))
        return found

    @staticmethod
    def _living(session: Session, name: str) -> ApiKey | None:
        return session.scalars(select(ApiKey).where(ApiKey.name == name, ApiKey.revoked_at.is_(None))).first()

    @property
    def is_on(self) -> bool:
        """Whether there was ever a key: revoking the last one does not open the server.

        While the database is away, what was known before holds. Raises the database's error if nothing was.
        """
        now = self._clock.monotonic()
        if not self._any and (self._looked_at is None or now - self._looked_at >= _LOOK_SECONDS):
            try:
                with self._database.glance() as connection:
                    self._any = connection.scalar(select(ApiKey.id).limit(1)) is not None
            except DBAPIError:
                if self._looked_at is None:
                    raise
            self._looked_at = now
        return self._any

    def principal(self, asked: Asked) -> Principal | None:
        """Whose key it is. Raises `CredentialsRefused` for one that is wrong, over or revoked."""
        found = _KEY.fullmatch(asked.bearer or "")
        if found is None:
            return None
        with self._database.glance() as connection:
            row = connection.execute(select(ApiKey.__table__).where(ApiKey.id == found[1])).first()
        if row is None:
            raise CredentialsRefused("This API key is none of this server's.")
        if not compare_digest(row.hash, _hashed(found[2])):
            self._note_refusal(row.id, "wrong")
            raise CredentialsRefused("This API key is none of this server's.")
        return self._principal(row, Proof.KEY)

    def principal_of(self, key_id: str, proof: Proof) -> Principal:
        """Whose key it is, for somebody who has shown it before. Raises `CredentialsRefused` as `principal` does."""
        with self._database.glance() as connection:
            row = connection.execute(select(ApiKey.__table__).where(ApiKey.id == key_id)).first()
        if row is None:
            raise CredentialsRefused("This API key is none of this server's.")
        return self._principal(row, proof)

    def _principal(self, row: Row[Any], proof: Proof) -> Principal:
        now = self._clock.now()
        if row.revoked_at is not None:
            self._note_refusal(row.id, "revoked")
            raise CredentialsRefused("This API key was revoked. Ask whoever runs this server for another one.")
        if row.expires_at is not None and now >= row.expires_at:
            self._note_refusal(row.id, "over")
            raise CredentialsRefused("This API key is over. Ask whoever runs this server for another one.")
        self._note_use(row.id, now)
        scopes = frozenset(map(Scope, row.scopes.split()))
        return Principal(f"key:{row.id}", row.name, _role(scopes), scopes, proof, key_id=row.id)

    def _note_refusal(self, key_id: str, why: str) -> None:
        """Once in a while for each key: the audit log can't be filled by whoever goes on trying."""
        now = self._clock.now()
        if now - self._refused.get(key_id, 0.0) < _REFUSAL_SECONDS:
            return
        self._refused[key_id] = now
        with suppress(DBAPIError), self._database.write() as session:
            record(session, Act(AuditAction.KEY_USE, "key", key_id, AuditResult.REFUSED, detail=why))

    def _note_use(self, key_id: str, now: float) -> None:
        if now - self._used.get(key_id, 0.0) < _USE_SECONDS:
            return
        self._used[key_id] = now
        # A database that can't be written to now is no reason to turn away whoever only reads.
        with suppress(DBAPIError), self._database.write(durable=False) as session:
            session.execute(update(ApiKey).where(ApiKey.id == key_id).values(last_used_at=now))


def _role(scopes: frozenset[Scope]) -> UserRole:
    if Scope.ADMIN in scopes:
        return UserRole.ADMIN
    return UserRole.TEACHER if Scope.WRITE in scopes else UserRole.STUDENT


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
