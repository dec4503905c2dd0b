"""What is said of a message to the outside: its reply, or how far that is."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import PurePath

from flask import has_app_context, has_request_context

from ...chat.models import Conversation, Message
from ...errors import Expired, NotFound
from ...jobs import Job, Reply
from ...jobs.replies import FILES
from ...model7.reply import cancelled_reply
from ...times import iso
from ..current import current_container
from ..shown import Ending
from ..translations.view import film_languages
from .schemas import AnswerMessage, ConversationView, Pending, PendingMessage, StudentMessage, VideoProgress

Remaining = Callable[[Job], float | None]
"""How many seconds a job will still take."""
_EXPIRED = (
    "This video was removed because it had reached its age limit. Its text is kept in the conversation; "
    "ask again for a new video."
)


def progress(job: Job, remaining: float | None) -> VideoProgress:
    """How far a video is, now or as it was at a change; `remaining` is in seconds."""
    message_id = job.request.message_id
    # A program's order has no message of a chat to look at.
    status_url = f"/api/messages/{message_id}" if message_id else f"/api/videos/{job.id}"
    return VideoProgress(
        status=job.status,
        percent=round(job.progress, 1),
        step=job.activity,
        remaining_seconds=remaining,
        notes=list(job.notes or ()),
        outline=[scene.idea for scene in job.outline],
        video_id=job.id,
        parent_video_id=job.remixed_from,
        message_id=message_id,
        conversation_id=job.request.conversation_id,
        status_url=status_url,
        events_url=f"{status_url}/events" if message_id else f"/v1/videos/{job.id}/events",
    )


def pending(job: Job, remaining: float | None) -> Pending:
    """How far a video that is being made is."""
    return Pending(**dict(progress(job, remaining)))


def finished_reply(job: Job, ending: Ending) -> Reply:
    """The reply of a job that has ended, with addresses that end so. Raises `Expired` if its video was removed."""
    if job.expired_at is not None:
        raise Expired(_EXPIRED, param="videoId")
    return _in_languages(_reply_of(job, ending(job)), job)


def reply_or_pending(message: Message, job: Job | None, remaining: Remaining, ending: Ending) -> Reply | Pending:
    """What `statusUrl` answers. Raises `Expired`, and `NotFound` for a message that is no answer."""
    if job is not None:
        return finished_reply(job, ending) if job.ended else pending(job, remaining(job))
    return text_reply(message)


def text_reply(message: Message) -> Reply:
    """The reply that is kept with its message. Raises `NotFound` for a message that is no answer."""
    if message.reply is None:
        raise NotFound(f"The message {message.id!r} is a question: it has no reply.", param="messageId")
    return message.reply


def conversation_view(
    conversation: Conversation, messages: list[tuple[Message, Job | None]], remaining: Remaining, ending: Ending
) -> ConversationView:
    """A whole conversation; an expired video keeps its text and loses its links."""
    films = [job for _message, job in messages if job is not None and job.ended]
    translated = current_container().films.translated(films) if has_request_context() and films else frozenset()
    return ConversationView(
        id=conversation.id,
        conversation_id=conversation.id,
        lesson_id=(conversation.lesson or {}).get("id"),
        created_at=iso(conversation.created_at),
        messages=[_message(message, job, remaining, ending, translated) for message, job in messages],
    )


def _message(
    message: Message, job: Job | None, remaining: Remaining, ending: Ending, translated: Collection[str]
) -> StudentMessage | AnswerMessage | PendingMessage:
    created_at = iso(message.created_at)
    if message.role == "student":
        return StudentMessage(id=message.id, role="student", content=message.content, created_at=created_at)
    if job is not None and not job.ended:
        way = dict(pending(job, remaining(job)))
        return PendingMessage(
            **way, id=message.id, role="assistant", content=message.content, created_at=created_at, reply=None
        )
    answer = AnswerMessage(
        id=message.id,
        role="assistant",
        content=message.content,
        created_at=created_at,
        status="completed",
        reply=text_reply(message) if job is None else _kept_reply(job, ending(job), has_more=job.id in translated),
    )
    return answer if job is None else _of_video(answer, job)


def _of_video(answer: AnswerMessage, job: Job) -> AnswerMessage:
    """The answer with what is known since its video has ended."""
    reply = answer.reply
    text = reply.content or "\n\n".join(filter(None, [reply.title, reply.narration]))
    return answer.model_copy(update={"content": text, "status": reply.status, "video_id": job.id})


def _in_languages(reply: Reply, job: Job) -> Reply:
    """The reply with the languages that whoever asks may watch its film in, if there are several."""
    languages = film_languages(job) if has_request_context() else []
    return reply.model_copy(update={"languages": languages}) if languages else reply


def _kept_reply(job: Job, ending: str, *, has_more: bool) -> Reply:
    """The reply of a job that has ended, without its links if its video was removed."""
    reply = _reply_of(job, ending)
    if job.expired_at is None:
        return _in_languages(reply, job) if has_more else reply
    gone = dict.fromkeys(name for name in (*FILES, "local_path") if name in reply.model_fields_set)
    return reply.model_copy(update={**gone, "expired": True, "error": "Video expired"})


def _reply_of(job: Job, ending: str = "") -> Reply:
    reply = job.reply or cancelled_reply(job)
    if ending:
        files = {name: f"{path}{ending}" for name in FILES if (path := getattr(reply, name))}
        reply = reply.model_copy(update=files)
    if reply.local_path and has_app_context() and not current_container().tells_paths:
        return reply.model_copy(update={"local_path": None})
    path = PurePath(reply.local_path or "")
    # Replies of earlier versions have the whole way to their file.
    return reply.model_copy(update={"local_path": str(PurePath(*path.parts[-2:]))}) if path.is_absolute() else reply
