"""Videos that have ended, by whichever process: read from their rows when somebody asks, each told once."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from typing import Any, NamedTuple

from prometheus_client import Counter, Histogram
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import InstrumentedAttribute

from ..clock import Clock
from ..jobs import Database, Job
from . import rows

log = logging.getLogger(__name__)

_MADE = (1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 3600)
"""Seconds: a drawn film takes a few, a vendor minutes."""
_LATE = 300.0
"""Seconds after its end at which a row may still come: clocks of machines differ, and commits take a while."""


class _Ending(NamedTuple):
    """What is told of one."""

    id: str
    state: str
    reason: str | None
    at_engine: str | None
    engines: list[str]
    turn: int
    filename: str | None
    created_at: float
    submitted_at: float | None
    ended_at: float


_COLUMNS: list[InstrumentedAttribute[Any]] = [getattr(Job, name) for name in _Ending._fields]


class EndedVideos(Collector):
    """Counts the videos that end from now on. All who ask at once wait for one look at the rows."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._lock = threading.Lock()
        self._since = clock.now()
        self._read_at = float("-inf")
        self._after = self._since
        self._told: dict[str, float] = {}
        self._made = Histogram(
            "m7_video_seconds", "Seconds from an order to its video.", ("engine",), buckets=_MADE, registry=None
        )
        self._rendered = Histogram(
            "m7_render_seconds",
            "The part of it after the engine got the order.",
            ("engine",),
            buckets=_MADE,
            registry=None,
        )
        self._ended = Counter(
            "m7_videos_ended", "Videos that ended, by how.", ("engine", "state", "reason"), registry=None
        )

    def describe(self) -> list[Metric]:
        """Nothing: what is collected is not asked for when this is registered."""
        return []

    def collect(self) -> Iterator[Metric]:
        """All that has ended since the start. While the database is away it stays as it was."""
        with self._lock:
            if self._clock.monotonic() - self._read_at > rows.FRESH_FOR:
                self._read_at = self._clock.monotonic()
                for row in self._new():
                    self._count(row)
        for each in (self._made, self._rendered, self._ended):
            yield from each.collect()

    def _new(self) -> list[_Ending]:
        now = self._clock.now()
        try:
            with self._database.glance() as connection:
                rows_found = connection.execute(select(*_COLUMNS).where(Job.ended_at > self._after))
                found = [_Ending(*row) for row in rows_found]
        except SQLAlchemyError:
            log.warning("Videos that have ended can't be counted: the database does not answer.")
            return []
        new = [row for row in found if row.id not in self._told]
        self._after = max(self._since, now - _LATE)
        self._told = {row.id: row.ended_at for row in found if row.ended_at > self._after}
        return new

    def _count(self, row: _Ending) -> None:
        engine = row.at_engine or next(iter(row.engines[row.turn :]), "none")
        self._ended.labels(engine, row.state, row.reason or "none").inc()
        if row.filename is not None:
            self._made.labels(engine).observe(max(0.0, row.ended_at - row.created_at))
            if row.submitted_at is not None:
                self._rendered.labels(engine).observe(max(0.0, row.ended_at - row.submitted_at))
