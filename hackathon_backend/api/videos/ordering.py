"""Orders of programs: who sends them, under which key, and who else is told of the end."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from flask import request

from ...errors import RequestError
from ...jobs import Job, VideoRequest
from ..current import current_container

_KEY_LIMIT = 255


def place(
    order: VideoRequest,
    *,
    engines: Sequence[str] | None,
    reuse: bool,
    references: Sequence[bytes] = (),
    prepare: Callable[[Job, Path], None] | None = None,
) -> tuple[Job, bool]:
    """Order it for whoever sent the request: the job, and whether it was there before. Raises `RequestError`."""
    container = current_container()
    if order.webhook_url:
        container.targets.check(order.webhook_url)
    job, was_there = container.model7.place(
        order,
        engines=engines,
        owner=owner(),
        key=idempotency_key(),
        reuse=reuse,
        references=references,
        prepare=prepare,
    )
    if was_there and job.ended and order.webhook_url:
        # Whoever waits for the call waits for it all the same.
        container.outbox.tell_again(job, order.webhook_url)
    return job, was_there


def owner() -> str:
    """A hash of the credentials that came with the request, "" without any: equal orders are shared only within it."""
    told = request.headers.get("Authorization", "").strip()
    return hashlib.sha256(told.encode()).hexdigest() if told else ""


def idempotency_key() -> str | None:
    """The request's Idempotency-Key, if it has one. Raises `RequestError` for one that is too long."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if len(key) > _KEY_LIMIT:
        raise RequestError(f"Idempotency-Key: may have {_KEY_LIMIT} characters at most.", param="Idempotency-Key")
    return key or None
