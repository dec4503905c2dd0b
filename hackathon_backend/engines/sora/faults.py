"""What went wrong at a server of the Videos protocol."""

from __future__ import annotations

from ...errors import EngineError, OrderRejected
from ..vendors.faults import Faults, FaultText

CLOSED = (
    "OpenAI shut its Videos API down on 2026-09-24. Set SORA_BASE_URL to a server that speaks it today, such as "
    "http://localhost:8000/v1 for vLLM-Omni or SGLang."
)


class VideosFaults(Faults):
    """Knows that OpenAI's own server is gone, and where the others are set."""

    def __init__(self, label: str, secret: str) -> None:
        super().__init__(label, secret, key_setting="SORA_API_KEY", url_setting="SORA_BASE_URL, it usually ends in /v1")

    def rejected(self, status: int, said: FaultText) -> EngineError:
        """Why an order was not taken that is none for this server."""
        if status == 410:
            return OrderRejected(f"{self._label} is gone from there (HTTP 410){said.tail} {CLOSED}")
        return super().rejected(status, said)
