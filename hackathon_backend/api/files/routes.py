"""/videos/<name>: the finished files, for players and for anything that links to them."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Any

from flask import Blueprint, Response, request, send_file

from ...errors import Expired, NotFound
from ..current import current_container
from ..openapi import answers, spec

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


@files.get("/videos/", strict_slashes=False)
@spec.validate(resp=answers(HTTP_200=None), tags=["files"])
def note() -> Response:
    """Says what this place is; there is no listing."""
    return Response("Finished videos are served here, each under its own name.\n", mimetype="text/plain")


@files.get("/videos/<path:name>")
@spec.validate(resp=answers(HTTP_200=None, refused=(404, 410)), tags=["files"])
def video(name: str) -> Any:
    """A finished file: video, poster or captions. Ranges, HEAD, ETag and conditional requests work."""
    suffix = PurePath(name).suffix.lower()
    path = current_container().storage.find(name) if suffix in _TYPES else None
    if path is None:
        raise _missing(name)
    return send_stored(path)


def _missing(name: str) -> Exception:
    job = current_container().store.by_filename(f"{PurePath(name).name.partition('.')[0]}.mp4")
    if job is not None and job.expired_at is not None:
        return Expired("This video was removed because it had reached its age limit. Ask for a new one.")
    return NotFound("There is no such video here.")


def send_stored(path: Path) -> Response:
    """A file of the storage, with ranges and conditions; HEAD is Flask's."""
    wanted = request.range
    if wanted is None or wanted.units != "bytes" or len(wanted.ranges) > 1:
        # A range that makes no sense, or several at once: RFC 9110 (14.2) allows to answer with the whole file.
        request.environ.pop("HTTP_RANGE", None)
    try:
        response = send_file(path.resolve(), mimetype=_TYPES[path.suffix], conditional=True, max_age=_AN_HOUR)
    except FileNotFoundError:  # removed by another at this moment
        raise NotFound("There is no such video here.") from None
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Accept-Ranges"] = "bytes"
    return response
