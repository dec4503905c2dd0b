"""Single views become the totals of their day, once a day, and are forgotten: one transaction for each film and day."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ..clock import Clock
from ..jobs import Database
from ..jobs.database import one_at_a_time
from .figures import ViewFigures, of_day, of_views
from .tables import FilmContents, FilmDay, FilmView

log = logging.getLogger(__name__)


class ViewSummer:
    """Sums up and forgets views of days that ended so many days ago."""

    def __init__(self, database: Database, clock: Clock, *, keep_days: int) -> None:
        self._database, self._clock, self._keep_days = database, clock, keep_days

    def sum_up(self) -> int:
        """How many views it was. Whoever does it at the same time waits, and finds it done."""
        now = datetime.fromtimestamp(self._clock.now(), UTC)
        oldest = (now - timedelta(days=self._keep_days)).strftime("%Y-%m-%d")
        with self._database.read() as session:
            waiting = select(FilmView.job_id, FilmView.day).where(FilmView.day < oldest).distinct()
            found = session.execute(waiting).all()
        done = sum(self._sum_up(job_id, day) for job_id, day in found)
        if done:
            log.info("%d single views are summed up and forgotten.", done)
        return done

    def _sum_up(self, job_id: str, day: str) -> int:
        these = (FilmView.job_id == job_id, FilmView.day == day)
        with self._database.write() as session:
            one_at_a_time(session, "analytics.sum_up")
            views = session.scalars(select(FilmView).where(*these).with_for_update()).all()
            contents, kept = session.get(FilmContents, job_id), session.get(FilmDay, (job_id, day))
            if not views or contents is None or kept is None:
                return 0
            _keep(session, kept, of_day(kept) + of_views(views, contents.outline))
            session.execute(delete(FilmView).where(*these).execution_options(synchronize_session=False))
            return len(views)


def _keep(session: Session, row: FilmDay, total: ViewFigures) -> None:
    row.views, row.own_views = total.views, total.own_views
    row.finished, row.seconds = total.finished, total.seconds
    row.scenes, row.answers = [list(each) for each in total.scenes], [list(each) for each in total.answers]
    session.flush()
