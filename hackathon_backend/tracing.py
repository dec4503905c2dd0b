"""Where what is being done came from: what every log line and every line of the audit log can say of it.

It is kept beside each thread's work. A thread of its own, started for a request, knows it only if it is started in a
copy of the request's context (`contextvars.copy_context`).
"""

from __future__ import annotations

import re
import secrets
from contextvars import ContextVar
from dataclasses import dataclass

NOBODY = "-"
"""For an owner, a request or a job where there is none."""
_SANE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)


@dataclass(frozen=True)
class Origin:
    """The request that is being answered. Without any the fields are those of a command line."""

    request_id: str = NOBODY
    address: str = ""
    """Of the client, as far as this server can see."""
    agent: str = ""
    """The program that it says it is."""


NO_REQUEST = Origin()
current_origin: ContextVar[Origin] = ContextVar("current_origin", default=NO_REQUEST)
current_owner: ContextVar[str] = ContextVar("current_owner", default=NOBODY)
"""Whose request or job it is."""


def request_id_of(said: str | None) -> str:
    """The id that a proxy or a client gave the request, if it is one that can stand in a log; else a new one."""
    return said if said and _SANE_ID.fullmatch(said) else secrets.token_hex(12)
