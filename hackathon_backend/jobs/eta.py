"""How long a job will still take: from finished jobs of the same kind, and from its own pace so far."""

from __future__ import annotations

import math
import statistics
import threading

from sqlalchemy import select

from ..clock import SYSTEM, Clock
from .database import Database
from .models import Job, State

SAMPLE = 20
"""How many finished jobs an estimate is made from, the newest ones."""
KEPT_SECONDS = 15.0
"""For how long the answer of the database is good."""
_CLASS = 1.5
"""Lengths within this factor of each other are of one class."""
_FROM = 0.1
"""The share of the work after which its own pace says something."""

_Kind = tuple[str | None, str, int]


class EtaEstimator:
    """Estimates the time that is left; any thread may ask."""

    def __init__(self, database: Database, *, clock: Clock = SYSTEM) -> None:
        self._database = database
        self._clock = clock
        self._known: dict[_Kind, tuple[float, float | None]] = {}
        self._lock = threading.Lock()

    def remaining(self, job: Job, *, now: float | None = None) -> float | None:
        """Whole seconds until the job ends as it looks at `now` (unix seconds; by default: this moment).

        None if nothing is known, or if it has ended.
        """
        if job.ended or job.model is None:
            return None
        elapsed = max(0.0, (self._clock.now() if now is None else now) - (job.submitted_at or math.inf))
        usual = self._usual(job)
        own = _by_own_pace(job, elapsed)
        if usual is None:
            left = own
        else:
            # One that takes longer than usual goes on for a tenth of its time: nothing better is known.
            left = max(usual - elapsed, elapsed / 10)
            if own is not None:
                left += (own - left) * _share(job)
        return None if left is None else float(math.ceil(left))

    def _usual(self, job: Job) -> float | None:
        """The median time, in seconds, that the engine's newest jobs of this kind took from order to end."""
        assert job.model is not None
        kind = (job.engine, job.model, _length_class(job.seconds))
        with self._lock:
            until, seconds = self._known.get(kind, (0.0, None))
        if self._clock.monotonic() >= until:
            seconds = self._ask(kind)
            with self._lock:
                self._known[kind] = (self._clock.monotonic() + KEPT_SECONDS, seconds)
        return seconds

    def _ask(self, kind: _Kind) -> float | None:
        engine, model, length = kind
        query = (
            select(Job.submitted_at, Job.ended_at, Job.engines, Job.turn, Job.seconds)
            .where(Job.model == model, Job.state == State.COMPLETED)
            .order_by(Job.ended_at.desc())
            .limit(SAMPLE * 5)
        )
        with self._database.read() as session:
            rows = session.execute(query).all()
        took = [
            ended_at - submitted_at
            for submitted_at, ended_at, engines, turn, seconds in rows
            if submitted_at and ended_at and _length_class(seconds) == length and engines[turn : turn + 1] == [engine]
        ]
        return statistics.median(took[:SAMPLE]) if took else None


def _length_class(seconds: float | None) -> int:
    return round(math.log(seconds, _CLASS)) if seconds else -1


def _share(job: Job) -> float:
    """How much of what the engine began with is done, 0-1."""
    return min(max((job.progress - job.engine_floor) / max(1.0, 100.0 - job.engine_floor), 0.0), 1.0)


def _by_own_pace(job: Job, elapsed: float) -> float | None:
    share = _share(job)
    return elapsed * (1 - share) / share if share >= _FROM and elapsed > 0 else None
