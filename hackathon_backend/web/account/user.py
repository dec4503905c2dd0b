"""Who is logged in, as the head of each page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from ...access.principal import Proof, Scope
from ...api.current import current_container, current_principal
from ...api.guards.forgery import form_token


@dataclass(frozen=True)
class ShownUser:
    """The name, whether there is an account to look after, and what forms send along."""

    name: str
    is_guest: bool
    makes_videos: bool
    """Whether the studio is for them."""
    csrf: str


def shown_user() -> ShownUser | None:
    """None if nobody logs in here, or nobody has."""
    if not current_container().identity.is_guarded:
        return None
    principal = current_principal()
    if principal.proof not in (Proof.SESSION, Proof.GUEST):
        return None
    return ShownUser(principal.name, principal.proof is Proof.GUEST, principal.may(Scope.WRITE), form_token())
