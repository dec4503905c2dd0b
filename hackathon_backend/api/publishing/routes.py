"""/api/publishing/accounts, /api/videos/{id}/publish and what has become of it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from ...errors import Conflict, PublisherAway
from ...handouts.content import check_finished
from ...jobs import Job
from ...model7.remaking import board_of
from ...publishing.counting import length
from ...publishing.models import ENDED, Publication, PublicationState
from ...publishing.planning import facts_of
from ...publishing.platforms import platform_rules
from ...publishing.working import post_of
from ...times import iso
from ..current import current_container
from ..moderating import check_texts
from ..openapi import answers, spec
from ..owned import job_of_caller, job_to_change, owner_of_caller, seen_owner
from ..reading import read_json
from ..sending import send
from ..sharing.routes import title_of
from .planned import PlannedPublication, accounts_here, planned, refuse_faults, rows_for, time_of
from .schemas import (
    FaultView,
    PlannedPost,
    PublicationGone,
    PublicationList,
    PublicationView,
    PublishBody,
    PublishedFilm,
    PublishingAccounts,
    PublishingOptions,
    PublishingPlanView,
    ServiceView,
)
from .views import account_view, publication_list, publication_view

publishing = Blueprint("publishing", __name__)

_REFUSED = (400, 401, 403, 404, 409, 410, 415, 422, 429, 502, 503)


@publishing.get("/api/publishing/accounts")
@spec.validate(resp=answers(HTTP_200=PublishingAccounts, refused=(401, 403, 502, 503)), tags=["publishing"])
def accounts() -> Any:
    """The accounts that films can be published by, with what their platforms take; none where no service is set up."""
    owner_of_caller()
    if current_container().publishing.accounts is None:
        return send(PublishingAccounts(service=None, accounts=[]))
    known = accounts_here()
    service = ServiceView(name=known.publisher.name, label=known.publisher.label)
    return send(PublishingAccounts(service=service, accounts=[account_view(each) for each in known.all()]))


@publishing.get("/api/videos/<video_id>/publish")
@spec.validate(resp=answers(HTTP_200=PublishingOptions, refused=_REFUSED), tags=["publishing"])
def options(video_id: str) -> Any:
    """The same for a film, with a text to begin with for each account."""
    job = _film(video_id)
    facts = facts_of(job, current_container().storage, drawn=board_of(job) is not None)
    film = PublishedFilm(
        title=title_of(job),
        seconds=round(facts.seconds, 2),
        size=f"{facts.width}x{facts.height}",
        drawn=facts.drawn,
        captions=facts.captions,
    )
    if current_container().publishing.accounts is None:
        return send(PublishingOptions(service=None, accounts=[], film=film))
    known = accounts_here()
    service = ServiceView(name=known.publisher.name, label=known.publisher.label)
    views = [account_view(each, job) for each in known.all()]
    return send(PublishingOptions(service=service, accounts=views, film=film))


@publishing.post("/api/videos/<video_id>/publish")
@spec.validate(
    json=PublishBody,
    resp=answers(HTTP_200=PublishingPlanView, HTTP_202=PublicationList, refused=_REFUSED),
    tags=["publishing"],
)
def publish(video_id: str) -> Any:
    """Publish the film at these accounts, now or at a time. With `dryRun` only what would be done is said.

    With an `Idempotency-Key` the same request is made once, however often it is sent.
    """
    asked, job = read_json(PublishBody), _film(video_id)
    posts, at = planned(asked, job), time_of(asked)
    if asked.dry_run:
        return send(PublishingPlanView(object="publishing.plan", posts=[_planned(each) for each in posts],
                                       at=iso(at) if at is not None else None))  # fmt: skip
    refuse_faults(posts)
    for number, post in enumerate(asked.posts):
        check_texts({f"posts.{number}.text": post.text, f"posts.{number}.title": post.title})
    here = current_container().publishing
    rows = here.rows.add(rows_for(asked, job, posts, at))
    if here.desk is not None:
        here.desk.nudge()
    return send(publication_list(rows), 202)


@publishing.get("/api/videos/<video_id>/publications")
@spec.validate(resp=answers(HTTP_200=PublicationList, refused=(401, 403, 404)), tags=["publishing"])
def of_video(video_id: str) -> Any:
    """What has become of the publications of a video of yours."""
    job = job_of_caller(video_id)
    owner_of_caller()
    return send(publication_list(current_container().publishing.rows.listed(of=seen_owner(), job_id=job.id)))


@publishing.get("/api/publications")
@spec.validate(resp=answers(HTTP_200=PublicationList, refused=(401, 403)), tags=["publishing"])
def listing() -> Any:
    """Your publications, the newest first: 200 at most."""
    owner_of_caller()
    return send(publication_list(current_container().publishing.rows.listed(of=seen_owner())))


@publishing.get("/api/publications/<publication_id>")
@spec.validate(resp=answers(HTTP_200=PublicationView, refused=(401, 403, 404)), tags=["publishing"])
def show(publication_id: str) -> Any:
    """How far a publication is."""
    row = _mine(publication_id)
    return send(publication_view(row, current_container().store.many({row.job_id}).get(row.job_id)))


@publishing.delete("/api/publications/<publication_id>")
@spec.validate(resp=answers(HTTP_200=PublicationGone, refused=(401, 403, 404, 409, 502, 503)), tags=["publishing"])
def cancel(publication_id: str) -> Any:
    """Cancel a publication that is not out yet, or forget one that has ended: what is published stays published."""
    row, rows = _mine(publication_id), current_container().publishing.rows
    if row.state in ENDED:
        rows.remove(row)
        return send(PublicationGone(id=row.id, cancelled=False, deleted=True))
    if not rows.withdraw(row):
        _take_back(rows.get(row.id))
    return send(PublicationGone(id=row.id, cancelled=True, deleted=False))


def _take_back(row: Publication) -> None:
    """Have the service take back what is scheduled. Raises `Conflict` for what is on its way or out."""
    here = current_container().publishing
    if row.state != PublicationState.SCHEDULED or row.post_id is None:
        raise Conflict("It is being handed over just now: look again in a moment.", param="publication_id")
    if here.accounts is None:
        raise PublisherAway("The service that has it is not set up here any more: take it back there.")
    if not here.accounts.publisher.cancel(post_of(row), row.post_id):
        raise Conflict(
            f"{here.accounts.publisher.label} does not have it among what is scheduled: it may be out already.",
            param="publication_id",
        )
    here.rows.note_taken_back(row)


def _film(video_id: str) -> Job:
    """The caller's own finished film. Raises `NotFound`, `Conflict`, `Expired`."""
    job = job_to_change(video_id)
    check_finished(job)
    return job


def _mine(publication_id: str) -> Publication:
    owner_of_caller()
    return current_container().publishing.rows.get(publication_id, of=seen_owner())


def _planned(each: PlannedPublication) -> PlannedPost:
    rules = platform_rules()[each.account.platform]
    return PlannedPost(
        account=each.account.id,
        platform=each.account.platform,
        ok=not each.plan.faults,
        faults=[FaultView(param=fault.param, message=fault.message) for fault in each.plan.faults],
        changes=list(each.plan.changes),
        aspect_ratio=each.plan.shape,
        length=length(each.post.text, rules.text.unit),
    )
