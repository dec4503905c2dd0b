"""A video as an answer, with the headers that the protocol's SDK goes by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response, jsonify

from ...jobs import Job
from ..current import current_container
from .view import video_view

_POLL_AFTER_MS = "1000"


def view_of(job: Job) -> dict[str, Any]:
    """The Video object as it is now."""
    return video_view(current_container(), job)


def answer_with(job: Job, *, cached: bool | None = None, notes: Sequence[str] = ()) -> Response:
    """The Video object; for an order, `cached` tells whether the video was there before, and `notes` what of it was
    not understood.
    """
    view = view_of(job)
    view["notes"] = list(dict.fromkeys([*view["notes"], *notes]))
    answer = jsonify(view | ({} if cached is None else {"cached": cached}))
    if not job.ended:
        answer.headers["openai-poll-after-ms"] = _POLL_AFTER_MS
    return answer
