"""What went wrong, from what a vendor said about it: HTTP errors and failed jobs as `EngineError`s."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...errors import (
    EngineBroken,
    EngineError,
    EngineTimeout,
    KeyRejected,
    OrderRejected,
    OutcomeUnknown,
    PromptRefused,
    RateLimited,
)
from ...times import retry_after
from .server import HttpAnswer
from .values import number_of

_MESSAGE_KEYS = ("message", "msg", "detail", "reason")
"""Where servers put the words of an error."""
_MESSAGE_LIMIT = 300
_REFUSED_CODE = re.compile(r"moderation|polic|safety|sentinel|content_filter|sensitive|nsfw|prohibited|prompt_refused")
_REFUSED_TEXT = re.compile(r"moderation|(content|usage|safety) polic|safety system|guardrail|sensitive content")
_CREDIT = re.compile(r"insufficient_quota|billing|credit|quota|payment")
_RATE = re.compile(r"rate_?limit|too_?many|throttl|concurren")
_TIME = re.compile(r"time_?d?_?out|deadline|expired")


@dataclass(frozen=True)
class FaultText:
    """A vendor's own words on an error; `code` joins its code and type in lower case, `param` is the field at fault."""

    message: str = ""
    code: str = ""
    param: str | None = None
    number: int | None = None

    @property
    def refused(self) -> bool:
        """Whether the prompt is against a policy."""
        return bool(_REFUSED_CODE.search(self.code) or _REFUSED_TEXT.search(self.message.lower()))

    @property
    def tail(self) -> str:
        """The message as the end of a sentence."""
        end = "" if self.message.endswith((".", "!", "?", "…")) else "."
        return f": {self.message}{end}" if self.message else "."


class Faults:
    """Makes the errors of the engine called `label`; `secret` never gets into a message. `key_setting` and
    `url_setting` are named where they have to be looked at. Vendors with words of their own override `said`.
    """

    def __init__(self, label: str, secret: str, *, key_setting: str, url_setting: str) -> None:
        self._label = label
        self._secret = secret
        self._key_setting = key_setting
        self._url_setting = url_setting

    def order(self, answer: HttpAnswer) -> EngineError:
        """Why an order was not taken, or `OutcomeUnknown` if the answer leaves that open."""
        status, said = answer.status, self.said(answer.body)
        if answer.ok:
            return OutcomeUnknown(f"{self._label} answered the order without naming a video{said.tail}")
        if status in (408, 499) or status >= 500 or status < 300:
            late = status in (408, 504)
            because = EngineTimeout.code if late else EngineBroken.code
            return OutcomeUnknown(
                f"{self._label} failed at the order with HTTP {status}{said.tail}",
                because=because,
                outage=status >= 500,
            )
        return self.access(answer, said) or self.rejected(status, said)

    def access(self, answer: HttpAnswer, said: FaultText) -> EngineError | None:
        """The errors that an order shares with any other request."""
        status = answer.status
        if status in (402, 429) or (400 <= status < 404 and _CREDIT.search(said.code)):
            broke = status == 402 or bool(_CREDIT.search(said.code))
            why = "has no credit left" if broke else "takes no more requests now"
            wait = retry_after(answer.headers)
            # Some call a limit for the minute a quota, too: then they say when to come again.
            return RateLimited(f"{self._label} {why}{said.tail}", retry_after=wait, lasting=broke and wait is None)
        if said.refused and status in (400, 403, 422, 451):
            return PromptRefused(f"{self._label} refuses the prompt{said.tail}", param="prompt")
        if status in (401, 403):
            return KeyRejected(
                f"{self._label} does not accept the key (HTTP {status}), check {self._key_setting}{said.tail}"
            )
        return None

    def rejected(self, status: int, said: FaultText) -> EngineError:
        """Why an order was not taken that is none for this vendor."""
        hint = f" Check {self._url_setting}." if status in (404, 405) else ""
        message = f"{self._label} does not take the order (HTTP {status}){said.tail}{hint}"
        return OrderRejected(message, param=said.param)

    def request(self, answer: HttpAnswer, what: str) -> EngineError:
        """Why a request other than an order got no answer of use; `what` went wrong, as in "can't list its videos"."""
        said = self.said(answer.body)
        error = self.access(answer, said)
        if error is not None and not isinstance(error, PromptRefused):
            return error
        web_page = " with something that is not JSON" if answer.ok and answer.body is None else ""
        return EngineBroken(
            f"{self._label} {what} (HTTP {answer.status}{web_page}){said.tail}", outage=answer.status >= 500
        )

    def job(self, said: FaultText, status_word: str) -> EngineError:
        """Why work that was taken failed; `status_word` is all that is known if nothing else was said."""
        if said.refused:
            return PromptRefused(f"{self._label} refused the prompt or what came of it{said.tail}", param="prompt")
        if said.number == 429 or _CREDIT.search(said.code) or _RATE.search(said.code):
            return RateLimited(f"{self._label} had no room or no credit for the video{said.tail}")
        if said.number in (408, 504) or _TIME.search(said.code or status_word):
            return EngineTimeout(f"{self._label} did not finish the video in time{said.tail}")
        reason = said.tail if said.message else f": it says only {status_word!r}."
        return EngineBroken(f"{self._label} could not make the video{reason}")

    def said(self, body: Any) -> FaultText:
        """The words in an error body: the protocol's `{"error": {...}}`, FastAPI's `{"detail"}`, or bare ones."""
        if not isinstance(body, dict):
            return FaultText()
        error = body.get("error") or body.get("detail") or body
        if isinstance(error, list):
            error = next((item for item in error if isinstance(item, dict)), {})
        return self._of_fields(error) if isinstance(error, dict) else FaultText(self.clean(error))

    def _of_fields(self, error: Mapping[str, Any]) -> FaultText:
        message = next((said for key in _MESSAGE_KEYS if (said := error.get(key))), "")
        words = [error.get(key) for key in ("code", "type")]
        code = " ".join(text.lower() for text in words if isinstance(text, str))
        number, param = number_of(error.get("code")), error.get("param")
        return FaultText(
            self.clean(message), code, param if isinstance(param, str) else None, int(number) if number else None
        )

    def clean(self, message: Any) -> str:
        """On one line, of bearable length, and without the key."""
        text = " ".join(message.split()) if isinstance(message, str) else ""
        if self._secret:
            text = text.replace(self._secret, "***")
        text = re.sub(r"\b(sk|rk)-[\w*-]{4,}", "***", text)
        return text if len(text) <= _MESSAGE_LIMIT else text[: _MESSAGE_LIMIT - 1] + "…"
