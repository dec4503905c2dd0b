"""/collections, the page of each collection, and the same for frames on other pages, /embed/collections/<id>."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request

from ..api.collections.courses import cards_of_caller, lesson_of_caller, title_of
from ..api.collections.found import collection_to_show
from ..api.collections.view import collection_view, token_for_now
from ..api.current import current_container
from ..api.guards.pages import is_page_for_people, to_login
from ..api.shown import keep_private, token_sent
from ..errors import LoginRequired, NotFound
from ..film_collections.models import Collection
from .sending import send_page

collecting = Blueprint("collecting", __name__, template_folder="templates")


@collecting.get("/collections")
def shelf() -> Response:
    """All collections of whoever asks, and the way to make one."""
    return send_page("collections/list.html")


@collecting.get("/collections/<collection_id>")
def page(collection_id: str) -> Response:
    """One collection: what is in it, in order, with a player beside it."""
    try:
        found = collection_to_show(collection_id)
    except LoginRequired:
        if not is_page_for_people():
            raise
        return to_login(is_over=False)
    except NotFound:
        return _sent("collections/gone.html", 404)
    return _shown("collections/page.html", found)


@collecting.get("/courses/new")
def course() -> Response:
    """A lesson (`lesson`) as a course, to be looked at, changed and ordered."""
    try:
        lesson = lesson_of_caller(request.args.get("lesson", ""))
        cards = cards_of_caller(lesson.id, all_parts=True)
    except NotFound:
        return _sent("missing.html", 404)
    whole = {"lessons": [each.id for each in cards], "title": title_of(cards)} if len(cards) > 1 else None
    return send_page("collections/course.html", lesson=lesson, whole=whole)


@collecting.get("/embed/collections/<collection_id>")
def embed(collection_id: str) -> Response:
    """The player with the list, for a frame on a page of EMBED_ORIGINS. Nothing in it makes or changes anything."""
    framed_by = current_container().settings.framed_by
    try:
        found = collection_to_show(collection_id)
    except (LoginRequired, NotFound):  # in a frame nobody logs in
        return _sent("collections/embed.html", 404, framed_by=framed_by, message="There is no such collection here.")
    return _shown("collections/embed.html", found, framed_by=framed_by)


def _shown(template: str, found: Collection, *, framed_by: tuple[str, ...] = ()) -> Response:
    sent = token_sent()
    shown, share = collection_view(found, sent), token_for_now(found, sent)
    return _sent(template, 200, framed_by=framed_by, shown=shown, share=share)


def _sent(template: str, status: int, *, framed_by: tuple[str, ...] = (), **values: Any) -> Response:
    answer = send_page(template, framed_by=framed_by, **values)
    if answer.status_code == 200:
        answer.status_code = status
    return keep_private(answer)
