"""/api/library: every video there is, whoever asked for it, as cards and in detail."""

from __future__ import annotations

from hashlib import blake2b
from math import ceil
from typing import Any

from flask import Blueprint, Response, jsonify, request
from pydantic import BaseModel, Field

from ...jobs import Job, State
from ...jobs.catalogue import Sort
from ...model7.reply import public_attempts
from ...writers.base import NO_BRIEF
from ..current import current_container
from ..guards.prefix import root
from ..openapi import answers, spec
from ..reading import read_query
from ..schemas import Attempt, Video
from ..text import Text
from ..videos.queries import Status
from ..videos.view import video_view

library = Blueprint("library", __name__)

_QUERY_LIMIT, _LAST_PAGE = 200, 1_000_000
_TITLE = 120
_ASKED = ("model", "seconds", "size", "style", "voice", "voice_speed", "frame_rate", "described", "language")
"""What of an order is shown."""


class LibraryQuery(BaseModel):
    """What to look for: words of the title or the prompt, of which the first dozen count."""

    query: Text = Field("", max_length=_QUERY_LIMIT)
    status: Status | None = None
    sort: Sort = "newest"
    page: int = Field(1, ge=1, le=_LAST_PAGE)
    size: int = Field(24, ge=1, le=100)


class Card(Video):
    """A video with what its card shows. `cost` is in US dollars; None: unknown."""

    title: str
    engine: str | None
    activity: str
    cost: float | None
    duration: float | None
    removed: bool
    video_url: str | None
    poster_url: str | None
    captions_url: str | None
    transcript_url: str | None


class LibraryPage(BaseModel):
    """A page of cards. `total` is how many there are in all, `counts` how many in each status."""

    videos: list[Card]
    total: int
    pages: int
    page: int
    counts: dict[str, int]


class Change(BaseModel):
    """A line of a video's log; `at` is in unix seconds."""

    at: float
    state: str
    activity: str
    progress: float


class Details(Card):
    """A video with all that is known of it. `took` is in seconds."""

    visual_prompt: str | None
    narration: str | None
    takeaways: list[str]
    attempts: list[Attempt]
    log: list[Change]
    took: float | None
    storyboard: dict[str, Any] | None
    asked: dict[str, Any]


@library.get("/api/library")
@spec.validate(query=LibraryQuery, resp=answers(HTTP_200=LibraryPage, refused=(400,)), tags=["library"])
def shelf() -> Response:
    """Videos by title, prompt and status, a page at a time. `If-None-Match` makes it cheap to ask again and again."""
    asked = read_query(LibraryQuery)
    catalogue = current_container().catalogue
    stamp = f"{catalogue.stamp()} {request.query_string.decode('latin-1')} {root()}"
    tag = blake2b(stamp.encode(), digest_size=12).hexdigest()
    if tag in request.if_none_match:
        answer = Response(status=304)
    else:
        found = catalogue.search(asked.query, asked.status, asked.sort, page=asked.page, size=asked.size)
        answer = jsonify(
            {
                "videos": [_card(job) for job in found.jobs],
                "total": found.total,
                "pages": max(1, ceil(found.total / asked.size)),
                "page": asked.page,
                "counts": found.counts,
            }
        )
    answer.set_etag(tag)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@library.get("/api/library/<video_id>")
@spec.validate(resp=answers(HTTP_200=Details, refused=(404,)), tags=["library"])
def details(video_id: str) -> Response:
    """One video: how it was asked for, what was made of it, each step on the way, and engines that failed."""
    job = current_container().store.visible(video_id)
    brief = job.brief or NO_BRIEF
    asked = {name: job.request.get(name) for name in _ASKED}
    return jsonify(
        _card(job)
        | {
            "visual_prompt": brief.visual_prompt or None,
            "narration": brief.narration or None,
            "takeaways": [line for line in brief.takeaways if line],
            "attempts": public_attempts(job.attempts),
            "log": [_change(event) for event in current_container().store.events(job.id)],
            "took": round(job.ended_at - job.created_at, 1) if job.ended_at else None,
            "storyboard": brief.storyboard,
            "asked": {name: value for name, value in asked.items() if value is not None},
        }
    )


def _card(job: Job) -> dict[str, Any]:
    reply = job.reply or {}
    there = job.state == State.COMPLETED and job.expired_at is None
    links = {
        f"{name}_url": root() + reply[field] if there and reply.get(field) else None
        for name, field in (
            ("video", "videoUrl"),
            ("poster", "thumbnailUrl"),
            ("captions", "captionsUrl"),
            ("transcript", "transcriptUrl"),
        )
    }
    return (
        video_view(current_container(), job)
        | {
            "title": _title_of(job),
            "engine": job.engine,
            "activity": job.activity,
            "cost": _cost_of(job),
            "duration": reply.get("durationSeconds"),
            "removed": job.expired_at is not None,
        }
        | links
    )


def _title_of(job: Job) -> str:
    title = (job.brief or NO_BRIEF).title or (job.request.get("storyboard") or {}).get("title")
    said = " ".join(str(title or job.request.get("message") or job.id).split())
    return said if len(said) <= _TITLE else f"{said[: _TITLE - 1].rstrip()}…"


def _cost_of(job: Job) -> float | None:
    """What the engine whose clip it is asks for it; nothing was made, nothing is paid."""
    if job.state in (State.FAILED, State.CANCELLED) and job.operation is None:
        return 0.0
    engine = current_container().engines.get(job.engine or "")
    model = next((model for model in engine.models() if model.id == job.model), None) if engine else None
    if model is None or model.price_per_second is None:
        return None
    return round(model.price_per_second * (job.seconds or 0), 4)


def _change(event: Any) -> dict[str, Any]:
    return {"at": event.at, "state": event.state, "activity": event.activity, "progress": round(event.progress, 1)}
