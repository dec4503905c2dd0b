"""Renders that any worker takes part in: what is known of them is in the database."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import delete, exists, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ...clock import SYSTEM, Clock
from ...engines import Order
from ...engines.embedded.render_kinds import RENDER_KINDS
from ...engines.embedded.renders import RenderState
from ...errors import EngineBroken, EngineError, OrderRejected
from ...settings import Settings
from ...storage import NOT_SHARED, SharedFiles
from ...tracing import current_owner
from ..database import Database
from ..documents import JobFault
from ..models import Job
from ..store.events import JobListener
from .graph_rows import go_on
from .rows import RenderRow, RenderTurn, StageRow, StageState

_FILMS_AT_ONCE = 64
"""Films that are begun at the most, by default: enough for dozens of workers, and the first ones are finished first."""
_TURNS_KEPT = 86_400.0
"""Seconds; whoever was served before that is as good as never served."""


class SharedRenders(JobListener):
    """Writes renders down for `workers.StageTurns`, wherever that runs. `on_ready` hears how many stages can be begun.

    Heard as a listener of jobs, it forgets the renders of those that have ended.
    """

    wait = 1.0  # the last stage wakes the job

    def __init__(
        self,
        database: Database,
        settings: Settings,
        *,
        files: SharedFiles = NOT_SHARED,
        clock: Clock = SYSTEM,
    ) -> None:
        self.at_once = settings.films_at_once or _FILMS_AT_ONCE
        self.files = files
        self.on_ready: list[Callable[[int], object]] = []
        self._database = database
        self._settings = settings
        self._clock = clock

    def begin(self, engine: str, order: Order) -> None:
        """Write the order down with its first stages. Raises `StoryboardError`, `OrderRejected`."""
        graph = RENDER_KINDS[engine].graph(order, self._settings, self.files)
        now = self._clock.now()
        render = RenderRow(
            job_id=order.job_id, engine=engine, owner=current_owner.get(), asked=order, created_at=now, step=""
        )
        try:
            with self._database.write() as session:
                failed = RenderRow.ended_at.is_not(None)
                session.execute(delete(RenderRow).where(RenderRow.job_id == order.job_id, failed))
                if session.get(RenderRow, order.job_id) is not None:
                    return
                session.add(render)
                session.flush()
                ready = go_on(session, render, graph, now)
        except IntegrityError:
            return  # Another process has begun it, or the job is gone.
        for hear in self.on_ready:
            hear(ready)

    def state(self, job_id: str) -> RenderState | None:
        """How far it is, by the rows alone."""
        of = RenderRow
        columns = select(of.engine, of.percent, of.step, of.ended_at, of.fault).where(of.job_id == job_id)
        with self._database.read() as session:
            if (row := session.execute(columns).one_or_none()) is None:
                return None
            if row.ended_at is not None:
                return RenderState(100.0, ended=True, error=_error_of(row.fault))
            running = exists().where(StageRow.job_id == job_id, StageRow.state == StageState.RUNNING)
            return RenderState(
                row.percent, row.step, running=bool(row.percent) or bool(session.scalar(select(running)))
            )

    def forget(self, job_id: str) -> None:
        """Drop its stages; the result of one that is under way is dropped when it comes."""
        with self._database.write(durable=False) as session:
            _forget(session, job_id)

    def ended(self, session: Session, job: Job) -> None:
        """Forget the job's render with its end, and whose turn was long ago."""
        _forget(session, job.id)
        session.execute(delete(RenderTurn).where(RenderTurn.served_at < self._clock.now() - _TURNS_KEPT))


def _forget(session: Session, job_id: str) -> None:
    session.execute(delete(RenderRow).where(RenderRow.job_id == job_id))


def _error_of(fault: JobFault | None) -> EngineError | None:
    if fault is None:
        return None
    return OrderRejected(fault.message) if fault.code == OrderRejected.code else EngineBroken(fault.message)
