"""POST /api/v1/webhooks/{engine}: a vendor tells that a video of its has ended."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request

from ...model7.callbacks import PATH
from ..current import current_container
from ..openapi import answers, spec
from ..sending import send
from .schemas import CallReceived

callbacks = Blueprint("callbacks", __name__)

_MOST_BYTES = 1_000_000


@callbacks.post(f"{PATH}/<engine>")
@spec.validate(resp=answers(HTTP_200=CallReceived, refused=(401, 404, 413)), tags=["webhooks"])
def hear(engine: str) -> Any:
    """A call as Standard Webhooks writes them, signed with the engine's secret. One that comes again is ignored."""
    request.max_content_length = _MOST_BYTES
    woken = current_container().callbacks.hear(engine, dict(request.headers.items()), request.get_data())
    return send(CallReceived(received=True, woken=woken))
