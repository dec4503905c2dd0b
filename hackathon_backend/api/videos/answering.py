"""A video as an answer, with the headers that the protocol's SDK goes by."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response

from ...jobs import Job
from ..current import current_container
from ..sending import send
from .view import video_view

_POLL_AFTER_MS = "1000"


def answer_with(job: Job, *, cached: bool | None = None, notes: Sequence[str] = ()) -> Response:
    """The Video object; for an order, `cached` tells whether the video was there before, and `notes` what of it was
    not understood.
    """
    video = video_view(current_container(), job)
    video.notes = list(dict.fromkeys([*video.notes, *notes]))
    if cached is not None:
        video.cached = cached
    answer = send(video)
    if not job.ended:
        answer.headers["openai-poll-after-ms"] = _POLL_AFTER_MS
    return answer
