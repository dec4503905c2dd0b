"""What is said of a message to the outside: its reply, or how far that is."""

from __future__ import annotations

from typing import Any

from ..errors import Expired
from ..jobs import Job, JobEvent
from ..model7.reply import cancelled_reply
from ..times import iso
from .models import Conversation, Message

View = dict[str, Any]


def links(job: Job) -> View:
    """The ids of a video request and where to look for its reply."""
    message_id = job.request.get("message_id")
    # A program's order has no message of a chat to look at.
    status = f"/api/messages/{message_id}" if message_id else f"/api/videos/{job.id}"
    return {
        "videoId": job.id,
        "messageId": message_id,
        "conversationId": job.request.get("conversation_id"),
        "statusUrl": status,
        "eventsUrl": f"{status}/events" if message_id else f"/v1/videos/{job.id}/events",
    }


def pending(job: Job) -> View:
    """How far a video is that is not finished."""
    return {"status": job.status, "percent": round(job.progress, 1), "step": job.activity, **links(job)}


def progress(event: JobEvent, job: Job) -> View:
    """One change as a watcher of the chat sees it."""
    return {"status": event.status, "percent": round(event.progress, 1), "step": event.activity, **links(job)}


def finished_reply(job: Job) -> View:
    """The reply of a job that has ended. Raises `Expired` if the clean-up has removed its video."""
    if job.expired_at is not None:
        raise Expired(
            "This video was removed because it had reached its age limit. Its text is kept in the conversation; "
            "ask again for a new video.",
            param="videoId",
        )
    return job.reply or cancelled_reply(job)


def reply_or_pending(message: Message, job: Job | None) -> View:
    """What `statusUrl` answers. Raises `Expired`."""
    if job is None:
        return message.reply or {}
    return finished_reply(job) if job.ended else pending(job)


def conversation_view(conversation: Conversation, messages: list[tuple[Message, Job | None]]) -> View:
    """A whole conversation; an expired video keeps its text and loses its links."""
    return {
        "id": conversation.id,
        "conversationId": conversation.id,
        "lessonId": (conversation.lesson or {}).get("id"),
        "createdAt": iso(conversation.created_at),
        "messages": [_message_view(message, job) for message, job in messages],
    }


def _message_view(message: Message, job: Job | None) -> View:
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
        return view | pending(job) | {"reply": None}
    reply = job.reply or cancelled_reply(job)
    if job.expired_at is not None:
        gone = dict.fromkeys(key for key in reply if key.endswith("Url") or key == "localPath")
        reply = reply | gone | {"expired": True, "error": "Video expired"}
    text = reply.get("content") or "\n\n".join(filter(None, [reply.get("title"), reply.get("narration")]))
    return view | {"content": text, "status": reply["status"], "videoId": job.id, "reply": reply}
