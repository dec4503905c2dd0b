"""Does this message ask for a video? A language model decides if there is one; otherwise rules do."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from ..errors import WriterError, WriterUnreachable
from ..intent.intent import Intent
from ..lessons import Library
from ..lessons.search.words import terms
from ..writers.base import Answer, Request, Writer
from ..writers.llm.chat_model import ChatModel, ModelTurn
from ..writers.llm.chat_stream import Say
from ..writers.llm.messages import lessons_for, said
from ..writers.llm.prompts import CALL_FOR_VIDEO, TUTOR, WITHOUT_LESSON, answer_messages
from ..writers.llm.protocol import Tool
from ..writers.llm.writer import LlmWriter
from ..writers.reviewed import MayBeShown, check_may_be_shown
from .held_back import HeldBack
from .options import VideoOptions
from .tools import CHANGE_VIDEO, MAKE_VIDEO, instruction_in, language_in, options_in, topic_in

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Decision:
    """What the message asks for; `answer` is the text answer if it does not ask for a video.

    `change` says what is to be changed about a video that is there, if that is asked for; `options` are those of the
    new video that a language model has read from the message.
    """

    wants_video: bool
    topic: str
    language: str
    answer: Answer | None = None
    change: str | None = None
    options: VideoOptions = field(default_factory=VideoOptions)


@dataclass(frozen=True)
class AboutVideo:
    """Whether the conversation has a video, and whether the rules take the message for a change of it."""

    is_there: bool = False
    is_meant: bool = False


NO_VIDEO = AboutVideo()
DECIDE = TUTOR.format(grounding=WITHOUT_LESSON) + CALL_FOR_VIDEO


class Decider(Protocol):
    """Decides what a message asks for, and answers it if that is a text."""

    def decide(
        self, request: Request, intent: Intent, say: Say | None = None, about: AboutVideo = NO_VIDEO
    ) -> Decision:
        """`intent` is what the rules make of the message; `say` is told a text answer as it is written, if it can be.

        What `say` was told may be shown, and may yet be left out: only the decision has the answer.
        """
        ...


class RuleDecider:
    """Goes by the rules; `writer` answers what is no request for a video."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    def decide(
        self, request: Request, intent: Intent, say: Say | None = None, about: AboutVideo = NO_VIDEO
    ) -> Decision:
        """As the rules say."""
        if about.is_meant:
            return Decision(False, intent.topic, request.language, change=request.message)
        answer = None if intent.wants_video else self._writer.answer(request)
        return Decision(intent.wants_video, intent.topic, request.language, answer)


class ModelDecider:
    """Lets the language model answer or call for a video, in one call; if it can't be asked, `otherwise` decides."""

    def __init__(self, model: ChatModel, library: Library, otherwise: Decider, may_be_shown: MayBeShown) -> None:
        self._model = model
        self._library = library
        self._writer = LlmWriter(model, library)
        self._otherwise = otherwise
        self._may_be_shown = may_be_shown

    def decide(
        self, request: Request, intent: Intent, say: Say | None = None, about: AboutVideo = NO_VIDEO
    ) -> Decision:
        """As the model says."""
        tools = [MAKE_VIDEO, CHANGE_VIDEO] if about.is_there else [MAKE_VIDEO]
        messages = answer_messages(request, self._library, may_call=True, may_change=about.is_there)
        held = HeldBack(say, partial(self._writer.shown_of, request), self._may_be_shown) if say else None
        try:
            turn = self._model.turn(messages, tools=tools, say=held)
        except WriterError as error:
            # A model that can't be asked has told the operator so itself, once.
            level = logging.DEBUG if isinstance(error, WriterUnreachable) else logging.WARNING
            log.log(level, "The rules decide what was asked for: %s", error.message)
            return self._otherwise.decide(request, intent, about=about)
        if turn.tool and turn.tool not in (MAKE_VIDEO["name"], CHANGE_VIDEO["name"]):
            log.warning("The rules decide what was asked for: the language model called an unknown tool.")
            return self._otherwise.decide(request, intent, about=about)
        if self._is_doubtful(request, intent, about, turn):
            # A lesson that was sent along may have words for the model in it: what the student alone said decides.
            turn = self._without_material(request, tools, turn)
        if turn.called is None:
            return self._answered(request, intent, turn, about, held)
        if turn.tool == CHANGE_VIDEO["name"] and about.is_there:
            return Decision(False, "", request.language, change=instruction_in(turn.called, request.message))
        topic = self._topic(topic_in(turn.called, intent.topic), request, intent)
        language = language_in(turn.called, request.language)
        return Decision(True, topic, language, options=options_in(turn.called))

    def _is_doubtful(self, request: Request, intent: Intent, about: AboutVideo, turn: ModelTurn) -> bool:
        """Whether the model has seen a stranger's text, and does not decide as the rules would."""
        shown = lessons_for(request, self._library)
        if all(any(lesson is each for each in self._library.lessons) for lesson in shown):
            return False
        return (turn.called is not None) != (intent.wants_video or about.is_meant) or (
            turn.tool == CHANGE_VIDEO["name"] and not about.is_meant
        )

    def _without_material(self, request: Request, tools: Sequence[Tool], turn: ModelTurn) -> ModelTurn:
        """The turn if the model decides the same without the lesson, else the other; without an answer as it was."""
        asked = [said("system", DECIDE), said("user", request.message)]
        try:
            alone = self._model.turn(asked, tools=tools)
        except WriterError:
            return turn
        return turn if (alone.called is None) == (turn.called is None) and alone.tool == turn.tool else alone

    def _answered(
        self, request: Request, intent: Intent, turn: ModelTurn, about: AboutVideo, held: HeldBack | None
    ) -> Decision:
        try:
            answer = self._writer.answer_of(request, turn.text)
            check_may_be_shown(self._may_be_shown, [answer.content])
        except WriterError as error:
            log.warning("The rules decide what was asked for: %s", error.message)
            return self._otherwise.decide(request, intent, about=about)
        if held is not None:
            held.end(answer.content)
        return Decision(False, intent.topic, request.language, answer)

    def _topic(self, called: str, request: Request, intent: Intent) -> str:
        """What the model says the video is about, unless a lesson covers only what the student said.

        A model may speak of "the text above" or in words of its own: then the lesson that came along is meant, if the
        student has named nothing else.
        """
        library = request.library or self._library
        if library.best(called, reading=request.lesson) is not None:
            return called
        said = intent.topic if intent.wants_video else ""
        if terms(said):
            return said if library.best(said, reading=request.lesson) is not None else called
        of_student = " ".join([request.message, *(text for who, text in request.history if who == "student")])
        own_words = not set(terms(called)).isdisjoint(terms(of_student))
        return called if own_words or request.lesson is None else ""
