"""Tokens (JWT) of the site that hosts the chat: who is logged in there is known here."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

import jwt
from jwt.exceptions import (
    ExpiredSignatureError,
    ImmatureSignatureError,
    InvalidAudienceError,
    InvalidIssuerError,
    MissingRequiredClaimError,
    PyJWTError,
)

from ...errors import CredentialsRefused
from ...settings import Settings
from ..identity import Asked
from ..principal import Principal, Proof, UserRole, scopes_of
from .key_set import ALGORITHMS, KeySet

_TOKEN = re.compile(r"[\w-]+\.[\w-]+\.[\w-]*", re.ASCII)
_LEEWAY = 5.0
"""Seconds by which the clocks of two machines may differ."""
_REQUIRED = ("exp", "sub")
_NAME_LETTERS = 100
_ROLES = tuple(reversed(UserRole))
"""The one that may do most comes first."""


@dataclass(frozen=True)
class TokenRules:
    """What a token has to say. `name_claim` and `role_claim` name claims, or claims in claims: "realm_access.roles"."""

    secret: str | None = None
    issuer: str | None = None
    audience: str | None = None
    name_claim: str = "name"
    role_claim: str = "role"
    default_role: UserRole = UserRole.TEACHER
    """Of a token that says nothing of a role; one that says something that is not known is a student's."""


class Tokens:
    """The way to log in with a token that the site has signed."""

    def __init__(self, rules: TokenRules, keys: KeySet | None = None) -> None:
        self._rules = rules
        self._keys = keys

    @property
    def is_on(self) -> bool:
        """Whether it can be checked who has signed a token."""
        return self._rules.secret is not None or self._keys is not None

    def principal(self, asked: Asked) -> Principal | None:
        """Whose token it is. Raises `CredentialsRefused`, `LoginAway`."""
        token = asked.bearer
        if not self.is_on or token is None or not _TOKEN.fullmatch(token):
            return None
        try:
            claims = self._claims(token)
        except _AT_FAULT as error:
            raise CredentialsRefused(_why(error)) from None
        return self._principal(claims)

    def _claims(self, token: str) -> dict[str, object]:
        head = jwt.get_unverified_header(token)
        algorithm, key_id = head.get("alg"), head.get("kid")
        found: dict[str, object] = jwt.decode(
            token,
            self._key(algorithm, key_id),
            algorithms=[str(algorithm)],
            audience=self._rules.audience,
            issuer=self._rules.issuer,
            leeway=_LEEWAY,
            options={"require": list(_REQUIRED), "enforce_minimum_key_length": True},
        )
        return found

    def _key(self, algorithm: object, key_id: str | None) -> jwt.PyJWK | bytes:
        """What the token has to be signed with. The secret is for HS256 and nothing else, public keys never are."""
        if algorithm == "HS256" and self._rules.secret is not None:
            return self._rules.secret.encode()
        if algorithm in ALGORITHMS and self._keys is not None:
            return self._keys.find(key_id, str(algorithm))
        raise CredentialsRefused("The token is not signed in a way that is taken here.")

    def _principal(self, claims: Mapping[str, object]) -> Principal:
        subject, issuer = str(claims["sub"]), str(self._rules.issuer or claims.get("iss") or "")
        if not subject.strip():
            raise CredentialsRefused("The token names nobody: its subject is empty.")
        said = _claim(claims, self._rules.role_claim)
        role = self._rules.default_role if said is None else _role(said)
        name = _text(_claim(claims, self._rules.name_claim)) or _text(subject)
        return Principal(owner_of(issuer, subject), name, role, scopes_of(role), Proof.TOKEN)


_AT_FAULT = (PyJWTError, ValueError, TypeError, AttributeError, OverflowError, RecursionError)
"""What the library raises for tokens that make no sense, and what its reading of JSON and numbers does."""


def tokens_of(settings: Settings) -> Tokens:
    """What the settings say of tokens."""
    url = settings.jwt_jwks_url
    rules = TokenRules(
        settings.jwt_secret,
        settings.jwt_issuer,
        settings.jwt_audience,
        settings.jwt_name_claim,
        settings.jwt_role_claim,
        UserRole(settings.jwt_default_role),
    )
    return Tokens(rules, KeySet(url) if url else None)


def owner_of(issuer: str, subject: str) -> str:
    """Whose videos and chats are those of a subject: the same person at the same site, whatever they are called."""
    known_as = f"{len(issuer)}:{issuer}:{subject}".encode("utf-8", "surrogatepass")
    return f"sub:{hashlib.sha256(known_as).hexdigest()[:48]}"


def _claim(claims: Mapping[str, object], name: str) -> object:
    """A claim by its name, which may be an address with dots, or else by its path."""
    if name in claims:
        return claims[name]
    found: object = claims
    for step in name.split("."):
        found = found.get(step) if isinstance(found, Mapping) else None
    return found


def _role(claim: object) -> UserRole:
    """The role that may do most of those that are named; if none is known here, a student."""
    named = claim if isinstance(claim, list) else [claim]
    words = {each.strip().lower() for each in named if isinstance(each, str)}
    return next((role for role in _ROLES if role in words), UserRole.STUDENT)


def _text(claim: object) -> str:
    if not isinstance(claim, str):
        return ""
    return "".join(each if each.isprintable() else " " for each in claim).strip()[:_NAME_LETTERS]


def _why(error: Exception) -> str:
    if isinstance(error, ExpiredSignatureError):
        return "The token is over. Log in again."
    if isinstance(error, ImmatureSignatureError):
        return "The token is for later: the clocks may differ."
    if isinstance(error, InvalidAudienceError):
        return "The token is for another audience."
    if isinstance(error, InvalidIssuerError):
        return "The token is of another issuer."
    if isinstance(error, MissingRequiredClaimError) and error.claim in (*_REQUIRED, "aud", "iss"):
        return f"The token has no {error.claim}, which is needed."
    return "The token is not valid."
