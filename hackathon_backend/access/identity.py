"""From what a request brings with it to who sent it: each way to prove it is one `Authenticator`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from ..errors import CredentialsRefused
from .principal import LOCAL, Principal

_MOST_LETTERS = 8_000
"""Of a key or token: what a web server takes as one header."""


@dataclass(frozen=True)
class Asked:
    """What a request says of its sender. `address` is the IP address that it came from, `path` what it asks for.

    `again`: it was let in before and is still being answered, which is no further use of a session.
    """

    authorization: str | None
    cookies: Mapping[str, str]
    query: Mapping[str, str]
    address: str
    path: str
    again: bool = False

    @property
    def bearer(self) -> str | None:
        """What stands behind `Bearer` in the header; None if nothing does, or another way of logging in is meant."""
        scheme, _, token = (self.authorization or "").strip().partition(" ")
        return token.strip() or None if scheme.lower() == "bearer" else None


class Authenticator(Protocol):
    """One way to prove who one is."""

    @property
    def is_on(self) -> bool:
        """Whether people or programs can log in this way here: one that is on turns the guards on."""
        ...

    def principal(self, asked: Asked) -> Principal | None:
        """Who it is; None if nothing of this kind came with it. Raises `CredentialsRefused` for what is wrong."""
        ...


class Identity:
    """Every way to prove who one is, tried in order. With `allow_anyone` nobody is asked, whatever is set up."""

    def __init__(self, ways: Sequence[Authenticator], *, allow_anyone: bool = False) -> None:
        self._ways = tuple(ways)
        self._allow_anyone = allow_anyone

    @property
    def can_log_in(self) -> bool:
        """Whether there is a way to log in."""
        return any(way.is_on for way in self._ways)

    @property
    def is_guarded(self) -> bool:
        """Whether it matters who asks; otherwise everybody is `LOCAL` and whatever they bring along is ignored."""
        return not self._allow_anyone and self.can_log_in

    def principal(self, asked: Asked) -> Principal | None:
        """Who sent it; None if they did not say. Raises `CredentialsRefused`."""
        if not self.is_guarded:
            return LOCAL
        token = asked.bearer
        if token is not None and not _can_be_one(token):
            raise CredentialsRefused("What stands behind Bearer is neither a key nor a token.")
        for way in self._ways:
            if found := way.principal(asked):
                return found
        if token is not None:
            raise CredentialsRefused("This key or token is none of this server's. Ask whoever runs it for one.")
        return None


def _can_be_one(token: str) -> bool:
    return len(token) <= _MOST_LETTERS and token.isascii() and token.isprintable() and " " not in token
