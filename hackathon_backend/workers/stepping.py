"""What a worker does with a token of the queue `steps`."""

from __future__ import annotations

import logging
import threading

from ..jobs import Claim, JobStore, JobWaker, StepTaker

log = logging.getLogger(__name__)

TOKEN_SECONDS = 1.0
"""After the last step that begins within it the token is done: a worker that is to stop waits for no more."""
MOST_AT_WORK = 24
"""Steps under way in a process that compute, write files and need memory. All others ask engines, and mostly wait."""


class StepTokens:
    """Takes steps for a token, the most urgent ones first, and has others woken to help if more is due."""

    def __init__(self, store: JobStore, taker: StepTaker, waker: JobWaker, most_at_work: int = MOST_AT_WORK) -> None:
        self._store = store
        self._taker = taker
        self._waker = waker
        self._most_at_work = most_at_work
        self._was_full = False
        self._flushing = threading.Lock()

    def take(self) -> bool:
        """Take steps, each of the job whose turn it is, until nothing is due or `TOKEN_SECONDS` are over; False if
        nothing was.
        """
        clock = self._store.clock
        until = clock.monotonic() + TOKEN_SECONDS
        found = False
        while self._take_one():
            found = True
            if clock.monotonic() > until:
                self._waker.nudge()
                break
        return found

    def _take_one(self) -> bool:
        """Claim the job whose turn it is and take its step; False if none is due."""
        asking = True if self._taker.at_work >= self._most_at_work else None
        self._was_full |= bool(asking)
        claims = self._taker.claim(1, asking=asking)
        due = self._taker.next_due(asking=asking)
        if due is not None and due <= self._store.clock.now():
            self._waker.nudge()
        for claim in claims:
            self._taker.take(claim)
            self._flush(claim)
            if self._was_full:
                self._was_full = False
                self._waker.nudge()
        return bool(claims)

    def _flush(self, claim: Claim) -> None:
        with self._flushing:
            self._store.batch.flush()
        if not claim.job.ended:
            self._waker.nudge(claim.job.wake_at)
