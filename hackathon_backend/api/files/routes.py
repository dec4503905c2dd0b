"""/videos/<name>: the finished files, for players and for anything that links to them."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from flask import Blueprint, Response, request

from ...access.links import VideoAccess
from ...errors import Expired, NotFound
from ...storage import job_of_file
from ..analytics.downloads import count_file
from ..current import current_container, current_principal
from ..openapi import answers, spec
from ..shown import ShareQuery, keep_private, token_sent, unseen
from .sending import TYPES, send_stored

files = Blueprint("files", __name__)


class FileQuery(ShareQuery):
    """`download`: 1 if the browser is to save the file."""

    download: str | None = None


_NO_FILE = "There is no such video here."


@files.get("/videos/", strict_slashes=False)
@spec.validate(resp=answers(HTTP_200=None), tags=["files"])
def note() -> Response:
    """Says what this place is; there is no listing."""
    return Response("Finished videos are served here, each under its own name.\n", mimetype="text/plain")


@files.get("/videos/<path:name>")
@spec.validate(query=FileQuery, resp=answers(HTTP_200=None, refused=(404, 410)), tags=["files"])
def video(name: str) -> Any:
    """A finished file: video, poster or captions. Ranges, HEAD, ETag and conditional requests work.

    Films and pictures that are kept in a bucket may be answered with 302 and an address there.

    Unless VIDEO_ACCESS is public, it needs a log-in or the token that its address was given out with (`?share=`).
    """
    _check_access(name)
    suffix = PurePath(name).suffix.lower()
    answer = send_stored(name, download=request.args.get("download") == "1") if suffix in TYPES else None
    if answer is None:
        raise _missing(name)
    if request.args.get("download") == "1":
        count_file(name, answer)
    return keep_private(answer)


def _check_access(name: str) -> None:
    """Raise `NotFound` or `LoginRequired` if the file is not the caller's to see; one of no video is for admins."""
    container, caller = current_container(), current_principal()
    if container.links.access is VideoAccess.PUBLIC:
        return
    video_id = job_of_file(name)
    if not (caller.is_admin or (video_id and container.audience.may_watch(caller, video_id, token_sent(), files=True))):
        raise unseen(NotFound(_NO_FILE))


def _missing(name: str) -> Exception:
    job = current_container().store.by_filename(f"{PurePath(name).name.partition('.')[0]}.mp4")
    if job is not None and job.expired_at is not None:
        return Expired("This video was removed because it had reached its age limit. Ask for a new one.")
    return NotFound(_NO_FILE)
