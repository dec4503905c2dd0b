"""What went wrong at Google: its errors have a word of google.rpc, and details that say why and when to come again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ...errors import EngineBroken, EngineError, KeyRejected, PromptRefused, RateLimited
from ...times import retry_after
from ..vendors.faults import Faults, FaultText
from ..vendors.server import HttpAnswer
from ..vendors.values import number_of
from .reading import Interaction, step_errors

_BAD_KEY = re.compile(r"api_?key|access_token|unauthenticated|permission_denied")
_LASTING = re.compile(r"per_?day|prepa|billing|credit|spend|limit: 0\b")
_REFUSED = re.compile(
    r"safety|prohibited|responsible ai|\brai\b|blocked|violat|harmful|blocklist|recitation|usage guidelines"
)
_HTTP = {4: 504, 8: 429}
"""Numbers of google.rpc.Code that have to be told apart, as HTTP statuses."""
_BROKEN_OFF = {
    "cancelled": "was cancelled there",
    "incomplete": "was broken off before it was whole",
    "requires_action": "waits for an action that nobody can take",
}


class GeminiFaults(Faults):
    """Makes the errors of Google's answers."""

    def __init__(self, label: str, secret: str) -> None:
        super().__init__(label, secret, key_setting="GEMINI_API_KEY", url_setting="GEMINI_MODEL and GEMINI_BASE_URL")

    def said(self, body: Any) -> FaultText:
        """The words of an error; its code joins Google's word with the reasons of its details."""
        said = super().said(body)
        error = body.get("error") if isinstance(body, dict) else None
        if not isinstance(error, dict):
            return said
        words = [error.get("status"), *(detail.get("reason") for detail in _details(error)), *_quotas(error)]
        code = " ".join([said.code, *(each.lower() for each in words if isinstance(each, str))]).strip()
        return replace(said, code=code)

    def access(self, answer: HttpAnswer, said: FaultText) -> EngineError | None:
        """The errors that an order shares with any other request."""
        # Google answers a wrong key with 400, and says of a key that may not do this that it is "blocked".
        if answer.status in (400, 403) and _BAD_KEY.search(said.code):
            return KeyRejected(
                f"{self._label} does not accept the key (HTTP {answer.status}), check {self._key_setting}{said.tail}"
            )
        if answer.status == 429:
            wait = retry_after(answer.headers) or _retry_delay(answer.body)
            lasting = bool(_LASTING.search(f"{said.code} {said.message.lower()}"))
            why = "has no credit or quota left" if lasting else "takes no more requests now"
            return RateLimited(
                f"{self._label} {why}{said.tail}", retry_after=None if lasting else wait, lasting=lasting
            )
        if answer.status in (400, 403, 422) and _is_refusal(said):
            return PromptRefused(f"{self._label} refuses the prompt{said.tail}", param="prompt")
        return super().access(answer, said)

    def interaction(self, told: Interaction) -> EngineError:
        """Why an interaction gave no video."""
        said = next((self.said({"error": error}) for error in step_errors(told.fields)), FaultText())
        said = replace(said, number=_HTTP.get(said.number, said.number) if said.number else None)
        if told.status_word == "budget_exceeded":
            return RateLimited(f"{self._label} has used up its budget for the video{said.tail}", lasting=True)
        if _is_refusal(said):
            return PromptRefused(f"{self._label} refused the prompt or what came of it{said.tail}", param="prompt")
        if told.status_word == "completed" and not said.message:
            words = self.clean(told.text)
            answered = f" It says: {words}" if words else ""
            # Its filters take the video away and say nothing.
            return PromptRefused(
                f"{self._label} finished without a video, as it does when its safety filters refuse one.{answered}",
                param="prompt",
            )
        if told.status_word in _BROKEN_OFF and not said.message:
            return EngineBroken(f"The video {_BROKEN_OFF[told.status_word]}, at {self._label}.")
        return self.job(said, told.status_word)


def _is_refusal(said: FaultText) -> bool:
    return said.refused or bool(_REFUSED.search(f"{said.code} {said.message.lower()}"))


def _details(error: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    details = error.get("details")
    for detail in details if isinstance(details, list) else ():
        if isinstance(detail, dict):
            yield detail


def _quotas(error: Mapping[str, Any]) -> Iterator[Any]:
    """The names of the quotas that are used up, as "GenerateRequestsPerDayPerProjectPerModel"."""
    for detail in _details(error):
        violations = detail.get("violations")
        for violation in violations if isinstance(violations, list) else ():
            if isinstance(violation, dict):
                yield violation.get("quotaId")


def _retry_delay(body: Any) -> float | None:
    """Seconds, as "17s" of a RetryInfo tells them."""
    error = body.get("error") if isinstance(body, dict) else None
    for detail in _details(error) if isinstance(error, dict) else ():
        if isinstance(delay := detail.get("retryDelay"), str):
            return number_of(delay.removesuffix("s"))
    return None
