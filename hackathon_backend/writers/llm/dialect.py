"""What a server takes of the chat completions protocol, found out by its refusals and remembered."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from .protocol import JsonSchema, ModelText

if TYPE_CHECKING:
    import openai

log = logging.getLogger(__name__)

LIMITS = ("max_completion_tokens", "max_tokens", None)
"""Names of the limit on tokens: OpenAI's newer models refuse the second, servers at home may not know the first."""
JsonForm = Literal["json_schema", "json_object", "text"]
"""How JSON is asked for: by its schema, as any JSON with the schema in words, or in words alone."""
_FORMS: tuple[JsonForm, ...] = ("json_schema", "json_object", "text")
_ABOUT_FORM = ("response_format", "json_schema", "json_object", "schema", "structured output", "grammar", "guided")
_ABOUT_LIMIT = ("max_tokens", "max_completion_tokens", "context length", "context window")
_REFUSALS = frozenset({400, 404, 415, 422, 500, 501})
"""Statuses of servers that can't do what they are asked for."""

Body = dict[str, Any]
"""A request's fields by name, which the openai package takes as its many keyword arguments."""
T = TypeVar("T")


@dataclass(frozen=True)
class JsonWish:
    """JSON that is wanted: the name of what it is, and its schema."""

    name: str
    schema: JsonSchema


class Dialect:
    """What one server takes. What is known is forgotten with the process."""

    def __init__(self, limit: str | None) -> None:
        self._limit = limit
        self.form: JsonForm = _FORMS[0]

    def ask(self, send: Callable[[Body], T], body: Body, tokens: int, wish: JsonWish | None) -> T:
        """What `send` returns for the body in words that the server takes, with an answer of at most `tokens`.

        Raises what `send` raises for any other reason.
        """
        if wish is None:
            return self._limited(send, body, tokens)
        return self._formed(send, body, tokens, wish)

    def _formed(self, send: Callable[[Body], T], body: Body, tokens: int, wish: JsonWish) -> T:
        import openai

        forms = _FORMS[_FORMS.index(self.form) :]
        for form in forms:
            try:
                answer = self._limited(send, _in_form(body, form, wish), tokens)
            except openai.APIStatusError as error:
                if form == forms[-1] or not _is_about(error, _ABOUT_FORM):
                    raise
                log.info("The language model's server takes no %s; it is asked for JSON more plainly.", form)
            else:
                self.form = form
                return answer
        raise AssertionError("the last form either works or raises")

    def _limited(self, send: Callable[[Body], T], body: Body, tokens: int) -> T:
        """The answer of at most `tokens`; a server that does not take the limit's name is asked by another one."""
        import openai

        names = [self._limit, *(name for name in LIMITS if name != self._limit)]
        for name, following in pairwise([*names, None]):
            try:
                answer = send(body | ({name: tokens} if name else {}))
            except openai.BadRequestError as error:
                if name is None or not _is_about(error, _ABOUT_LIMIT):
                    raise
                log.debug("The server takes no %s; %s is tried.", name, following)
            else:
                self._limit = name
                return answer
        raise AssertionError("a request without a limit is the last one")


def _in_form(body: Body, form: JsonForm, wish: JsonWish) -> Body:
    if form == "json_schema":
        schema = {"name": wish.name, "schema": wish.schema, "strict": True}
        return body | {"response_format": {"type": form, "json_schema": schema}}
    plain = body | {"messages": _with_schema(body["messages"], wish)}
    return plain | ({"response_format": {"type": form}} if form == "json_object" else {})


def _with_schema(messages: Sequence[ModelText], wish: JsonWish) -> list[ModelText]:
    """The messages with the schema at the end of the last one."""
    *others, last = messages
    told = f"Reply with one JSON object and nothing else. It keeps to this JSON schema: {json.dumps(wish.schema)}"
    return [*others, {"role": last["role"], "content": f"{last['content']}\n\n{told}"}]


def _is_about(error: openai.APIStatusError, words: Sequence[str]) -> bool:
    told = f"{getattr(error, 'param', '')} {error.message}".lower()
    return error.status_code in _REFUSALS and any(word in told for word in words)
