"""POST /api/videos/<id>/views for players; GET /api/videos/<id>/analytics and /api/analytics for owners."""

from __future__ import annotations

from flask import Blueprint, Response, request

from ...access.principal import Proof
from ...analytics.counting import ViewState
from ...analytics.reports import FilmReport
from ...analytics.seconds import seconds_of
from ...errors import TooLarge
from ...jobs import Job
from ...jobs.store.reading import no_video
from ..current import current_container, current_principal
from ..fields import refuse_unknown
from ..openapi import answers, spec
from ..owned import job_to_change, owner_of_caller, seen_owner
from ..reading import json_body, read_json, read_query, validated
from ..sending import send
from ..shown import ShareQuery, token_sent, unseen
from .schemas import CountedView, DaysQuery, FilmAnalytics, FilmsAnalytics, NamesState, NamesSwitch, ViewReport
from .table import film_table, films_table, people_table
from .view import film_view, films_view, names_of
from .willing import counts_here

analytics = Blueprint("analytics", __name__)

_MOST_BYTES = 32_000


@analytics.post("/api/videos/<video_id>/views")
@spec.validate(
    query=ShareQuery, json=ViewReport, resp=answers(HTTP_200=CountedView, refused=(400, 404, 409, 410, 413)),
    tags=["analytics"],
)  # fmt: skip
def watched(video_id: str) -> Response:
    """How far a view is, told by the player again and again. Any page that shows the film may tell it.

    Nothing is kept of a browser that says `DNT: 1` or `Sec-GPC: 1`, nor of its address or name.
    """
    report = _read_report()
    caller, container = current_principal(), current_container()
    if not container.audience.may_watch(caller, video_id, token_sent(), files=True):
        raise unseen(no_video(video_id))
    state = ViewState(
        video_id,
        report.view,
        seconds_of((first, end) for first, end in report.watched),
        {each.question: each.option for each in report.answers},
    )
    counted = counts_here() and container.views.view(state, caller)
    return send(CountedView(object="video.view", counted=counted, named=counted and _named(state, told=report.told)))


@analytics.get("/api/videos/<video_id>/analytics")
@spec.validate(query=DaysQuery, resp=answers(HTTP_200=FilmAnalytics, refused=(400, 404, 409)), tags=["analytics"])
def film(video_id: str) -> Response:
    """Views, scenes, answers and downloads of one film, for its owner."""
    return _private(send(film_analytics(video_id, read_query(DaysQuery).days)))


@analytics.get("/api/analytics")
@spec.validate(query=DaysQuery, resp=answers(HTTP_200=FilmsAnalytics, refused=(400,)), tags=["analytics"])
def films() -> Response:
    """Views and downloads of all films of the caller, the most watched first."""
    return _private(send(films_analytics(read_query(DaysQuery).days)))


@analytics.get("/api/videos/<video_id>/analytics.csv")
@spec.validate(query=DaysQuery, resp=answers(HTTP_200=None, refused=(400, 404, 409)), tags=["analytics"])
def film_csv(video_id: str) -> Response:
    """The same as a table: a line for each day and number."""
    return film_table(_film_report(video_id, read_query(DaysQuery).days)[1])


@analytics.get("/api/analytics.csv")
@spec.validate(query=DaysQuery, resp=answers(HTTP_200=None, refused=(400,)), tags=["analytics"])
def films_csv() -> Response:
    """The same as a table: a line for each film."""
    return films_table(films_analytics(read_query(DaysQuery).days))


@analytics.get("/api/videos/<video_id>/analytics/people.csv")
@spec.validate(query=DaysQuery, resp=answers(HTTP_200=None, refused=(400, 404, 409)), tags=["analytics"])
def people_csv(video_id: str) -> Response:
    """Those who have watched by name, as a table, where names are kept."""
    return people_table(film_analytics(video_id, read_query(DaysQuery).days))


@analytics.put("/api/videos/<video_id>/analytics/names")
@spec.validate(json=NamesSwitch, resp=answers(HTTP_200=NamesState, refused=(400, 404, 409, 415)), tags=["analytics"])
def switch_names(video_id: str) -> Response:
    """Have names kept of those who watch the film, which the player tells them; or no longer, and forget them."""
    job = job_to_change(video_id)
    current_container().watching.switch(job.id, on=read_json(NamesSwitch).names)
    return _private(send(names_of(job.id)))


def film_analytics(video_id: str, days: int) -> FilmAnalytics:
    """What was counted of a film of the caller's. Raises `NotFound`, `NotAllowed`, `Conflict`."""
    job, report = _film_report(video_id, days)
    return film_view(job, report, current_container().watching.of_film(job.id))


def films_analytics(days: int) -> FilmsAnalytics:
    """What was counted of all films of the caller's. Raises `NotAllowed`."""
    owner_of_caller()
    return films_view(current_container().analytics.films(seen_owner(), days))


def _named(state: ViewState, *, told: bool) -> bool:
    """Whether the viewer's name is kept; what they watched is written down by it once they were told."""
    caller, container = current_principal(), current_container()
    if caller.proof not in (Proof.SESSION, Proof.TOKEN) or container.watching.kept == "off":
        return False
    if not container.watching.names(caller, container.store.visible(state.video_id)):
        return False
    if told:
        container.watching.note(state, caller, container.views.outline(state.video_id))
    return True


def _film_report(video_id: str, days: int) -> tuple[Job, FilmReport]:
    container, job = current_container(), job_to_change(video_id)
    return job, container.analytics.film(job.id, container.views.outline(job.id), days)


def _read_report() -> ViewReport:
    # Also as text/plain: a page elsewhere that is being left has no time to ask first (CORS) whether it may send JSON.
    if len(request.get_data()) > _MOST_BYTES:
        raise TooLarge("That is more than can be told of one view.")
    fields = json_body()
    report = validated(ViewReport, fields)
    refuse_unknown(ViewReport, fields)
    return report


def _private(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
