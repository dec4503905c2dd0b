"""GET /api/videos/<id>: what a player shows of a video, whoever asked for it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from ...jobs import Job, Reply
from ..chat.schemas import Pending, ReplyOrPending
from ..chat.view import finished_reply, pending
from ..current import current_container, current_principal
from ..openapi import answers, spec
from ..sending import send_rooted
from ..shown import ShareQuery, ending_of_files, is_stranger, job_to_play

replies = Blueprint("replies", __name__)


@replies.get("/api/videos/<video_id>")
@spec.validate(query=ShareQuery, resp=answers(HTTP_200=ReplyOrPending, refused=(404, 410)), tags=["chat"])
def video(video_id: str) -> Any:
    """The reply of a video, or how far it is. 410 when it has reached its age limit.

    For its owner, and for the player on a page of VIDEO_ACCESS, which has a token for it (`?share=`).
    """
    job = job_to_play(video_id)
    found = (
        finished_reply(job, ending_of_files()) if job.ended else pending(job, current_container().pace.remaining(job))
    )
    answer = send_rooted(_for_strangers(found, job) if is_stranger(current_principal(), job) else found)
    if not job.ended:
        answer.headers["Cache-Control"] = "no-store"
    return answer


def _for_strangers(found: Reply | Pending, job: Job) -> Reply | Pending:
    """What is said to whoever may only watch: nothing leads into the conversation."""
    nothing: dict[str, object] = {"conversation_id": None, "message_id": None}
    if isinstance(found, Pending):
        nothing |= {"status_url": f"/api/videos/{job.id}", "events_url": f"/v1/videos/{job.id}/events"}
    return found.model_copy(update=nothing)
