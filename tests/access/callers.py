"""Everybody who might ask: each with what they send, and what the server should make of it."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import jwt
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from hackathon_backend.access.guests import GuestTarget, cookie_names
from hackathon_backend.access.principal import Scope, UserRole
from hackathon_backend.access.sessions import PLAIN_COOKIE
from hackathon_backend.api.guards.routes import RateKind
from hackathon_backend.container import Container
from tests.access.signing_site import SECRET, claims, private_key, signed, written

ISSUER, AUDIENCE = "https://school.example", "model7"
SETTINGS = {"jwt_secret": SECRET, "jwt_issuer": ISSUER, "jwt_audience": AUDIENCE, "accounts": "invited"}
OFF = {f"rate_{kind}": "off" for kind in RateKind if kind is not RateKind.FREE}
"""No limit on how often somebody may ask."""
_MAKES = frozenset({Scope.CHAT, Scope.READ, Scope.WRITE})
_WATCHES = frozenset({Scope.CHAT, Scope.READ})


@dataclass(frozen=True)
class Caller:
    """`scopes` is what they may do, None for somebody who is nobody here; `owner` is whose their things are."""

    name: str
    scopes: frozenset[Scope] | None = None
    owner: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    is_guest: bool = False

    @property
    def is_browser(self) -> bool:
        """Whether they are led to the log-in, instead of being refused."""
        return "Authorization" not in self.headers

    @property
    def has_session(self) -> bool:
        """Whether they have logged in on the pages."""
        return self.scopes is not None and "Cookie" in self.headers and not self.is_guest

    def may(self, *enough: Scope) -> bool:
        """Whether one of the scopes is theirs."""
        return self.scopes is not None and (Scope.ADMIN in self.scopes or bool(self.scopes & set(enough)))


def callers_of(container: Container) -> Iterator[Caller]:
    """All of them."""
    yield Caller("nobody")
    yield from _with_keys(container)
    yield from _with_tokens()
    yield from _with_cookies(container)
    for name, token in _forgeries():
        yield Caller(name, headers=bearer(token))


def bearer(token: str) -> dict[str, str]:
    """The header that it comes in."""
    return {"Authorization": f"Bearer {token}"}


def token(**changed: object) -> str:
    """A token that is good, but for what is changed."""
    return signed(**{"iss": ISSUER, "aud": AUDIENCE, **changed})


def _with_keys(container: Container) -> Iterator[Caller]:
    kinds = {"a key": _MAKES, "an admin": frozenset({Scope.ADMIN}), "a reader": frozenset({Scope.READ}),
             "a chatter": frozenset({Scope.CHAT})}  # fmt: skip
    for name, scopes in kinds.items():
        made = container.keys.create(name, scopes=scopes)
        yield Caller(name, scopes, made.row.owner, bearer(made.text))
    over = container.keys.create("over", expires_at=time.time() - 1)
    revoked = container.keys.create("revoked")
    container.keys.revoke("revoked")
    yield Caller("a key that is over", headers=bearer(over.text))
    yield Caller("a revoked key", headers=bearer(revoked.text))
    yield Caller("a forged key", headers=bearer(over.row.prefix + revoked.text[len(revoked.row.prefix) :]))
    yield Caller("no key of ours", headers=bearer("sk-proj-0123456789abcdef"))


def _with_tokens() -> Iterator[Caller]:
    yield Caller("a token", _MAKES, "sub", bearer(token()))
    yield Caller("a student's token", _WATCHES, "sub", bearer(token(sub="bob", role="student")))
    yield Caller("a teacher's token", _MAKES, "sub", bearer(token(sub="eve", role="teacher")))
    yield Caller("an admin's token", frozenset(Scope), "sub", bearer(token(sub="root", role="admin")))


def _with_cookies(container: Container) -> Iterator[Caller]:
    accounts, sessions = container.people.accounts, container.people.sessions
    roles = {UserRole.STUDENT: _WATCHES, UserRole.TEACHER: _MAKES, UserRole.ADMIN: frozenset(Scope)}
    for role, scopes in roles.items():
        account = accounts.create(f"The {role}", "violet tram under snow", role)
        yield Caller(f"the {role}", scopes, account.owner, cookie(sessions.begin(account_id=account.id)))
    out = sessions.begin(account_id=account.id)
    sessions.end(out)
    yield Caller("somebody who has logged out", headers=cookie(out))
    yield Caller("somebody with a made-up cookie", headers=cookie("x" * 43))


def guest_of(container: Container, owner: str, video_id: str) -> Caller:
    """Who has a link to one video."""
    guests = container.people.guests
    link = guests.create(owner, GuestTarget.VIDEO, video_id, hours=1)
    headers = {"Cookie": f"{cookie_names()[1]}={guests.token(link)}", "Sec-Fetch-Site": "same-origin"}
    return Caller("a guest", frozenset({Scope.READ}), "", headers, is_guest=True)


def cookie(token: str) -> dict[str, str]:
    """What a browser sends of its session from one of our own pages."""
    return {"Cookie": f"{PLAIN_COOKIE}={token}", "Sec-Fetch-Site": "same-origin"}


def _forgeries() -> Iterator[tuple[str, str]]:
    said = claims(iss=ISSUER, aud=AUDIENCE, role="admin")
    head = {"alg": "HS256", "typ": "JWT"}
    public_key = private_key("RS256").public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    unsigned = written(head, said).rpartition(".")[0]
    yield "a token with no signature", written({"alg": "none"}, said)
    yield "a token signed by another secret", jwt.encode(said, "another secret that is long enough, too")
    yield (
        "a token signed with a public key",
        written(head, said, hmac.new(public_key, unsigned.encode(), hashlib.sha256).digest()),
    )
    yield "a token signed by a private key that is not known", signed("RS256", iss=ISSUER, aud=AUDIENCE)
    yield "a token for another audience", token(aud="another")
    yield "a token of another issuer", token(iss="https://evil.example")
    yield "a token that is over", token(exp=int(time.time()) - 60)
    yield "a token for later", token(nbf=int(time.time()) + 86_400)
    yield "a token without a subject", token(sub=None)
    yield "a token without an end", token(exp=None)
    yield "a token without an issuer", token(iss=None)
