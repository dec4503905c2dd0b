"""What a school says of its log-in, and how it is spoken to: bounded in time and bytes, and without redirects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from ...net import strict_json
from ...net.loopback import is_loopback
from ...net.safe_fetch import fetch, post
from ..proofs.key_set import KeySet

_SECONDS, _MOST_BYTES = 10.0, 256 * 1024


@dataclass(frozen=True)
class SchoolProvider:
    """What the school says of its log-in."""

    issuer: str
    authorization: str
    token: str
    keys: KeySet
    asks_in_body: bool
    """Whether the secret goes into the body and not into a header."""


def read_provider(issuer: str) -> SchoolProvider:
    """Raises `ValueError` for what makes no sense, or what could lead elsewhere."""
    url = f"{issuer.rstrip('/')}/.well-known/openid-configuration"
    told = strict_json.loads(fetch(url, most_bytes=_MOST_BYTES, seconds=_SECONDS, anywhere=True, redirects=0).content)
    if not isinstance(told, dict) or str(told.get("issuer")).rstrip("/") != issuer.rstrip("/"):
        raise ValueError("it says to be another issuer")
    names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    authorization, token, keys = (_safe(told.get(name), name) for name in names)
    ways = told.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    in_body = isinstance(ways, list) and "client_secret_basic" not in ways and "client_secret_post" in ways
    return SchoolProvider(str(told["issuer"]), authorization, token, KeySet(keys), in_body)


def _safe(url: object, name: str) -> str:
    parts = urlsplit(url) if isinstance(url, str) else None
    if parts is None or not parts.hostname or (parts.scheme != "https" and not is_loopback(parts.hostname)):
        raise ValueError(f"its {name} is no address with https")
    return str(url)


class ProviderWire:
    """How Authlib's client speaks to the school's log-in: bounded in time and bytes, and without redirects."""

    def post(
        self, url: str, data: Mapping[str, str], headers: Mapping[str, str], auth: Any, **_: object
    ) -> _TokenAnswer:
        prepare: Callable[..., tuple[str, Mapping[str, str], str]] = auth.prepare
        url, headers, body = prepare("POST", url, dict(headers), urlencode(data))
        answer = post(url, body.encode(), headers, seconds=_SECONDS, anywhere=True, most_bytes=_MOST_BYTES)
        return _TokenAnswer(answer.status, answer.content)


@dataclass(frozen=True)
class _TokenAnswer:
    """What it answers, as Authlib reads it."""

    status_code: int
    content: bytes

    def json(self) -> object:
        return strict_json.loads(self.content)

    def raise_for_status(self) -> None:
        raise ValueError(f"it answers {self.status_code}")
