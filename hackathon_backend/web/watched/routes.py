"""/analytics and /analytics/<id>: what was counted, for owners of films."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response

from ...analytics.reports import MOST_DAYS
from ...api.analytics.routes import film_analytics, films_analytics
from ...api.analytics.schemas import DaysQuery
from ...api.current import current_container
from ...api.owned import job_to_change
from ...api.reading import read_query
from ...api.shown import ending_of_files, ending_of_pages
from ..sending import send_page
from .charts import clock, day_chart, day_name, minutes, share
from .pictures import tile_sheet

watched_pages = Blueprint("watched_pages", __name__, template_folder="../templates")

_PERIODS = (7, 30, 90, MOST_DAYS)
_KINDS = {
    "film": "The film",
    "captions": "Captions",
    "transcript": "Transcript",
    "poster": "Poster",
    "handout": "Hand-out to print",
    "slides": "Slides",
    "moving": "A scene that moves",
    "offline": "The film in one file",
    "archive": "With others, in one archive",
    "other": "Other files",
}


@watched_pages.get("/analytics")
def films() -> Response:
    """All films of whoever asks."""
    days = read_query(DaysQuery).days
    return _sent("analytics.html", days, report=films_analytics(days))


@watched_pages.get("/analytics/<video_id>")
def film(video_id: str) -> Response:
    """One film."""
    days, container = read_query(DaysQuery).days, current_container()
    job = job_to_change(video_id)
    report = film_analytics(video_id, days)
    sheet = tile_sheet(job, container.storage, ending_of_files()(job))
    watch = f"/watch/{job.id}{ending_of_pages(job, None)}"
    return _sent("analytics_film.html", days, report=report, sheet=sheet, watch=watch, kinds=_KINDS)


def _sent(template: str, days: int, *, report: Any, **values: Any) -> Response:
    page = send_page(
        template, report=report, chart=day_chart(report.days), days=days, periods=_PERIODS,
        clock=clock, day_name=day_name, minutes=minutes, share=share, **values,
    )  # fmt: skip
    page.headers["Cache-Control"] = "private, no-store"
    page.headers.pop("ETag", None)
    return page
