"""A language model behind any OpenAI-compatible chat endpoint: one call, bounded in time, with plain errors.

The same shape is served by vLLM, Ollama, LM Studio and llama.cpp, so a base URL makes it local.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import httpx2

from ...errors import WriterError, WriterUnreachable
from ...net.deadline import within
from ...net.openai_client import openai_client
from ...tracing import NONE, current_job, current_owner
from .chat_stream import Say, read_stream
from .dialect import LIMITS, Body, Dialect, JsonForm, JsonWish
from .fair_slots import FairSlots
from .faults import ModelUse, fault_of, no_answer, not_a_completion, senseless
from .health import UNAVAILABLE, ModelCondition, ModelFault, ModelHealth
from .protocol import NO_SENSE, Completion, JsonObject, JsonSchema, ModelText, Tool, json_object

if TYPE_CHECKING:
    from openai import OpenAI

log = logging.getLogger(__name__)

_MOST_BYTES = 8 * 1024 * 1024
_ANSWER_TOKENS, _BRIEF_TOKENS = 4_000, 16_000
"""The most that an answer and a brief may have, with what a model thinks before it writes."""
_HINDRANCES = 2
"""Faults in a row that a server may have at the parts of one work before it is left alone."""
T = TypeVar("T")
_CHAT = ModelUse()
_FENCE = re.compile(r"\A\s*```(?:json)?\s*(.*?)\s*```\s*\Z", re.S)


@dataclass(frozen=True)
class ModelTurn:
    """What the model answered: `text`, or the arguments of the one tool that it `called`, whose name is `tool`."""

    text: str
    called: JsonObject | None = None
    tool: str = ""


class ChatModel:
    """Calls `model` at `base_url`. Every method takes at most `timeout` seconds, and as long before if it has to wait
    for a slot, and raises only `WriterError`.

    `health` is that of its server and of what it says; that of what it writes as JSON is kept by itself, since many a
    small model talks well and can't do that.
    """

    def __init__(
        self,
        api_key: str | None,
        base_url: str | None,
        model: str,
        *,
        timeout: float,
        use: ModelUse = _CHAT,
        slots: FairSlots | None = None,
    ) -> None:
        self.model, self._use = model, use
        self._key, self._url, self._timeout = api_key, base_url, timeout
        self._slots = slots or FairSlots()
        self.health = ModelHealth(stand_in=use.stand_in)
        self._writing = ModelHealth(stand_in=use.stand_in)
        self._dialect = Dialect("max_tokens" if base_url and "api.openai.com" not in base_url else LIMITS[0])

    def turn(self, messages: Sequence[ModelText], *, tools: Sequence[Tool] = (), say: Say | None = None) -> ModelTurn:
        """Answer in text, or call one of `tools`.

        With `say` the answer is streamed, and each piece of text is told as it comes: before it is known whether the
        answer comes to an end.
        """
        offer: Body = {"tools": [{"type": "function", "function": tool} for tool in tools]} if tools else {}
        self.health.admit()
        with self._judged(self.health, "answers"):
            message = self._ask(messages, offer, _ANSWER_TOKENS, say=say).message
            if message.tool_calls:
                if (called := message.tool_calls[0].function) is None:
                    raise WriterError(NO_SENSE)
                return ModelTurn("", called.read_arguments(), called.name or "")
            if not (text := message.text.strip()):
                raise WriterError("The language model answered with nothing.")
            return ModelTurn(text)

    def structured(
        self,
        messages: Sequence[ModelText],
        name: str,
        schema: JsonSchema,
        read: Callable[[JsonObject], T],
        *,
        tokens: int = _BRIEF_TOKENS,
        part: bool = False,
    ) -> T:
        """What `read` makes of an answer in JSON of this schema, of at most `tokens`. Not every server keeps to a
        schema, so `read` checks what comes: it raises `WriterError` for what makes no sense.

        `part`: it is one of several calls for one work. A server that fails at one of them is still asked for the
        others, and an answer without sense says nothing of what the model can write.
        """
        self.health.admit()
        if part:
            return read(self._json(messages, JsonWish(name, schema), tokens, _HINDRANCES))
        self._writing.admit()
        with self._judged(self._writing, "scripts"):
            return read(self._json(messages, JsonWish(name, schema), tokens))

    @property
    def timeout(self) -> float:
        """Seconds that one call may take."""
        return self._timeout

    @property
    def form(self) -> JsonForm:
        """How its server is asked for JSON, as far as is known."""
        return self._dialect.form

    @property
    def can_write(self) -> bool:
        """Whether `structured` would be tried now."""
        return not (self.health.is_resting or self._writing.is_resting)

    @property
    def condition(self) -> ModelCondition:
        """The server's condition if that is bad, else that of the JSON which the model writes."""
        now = self.health.condition
        return now if now.resting else self._writing.condition

    def problems(self) -> list[str]:
        """What keeps it from answering, with how to mend it. Asks for the list of models, which costs nothing."""
        import openai

        try:
            with within(5.0, most_bytes=_MOST_BYTES):
                self._client.models.list()
        except openai.AuthenticationError:
            return [f"The language model's server does not accept the key: set {self._use.key} to one that it does."]
        except openai.PermissionDeniedError as error:
            return [fault_of(error, self.model, self._use).why]
        except openai.APIConnectionError:
            return [f"No answer from {self._client.base_url}: start the server there, or correct {self._use.url}."]
        except (openai.OpenAIError, ValueError, AttributeError, TypeError) as error:
            log.debug("The list of models could not be read: %r", error)
        return []

    @cached_property
    def _client(self) -> OpenAI:
        return openai_client(self, self._key, self._url, timeout=self._timeout)

    def _json(self, messages: Sequence[ModelText], wish: JsonWish, tokens: int, patience: int = 0) -> JsonObject:
        answer = self._ask(messages, {}, tokens, wish=wish, patience=patience)
        self.health.worked()
        text = answer.message.text
        fenced = _FENCE.match(text)
        complaint = "The language model did not answer with the JSON asked for"
        return json_object(fenced[1] if fenced else text, complaint)

    def _ask(
        self,
        messages: Sequence[ModelText],
        extra: Body,
        tokens: int,
        *,
        say: Say | None = None,
        wish: JsonWish | None = None,
        patience: int = 0,
    ) -> Completion:
        import openai

        body = {"model": self.model, "messages": list(messages), **extra}

        def send(body: Body) -> Completion:
            return self._create(body) if say is None else self._stream(body, say)

        # What is made in the background holds no thread of the server, and has nobody who waits for an answer.
        patient = current_job.get() != NONE
        try:
            with (
                self._slots.slot(current_owner.get(), self._timeout, patient=patient),
                within(self._timeout, most_bytes=_MOST_BYTES),
            ):
                return self._dialect.ask(send, body, tokens, wish)
        except openai.APIStatusError as error:
            raise self._failed(fault_of(error, self.model, self._use), patience) from error
        except (openai.APIError, httpx2.HTTPError) as error:
            raise self._failed(no_answer(self._use), patience) from error
        except ValueError as error:
            raise self._failed(not_a_completion(self._use), patience) from error

    def _failed(self, fault: ModelFault, patience: int) -> WriterError:
        rests = self.health.failed(fault, patience=patience)
        return WriterUnreachable(UNAVAILABLE) if rests else WriterError(f"{fault.why} {fault.said}".strip())

    def _create(self, body: Body) -> Completion:
        return Completion.read(json.loads(self._client.chat.completions.with_raw_response.create(**body).content))

    def _stream(self, body: Body, say: Say) -> Completion:
        with self._client.chat.completions.with_streaming_response.create(**body, stream=True) as response:
            if "event-stream" in response.headers.get("content-type", ""):
                return read_stream(response.iter_lines(), say)
            # A server that can't stream answers at once.
            return Completion.read(json.loads(response.read()))

    @contextmanager
    def _judged(self, health: ModelHealth, what: str) -> Iterator[None]:
        """Remember whether an answer could be used."""
        try:
            yield
        except WriterUnreachable:
            raise
        except WriterError as error:
            health.senseless(senseless(self._use, what, error.message))
            raise
        health.worked()
