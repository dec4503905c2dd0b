"""GET /api/videos/<id>: what a player shows of a video, whoever asked for it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from ..chat.schemas import ReplyOrPending
from ..chat.view import finished_reply, pending
from ..current import current_container
from ..openapi import answers, spec
from ..owned import job_of_caller
from ..sending import send_rooted

replies = Blueprint("replies", __name__)


@replies.get("/api/videos/<video_id>")
@spec.validate(resp=answers(HTTP_200=ReplyOrPending, refused=(404, 410)), tags=["chat"])
def video(video_id: str) -> Any:
    """The reply of a video, or how far it is. 410 when it has reached its age limit."""
    job = job_of_caller(video_id)
    answer = send_rooted(finished_reply(job) if job.ended else pending(job, current_container().pace.remaining(job)))
    if not job.ended:
        answer.headers["Cache-Control"] = "no-store"
    return answer
