"""What went wrong with a call of a language model, and for how long it is no use to call again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...times import retry_after
from .health import LESSONS_STAND_IN, ModelFault

if TYPE_CHECKING:
    from openai import APIStatusError

_HOUR = 3600.0
_KINDS = {401: "invalid_api_key", 402: "no_credit", 403: "forbidden", 404: "no_such_model"}
_RESTS = {
    "invalid_api_key": (_HOUR, 0.0),
    "forbidden": (_HOUR, 0.0),
    "no_such_model": (300.0, _HOUR),
    "no_credit": (900.0, _HOUR),
    "rate_limited": (30.0, 600.0),
    "server_error": (5.0, 120.0),
    "bad_request": (0.0, 0.0),
}
"""Seconds of a rest, and of the longest after many failures in a row."""
_WHY = {
    "invalid_api_key": "The language model's server refuses the key: correct {use.key}.",
    "forbidden": "The language model's server does not let this key use {model}: correct {use.key} or {use.name}.",
    "no_such_model": "The language model's server has no {model}: correct {use.name} or {use.url}.",
    "no_credit": "The language model's account has no credit left: top it up.",
    "rate_limited": "The language model's server gets more requests than it allows.",
    "server_error": "The language model's server answered with an error of its own ({status}).",
    "bad_request": "The language model's server does not take this request ({status}).",
}
_SAID = 200
"""Characters of what the server itself says that are passed on."""


@dataclass(frozen=True)
class ModelUse:
    """What a model is there for: the settings of its key, address and name, and what does its work while it rests."""

    key: str = "OPENAI_API_KEY"
    url: str = "OPENAI_BASE_URL"
    name: str = "CHAT_MODEL"
    stand_in: str = LESSONS_STAND_IN


def no_answer(use: ModelUse) -> ModelFault:
    """It could not be reached, or not in time."""
    why = f"The language model's server does not answer: see that it runs, and {use.url}."
    return ModelFault("no_answer", why, rest=30.0, longest=300.0)


def not_a_completion(use: ModelUse) -> ModelFault:
    """It answered with something that is no chat completion at all, as a proxy's page."""
    why = f"What answers is no chat completions endpoint: correct {use.url}, which ends in /v1 as a rule."
    return ModelFault("not_a_completion", why, rest=30.0, longest=300.0)


def senseless(use: ModelUse, what: str, said: str) -> ModelFault:
    """It answers, and its `what` ("answers", "scripts") can't be used; `said` is the last complaint."""
    why = f"The language model's {what} made no sense several times in a row: set {use.name} to one that writes better."
    return ModelFault(f"senseless_{what}", why, rest=60.0, longest=_HOUR, said=said[:_SAID])


def fault_of(error: APIStatusError, model: str, use: ModelUse) -> ModelFault:
    """What an HTTP error says of the server. Most of those about the request itself say nothing of the next one."""
    kind = _kind(error)
    rest, longest = _RESTS[kind]
    wait = retry_after(error.response.headers)
    if wait and rest:
        # What the server asks for is kept to; only a guess of ours grows.
        rest, longest = (max(wait, rest), longest) if kind == "no_credit" else (wait, 0.0)
    why = _WHY[kind].format(model=model, status=error.status_code, use=use)
    return ModelFault(kind, why, rest, longest, _said(error))


def _kind(error: APIStatusError) -> str:
    status = error.status_code
    if status == 429:
        return "no_credit" if error.code == "insufficient_quota" else "rate_limited"
    if status >= 500 or status == 408:
        return "server_error"
    return _KINDS.get(status, "bad_request")


def _said(error: APIStatusError) -> str:
    body: Any = error.body
    text = body.get("message") if isinstance(body, dict) else None
    return " ".join(text.split())[:_SAID] if isinstance(text, str) else ""
