"""Reports as they are told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from ...analytics.figures import ViewFigures
from ...analytics.outline import FilmOutline
from ...analytics.reports import DayReport, FilmReport, FilmsReport, WatchedFilm
from ...analytics.seconds import unpacked
from ...analytics.tables import NamedWatching
from ...jobs import Job
from ..current import current_container
from ..sharing.routes import title_of
from .schemas import (
    DayCounts,
    DownloadCounts,
    FilmAnalytics,
    FilmCounts,
    FilmsAnalytics,
    NamesState,
    OptionCounts,
    PersonResult,
    QuestionCounts,
    SceneCounts,
    TotalCounts,
)


def film_view(job: Job, report: FilmReport, people: Sequence[NamedWatching]) -> FilmAnalytics:
    """One film."""
    downloads = [DownloadCounts(kind=kind, count=count) for kind, count in sorted(report.downloads.items())]
    return FilmAnalytics(
        object="video.analytics",
        video_id=job.id,
        title=title_of(job),
        seconds=report.outline.seconds,
        days=[_day(day) for day in report.days],
        total=_total(report.total, sum(report.downloads.values())),
        scenes=_scenes(report),
        questions=_questions(report),
        downloads=downloads,
        names=names_of(job.id),
        people=[_person(each, report.outline) for each in people],
        tells_own=_tells_own(),
    )


def films_view(report: FilmsReport) -> FilmsAnalytics:
    """All films of somebody."""
    return FilmsAnalytics(
        object="analytics",
        days=[_day(day) for day in report.days],
        total=_total(report.total, sum(day.downloads for day in report.days)),
        films=[_film(film) for film in report.films],
        left_out=report.left_out,
        tells_own=_tells_own(),
    )


def names_of(video_id: str) -> NamesState:
    """Whether names are kept of a film."""
    watching = current_container().watching
    return NamesState(
        object="video.names", names=watching.is_on(video_id), may_switch=watching.kept == "film" and _tells_own()
    )


def _person(row: NamedWatching, outline: FilmOutline) -> PersonResult:
    given = [(int(question), option) for question, option in row.answers.items()]
    seen = (unpacked(row.seen) & outline.whole).bit_count()
    return PersonResult(
        name=row.name,
        person=row.person,
        watched_percent=round(100 * seen / outline.whole.bit_count()),
        answered=len(given),
        right=sum(outline.is_right(question, option) for question, option in given),
        first_at=_written(row.first_at),
        last_at=_written(row.last_at),
    )


def _written(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _tells_own() -> bool:
    return current_container().identity.is_guarded


def _day(day: DayReport) -> DayCounts:
    return DayCounts(day=day.day, full=day.full, **_total(day.figures, day.downloads).model_dump(by_alias=False))


def _total(figures: ViewFigures, downloads: int) -> TotalCounts:
    return TotalCounts(
        views=figures.views,
        own_views=figures.own_views,
        finished=figures.finished,
        watched_seconds=figures.seconds,
        downloads=downloads,
    )


def _film(film: WatchedFilm) -> FilmCounts:
    total = _total(film.total, film.downloads).model_dump(by_alias=False)
    return FilmCounts(video_id=film.id, title=title_of(film.job), created_at=int(film.job.created_at), **total)


def _scenes(report: FilmReport) -> list[SceneCounts]:
    told = zip(report.outline.scenes, report.total.scenes, strict=True)
    return [
        SceneCounts(index=index, title=scene.title, start=scene.start, end=scene.end, begun=begun, watched=watched)
        for index, (scene, (begun, watched)) in enumerate(told, 1)
    ]


def _questions(report: FilmReport) -> list[QuestionCounts]:
    found = []
    for question, chosen in zip(report.outline.questions, report.total.answers, strict=True):
        options = [
            OptionCounts(text=text, right=index == question.answer, chosen=count)
            for index, (text, count) in enumerate(zip(question.options, chosen, strict=True))
        ]
        answered, right = sum(chosen), chosen[question.answer]
        found.append(QuestionCounts(question=question.question, answered=answered, right=right, options=options))
    return found
