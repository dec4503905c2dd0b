"""Where what is being done came from: what every log line and every line of the audit log can say of it.

It is kept beside each thread's work. A thread of its own, started for a request, knows it only if it is started in a
copy of the request's context (`contextvars.copy_context`).
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

NONE = "-"
"""For an owner, a request or a job where there is none."""
_SANE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)


@dataclass(frozen=True)
class Origin:
    """The request that is being answered. Without any the fields are those of a command line."""

    request_id: str = NONE
    address: str = ""
    """Of the client, as far as this server can see."""
    agent: str = ""
    """The program that it says it is."""


NO_REQUEST = Origin()
current_origin: ContextVar[Origin] = ContextVar("current_origin", default=NO_REQUEST)
current_owner: ContextVar[str] = ContextVar("current_owner", default=NONE)
"""Whose request or job it is."""
current_job: ContextVar[str] = ContextVar("current_job", default=NONE)
"""The video that is being made."""


def request_id_of(said: str | None) -> str:
    """The id that a proxy or a client gave the request, if it is one that can stand in a log; else a new one."""
    return said if said and _SANE_ID.fullmatch(said) else secrets.token_hex(12)


@contextmanager
def job_context(job_id: str, owner: str = NONE) -> Iterator[None]:
    """Everything logged inside carries this job's id, and its owner's."""
    job, whose = current_job.set(job_id), current_owner.set(owner or NONE)
    try:
        yield
    finally:
        current_job.reset(job)
        current_owner.reset(whose)
