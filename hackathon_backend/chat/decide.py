"""Does this message ask for a video? A language model decides if there is one; otherwise rules do."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any, Protocol

from ..errors import WriterError, WriterUnreachable
from ..lessons import Library
from ..lessons.words import terms
from ..writers.base import Answer, Request, Writer
from ..writers.chat_model import ChatModel
from ..writers.chat_stream import Say
from ..writers.llm import LlmWriter
from ..writers.prompts import answer_messages
from .intent import Intent

log = logging.getLogger(__name__)

_TOOL: dict[str, Any] = {
    "name": "make_video",
    "description": "Make a short educational video for the student. Only if the student asks for one.",
    "parameters": {
        "type": "object",
        "properties": {
            "topic": {
                "type": "string",
                "description": "What the video is about, in the student's words; empty for the lesson itself.",
            },
            "language": {"type": "string", "description": "The language of the video, as en or pt-BR."},
        },
        "required": ["topic", "language"],
        "additionalProperties": False,
    },
}


@dataclass(frozen=True)
class Decision:
    """What the message asks for; `answer` is the text answer if it does not ask for a video."""

    wants_video: bool
    topic: str
    language: str
    answer: Answer | None = None


class Decider(Protocol):
    """Decides what a message asks for, and answers it if that is a text."""

    def decide(self, request: Request, intent: Intent, say: Say | None = None) -> Decision:
        """`intent` is what the rules make of the message; `say` is told a text answer as it is written, if it can be.

        What `say` was told is a draft: only the decision has the whole answer.
        """
        ...


class RuleDecider:
    """Goes by the rules; `writer` answers what is no request for a video."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    def decide(self, request: Request, intent: Intent, say: Say | None = None) -> Decision:
        """As the rules say."""
        answer = None if intent.wants_video else self._writer.answer(request)
        return Decision(intent.wants_video, intent.topic, request.language, answer)


class ModelDecider:
    """Lets the language model answer or call for a video, in one call; if it can't be asked, `otherwise` decides."""

    def __init__(self, model: ChatModel, library: Library, otherwise: Decider) -> None:
        self._model = model
        self._library = library
        self._writer = LlmWriter(model, library)
        self._otherwise = otherwise

    def decide(self, request: Request, intent: Intent, say: Say | None = None) -> Decision:
        """As the model says."""
        try:
            turn = self._model.turn(answer_messages(request, self._library, may_call=True), tool=_TOOL, say=say)
        except WriterError as error:
            # A model that can't be asked has told the operator so itself, once.
            level = logging.DEBUG if isinstance(error, WriterUnreachable) else logging.WARNING
            log.log(level, "The rules decide what was asked for: %s", error.message)
            return self._otherwise.decide(request, intent)
        if turn.called is None:
            answer = Answer(turn.text, self._writer.sources(request), self._writer.name)
            return Decision(False, intent.topic, request.language, answer)
        topic = self._topic(_text(turn.called.get("topic"), intent.topic), request, intent)
        return Decision(True, topic, _language(turn.called, request.language))

    def _topic(self, called: str, request: Request, intent: Intent) -> str:
        """What the model says the video is about, unless a lesson covers only what the student said.

        A model may speak of "the text above" or in words of its own: then the lesson that came along is meant, if the
        student has named nothing else.
        """
        if self._library.best(called, reading=request.lesson) is not None:
            return called
        said = intent.topic if intent.wants_video else ""
        if terms(said):
            return said if self._library.best(said, reading=request.lesson) is not None else called
        of_student = " ".join([request.message, *(text for who, text in request.history if who == "student")])
        own_words = not set(terms(called)).isdisjoint(terms(of_student))
        return called if own_words or request.lesson is None else ""


def _text(value: object, otherwise: str) -> str:
    return " ".join(value.split())[:300] if isinstance(value, str) else otherwise


def _language(called: dict[str, Any], otherwise: str) -> str:
    value = called.get("language")
    return value if isinstance(value, str) and 2 <= len(value) <= 12 and value.replace("-", "").isalnum() else otherwise
