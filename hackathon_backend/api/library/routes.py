"""/api/library: all videos that are the caller's, whoever asked for them in which way, as cards and in detail."""

from __future__ import annotations

from hashlib import blake2b
from math import ceil

from flask import Blueprint, Response, request

from ...access.links import VideoAccess
from ..current import current_container
from ..guards.prefix import root
from ..openapi import answers, spec
from ..owned import job_of_caller, seen_owner
from ..reading import read_query
from ..sending import send
from .schemas import LibraryPage, LibraryQuery, VideoDetails
from .view import cards_of, details_of

library = Blueprint("library", __name__)


@library.get("/api/library")
@spec.validate(query=LibraryQuery, resp=answers(HTTP_200=LibraryPage, refused=(400,)), tags=["library"])
def shelf() -> Response:
    """Videos by title, prompt and status, a page at a time. `If-None-Match` makes it cheap to ask again and again."""
    asked = read_query(LibraryQuery)
    of = seen_owner()
    whole = None
    if current_container().links.access is not VideoAccess.PUBLIC:
        # Addresses of files change by themselves, and by a new link: only the whole tells whether anything has.
        whole = send(_page(asked, of))
    tag = blake2b(whole.get_data() if whole else _stamp(of), digest_size=12).hexdigest()
    answer = Response(status=304) if tag in request.if_none_match else whole or send(_page(asked, of))
    answer.set_etag(tag)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _stamp(of: str | None) -> bytes:
    stamp = f"{of} {current_container().catalogue.stamp(of)} {request.query_string.decode('latin-1')} {root()}"
    return stamp.encode()


def _page(asked: LibraryQuery, of: str | None) -> LibraryPage:
    container = current_container()
    search = container.catalogue.search
    found = search(asked.query, asked.status, asked.sort, page=asked.page, size=asked.size, of=of)
    return LibraryPage(
        videos=cards_of(container, found.jobs),
        total=found.total,
        pages=max(1, ceil(found.total / asked.size)),
        page=asked.page,
        counts=found.counts,
    )


@library.get("/api/library/<video_id>")
@spec.validate(resp=answers(HTTP_200=VideoDetails, refused=(404,)), tags=["library"])
def details(video_id: str) -> Response:
    """One video: how it was asked for, what was made of it, each step on the way, and engines that failed."""
    return send(details_of(current_container(), job_of_caller(video_id)))
