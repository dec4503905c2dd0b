"""What went wrong with a call of a language model, and for how long it is no use to call again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...times import retry_after
from .health import ModelFault

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
    "invalid_api_key": "The language model's server refuses the key: correct OPENAI_API_KEY.",
    "forbidden": "The language model's server does not let this key use {model}: correct OPENAI_API_KEY or CHAT_MODEL.",
    "no_such_model": "The language model's server has no {model}: correct CHAT_MODEL or OPENAI_BASE_URL.",
    "no_credit": "The language model's account has no credit left: top it up.",
    "rate_limited": "The language model's server gets more requests than it allows.",
    "server_error": "The language model's server answered with an error of its own ({status}).",
    "bad_request": "The language model's server does not take this request ({status}).",
}
_SAID = 200
"""Characters of what the server itself says that are passed on."""


def no_answer() -> ModelFault:
    """It could not be reached, or not in time."""
    why = "The language model's server does not answer: see that it runs, and OPENAI_BASE_URL."
    return ModelFault("no_answer", why, rest=30.0, longest=300.0)


def not_a_completion() -> ModelFault:
    """It answered with something that is no chat completion at all, as a proxy's page."""
    why = "What answers is no chat completions endpoint: correct OPENAI_BASE_URL, which ends in /v1 as a rule."
    return ModelFault("not_a_completion", why, rest=30.0, longest=300.0)


def senseless(what: str, said: str) -> ModelFault:
    """It answers, and its `what` ("answers", "scripts") can't be used; `said` is the last complaint."""
    why = f"The language model's {what} made no sense several times in a row: set CHAT_MODEL to one that writes better."
    return ModelFault(f"senseless_{what}", why, rest=60.0, longest=_HOUR, said=said[:_SAID])


def fault_of(error: APIStatusError, model: str) -> ModelFault:
    """What an HTTP error says of the server. Most of those about the request itself say nothing of the next one."""
    kind = _kind(error)
    rest, longest = _RESTS[kind]
    wait = retry_after(error.response.headers)
    if wait and rest:
        # What the server asks for is kept to; only a guess of ours grows.
        rest, longest = (max(wait, rest), longest) if kind == "no_credit" else (wait, 0.0)
    return ModelFault(kind, _WHY[kind].format(model=model, status=error.status_code), rest, longest, _said(error))


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
