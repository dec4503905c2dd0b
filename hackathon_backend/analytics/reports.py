"""What was counted, put together from totals of days and from views that are not summed up yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, case, func, select, union
from sqlalchemy.orm import Session

from ..clock import Clock
from ..jobs import Database, Job
from .counting import MOST_VIEWS
from .figures import ViewFigures, none_yet, of_day, of_views
from .outline import FilmOutline
from .tables import FilmDay, FilmDownload, FilmView

MOST_DAYS = 366
MOST_FILMS = 500


@dataclass(frozen=True)
class DayReport:
    """One day; `taken` are downloads by kind. `full`: as many views were there as are taken on one day, and those that
    came later are not counted.
    """

    day: str
    figures: ViewFigures
    taken: Mapping[str, int] = field(default_factory=dict)
    full: bool = False

    @property
    def downloads(self) -> int:
        """Of all kinds."""
        return sum(self.taken.values())


@dataclass(frozen=True)
class FilmReport:
    """A film: its days in order, those without a view too, all of them together, and downloads by kind."""

    outline: FilmOutline
    days: tuple[DayReport, ...]
    total: ViewFigures
    downloads: Mapping[str, int]


@dataclass(frozen=True)
class WatchedFilm:
    """A film among others, in all of the days."""

    id: str
    job: Job
    total: ViewFigures
    downloads: int


@dataclass(frozen=True)
class FilmsReport:
    """Films that were watched or taken along, the most watched first, and their days together.

    `left_out` is how many films more there are than are told one by one; the days have them all.
    """

    days: tuple[DayReport, ...]
    total: ViewFigures
    films: tuple[WatchedFilm, ...]
    left_out: int


class AnalyticsReports:
    """Reads what was counted."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def film(self, video_id: str, outline: FilmOutline, days: int) -> FilmReport:
        """One film in the last `days`, with today."""
        return self._film(video_id, outline, self._days(days))

    def whole_film(self, video_id: str, outline: FilmOutline) -> FilmReport:
        """One film since it was there; its days are those on which something was counted."""
        days = (select(table.day).where(table.job_id == video_id) for table in (FilmDay, FilmView, FilmDownload))
        with self._database.read() as session:
            span = sorted(session.scalars(union(*days)))
        return self._film(video_id, outline, span)

    def counted(self, owner: str) -> Sequence[str]:
        """The ids of an owner's films of which something was counted."""
        mine = select(Job.id).where(Job.owner == owner, Job.deleted_at.is_(None))
        some = union(*(select(table.job_id) for table in (FilmDay, FilmView, FilmDownload)))
        with self._database.read() as session:
            return session.scalars(mine.where(Job.id.in_(some)).order_by(Job.created_at, Job.id)).all()

    def _film(self, video_id: str, outline: FilmOutline, span: Sequence[str]) -> FilmReport:
        """One film on the days of `span`, in order."""
        if not span:
            return FilmReport(outline, (), none_yet(outline), {})
        with self._database.read() as session:
            kept = session.scalars(_since(FilmDay, span).where(FilmDay.job_id == video_id)).all()
            views = session.scalars(_since(FilmView, span).where(FilmView.job_id == video_id)).all()
            taken = session.scalars(_since(FilmDownload, span).where(FilmDownload.job_id == video_id)).all()
        figures: dict[str, ViewFigures] = defaultdict(ViewFigures)
        single: dict[str, list[FilmView]] = defaultdict(list)
        downloads: dict[str, dict[str, int]] = defaultdict(dict)
        kinds: dict[str, int] = defaultdict(int)
        for view in views:
            single[view.day].append(view)
        for row in kept:
            figures[row.day] += of_day(row)
        for day, those in single.items():
            figures[day] += of_views(those, outline)
        for each in taken:
            downloads[each.day][each.kind] = each.count
            kinds[each.kind] += each.count
        full = {row.day for row in kept if row.begun >= MOST_VIEWS}
        nothing = none_yet(outline)
        told = tuple(DayReport(day, nothing + figures[day], downloads[day], day in full) for day in span)
        return FilmReport(outline, told, sum((day.figures for day in told), nothing), dict(kinds))

    def films(self, owner: str | None, days: int) -> FilmsReport:
        """All films of an owner (None: of everybody) in the last `days`, with today."""
        span = self._days(days)
        with self._database.read() as session:
            counted = [*session.execute(_sums(span, owner)), *session.execute(_single(span, owner))]
            taken = session.execute(_taken(span, owner)).all()
            by_film, by_day = _added_up(counted)
            downloads, on_days = _counts(taken)
            ids = sorted(by_film.keys() | downloads.keys(), key=lambda id_: (-by_film[id_].views, -downloads[id_], id_))
            films = _found(session, ids[:MOST_FILMS])
        told = tuple(
            WatchedFilm(id_, films[id_], by_film[id_], downloads[id_]) for id_ in ids[:MOST_FILMS] if id_ in films
        )
        each = tuple(DayReport(day, by_day[day], {"all": on_days[day]}) for day in span)
        return FilmsReport(each, sum((day.figures for day in each), ViewFigures()), told, max(0, len(ids) - MOST_FILMS))

    def _days(self, days: int) -> Sequence[str]:
        today = datetime.fromtimestamp(self._clock.now(), UTC).date()
        return [_written(today - timedelta(days=back)) for back in range(min(days, MOST_DAYS) - 1, -1, -1)]


def _written(day: date) -> str:
    return day.isoformat()


def _since(table: Any, span: Sequence[str]) -> Select[Any]:
    return select(table).where(table.day >= span[0])


def _mine(query: Any, table: Any, span: Sequence[str], owner: str | None) -> Any:
    query = query.join(Job, Job.id == table.job_id).where(table.day >= span[0], Job.deleted_at.is_(None))
    return (query if owner is None else query.where(Job.owner == owner)).group_by(table.job_id, table.day)


def _sums(span: Sequence[str], owner: str | None) -> Any:
    """By film and day: what is summed up."""
    numbers = (func.sum(each) for each in (FilmDay.views, FilmDay.own_views, FilmDay.finished, FilmDay.seconds))
    return _mine(select(FilmDay.job_id, FilmDay.day, *numbers), FilmDay, span, owner)


def _single(span: Sequence[str], owner: str | None) -> Any:
    """The same of views that are not."""
    others = FilmView.own.is_(False)
    numbers = (
        func.sum(case((others, 1), else_=0)),
        func.sum(case((others, 0), else_=1)),
        func.sum(case((others & FilmView.finished, 1), else_=0)),
        func.sum(case((others, FilmView.seconds), else_=0)),
    )
    return _mine(select(FilmView.job_id, FilmView.day, *numbers), FilmView, span, owner)


def _taken(span: Sequence[str], owner: str | None) -> Any:
    count = func.sum(FilmDownload.count)
    return _mine(select(FilmDownload.job_id, FilmDownload.day, count), FilmDownload, span, owner)


def _added_up(rows: Sequence[Any]) -> tuple[dict[str, ViewFigures], dict[str, ViewFigures]]:
    """By film, and by day."""
    by_film: dict[str, ViewFigures] = defaultdict(ViewFigures)
    by_day: dict[str, ViewFigures] = defaultdict(ViewFigures)
    for job_id, day, views, own_views, finished, seconds in rows:
        these = ViewFigures(int(views), int(own_views), int(finished), int(seconds))
        by_film[job_id] += these
        by_day[day] += these
    return by_film, by_day


def _counts(rows: Sequence[Any]) -> tuple[dict[str, int], dict[str, int]]:
    by_film: dict[str, int] = defaultdict(int)
    by_day: dict[str, int] = defaultdict(int)
    for job_id, day, count in rows:
        by_film[job_id] += int(count)
        by_day[day] += int(count)
    return by_film, by_day


def _found(session: Session, ids: Sequence[str]) -> dict[str, Job]:
    return {job.id: job for job in session.scalars(select(Job).where(Job.id.in_(ids)))}
