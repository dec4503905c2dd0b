"""How a language model's server fares: a failure is remembered, so that the next student does not pay for it again."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from ...errors import WriterUnreachable

log = logging.getLogger(__name__)

LESSONS_STAND_IN = "The lessons' own text stands in."
PROBE_TIME = 60.0
"""Seconds that the one call has which finds out, after a rest, whether the server answers again."""
SENSELESS_IN_A_ROW = 4
"""Answers without sense after which a model is left alone: one may be chance, or what it was asked."""
LONGEST_REST = 86_400.0
"""Seconds: no server is believed that asks for a longer rest."""

_PASSING = frozenset({"rate_limited", "server_error", "no_answer", "not_a_completion"})
"""Faults that may be gone at the next call."""

UNAVAILABLE = "The language model can't be asked at the moment."
"""All that anybody but the operator is told."""


@dataclass(frozen=True)
class ModelFault:
    """A failed call. `why` is one line for the operator that names the fix; `rest` is for how many seconds nothing is
    asked: doubled at each failure of the same `code` in a row up to `longest`; 0 if the fault is this request's alone.
    `said` are the server's own words, for the log only: they may hold a part of the key.
    """

    code: str
    why: str
    rest: float = 0.0
    longest: float = 0.0
    said: str = ""


@dataclass(frozen=True)
class ModelCondition:
    """Whether the model is asked: if it rests, since when and until when (unix seconds), and why."""

    resting: bool = False
    since: float | None = None
    until: float | None = None
    why: str | None = None


class ModelHealth:
    """Remembers the last fault of one server; what is known here lives in this process. `stand_in` is the sentence that
    tells the operator what does its work meanwhile.
    """

    def __init__(self, clock: Callable[[], float] = time.time, *, stand_in: str = LESSONS_STAND_IN) -> None:
        self._clock, self._stand_in = clock, stand_in
        self._lock = Lock()
        self._fault: ModelFault | None = None
        self._since = self._until = 0.0
        self._in_a_row = self._senseless = self._passed_over = 0

    @property
    def condition(self) -> ModelCondition:
        """How it fares now. After its rest it counts as failing until a call has found that it works."""
        with self._lock:
            if self._fault is None:
                return ModelCondition()
            return ModelCondition(True, self._since, self._until, self._fault.why)

    @property
    def is_resting(self) -> bool:
        """Whether a call would be refused now."""
        with self._lock:
            return self._fault is not None and self._clock() < self._until

    def admit(self) -> None:
        """Let a call pass. Raises `WriterUnreachable` while the server rests; after a rest a single call tries it."""
        with self._lock:
            if self._fault is None:
                return
            if self._clock() < self._until:
                raise WriterUnreachable(UNAVAILABLE)
            self._until = self._clock() + PROBE_TIME

    def failed(self, fault: ModelFault, *, patience: int = 0) -> bool:
        """Remember a failure, and say whether the server rests now; the operator is told once, not at every message.

        With `patience` that many failures in a row are passed over, if they may be gone at the next call.
        """
        if not fault.rest:
            return False
        with self._lock:
            self._passed_over += 1
            if fault.code in _PASSING and self._passed_over <= patience:
                return False
            known = self._fault is not None and self._fault.code == fault.code
            self._in_a_row = self._in_a_row + 1 if known else 1
            longest = max(fault.rest, fault.longest)
            seconds = min(fault.rest * 2.0 ** min(self._in_a_row - 1, 20), longest, LONGEST_REST)
            self._since = self._since if self._fault else self._clock()
            self._until = self._clock() + seconds
            self._fault = fault
        log.log(
            logging.INFO if known else logging.WARNING,
            "%s%s %s The next try is in %.0f s.",
            fault.why,
            f" It says: {fault.said}" if fault.said else "",
            self._stand_in,
            seconds,
        )
        return True

    def senseless(self, fault: ModelFault) -> None:
        """An answer came and was of no use: a failure, if it goes on like that or was one already."""
        with self._lock:
            self._senseless += 1
            goes_on = self._fault is not None or self._senseless >= SENSELESS_IN_A_ROW
        if goes_on:
            self.failed(fault)

    def worked(self) -> None:
        """Forget what was wrong."""
        with self._lock:
            was, self._fault = self._fault, None
            self._in_a_row = self._senseless = self._passed_over = 0
        if was is not None:
            log.warning("The language model answers again.")
