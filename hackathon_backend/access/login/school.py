"""The log-in that a school has already (OpenID Connect): people are sent there, and come back with a code.

The code is exchanged for a signed token that says who they are. What belongs to one log-in (state, nonce, and the
verifier of PKCE) is kept by the browser that began it, in a signed cookie.
"""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from hmac import compare_digest
from typing import Any

import jwt
from authlib.oauth2.base import OAuth2Error
from authlib.oauth2.client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc.errors import JoseError
from jwt.exceptions import PyJWTError

from ...clock import SYSTEM, Clock
from ...errors import CredentialsRefused, LoginAway, Model7Error
from ...settings import Settings
from ..principal import UserRole
from ..proofs.key_set import ALGORITHMS
from .provider import ProviderWire, SchoolProvider, read_provider

log = logging.getLogger(__name__)

_FRESH = 3600.0
"""Seconds for which is believed what the school says of its log-in."""
_LEEWAY = 60
"""Seconds by which the clocks may differ."""
_AGAIN = "Begin once more, please."
_AWAY = "The school's log-in does not answer now. Try again in a moment."
_NAME = 80


@dataclass(frozen=True)
class Begun:
    """A log-in on its way: where the browser is sent, and what it has to bring back."""

    url: str
    kept: dict[str, str]


@dataclass(frozen=True)
class SchoolMember:
    """Whom the school knows: at which log-in under which subject, what they are called and what they are."""

    issuer: str
    subject: str
    name: str
    role: UserRole


class SchoolLogin:
    """Sends people to the school's log-in, and finds out who has come back."""

    def __init__(self, settings: Settings, *, clock: Clock = SYSTEM) -> None:
        assert settings.oidc_issuer is not None and settings.oidc_client_id is not None
        self._settings = settings
        self._issuer, self._client_id = settings.oidc_issuer, settings.oidc_client_id
        self._clock = clock
        self._lock = threading.Lock()
        self._provider: SchoolProvider | None = None
        self._asked_at = 0.0

    def begin(self, redirect_uri: str, wanted: str) -> Begun:
        """Begin a log-in after which `wanted` is shown. Raises `LoginAway`."""
        provider = self._found()
        kept = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
        client = self._client(provider, redirect_uri)
        url, _ = client.create_authorization_url(
            provider.authorization, state=kept["state"], code_verifier=kept["verifier"], nonce=kept["nonce"]
        )
        return Begun(url, kept | {"wanted": wanted})

    def finish(self, redirect_uri: str, sent: Mapping[str, str], kept: Mapping[str, str]) -> SchoolMember:
        """Who has come back with what was `sent`. Raises `CredentialsRefused`, `LoginAway`."""
        state = sent.get("state", "")
        if not kept.get("state") or not compare_digest(state.encode(), kept["state"].encode()):
            raise CredentialsRefused(f"This log-in was not begun here, or too long ago. {_AGAIN}")
        provider = self._found()
        if sent.get("iss", provider.issuer) != provider.issuer:
            raise CredentialsRefused(f"The answer is of another log-in than the school's. {_AGAIN}")
        if "error" in sent or not sent.get("code"):
            raise CredentialsRefused("The school's log-in did not let you in. Try again, or ask your school.")
        return self._known(
            provider, self._tokens(provider, redirect_uri, sent["code"], kept["verifier"]), kept["nonce"]
        )

    def _tokens(self, provider: SchoolProvider, redirect_uri: str, code: str, verifier: str) -> Mapping[str, Any]:
        client = self._client(provider, redirect_uri)
        try:
            found: Mapping[str, Any] = client.fetch_token(
                provider.token, grant_type="authorization_code", code=code, code_verifier=verifier
            )
        except OAuth2Error as error:
            log.warning("OIDC: the school's log-in refuses the code: %s", error)
            raise CredentialsRefused(f"The school's log-in does not know this attempt. {_AGAIN}") from None
        except (Model7Error, ValueError) as error:
            log.warning("OIDC: no token could be had from the school's log-in: %s", error)
            raise LoginAway(_AWAY) from None
        return found

    def _known(self, provider: SchoolProvider, tokens: Mapping[str, Any], nonce: str) -> SchoolMember:
        text = tokens.get("id_token")
        try:
            if not isinstance(text, str):
                raise ValueError("there is no ID token")
            claims = self._claims(provider, text, str(tokens.get("access_token") or ""), nonce)
        except (PyJWTError, JoseError, ValueError, TypeError, KeyError) as error:
            log.warning("OIDC: an ID token is refused: %s: %s", type(error).__name__, error)
            raise CredentialsRefused(f"What the school's log-in says of you can't be trusted. {_AGAIN}") from None
        told = claim_at(claims, self._settings.oidc_name_claim) or claims.get("preferred_username")
        name = " ".join("".join(each if each.isprintable() else " " for each in str(told or "")).split())[:_NAME]
        return SchoolMember(provider.issuer, str(claims["sub"]), name, self._role(claims))

    def _claims(self, provider: SchoolProvider, text: str, access_token: str, nonce: str) -> Mapping[str, Any]:
        """What the token says. Raises various errors unless it is signed by the school, for us, now, and for this
        log-in.
        """
        head = jwt.get_unverified_header(text)
        algorithm = str(head.get("alg"))
        if algorithm not in ALGORITHMS:
            raise ValueError(f"{algorithm} is no way of signing that is taken here")
        claims: Mapping[str, Any] = jwt.decode(
            text,
            provider.keys.find(head.get("kid"), algorithm),
            algorithms=[algorithm],
            audience=self._client_id,
            issuer=provider.issuer,
            leeway=_LEEWAY,
            options={"require": ["iss", "sub", "aud", "exp", "iat"]},
        )
        params = {"client_id": self._client_id, "nonce": nonce, "access_token": access_token}
        CodeIDToken(claims, head, params=params).validate(int(self._clock.now()), _LEEWAY)
        if not str(claims["sub"]).strip():
            raise ValueError("it names nobody")
        return claims

    def _role(self, claims: Mapping[str, Any]) -> UserRole:
        said = claim_at(claims, self._settings.oidc_role_claim)
        named = {str(each).strip().casefold() for each in (said if isinstance(said, list) else [said])}
        for role, names in (
            (UserRole.ADMIN, self._settings.oidc_admins),
            (UserRole.TEACHER, self._settings.oidc_teachers),
        ):
            if named & {name.casefold() for name in names}:
                return role
        return UserRole.STUDENT

    def _client(self, provider: SchoolProvider, redirect_uri: str) -> Any:
        secret = self._settings.oidc_client_secret
        way = "none" if not secret else "client_secret_post" if provider.asks_in_body else "client_secret_basic"
        return OAuth2Client(
            ProviderWire(),
            self._client_id,
            secret,
            token_endpoint_auth_method=way,
            scope=self._settings.oidc_scopes,
            redirect_uri=redirect_uri,
            code_challenge_method="S256",
        )

    def _found(self) -> SchoolProvider:
        """What the school says of its log-in, an hour old at most. Raises `LoginAway`."""
        with self._lock:
            if self._provider is None or self._clock.monotonic() - self._asked_at > _FRESH:
                try:
                    self._provider = read_provider(self._issuer)
                except (Model7Error, ValueError) as error:
                    log.warning("OIDC_ISSUER: what stands there can't be used: %s", error)
                    if self._provider is None:
                        raise LoginAway(_AWAY) from None
                self._asked_at = self._clock.monotonic()
            return self._provider


def claim_at(claims: Mapping[str, Any], name: str) -> object:
    """A claim by its name, or by its path with dots."""
    found: object = claims.get(name)
    if found is None and "." in name:
        found = claims
        for step in name.split("."):
            found = found.get(step) if isinstance(found, Mapping) else None
    return found
