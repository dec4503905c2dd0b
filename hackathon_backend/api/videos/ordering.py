"""Who orders, and under which key."""

from __future__ import annotations

import hashlib

from flask import request

from ...errors import RequestError

_KEY_LIMIT = 255


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
