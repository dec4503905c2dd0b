"""What went wrong, in Replicate's words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ...errors import EngineError, RateLimited
from ..vendors.faults import Faults, FaultText
from ..vendors.server import HttpAnswer
from ..vendors.values import number_of

_REFUSED = re.compile(r"nsfw|flagged|sensitive|\(E005\)|content filter|inappropriate", re.IGNORECASE)
_TOO_LATE = re.compile(r"timed? ?out|took too long|deadline", re.IGNORECASE)
_INPUT = "input."


class ReplicateFaults(Faults):
    """Makes Replicate's errors: a body has "title", "detail", "status", and "invalid_fields" where inputs are wrong."""

    def __init__(self, label: str, secret: str) -> None:
        super().__init__(label, secret, key_setting="REPLICATE_API_TOKEN", url_setting="REPLICATE_BASE_URL")

    def access(self, answer: HttpAnswer, said: FaultText) -> EngineError | None:
        """As of any vendor; how long to wait stands in the body here."""
        error = super().access(answer, said)
        if isinstance(error, RateLimited) and error.retry_after is None and not error.lasting:
            told = answer.body.get("retry_after") if isinstance(answer.body, dict) else None
            error.retry_after = number_of(told)
        return error

    def said(self, body: Any) -> FaultText:
        """The detail; the field at fault is the first invalid one."""
        if not isinstance(body, dict):
            return FaultText()
        message = self.clean(body.get("detail") or body.get("error") or body.get("title"))
        wrong = body.get("invalid_fields")
        fields = [each.get("field") for each in wrong if isinstance(each, dict)] if isinstance(wrong, list) else []
        param = next((str(field).removeprefix(_INPUT) for field in fields if field), None)
        return FaultText(message, "nsfw" if _REFUSED.search(message) else "", param)

    def prediction(self, prediction: Mapping[str, Any]) -> EngineError:
        """Why a prediction failed, was canceled or aborted."""
        message = self.clean(prediction.get("error"))
        code = "nsfw" if _REFUSED.search(message) else "timeout" if _TOO_LATE.search(message) else ""
        return self.job(FaultText(message, code), str(prediction.get("status")))
