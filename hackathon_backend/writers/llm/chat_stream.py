"""A chat completion that arrives piece by piece (`stream: true`), put together into one that came at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from pydantic import ValidationError

from ...errors import WriterError
from .protocol import NO_SENSE, Choice, Completion, CompletionChunk, CompletionMessage, Function, ToolCall

Say = Callable[[str], None]
"""Is told each piece of a text as it arrives."""

_CUT_OFF = "The language model's answer broke off."


class _Arrived:
    """What has arrived so far."""

    def __init__(self) -> None:
        self.finish: str | None = None
        self._text: list[str] = []
        self._refusal: list[str] = []
        self._names: dict[int, str] = {}
        self._arguments: dict[int, list[str]] = {}

    def take(self, chunk: CompletionChunk, say: Say) -> None:
        """Add one chunk."""
        for choice in chunk.choices or ():
            self.finish = choice.finish_reason or self.finish
            delta = choice.delta or CompletionMessage()
            self._refusal.append(delta.refusal or "")
            for call in delta.tool_calls or ():
                self._take_call(call.index or 0, call.function or Function())
            if delta.text:
                self._text.append(delta.text)
                say(delta.text)

    def _take_call(self, index: int, function: Function) -> None:
        self._names[index] = self._names.get(index) or function.name or ""
        piece = function.arguments
        told = json.dumps(piece) if isinstance(piece, dict) else piece or ""
        self._arguments.setdefault(index, []).append(told)

    def completion(self) -> Completion:
        """What has arrived as a completion that came at once."""
        calls = [
            ToolCall(function=Function(name=self._names[index], arguments="".join(pieces)))
            for index, pieces in self._arguments.items()
        ]
        message = CompletionMessage(content="".join(self._text), refusal="".join(self._refusal), tool_calls=calls)
        return Completion(choices=[Choice(message=message, finish_reason=self.finish)])


def read_stream(lines: Iterable[str], say: Say) -> Completion:
    """The completion that the lines of a stream make; `say` gets its text as it comes.

    Raises `WriterError` if the stream tells of an error, makes no sense or ends too soon, `ValueError` if it is not
    JSON.
    """
    arrived = _Arrived()
    for line in lines:
        data = line.removeprefix("data:").strip() if line.startswith("data:") else ""
        if data == "[DONE]":
            return arrived.completion()
        if data:
            arrived.take(_chunk(json.loads(data)), say)
    if arrived.finish is None:
        raise WriterError(_CUT_OFF)
    return arrived.completion()


def _chunk(data: object) -> CompletionChunk:
    if not isinstance(data, dict) or data.get("error"):
        raise WriterError(_CUT_OFF)
    try:
        return CompletionChunk.model_validate(data)
    except ValidationError as error:
        raise WriterError(NO_SENSE) from error
