"""/videos/<name>: the finished files, for players and for anything that links to them."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Any

from flask import Blueprint, Response, request, send_file

from ...access.links import VideoAccess
from ...errors import Expired, NotFound
from ...storage import job_of_file
from ..current import current_container, current_principal
from ..openapi import answers, spec
from ..shown import ShareQuery, keep_private, token_sent, unseen

files = Blueprint("files", __name__)

_TYPES = {
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".vtt": "text/vtt",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".txt": "text/plain",
    ".json": "application/json",
}
_AN_HOUR = 3600
_NO_FILE = "There is no such video here."


@files.get("/videos/", strict_slashes=False)
@spec.validate(resp=answers(HTTP_200=None), tags=["files"])
def note() -> Response:
    """Says what this place is; there is no listing."""
    return Response("Finished videos are served here, each under its own name.\n", mimetype="text/plain")


@files.get("/videos/<path:name>")
@spec.validate(query=ShareQuery, resp=answers(HTTP_200=None, refused=(404, 410)), tags=["files"])
def video(name: str) -> Any:
    """A finished file: video, poster or captions. Ranges, HEAD, ETag and conditional requests work.

    Unless VIDEO_ACCESS is public, it needs a log-in or the token that its address was given out with (`?share=`).
    """
    _check_access(name)
    suffix = PurePath(name).suffix.lower()
    answer = send_stored(name) if suffix in _TYPES else None
    if answer is None:
        raise _missing(name)
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


def send_stored(name: str) -> Response | None:
    """A file of the storage; None if there is no such file."""
    path = current_container().storage.local_copy(name)
    try:
        return send_here(path) if path is not None else None
    except FileNotFoundError:  # removed by another at this moment
        return None


def send_here(path: Path) -> Response:
    """A file of this machine, with ranges and conditions; HEAD is Flask's. Raises `FileNotFoundError`."""
    wanted = request.range
    if wanted is None or wanted.units != "bytes" or len(wanted.ranges) > 1:
        # A range that makes no sense, or several at once: RFC 9110 (14.2) allows to answer with the whole file.
        request.environ.pop("HTTP_RANGE", None)
    response = send_file(path.resolve(), mimetype=_TYPES[path.suffix], conditional=True, max_age=_AN_HOUR)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Accept-Ranges"] = "bytes"
    return response
