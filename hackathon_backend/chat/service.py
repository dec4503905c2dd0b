"""One turn of a lesson chat: a message comes in; a text answer or the order for a video goes out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..errors import NotFound
from ..jobs import Job
from ..lessons import Lesson, Library
from ..model7 import Model7, VideoRequest
from ..model7.request import read_lesson
from ..times import iso
from ..writers.base import Answer, Request
from .conversations import Conversations, new_id
from .decide import Decider, Decision
from .intent import read_intent


@dataclass(frozen=True)
class Ask:
    """A message with what came along: `lesson` is {"id"} or {"title", "text"}; `options` are those of the request."""

    message: str
    lesson: dict[str, str] | None = None
    conversation_id: str | None = None
    options: dict[str, Any] = field(default_factory=dict)
    engines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Turn:
    """What came of a message: a finished `reply`, or the `job` that the reply will come from."""

    conversation_id: str
    message_id: str
    reply: dict[str, Any] | None = None
    job: Job | None = None


class Chat:
    """Takes turns. Nothing is written down for a message that is refused."""

    def __init__(self, library: Library, decider: Decider, model7: Model7, conversations: Conversations) -> None:
        self._library = library
        self._decider = decider
        self._model7 = model7
        self._conversations = conversations

    def warm_up(self) -> None:
        """Build what the first message would build, once instead of in as many threads as there are first messages."""
        intent = read_intent("Can you make a video?")
        self._library.best(intent.topic or "a topic", reading=None)

    def turn(self, ask: Ask) -> Turn:
        """Answer a message, or order the video that it asks for. Raises `RequestError`s."""
        kept = self._conversations.get(ask.conversation_id) if ask.conversation_id else None
        row = ask.lesson or (kept.lesson if kept else None)
        lesson = self._lesson(row, asked_for=ask.lesson is not None)
        self._model7.check(ask.options.get("model"))
        intent = read_intent(ask.message)
        history = self._conversations.history(kept.id) if kept else []
        request = Request(
            message=ask.message,
            topic=intent.topic,
            language=ask.options.get("language") or intent.language,
            lesson=lesson,
            history=tuple(history),
        )
        decision = self._decider.decide(request, intent)
        conversation = kept or self._conversations.begin(row if lesson else None)
        if decision.answer is not None:
            return self._say(ask, conversation.id, decision.answer, lesson)
        return self._order(ask, conversation.id, decision, row if lesson else None, history)

    def _lesson(self, row: dict[str, str] | None, *, asked_for: bool) -> Lesson | None:
        try:
            return read_lesson(row, self._library)
        except NotFound:
            # A conversation outlives a lesson that was taken out of the library.
            if asked_for:
                raise
            return None

    def _say(self, ask: Ask, conversation_id: str, answer: Answer, lesson: Lesson | None) -> Turn:
        message_id = new_id("msg")
        reply = {
            "format": "text",
            "status": "completed",
            "content": answer.content,
            "sources": list(answer.sources),
            "covered": answer.covered,
            "writer": answer.writer,
            "messageId": message_id,
            "conversationId": conversation_id,
            "lessonId": lesson.id if lesson else None,
            "generatedAt": iso(),
            "fallback": False,
        }
        self._conversations.add(conversation_id, ask.message, answer_id=message_id, reply=reply, job_id=None)
        return Turn(conversation_id, message_id, reply=reply)

    def _order(
        self,
        ask: Ask,
        conversation_id: str,
        decision: Decision,
        lesson: dict[str, str] | None,
        history: list[tuple[str, str]],
    ) -> Turn:
        message_id = new_id("msg")
        options: dict[str, Any] = {key: ask.options.get(key) for key in ("model", "seconds", "size", "style", "voice")}
        request = VideoRequest(
            message=ask.message,
            topic=decision.topic,
            language=decision.language,
            lesson=lesson,
            conversation_id=conversation_id,
            message_id=message_id,
            history=history,
            **options,
        )
        job = self._model7.order(request, engines=ask.engines or None)
        self._conversations.add(conversation_id, ask.message, answer_id=message_id, reply=None, job_id=job.id)
        return Turn(conversation_id, message_id, job=job)
