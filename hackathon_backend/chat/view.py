"""What is said of a message to the outside: its reply, or how far that is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import Any

from ..errors import Expired
from ..jobs import Job
from ..model7.reply import cancelled_reply
from ..times import iso
from .models import Conversation, Message

View = dict[str, Any]
Remaining = Callable[[Job], float | None]
"""How many seconds a job will still take."""


def links(job: Job) -> View:
    """The ids of a video request and where to look for its reply."""
    message_id = job.request.get("message_id")
    # A program's order has no message of a chat to look at.
    status = f"/api/messages/{message_id}" if message_id else f"/api/videos/{job.id}"
    return {
        "videoId": job.id,
        "parentVideoId": job.remixed_from,
        "messageId": message_id,
        "conversationId": job.request.get("conversation_id"),
        "statusUrl": status,
        "eventsUrl": f"{status}/events" if message_id else f"/v1/videos/{job.id}/events",
    }


def pending(job: Job, remaining: float | None) -> View:
    """How far a video is, now or as it was at a change; `remaining` is in seconds."""
    return {
        "status": job.status,
        "percent": round(job.progress, 1),
        "step": job.activity,
        "remainingSeconds": remaining,
        "notes": list(job.notes or ()),
        **links(job),
    }


def finished_reply(job: Job) -> View:
    """The reply of a job that has ended. Raises `Expired` if the clean-up has removed its video."""
    if job.expired_at is not None:
        raise Expired(
            "This video was removed because it had reached its age limit. Its text is kept in the conversation; "
            "ask again for a new video.",
            param="videoId",
        )
    return _reply_of(job)


def _reply_of(job: Job) -> View:
    reply = job.reply or cancelled_reply(job)
    path = PurePath(str(reply.get("localPath") or ""))
    # Replies of earlier versions have the whole way to their file.
    return reply | {"localPath": str(PurePath(*path.parts[-2:]))} if path.is_absolute() else reply


def reply_or_pending(message: Message, job: Job | None, remaining: Remaining) -> View:
    """What `statusUrl` answers. Raises `Expired`."""
    if job is None:
        return message.reply or {}
    return finished_reply(job) if job.ended else pending(job, remaining(job))


def conversation_view(
    conversation: Conversation, messages: list[tuple[Message, Job | None]], remaining: Remaining
) -> View:
    """A whole conversation; an expired video keeps its text and loses its links."""
    return {
        "id": conversation.id,
        "conversationId": conversation.id,
        "lessonId": (conversation.lesson or {}).get("id"),
        "createdAt": iso(conversation.created_at),
        "messages": [_message_view(message, job, remaining) for message, job in messages],
    }


def _message_view(message: Message, job: Job | None, remaining: Remaining) -> View:
    view: View = {
        "id": message.id,
        "role": message.role,
        "content": message.content,
        "createdAt": iso(message.created_at),
    }
    if message.role == "student":
        return view
    if job is None:
        return view | {"status": "completed", "reply": message.reply}
    if not job.ended:
        return view | pending(job, remaining(job)) | {"reply": None}
    reply = _reply_of(job)
    if job.expired_at is not None:
        gone = dict.fromkeys(key for key in reply if key.endswith("Url") or key == "localPath")
        reply = reply | gone | {"expired": True, "error": "Video expired"}
    text = reply.get("content") or "\n\n".join(filter(None, [reply.get("title"), reply.get("narration")]))
    return view | {"content": text, "status": reply["status"], "videoId": job.id, "reply": reply}
