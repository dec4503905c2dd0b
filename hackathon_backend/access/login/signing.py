"""What this server has signed itself: links for guests, and the tokens of its own pages' forms."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from hashlib import sha256

from itsdangerous import BadData, Signer, URLSafeTimedSerializer
from sqlalchemy import String
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from ...jobs.database import Base, Database

_NAME = "session"


class KeptSecret(Base):
    """A secret that nobody has set, made at its first use: all processes have the same one."""

    __tablename__ = "kept_secrets"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(64))


class Signing:
    """Signs with SESSION_SECRET, or with a secret of the database's own."""

    def __init__(self, database: Database, secret: str | None) -> None:
        self._database = database
        self._secret = secret

    def link(self, link_id: str) -> str:
        """A text for an address, from which `link_of` has the id back."""
        signed: str = self._serializer("guest-link").dumps(link_id)
        return signed

    def link_of(self, text: str) -> str | None:
        """The id of the link; None if we have not signed it."""
        try:
            found = self._serializer("guest-link").loads(text)
        except BadData:
            return None
        return found if isinstance(found, str) else None

    def sealed(self, values: Mapping[str, str]) -> str:
        """A text for a cookie, which nobody else can have made."""
        text: str = self._serializer("cookie").dumps(dict(values))
        return text

    def unsealed(self, text: str, seconds: int) -> dict[str, str]:
        """What was sealed so many seconds ago at most; {} if it was not, or by somebody else."""
        try:
            found = self._serializer("cookie").loads(text, max_age=seconds)
        except BadData:
            return {}
        return found if isinstance(found, dict) else {}

    def form_token(self, cookie: str) -> str:
        """What pages send along, so that a request with the cookie is known to be theirs."""
        return Signer(self._key(), salt="form", digest_method=sha256).get_signature(cookie.encode()).decode()

    def fits(self, cookie: str, token: str | None) -> bool:
        """Whether the token is the cookie's."""
        return token is not None and hmac.compare_digest(self.form_token(cookie).encode(), token.encode())

    def _serializer(self, purpose: str) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self._key(), salt=purpose, signer_kwargs={"digest_method": sha256})

    def _key(self) -> str:
        if self._secret is None:
            self._secret = self._kept()
        return self._secret

    def _kept(self) -> str:
        with self._database.write() as session:
            insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
            new = insert(KeptSecret).values(name=_NAME, value=secrets.token_urlsafe(32))
            session.execute(new.on_conflict_do_nothing())
            return session.get_one(KeptSecret, _NAME).value
