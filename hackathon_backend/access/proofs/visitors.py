"""Those who chat without logging in: told from each other by a cookie of the chat's page, or else by their address."""

from __future__ import annotations

import hashlib
import re
import secrets

from ...net.place import place_of
from ..identity import Asked
from ..principal import Principal, Proof, Scope, UserRole

COOKIE = "model7-visitor"
_ID = re.compile(r"[A-Za-z0-9_-]{32}")


def new_visitor() -> str:
    """A value for the cookie that nobody can guess."""
    return secrets.token_urlsafe(24)


def is_visitor(cookie: str | None) -> bool:
    """Whether the cookie has a value such as we make."""
    return _ID.fullmatch(cookie or "") is not None


def visitor_of(asked: Asked) -> Principal:
    """Whoever they are, they may chat and see what they asked for."""
    cookie = asked.cookies.get(COOKIE)
    known_as = cookie if cookie is not None and is_visitor(cookie) else f"at {place_of(asked.address)}"
    owner = f"anon:{hashlib.sha256(known_as.encode()).hexdigest()[:32]}"
    return Principal(owner, "visitor", UserRole.STUDENT, frozenset({Scope.CHAT}), Proof.ANONYMOUS)
