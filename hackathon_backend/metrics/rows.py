"""What the rows say, in a handful of queries on indexes, at most once in a few seconds."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import SQLAlchemyError

from ..clock import Clock
from ..jobs import Charge, ChargeState, Database, Job, State, dollars
from ..jobs.renders.rows import StageRow, StageState
from ..webhooks.models import Delivery

log = logging.getLogger(__name__)

FRESH_FOR = 5.0
"""Seconds for which what was read is told again."""


@dataclass(frozen=True)
class RowCounts:
    """What there is. `jobs` is by state and engine, `stages` (of films that workers make) by state, `costs` (dollars)
    and `orders` by engine; ages are in seconds.
    """

    jobs: dict[tuple[str, str], int] = field(default_factory=dict)
    queue_age: float = 0.0
    stages: dict[str, int] = field(default_factory=dict)
    costs: dict[str, float] = field(default_factory=dict)
    orders: dict[str, int] = field(default_factory=dict)
    webhooks: int = 0
    webhook_age: float = 0.0


class RowCounter:
    """Counts rows. Thread-safe; those who ask at once wait for one answer."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._lock = threading.Lock()
        self._last: tuple[float, RowCounts | None] = (float("-inf"), None)

    def counts(self) -> RowCounts | None:
        """As they are, or were a moment ago; None if the database does not answer."""
        with self._lock:
            if self._clock.monotonic() - self._last[0] > FRESH_FOR:
                self._last = (self._clock.monotonic(), self._read())
            return self._last[1]

    def _read(self) -> RowCounts | None:
        now = self._clock.now()
        try:
            with self._database.glance() as connection:
                return _counted(connection, now)
        except SQLAlchemyError:
            log.warning("The rows can't be counted: the database does not answer.")
            return None


def _counted(connection: Connection, now: float) -> RowCounts:
    kinds = select(Job.state, Job.at_engine, func.count()).group_by(Job.state, Job.at_engine)
    # What waits for its turn, and what waits for room at its engine.
    waits = (Job.state == State.QUEUED) | Job.waiting_since.is_not(None)
    oldest = connection.scalar(select(func.min(Job.created_at)).where(Job.ended_at.is_(None), waits))
    paid = (
        select(Charge.engine, func.sum(Charge.micros), func.count())
        .where(Charge.state != ChargeState.RELEASED)
        .group_by(Charge.engine)
    )
    charges = connection.execute(paid).all()
    begun = select(StageRow.state, func.count()).where(StageRow.state != StageState.DONE).group_by(StageRow.state)
    stages = dict.fromkeys((StageState.WAITING.value, StageState.RUNNING.value), 0)
    stages |= {str(state): count for state, count in connection.execute(begun)}
    due = select(func.count(), func.min(Delivery.created_at)).where(Delivery.next_at.is_not(None))
    pending, since = connection.execute(due).one()
    return RowCounts(
        jobs={(str(state), engine or "none"): count for state, engine, count in connection.execute(kinds)},
        queue_age=_age(oldest, now),
        stages=stages,
        costs={engine: dollars(int(micros or 0)) for engine, micros, _ in charges},
        orders={engine: count for engine, _, count in charges},
        webhooks=pending,
        webhook_age=_age(since, now),
    )


def _age(since: float | None, now: float) -> float:
    return max(0.0, now - since) if since is not None else 0.0
