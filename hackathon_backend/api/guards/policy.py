"""What a route may need of whoever asks for it, and whether they are let in."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from ...access.principal import Principal, Proof, Scope
from ...errors import LoginRequired, NotAllowed, PasswordToChange


class Need(Enum):
    """What has to be known of whoever asks, as the documentation says it."""

    OPEN = "nothing"
    """Nobody is asked who they are, or it is proved otherwise, as by a signature."""
    SHOWN = "what `VIDEO_ACCESS` says"
    """For those who may see the video, logged in or not: the route itself finds that out."""
    LOGIN = "a log-in"
    """Whoever it is, and whatever they may do."""
    SESSION = "a log-in on the pages"
    """Of a browser, with its cookie."""
    LOOK = "`chat` or `videos:read`"
    CHAT = "`chat`"
    READ = "`videos:read`"
    CHANGE = "`chat` or `videos:write`"
    """What a student does with a video that the chat has made for them."""
    WRITE = "`videos:write`"
    ADMIN = "`admin`"


ENOUGH: Mapping[Need, tuple[Scope, ...]] = {
    Need.LOOK: (Scope.CHAT, Scope.READ),
    Need.CHAT: (Scope.CHAT,),
    Need.READ: (Scope.READ,),
    Need.CHANGE: (Scope.CHAT, Scope.WRITE),
    Need.WRITE: (Scope.WRITE,),
    Need.ADMIN: (Scope.ADMIN,),
}
"""Scopes of which one is enough."""


def check_need(need: Need, who: Principal | None) -> None:
    """Raise `LoginRequired` if it has to be known who asks, `NotAllowed` if that is known and is not enough."""
    enough = ENOUGH.get(need, ())
    if who is not None and any(who.may(scope) for scope in enough):
        return
    if who is None or who.proof is Proof.ANONYMOUS:
        raise LoginRequired("Say who you are: log in, or send an API key or a token as Authorization: Bearer.")
    if need is Need.SESSION and who.proof not in (Proof.SESSION, Proof.LOCAL):
        raise LoginRequired("This is for browsers that have logged in at /login.")
    if need in (Need.LOGIN, Need.SESSION):
        return
    if who.proof is Proof.SESSION and not who.scopes:
        raise PasswordToChange("Somebody else has made your password: choose one of your own at /account first.")
    scopes = need.value.replace("`", "")
    raise NotAllowed(f"Your log-in does not allow this: it needs {scopes}. Ask whoever runs this server for it.")
