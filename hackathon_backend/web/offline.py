"""A film with its player, transcript and questions as one page that needs nothing else, not even a network."""

from __future__ import annotations

import base64
from collections.abc import Iterator

from flask import Blueprint, Response, render_template
from markupsafe import Markup

from ..analytics.counting import Taken
from ..api.analytics.downloads import count_download
from ..api.current import current_container
from ..api.handouts.routes import finished, named
from ..api.openapi import answers, spec
from ..api.shown import ShareQuery, keep_private
from ..errors import NotFound
from ..handouts.content import handout_of
from ..jobs import Job
from ..storage import Storage, video_stem
from ..storyboard.drawing.text.direction import runs_right_to_left
from .bundle import bundle
from .sending import STATIC

offline = Blueprint("offline", __name__, template_folder="templates")

_FILM = "@film@"
"""Where the film stands in the page."""
_PIECE = 3 << 16
"""Bytes that become whole letters of base64."""
_FILES = {
    "poster": ("webp", "image/webp"),
    "captions": ("vtt", "text/vtt"),
    "descriptions": ("descriptions.vtt", "text/vtt"),
    "chapters": ("chapters.vtt", "text/vtt"),
    "details": ("json", "application/json"),
    "transcript": ("txt", "text/plain"),
}
"""What the player takes beside the film: by its attribute, the end of the name and the type."""


@offline.get("/api/videos/<video_id>/offline.html")
@spec.validate(query=ShareQuery, resp=answers(HTTP_200=None, refused=(404, 409, 410)), tags=["handouts"])
def page(video_id: str) -> Response:
    """The film as one HTML file with player, captions, transcript and questions, for a stick or a mail.

    The version with spoken descriptions is not in it: the browser's voice tells what is described.
    """
    job = finished(video_id)
    storage, stem = current_container().storage, video_stem(job.id, job.created_at)
    before, _, after = _page(job, stem).partition(_FILM)
    try:
        film = storage.read(f"{stem}.mp4")
    except FileNotFoundError:
        raise NotFound("There is no such video here.") from None
    answer = Response(_whole(before, film, after), mimetype="text/html")
    named(answer, job, "html")
    # On this server it is a file to be kept: its scripts are not those that pages here may run.
    answer.headers["Content-Security-Policy"] = "sandbox"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    count_download(job.id, Taken.OFFLINE, answer)
    return keep_private(answer)


def _page(job: Job, stem: str) -> str:
    container = current_container()
    handout = handout_of(job, container.storage)
    width, _, height = (job.size or "1280x720").partition("x")
    said = container.storage.text(f"{stem}.txt") or ""
    values: dict[str, object] = {
        "title": handout.title,
        "language": handout.language,
        "rtl": runs_right_to_left(handout.language),
        "width": width,
        "height": height,
        "files": [*_small_files(container.storage, stem), ("src", "video/mp4", _FILM)],
        "takeaways": handout.takeaways,
        "paragraphs": [part for part in said.split("\n\n") if part.strip()],
        "player": _player(),
    }
    return render_template("offline.html", **values)


def _player() -> Markup:
    """The player's own script; what would end the element that it stands in is written otherwise."""
    text = bundle(STATIC / "lesson-video.js").decode()
    return Markup(text.replace("</script", "<\\/script"))  # noqa: S704 - our own file


def _small_files(storage: Storage, stem: str) -> Iterator[tuple[str, str, str]]:
    """For each file that there is: the player's attribute, its type, and what is in it, in base64."""
    for name, (ending, kind) in _FILES.items():
        if storage.has(f"{stem}.{ending}"):
            yield name, kind, base64.b64encode(b"".join(storage.read(f"{stem}.{ending}"))).decode()


def _whole(before: str, film: Iterator[bytes], after: str) -> Iterator[bytes]:
    yield before.encode()
    held = b""
    for piece in film:
        held += piece
        whole = len(held) - len(held) % 3
        if whole >= _PIECE:
            yield base64.b64encode(held[:whole])
            held = held[whole:]
    yield base64.b64encode(held)
    yield after.encode()
