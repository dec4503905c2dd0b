"""What went wrong, in Runway's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...errors import EngineError, OrderRejected, RateLimited
from ..vendors.faults import Faults, FaultText
from ..vendors.server import HttpAnswer

_NO_CREDIT = "enough credits"


class RunwayFaults(Faults):
    """Makes Runway's errors: a body is `{"error": "...", "issues": [{"path": [...], "message": "..."}]}`."""

    def __init__(self, label: str, secret: str) -> None:
        super().__init__(label, secret, key_setting="RUNWAYML_API_SECRET", url_setting="RUNWAY_BASE_URL")

    def access(self, answer: HttpAnswer, said: FaultText) -> EngineError | None:
        """As of any vendor; that there is no credit left is a 400 here."""
        if answer.status == 400 and _NO_CREDIT in said.message:
            return RateLimited(f"{self._label} has no credit left{said.tail}", lasting=True)
        return super().access(answer, said)

    def said(self, body: Any) -> FaultText:
        """The message with those of its issues; the field at fault is the first issue's."""
        said = super().said(body)
        issues = [each for each in _listed(body, "issues") if isinstance(each, dict)]
        if not issues:
            return said
        messages = [str(issue.get("message", "")) for issue in issues]
        param = next((".".join(map(str, path)) for issue in issues if (path := _listed(issue, "path"))), None)
        return FaultText(self.clean("; ".join(filter(None, [said.message, *messages]))), said.code, param)

    def task(self, task: Mapping[str, Any]) -> EngineError:
        """Why a task failed or was cancelled (https://docs.dev.runwayml.com/errors/task-failures)."""
        code = str(task.get("failureCode") or "")
        said = FaultText(self.clean(task.get("failure")), code.lower())
        if code.startswith(("ASSET.", "INPUT_PREPROCESSING.")):
            return OrderRejected(f"{self._label} can't use the reference image{said.tail}", param="input_reference")
        return self.job(said, code or str(task.get("status")))


def _listed(body: Any, name: str) -> list[Any]:
    value = body.get(name) if isinstance(body, dict) else None
    return value if isinstance(value, list) else []
