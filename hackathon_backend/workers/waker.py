"""Wakes jobs by tokens: workers take their steps."""

from __future__ import annotations

from ..jobs import JobStore, JobWaker
from .broker import STEPS
from .tokens import TokenSender


class TokenWaker(JobWaker):
    """Has a token sent when a job is due. What gets lost, or is due much later, is found by the sweep."""

    def __init__(self, store: JobStore, sender: TokenSender) -> None:
        self._sender = sender
        store.listeners.append(self)

    def start(self) -> None:
        """Begin to send."""
        self._sender.start()

    def stop(self) -> None:
        """Send no more."""
        self._sender.stop()

    def nudge(self, due: float = 0.0) -> None:
        """Have a worker look at the rows then (unix seconds; by default: now)."""
        self._sender.want(STEPS, due)
