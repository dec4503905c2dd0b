"""POST /v1/videos/<id>/report, and the admins' queue at /api/reports."""

from __future__ import annotations

import hashlib
from typing import Any

from flask import Blueprint, request

from ...access.moderation.reports import ReportReason, ReportState, VideoReport
from ...access.principal import Principal, Proof
from ...errors import NotAllowed
from ...jobs import Job
from ...storage import video_stem
from ...times import iso
from ..current import current_container, current_principal
from ..openapi import answers, spec
from ..reading import read_json, read_query
from ..sending import send, send_rooted
from ..sharing.routes import title_of
from ..shown import job_to_show, token_sent
from .schemas import ReportBody, ReportDecision, ReportPage, ReportQuery, ReportThanks, ReportView

reports = Blueprint("reports", __name__)

_THANKS = "Thank you. Somebody will look at this video."


@spec.validate(
    json=ReportBody, resp=answers(HTTP_201=ReportThanks, refused=(400, 401, 404, 413, 415, 429)), tags=["videos"]
)
def report(video_id: str) -> Any:
    """Say what is wrong with a video, as whoever may watch it."""
    job = job_to_show(video_id, token_sent())
    asked = read_json(ReportBody)
    made = current_container().reports.add(job.id, asked.reason, asked.text.strip(), _reporter(current_principal()))
    return send(ReportThanks(object="video.report", id=made, message=_THANKS), 201)


@reports.get("/api/reports")
@spec.validate(query=ReportQuery, resp=answers(HTTP_200=ReportPage, refused=(400, 401, 403)), tags=["reports"])
def queue() -> Any:
    """Reports, newest first, for admins."""
    _check_admin()
    asked = read_query(ReportQuery)
    kept = current_container().reports
    found = kept.page(asked.state, limit=asked.limit, before=asked.before)
    after = found[-1].at if len(found) == asked.limit else None
    page = ReportPage(
        data=[_view(each) for each in found], open=kept.count(ReportState.OPEN), all=kept.count(), next=after
    )
    answer = send_rooted(page)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@reports.post("/api/reports/<report_id>")
@spec.validate(
    json=ReportDecision,
    resp=answers(HTTP_200=ReportView, refused=(400, 401, 403, 404, 409, 413, 415)),
    tags=["reports"],
)
def judge(report_id: str) -> Any:
    """Dismiss a report, or remove the video that it is about."""
    _check_admin()
    action = read_json(ReportDecision).action
    kept, by = current_container().reports, current_principal().owner
    if action == "dismiss":
        return send_rooted(_view(kept.decide(report_id, ReportState.DISMISSED, by)))
    decided = kept.decide(report_id, ReportState.REMOVED, by)
    _remove(current_container().store.get(decided.job_id))
    return send_rooted(_view(decided))


def _check_admin() -> None:
    if not current_principal().is_admin:
        raise NotAllowed("Only admins see and decide reports.")


def _remove(job: Job) -> None:
    container = current_container()
    if not job.ended:
        job = container.model7.cancel(job.id)
    container.storage.remove(video_stem(job.id, job.created_at))
    container.store.mark_expired(job.id, deleted=True)


def _reporter(caller: Principal) -> str:
    """Who says so: somebody who is known, else the address, which can't be read from it."""
    if caller.owner and caller.proof not in (Proof.LOCAL, Proof.ANONYMOUS, Proof.GUEST):
        return caller.owner
    return f"at:{hashlib.sha256((request.remote_addr or '').encode()).hexdigest()[:24]}"


def _view(kept: VideoReport) -> ReportView:
    job = current_container().store.get(kept.job_id)
    return ReportView(
        id=kept.id,
        at=iso(kept.at),
        reason=ReportReason(kept.reason),
        text=kept.text,
        reporter=kept.reporter,
        state=ReportState(kept.state),
        decided_at=iso(kept.decided_at) if kept.decided_at is not None else None,
        decided_by=kept.decided_by,
        video_id=job.id,
        title=title_of(job),
        owner=job.owner,
        watch_url=f"/watch/{job.id}",
        removed=job.expired_at is not None,
    )
