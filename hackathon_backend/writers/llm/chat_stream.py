"""A chat completion that arrives piece by piece (`stream: true`), put together into one that came at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from ...errors import WriterError

Say = Callable[[str], None]
"""Is told each piece of a text as it arrives."""

_CUT_OFF = "The language model's answer broke off."


@dataclass
class _Whole:
    """What has arrived so far."""

    text: list[str] = field(default_factory=list)
    refusal: list[str] = field(default_factory=list)
    arguments: dict[int, list[str]] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    finish: str | None = None

    def take(self, chunk: Any, say: Say) -> None:
        """Add one chunk. Raises `LookupError`, `TypeError` or `AttributeError` for one that makes no sense."""
        for choice in chunk.get("choices") or ():
            self.finish = choice.get("finish_reason") or self.finish
            delta = choice.get("delta") or {}
            self.refusal.append(_words(delta.get("refusal")))
            for call in delta.get("tool_calls") or ():
                function, index = call.get("function") or {}, call.get("index") or 0
                self.names[index] = self.names.get(index) or _words(function.get("name"))
                piece = function.get("arguments")
                told = json.dumps(piece) if isinstance(piece, dict) else _words(piece)
                self.arguments.setdefault(index, []).append(told)
            if words := _words(delta.get("content")):
                self.text.append(words)
                say(words)

    def answer(self) -> dict[str, Any]:
        """The same in the shape of a completion that came at once."""
        calls = [
            {"function": {"name": self.names[index], "arguments": "".join(pieces)}}
            for index, pieces in self.arguments.items()
        ]
        message = {"content": "".join(self.text), "refusal": "".join(self.refusal) or None, "tool_calls": calls}
        return {"choices": [{"message": message, "finish_reason": self.finish}]}


def _words(value: Any) -> str:
    """A piece of text; "" for none. Raises `TypeError` for anything else, which must not be told to a student."""
    if not isinstance(value, str | None):
        raise TypeError(type(value))
    return value or ""


def read_stream(lines: Iterable[str], say: Say) -> dict[str, Any]:
    """The completion that the lines of a stream make; `say` gets its text as it comes.

    Raises `WriterError` if the stream tells of an error or ends too soon, `ValueError` if it is not JSON.
    """
    whole = _Whole()
    for line in lines:
        data = line.removeprefix("data:").strip() if line.startswith("data:") else ""
        if data == "[DONE]":
            return whole.answer()
        if data:
            chunk = json.loads(data)
            if not isinstance(chunk, dict) or chunk.get("error"):
                raise WriterError(_CUT_OFF)
            try:
                whole.take(chunk, say)
            except (LookupError, TypeError, AttributeError) as error:
                raise WriterError("The language model's server answered in a shape that makes no sense.") from error
    if whole.finish is None:
        raise WriterError(_CUT_OFF)
    return whole.answer()
