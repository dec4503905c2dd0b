"""What was counted as tables for spreadsheets: a line for each number that is not nought."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from flask import Response

from ...analytics.reports import FilmReport
from ..costs.table import plain_cell
from .schemas import FilmAnalytics, FilmsAnalytics

_TOTALS = ("views", "own_views", "finished", "watched_seconds", "downloads")
Row = Sequence[str | int]


def film_table(report: FilmReport) -> Response:
    """One film: day, what was counted, of which scene, answer or download, and how often."""
    return as_table(("day", "counted", "of", "count"), _film_rows(report), "film")


def films_table(report: FilmsAnalytics) -> Response:
    """All films, all days together."""
    rows = [[film.video_id, film.title, *(getattr(film, name) for name in _TOTALS)] for film in report.films]
    return as_table(("video", "title", *_TOTALS), rows, "films")


def people_table(report: FilmAnalytics) -> Response:
    """Those who have watched a film, by name."""
    names = ("watched_percent", "answered", "right", "first_at", "last_at")
    rows = [[person.name, person.person, *(getattr(person, name) for name in names)] for person in report.people]
    return as_table(("name", "person", *names), rows, "people")


def as_table(head: Row, rows: Iterable[Row], name: str) -> Response:
    """Rows as CSV. What somebody wrote is no formula in it, and Excel takes it for UTF-8."""
    out = io.StringIO()
    write = csv.writer(out).writerow
    write(head)
    for row in rows:
        write([plain_cell(cell) if isinstance(cell, str) else cell for cell in row])
    # Excel reads what has no such mark in the letters of its own country.
    answer = Response(("\ufeff" + out.getvalue()).encode("utf-8", "replace"), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f"attachment; filename=analytics-{name}.csv"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _film_rows(report: FilmReport) -> Iterator[Row]:
    scenes, questions = report.outline.scenes, report.outline.questions
    for day in report.days:
        figures = day.figures
        numbers: list[tuple[str, str, int]] = [
            ("views", "", figures.views),
            ("own_views", "", figures.own_views),
            ("finished", "", figures.finished),
            ("watched_seconds", "", figures.seconds),
        ]
        for number, (scene, (begun, watched)) in enumerate(zip(scenes, figures.scenes, strict=True), 1):
            name = f"{number}. {scene.title}"
            numbers += [("scene_begun", name, begun), ("scene_watched", name, watched)]
        for question, chosen in zip(questions, figures.answers, strict=True):
            for index, (text, count) in enumerate(zip(question.options, chosen, strict=True)):
                what = "right_answer" if index == question.answer else "wrong_answer"
                numbers.append((what, f"{question.question}: {text}", count))
        numbers += [("downloads", kind, count) for kind, count in sorted(day.taken.items())]
        yield from ((day.day, what, of, count) for what, of, count in numbers if count)
