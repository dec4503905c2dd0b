"""A language model behind any OpenAI-compatible chat endpoint: one call, bounded in time, with plain errors.

The same shape is served by vLLM, Ollama, LM Studio and llama.cpp, so a base URL makes it local.
"""

from __future__ import annotations

import json
import logging
import re
import time
import weakref
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypedDict

import httpx2

from ..deadline import BoundedTransport, within
from ..errors import WriterError, WriterUnreachable
from .chat_stream import Say, read_stream

if TYPE_CHECKING:
    from openai import OpenAI

# The openai package takes half a second to import, so it is imported at the first call: without a key, never.

log = logging.getLogger(__name__)

_MOST_BYTES = 8 * 1024 * 1024
_REST = 30.0
"""Seconds for which a server that did not answer is left alone: a student must not wait for it at every step."""
_FENCE = re.compile(r"\A\s*```(?:json)?\s*(.*?)\s*```\s*\Z", re.S)


class Said(TypedDict):
    """One message of a conversation, as the endpoint takes it."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True)
class Turn:
    """What the model answered: `text`, or the arguments of the one tool it called."""

    text: str
    called: dict[str, Any] | None = None


class ChatModel:
    """Calls `model` at `base_url`. Every method takes at most `timeout` seconds and raises only `WriterError`."""

    def __init__(self, api_key: str | None, base_url: str | None, model: str, *, timeout: float) -> None:
        self.model = model
        self._key, self._url, self._timeout = api_key, base_url, timeout
        self._rests_until = 0.0

    def turn(self, messages: Sequence[Said], *, tool: dict[str, Any] | None = None, say: Say | None = None) -> Turn:
        """Answer in text, or call `tool` (a function's name, description and parameters).

        With `say` the answer is streamed, and each piece of text is told as it comes: before it is known whether the
        answer comes to an end.
        """
        offer: dict[str, Any] = {"tools": [{"type": "function", "function": tool}]} if tool else {}
        message = self._ask(messages, offer, say)
        calls = message.get("tool_calls") or []
        if calls:
            return Turn("", _arguments(calls[0]))
        if not (text := str(message.get("content") or "").strip()):
            raise WriterError("The language model answered with nothing.")
        return Turn(text)

    def structured(self, messages: Sequence[Said], name: str, schema: dict[str, Any]) -> dict[str, Any]:
        """Answer with JSON of this schema. What comes is checked by the caller: not every server keeps to a schema."""
        form = {"type": "json_schema", "json_schema": {"name": name, "schema": schema, "strict": True}}
        message = self._ask(messages, {"response_format": form})
        text = str(message.get("content") or "")
        fenced = _FENCE.match(text)
        return _json_object(fenced[1] if fenced else text, "The language model did not answer with the JSON asked for")

    def problems(self) -> list[str]:
        """What keeps it from answering, with how to mend it. Asks for the list of models, which costs nothing."""
        import openai

        try:
            with within(5.0, most_bytes=_MOST_BYTES):
                self._client.models.list()
        except openai.AuthenticationError:
            return ["The language model's server does not accept the key: set OPENAI_API_KEY to one that it does."]
        except openai.APIConnectionError:
            return [f"No answer from {self._client.base_url}: start the server there, or correct OPENAI_BASE_URL."]
        except (openai.OpenAIError, ValueError, AttributeError, TypeError) as error:
            log.debug("The list of models could not be read: %r", error)
        return []

    @cached_property
    def _client(self) -> OpenAI:
        import openai

        http = httpx2.Client(transport=BoundedTransport(), timeout=self._timeout, follow_redirects=True)
        weakref.finalize(self, http.close)
        return openai.OpenAI(api_key=self._key or "none", base_url=self._url, max_retries=0, http_client=http)

    def _ask(self, messages: Sequence[Said], extra: dict[str, Any], say: Say | None = None) -> dict[str, Any]:
        import openai

        if time.monotonic() < self._rests_until:
            raise WriterUnreachable("The language model's server did not answer a moment ago.")
        body = {"model": self.model, "messages": list(messages), **extra}
        try:
            with within(self._timeout, most_bytes=_MOST_BYTES):
                answer = self._create(body) if say is None else self._stream(body, say)
        except openai.APIStatusError as error:
            raise WriterUnreachable(f"The language model's server answered {error.status_code}.") from error
        except (openai.APIError, httpx2.HTTPError) as error:
            self._rests_until = time.monotonic() + _REST
            raise WriterUnreachable("The language model's server did not answer in time.") from error
        except ValueError as error:
            raise WriterError("The language model's server answered with something that is not JSON.") from error
        return _message(answer)

    def _create(self, body: dict[str, Any]) -> Any:
        return json.loads(self._client.chat.completions.with_raw_response.create(**body).content)

    def _stream(self, body: dict[str, Any], say: Say) -> Any:
        with self._client.chat.completions.with_streaming_response.create(**body, stream=True) as response:
            if "event-stream" in response.headers.get("content-type", ""):
                return read_stream(response.iter_lines(), say)
            # A server that can't stream answers at once.
            return json.loads(response.read())


def _message(answer: Any) -> dict[str, Any]:
    try:
        choice = answer["choices"][0]
        message = choice["message"]
        refusal, finish = message.get("refusal"), choice.get("finish_reason")
    except (LookupError, TypeError, AttributeError) as error:
        raise WriterError("The language model's server answered in a shape that makes no sense.") from error
    if refusal or finish == "content_filter":
        raise WriterError("The language model refused to write this.")
    if finish == "length":
        raise WriterError("The language model's answer was cut off.")
    return dict(message)


def _arguments(call: Any) -> dict[str, Any]:
    try:
        arguments = call["function"]["arguments"]
    except (LookupError, TypeError) as error:
        raise WriterError("The language model called a tool in a shape that makes no sense.") from error
    return _json_object(arguments or "{}", "The language model called a tool with something that is not JSON")


def _json_object(text: Any, complaint: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, TypeError) as error:
        raise WriterError(f"{complaint}.") from error
    if not isinstance(value, dict):
        raise WriterError(f"{complaint}.")
    return value
