"""An exchange with a language model about one thing: it is asked, and once more if what came has a fault."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from ....errors import WriterError, WriterUnreachable
from ..chat_model import ChatModel
from ..messages import said
from ..protocol import JsonObject, JsonSchema, ModelText

log = logging.getLogger(__name__)

_LEAST_SECONDS = 2.0
"""Of time that is left, below which nothing more is asked."""
_MOST_SHOWN = 12_000
"""Characters of its answer that a model is shown again."""
T = TypeVar("T")


@dataclass(frozen=True)
class Answered(Generic[T]):
    """What was made of an answer, and what is wrong with it: in words for the model."""

    value: T
    complaints: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question(Generic[T]):
    """What is asked: `name` and `schema` of the answer, how long it may be, and what makes sense of it.

    `read` raises `WriterError` for what can't be used at all. `part`: see `ChatModel.structured`.
    """

    messages: Sequence[ModelText]
    name: str
    schema: JsonSchema
    tokens: int
    read: Callable[[JsonObject], Answered[T]]
    part: bool = True


class Exchange(Generic[T]):
    """One question, asked at most twice. `left` says how many seconds there are for it; `asked` counts the calls."""

    def __init__(self, model: ChatModel, question: Question[T], left: Callable[[], float]) -> None:
        self._model = model
        self._question = question
        self._left = left
        self._messages = list(question.messages)
        self._reply: JsonObject | None = None
        self._was_slow = False
        self.asked = 0

    def best(self) -> Answered[T]:
        """The better of two answers, the second one asked for only if the first has a fault. Raises `WriterError`."""
        try:
            first = self.ask()
        except WriterUnreachable:
            raise
        except WriterError as error:
            if self._was_slow and self._reply is None:
                raise
            self._log("is asked for once more", error.message)
            return self.again([error.message])
        if not first.complaints:
            return first
        self._log("is asked for once more", "; ".join(first.complaints))
        return self.better_than(first, first.complaints)

    def _log(self, what: str, why: str) -> None:
        # The reason may have words of the answer in it, which nobody else shall read.
        log.info("The %s %s.", self._question.name, what)
        log.debug("Why: %s", why)

    def better_than(self, first: Answered[T], complaints: Sequence[str]) -> Answered[T]:
        """What comes of telling the complaints, if it has fewer faults than the first; else that."""
        try:
            second = self.again(complaints)
        except WriterError as error:
            self._log("stays as it was", error.message)
            return first
        return second if len(second.complaints) < len(first.complaints) else first

    def ask(self) -> Answered[T]:
        """Ask. Raises `WriterError`."""
        if self._left() < _LEAST_SECONDS:
            raise WriterError("There is no time left to ask the language model.")
        question, began = self._question, time.monotonic()
        self.asked += 1
        self._reply = None
        try:
            return self._model.structured(
                self._messages, question.name, question.schema, self._read, tokens=question.tokens, part=question.part
            )
        finally:
            self._was_slow = time.monotonic() - began > self._model.timeout / 2

    def again(self, complaints: Sequence[str]) -> Answered[T]:
        """Ask once more, and say what is wrong with the last answer, if there was one. Raises `WriterError`."""
        if self._reply is not None:
            self.recall(self._reply, complaints)
        return self.ask()

    def recall(self, reply: JsonObject, complaints: Sequence[str]) -> None:
        """Put an answer and what is wrong with it at the end of the messages."""
        told = "\n".join(f"- {each}" for each in complaints)
        wrong = f"That has faults:\n{told}\nWrite it again as a whole, without them and as good as before otherwise."
        answered = json.dumps(reply, ensure_ascii=False)[:_MOST_SHOWN]
        self._messages += [said("assistant", answered), said("user", wrong)]

    def _read(self, reply: JsonObject) -> Answered[T]:
        self._reply = reply
        return self._question.read(reply)
