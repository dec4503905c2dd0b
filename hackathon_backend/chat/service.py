"""One turn of a lesson chat: a message comes in; a text answer or the order for a video goes out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from ..access.moderation.verdict import Moderator, Review
from ..access.principal import Principal, Proof
from ..errors import NoLesson, NotFound, PromptRefused, QuotaExceeded
from ..intent.intent import read_intent
from ..intent.language import DEFAULT, spoken
from ..jobs import LessonRequest, Reply, VideoRequest
from ..lessons import Lesson, Library
from ..lessons.languages import base
from ..materials.materials import Materials
from ..model7 import Model7
from ..model7.reply import sources_of
from ..times import iso
from ..writers.base import Answer, Request, Writer
from ..writers.no_lesson import no_lesson_answer, no_lesson_takeaways
from .answer_stream import AnswerStream, Tell, unheard
from .changes import ShownVideos, VideoChanges, shown_in
from .conversations import AnswerSlot, Conversations, nothing_noted
from .decide import AboutVideo, Decider, Decision
from .models import Conversation
from .options import OrderOptions
from .phrases import said as phrase
from .turns import Ask, ChatTurn, TurnPlace
from .understanding import Understood, understood

_NOT_OF_A_CHANGE = ("model", "language")
"""Options that a video keeps when it is changed."""
_MODERATION = "moderation"
"""Who has written an answer that refuses."""


@dataclass(frozen=True)
class _MessageContext:
    """A message with all that it is answered from; `row` is the lesson's, if it is there."""

    ask: Ask
    kept: Conversation | None
    row: dict[str, str] | None
    said: Understood
    request: Request
    shown: ShownVideos


def _unnoted(_review: Review) -> None:
    """Nobody notes it."""


@dataclass(frozen=True)
class Chat:
    """Takes turns. Nothing is written down for a message that is refused."""

    materials: Materials
    decider: Decider
    writer: Writer
    model7: Model7
    conversations: Conversations
    changes: VideoChanges
    moderator: Moderator
    note_refusal: Callable[[Review], None] = _unnoted
    """Hears of what is refused."""

    def warm_up(self) -> None:
        """Build what the first message would build, once instead of in as many threads as there are first messages."""
        intent = read_intent("Can you make a video?")
        self.materials.built_in.best(intent.topic or "a topic", reading=None)

    def turn(self, ask: Ask, tell: Tell | None = None, place: TurnPlace | None = None) -> ChatTurn:
        """Answer a message, or order the video that it asks for. Raises `RequestError`s, before anything is told, and
        `LeaseLost` if the `place` has its answer by another.
        """
        place = place or TurnPlace()
        heard = self._hear(ask, place)
        intent = heard.said.intent
        about = AboutVideo(bool(heard.shown.videos), self.changes.wanted(ask.message, intent, heard.shown))
        turn = self._begun(heard, place)
        told = AnswerStream(tell or unheard)
        told.start(turn)
        review = self.moderator.review(_texts(ask))
        if not review.is_allowed:
            return self._refuse(heard, turn, told, review)
        decision = self.decider.decide(heard.request, intent, told.say if tell else None, about)
        try:
            return self._decided(heard, turn, told, decision)
        except QuotaExceeded as full:
            words = phrase(f"quota_{full.why}", heard.request.language)
            told.rest(words)
            return self._say(heard, turn, Answer(words, (), "model7", reason=full.code), instead_of_video=False)

    def _begun(self, heard: _MessageContext, place: TurnPlace) -> ChatTurn:
        """The question, written down before it is answered: whoever comes back in the middle finds what was asked."""
        ask, kept = heard.ask, heard.kept

        def note(session: Session, conversation_id: str) -> None:
            if place.conversation_id is None:
                place.note(session, conversation_id, place.message_id)

        conversation = kept or self.conversations.begin(heard.row, ask.caller.owner, also=note)
        self.conversations.ask(
            conversation.id, ask.message, answer_id=place.message_id, also=note if kept else nothing_noted
        )
        return ChatTurn(conversation.id, place.message_id)

    def _decided(self, heard: _MessageContext, turn: ChatTurn, told: AnswerStream, decision: Decision) -> ChatTurn:
        # A language model may have put together what the student said in pieces.
        asked = decision.topic if decision.change is None else decision.change
        if decision.answer is None and not (review := self.moderator.review([asked])).is_allowed:
            return self._refuse(heard, turn, told, review)
        if decision.change is not None:
            return self._change(heard, turn, told, decision.change)
        answer = decision.answer or self._without_lesson(heard.request, decision)
        if answer is None:
            return self._order(heard, turn, decision)
        told.rest(answer.content)
        return self._say(heard, turn, answer, instead_of_video=decision.answer is None)

    def _hear(self, ask: Ask, place: TurnPlace) -> _MessageContext:
        of = ask.caller.sees_of
        kept = self.conversations.get(ask.conversation_id, of=of) if ask.conversation_id else None
        row = ask.lesson or (kept.lesson if kept else None)
        lesson = self._lesson(row, of, asked_for=ask.lesson is not None)
        self.model7.check(ask.options.get("model"))
        history = self.conversations.history(kept.id, before=place.message_id) if kept else []
        said = understood(ask.message, ask.options, _language(ask.message, history, lesson))
        request = Request(
            message=ask.message,
            topic=said.intent.topic,
            language=ask.options.get("language") or said.intent.language,
            level=ask.options.get("level") or said.options.get("level"),
            lesson=lesson,
            history=tuple(history),
            library=self._library_of(ask.caller),
        )
        shown = shown_in(self.conversations.answers(kept.id) if kept else [])
        return _MessageContext(ask, kept, row if lesson else None, said, request, shown)

    def _library_of(self, caller: Principal) -> Library:
        """What a caller can choose from: whoever came by a link to a conversation sees nothing of its owner's else."""
        return self.materials.built_in if caller.proof is Proof.GUEST else self.materials.library(caller.owner)

    def _lesson(self, row: dict[str, str] | None, of: str | None, *, asked_for: bool) -> Lesson | None:
        try:
            return self.materials.lesson(row, of=of) if row else None
        except NotFound:
            # A conversation outlives a lesson that was taken out of the library.
            if asked_for:
                raise
            return None

    def _without_lesson(self, request: Request, decision: Decision) -> Answer | None:
        """What is said instead of ordering a video that nobody could write: nothing has failed, a lesson is missing."""
        try:
            self.writer.check(replace(request, topic=decision.topic))
        except NoLesson:
            return no_lesson_answer(self._shelf(request), replace(request, topic=decision.topic))
        return None

    def _shelf(self, request: Request) -> Library:
        return request.library or self.materials.built_in

    def _refuse(self, heard: _MessageContext, turn: ChatTurn, told: AnswerStream, review: Review) -> ChatTurn:
        """Say kindly that it is not made, and what can be asked instead."""
        self.note_refusal(review)
        answer = Answer(review.told, (), _MODERATION, reason=PromptRefused.code)
        told.rest(answer.content)
        return self._say(heard, turn, answer, instead_of_video=False)

    def _say(self, heard: _MessageContext, turn: ChatTurn, answer: Answer, *, instead_of_video: bool) -> ChatTurn:
        lesson = heard.request.lesson
        reply = Reply(
            format="text",
            status="completed",
            content=answer.content,
            sources=sources_of(answer),
            covered=answer.covered,
            writer=answer.writer,
            message_id=turn.message_id,
            conversation_id=turn.conversation_id,
            lesson_id=lesson.id if lesson else None,
            generated_at=iso(),
            suggestions=list(answer.suggestions),
            reason=answer.reason or None,
            fallback=instead_of_video,
            notes=list(heard.ask.notes),
        )
        if instead_of_video:
            takeaways = no_lesson_takeaways(self._shelf(heard.request), heard.request.language)
            of_video = {"video_url": None, "narration": answer.content, "key_takeaways": takeaways, "error": None}
            reply = reply.model_copy(update=of_video)
        self.conversations.answer(turn.conversation_id, turn.message_id, reply=reply, job_id=None)
        return replace(turn, reply=reply)

    def _order(self, heard: _MessageContext, turn: ChatTurn, decision: Decision) -> ChatTurn:
        ask, said = heard.ask, heard.said
        language = ask.options.get("language") or said.options.get("language") or decision.language
        options: OrderOptions = {**said.options, **decision.options, **ask.options, "language": language}
        request = LessonRequest(
            message=ask.message,
            topic=decision.topic,
            lesson=self.materials.frozen(heard.row, of=ask.caller.sees_of),
            notes=[*said.notes(has_model=self.changes.remaker.has_model), *ask.notes],
            conversation_id=turn.conversation_id,
            message_id=turn.message_id,
            history=list(heard.request.history),
            of_guest=ask.caller.proof is Proof.GUEST,
            **options,
        )
        return self._ordered(ask, turn, request, ask.engines)

    def _change(self, heard: _MessageContext, turn: ChatTurn, told: AnswerStream, instruction: str) -> ChatTurn:
        """Order what a change makes of a video; options that came with the message go before its words."""
        ask, changed = (
            heard.ask,
            self.changes.order(instruction, heard.shown, heard.said.intent.language, self._shelf(heard.request)),
        )
        if isinstance(changed, Answer):
            told.rest(changed.content)
            return self._say(heard, turn, changed, instead_of_video=False)
        request, engines = changed
        of_call = {
            "conversation_id": turn.conversation_id,
            "message_id": turn.message_id,
            "notes": [*request.notes, *ask.notes],
        }
        options = {key: value for key, value in ask.options.items() if key not in _NOT_OF_A_CHANGE}
        return self._ordered(ask, turn, request.model_copy(update=options | of_call), engines)

    def _ordered(self, ask: Ask, turn: ChatTurn, request: VideoRequest, engines: Sequence[str]) -> ChatTurn:
        slot = AnswerSlot(turn.conversation_id, turn.message_id)
        job = self.model7.order(request, engines=engines or None, owner=ask.caller.owner, slot=slot)
        return replace(turn, job=job)


def _texts(ask: Ask) -> list[str]:
    """What was written: the message, wishes among the options, a lesson that came along (our own need no review)."""
    lesson, options = ask.lesson or {}, (ask.options.get("style"), ask.options.get("level"))
    return [ask.message, *(lesson[name] for name in ("title", "text") if name in lesson), *filter(None, options)]


def _language(message: str, history: Sequence[tuple[str, str]], lesson: Lesson | None) -> str:
    """The language of a message: "ATP?" is in that of the conversation, or of the lesson that is open."""
    before = [text for who, text in history if who == "student"]
    return spoken([*before, message], base(lesson.language) if lesson else DEFAULT)
