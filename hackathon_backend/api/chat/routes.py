"""POST /api/chat, and where its replies are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, cast

from flask import Blueprint, Response, request

from ...chat.answer_stream import Tell
from ...chat.options import OrderOptions
from ...chat.turns import Ask, ChatTurn
from ...container import Container
from ...errors import TooCostly
from ...jobs import Inbox, Job, Reply
from ...lessons import Lesson
from ...lessons.lesson import remember
from ..current import current_container
from ..guards.prefix import root
from ..live.listening import Told, listen
from ..live.standing import Standing, standing, wait_for
from ..live.streams import STILL_WORKING, chat_events, enter, event_stream, last_seen, sse
from ..openapi import answers, spec
from ..owned import conversation_of_caller, message_of_caller, talker
from ..reading import error_body, read_json_with_notes
from ..sending import dumped, send, send_rooted
from ..shown import Ending, ending_of_files
from ..videos.ordering import idempotency_key
from .schemas import ChatRequest, ConversationView, Pending, ReplyOrPending
from .view import conversation_view, finished_reply, pending, reply_or_pending, text_reply

chat = Blueprint("chat", __name__)

_LONG = 5_000
"""Characters of a lesson that could be a trick; a shorter one is read in a moment, whatever it holds."""
_READING_SECONDS = 6.0
_SOON = 30
"""Seconds after which to look again, at the latest."""


@chat.post("/api/chat")
@spec.validate(
    json=ChatRequest,
    resp=answers(HTTP_200=Reply, HTTP_202=Pending, refused=(400, 404, 409, 413, 415, 422, 429, 503)),
    tags=["chat"],
)
def say() -> Any:
    """Say something to the tutor.

    A request for a video is answered when the video is there; with `Accept: text/event-stream`, by `progress` events
    (of a text: `delta` events with its pieces) and then `message` with the whole reply; with `Prefer: respond-async`,
    at once by 202 and the addresses to look at. A stream's headers X-Conversation-Id and X-Message-Id come first.
    The same message under the same `Idempotency-Key` has the same answer, and is one video.
    """
    asked, notes = read_json_with_notes(ChatRequest)
    if asked.lesson is not None and len(asked.lesson.text) > _LONG:
        _read_once(asked.lesson.title, asked.lesson.text)
    options = cast(OrderOptions, asked.options.model_dump(exclude_none=True))
    caller = talker(asked.conversation_id)
    ask = Ask(asked.message, asked.lesson_row(), asked.conversation_id, options, notes=tuple(notes), caller=caller)
    turned = partial(current_container().keyed_chat.turn, ask, idempotency_key())
    if request.accept_mimetypes.best_match(["application/json", "text/event-stream"]) == "text/event-stream":
        return _streamed(turned)
    turn = turned()
    if turn.job is None:
        return send(turn.answered)
    if turn.job.ended:
        # Sent again under its key when the video is there.
        return send_rooted(finished_reply(turn.job, ending_of_files()))
    if "respond-async" in request.headers.get("Prefer", "").lower():
        return _accepted(turn.job)
    with current_container().waiters.place() as may_wait:
        if not may_wait:
            return _accepted(turn.job)
        return send_rooted(finished_reply(wait_for(turn.job), ending_of_files()))


def _read_once(title: str, text: str) -> None:
    """Have a lesson read where a parser that loses itself does no harm. Raises `TooCostly` for one in which it does."""
    try:
        remember(current_container().confined.within(_READING_SECONDS, Lesson.inline, title, text))
    except TooCostly:
        raise TooCostly(
            "lesson.text: it takes too long to read; send it in shorter parts.", param="lesson.text"
        ) from None


@chat.get("/api/messages/<message_id>")
@spec.validate(resp=answers(HTTP_200=ReplyOrPending, refused=(404, 410)), tags=["chat"])
def message(message_id: str) -> Any:
    """The reply to a message, or how far it is. 410 when its video has reached its age limit."""
    found = reply_or_pending(*message_of_caller(message_id), current_container().pace.remaining, ending_of_files())
    return send_rooted(found)


@chat.get("/api/messages/<message_id>/events")
@spec.validate(resp=answers(HTTP_200=None, refused=(404, 429, 503)), tags=["chat"])
def message_events(message_id: str) -> Any:
    """The same as server-sent events: `progress` as it happens, then `message`. `Last-Event-ID` goes on after it."""
    container = current_container()
    found, job = message_of_caller(message_id)
    reply = [] if job else [sse("message", dumped(text_reply(found)))]
    enter(container.waiters)
    if job is None:
        return event_stream(iter(reply), container.waiters)
    return _events_of(job, standing(lambda: message_of_caller(message_id)), after=last_seen())


@chat.get("/api/conversations/<conversation_id>")
@spec.validate(resp=answers(HTTP_200=ConversationView, refused=(404,)), tags=["chat"])
def conversation(conversation_id: str) -> Any:
    """A conversation with all its messages; videos that are being made show how far they are."""
    found = conversation_of_caller(conversation_id)
    messages = current_container().conversations.messages(conversation_id)
    return send_rooted(conversation_view(found, messages, current_container().pace.remaining, ending_of_files()))


def _accepted(job: Job) -> Response:
    left = current_container().pace.remaining(job)
    view = pending(job, left)
    answer = send_rooted(view, 202)
    answer.headers["Location"] = root() + view.status_url
    answer.headers["Retry-After"] = f"{min(max(left or 2, 1), _SOON):.0f}"
    answer.headers["Preference-Applied"] = "respond-async"
    return answer


def _streamed(turned: Callable[[Tell], ChatTurn]) -> Response:
    enter(current_container().waiters)
    try:
        told = listen(turned)
        # Waited for here: what is refused is answered with a status of its own.
        first = next(told)
    except BaseException:
        current_container().waiters.leave()
        raise
    lines = _turn_events(told, current_container(), root(), ending_of_files(), standing())
    stream = event_stream(lines, current_container().waiters)
    if isinstance(first, tuple):
        _event, ids = first
        stream.headers["X-Conversation-Id"] = ids["conversationId"]
        stream.headers["X-Message-Id"] = ids["messageId"]
    return stream


def _turn_events(
    told: Iterator[Told[ChatTurn]], container: Container, prefix: str, ending: Ending, asker: Standing
) -> Iterator[str]:
    # Headers wait for the first byte.
    yield STILL_WORKING
    inbox = Inbox()
    try:
        with asker.during(inbox):
            for piece in told:
                if inbox.refused is not None:
                    raise inbox.refused
                if not isinstance(piece, ChatTurn):
                    yield sse(*piece) if piece else STILL_WORKING
                elif piece.job is None:
                    yield sse("message", dumped(piece.answered))
                else:
                    yield from chat_events(piece.job, container, ending, inbox, prefix=prefix)
    except Exception as error:
        # The answer is on its way already: its status can't tell any more.
        yield sse("error", dumped(error_body(error)))


def _events_of(job: Job, asker: Standing, *, after: int = 0) -> Response:
    container, inbox = current_container(), Inbox()

    def lines() -> Iterator[str]:
        with asker.during(inbox):
            yield from coming

    coming = chat_events(job, container, ending_of_files(), inbox, after=after, prefix=root())
    return event_stream(lines(), container.waiters)
