"""The paths of the protocol: create, list, retrieve, delete, content; and what goes beyond it: poll, cancel, models."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint

from ...errors import Conflict, Expired, NotFound, NotYet
from ...storage import video_stem
from ..current import current_container
from ..files.sending import send_stored
from ..live.standing import wait_for
from ..live.streams import enter
from ..openapi import answers, spec
from ..owned import job_of_caller, job_to_change, seen_owner
from ..reading import read_query
from ..reports.routes import report
from ..sending import send
from .answering import answer_with
from .bodies import CreateVideoBody
from .characters import create_character, retrieve_character
from .creating import read_create
from .deliveries import deliveries
from .live import events
from .operations import edit_film, edit_upload
from .ordering import place_prompt
from .queries import ContentQuery, ListQuery, PollQuery
from .remaking import describe, edit, extend, remix
from .schemas import DeletedVideo, Video, VideoList
from .showing import renew_link, share_with, shared_with
from .socket_routes import add_socket, video_socket
from .view import video_view

_VARIANTS = {"video": "mp4", "thumbnail": "webp", "spritesheet": "sprites.jpg", "described": "described.mp4"}


def videos_at(prefix: str) -> Blueprint:
    """The protocol under `prefix`, as "/v1"."""
    routes = Blueprint(f"videos{prefix.replace('/', '_')}", __name__, url_prefix=prefix)
    for method, path, view in _ROUTES:
        routes.add_url_rule(path, view_func=view, methods=[method])
    add_socket(routes, "/videos/<video_id>/ws", video_socket)
    return routes


@spec.validate(
    json=CreateVideoBody, resp=answers(HTTP_200=Video, refused=(400, 409, 413, 415, 422, 429)), tags=["videos"]
)
def create() -> Any:
    """Order a video.

    The same order under the same `Idempotency-Key` is the same video. An equal order of the last minute, or one whose
    video is still there, is answered with that video (`cached: true`), unless `cache` is false.
    """
    asked, order, reference = read_create()
    job, cached = place_prompt(order, reuse=asked.cache, references=[reference] if reference else [])
    return answer_with(job, cached=cached, notes=order.notes)


@spec.validate(query=ListQuery, resp=answers(HTTP_200=VideoList, refused=(400, 404)), tags=["videos"])
def listing() -> Any:
    """Videos by time, newest first."""
    asked = read_query(ListQuery)
    jobs, more = current_container().store.page(
        limit=asked.limit,
        after=asked.after or None,
        newest_first=asked.order == "desc",
        status=asked.status,
        of=seen_owner(),
    )
    return send(
        VideoList(
            object="list",
            data=[video_view(current_container(), job) for job in jobs],
            first_id=jobs[0].id if jobs else None,
            last_id=jobs[-1].id if jobs else None,
            has_more=more,
        )
    )


@spec.validate(resp=answers(HTTP_200=Video, refused=(404,)), tags=["videos"])
def retrieve(video_id: str) -> Any:
    """One video, as it is now."""
    return answer_with(job_of_caller(video_id))


@spec.validate(resp=answers(HTTP_200=DeletedVideo, refused=(404, 409)), tags=["videos"])
def delete(video_id: str) -> Any:
    """Remove a video that has ended, with its files."""
    job = job_to_change(video_id)
    if not job.ended:
        raise Conflict("The video is still being made. Cancel it before you delete it.")
    current_container().storage.remove(video_stem(job.id, job.created_at))
    current_container().store.mark_expired(job.id, deleted=True)
    return send(DeletedVideo(id=job.id, object="video.deleted", deleted=True))


@spec.validate(query=ContentQuery, resp=answers(HTTP_200=None, refused=(400, 404, 409, 410)), tags=["videos"])
def content(video_id: str) -> Any:
    """The finished file: `variant` is video, thumbnail, spritesheet or described."""
    job = job_of_caller(video_id)
    variant = read_query(ContentQuery).variant
    if not job.ended:
        raise Conflict("Video still processing")
    if job.expired_at is not None:
        raise Expired("This video was removed because it had reached its age limit.")
    answer = send_stored(f"{video_stem(job.id, job.created_at)}.{_VARIANTS[variant]}")
    if answer is None:
        raise NotFound("This video has no such file; `error` of the video says why.", param="variant")
    return answer


@spec.validate(query=PollQuery, resp=answers(HTTP_200=Video, refused=(400, 404, 503, 504)), tags=["videos"])
def poll(video_id: str) -> Any:
    """The video when it has ended, or 504 after `timeout` seconds."""
    timeout = read_query(PollQuery).timeout
    job = job_of_caller(video_id)
    if not job.ended:
        enter(current_container().waiters)
        try:
            job = wait_for(job, timeout)
        finally:
            current_container().waiters.leave()
    if not job.ended:
        raise NotYet(f"The video is not finished after {timeout} seconds. Ask again.")
    return answer_with(job)


@spec.validate(resp=answers(HTTP_200=Video, refused=(404,)), tags=["videos"])
def cancel(video_id: str) -> Any:
    """Stop making the video. One that has ended stays as it is."""
    job_to_change(video_id)
    return answer_with(current_container().model7.cancel(video_id))


_ROUTES: tuple[tuple[str, str, Callable[..., Any]], ...] = (
    ("POST", "/videos", create),
    ("GET", "/videos", listing),
    ("GET", "/videos/<video_id>", retrieve),
    ("DELETE", "/videos/<video_id>", delete),
    ("POST", "/videos/<video_id>/report", report),
    ("GET", "/videos/<video_id>/content", content),
    ("GET", "/videos/<video_id>/poll", poll),
    ("GET", "/videos/<video_id>/events", events),
    ("GET", "/videos/<video_id>/deliveries", deliveries),
    ("POST", "/videos/<video_id>/cancel", cancel),
    ("POST", "/videos/<video_id>/share", renew_link),
    ("GET", "/videos/<video_id>/shared-with", shared_with),
    ("PUT", "/videos/<video_id>/shared-with", share_with),
    ("POST", "/videos/<video_id>/remix", remix),
    ("POST", "/videos/<video_id>/described", describe),
    ("POST", "/videos/edits", edit),
    ("POST", "/videos/characters", create_character),
    ("GET", "/videos/characters/<character_id>", retrieve_character),
    ("POST", "/videos/extensions", extend),
    ("POST", "/videos/<video_id>/edits", edit_film),
    ("POST", "/videos/upload/edits", edit_upload),
)
