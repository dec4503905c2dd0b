"""The pages themselves, and /static/ with what they load."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, request, send_file
from werkzeug.exceptions import HTTPException
from werkzeug.security import safe_join

from ..api.current import current_container, current_principal
from ..api.owned import seen_owner
from ..api.reading import http_error
from ..errors import NotFound
from ..lessons.documents import DOCUMENT_TYPES, MOST_BYTES, MOST_PAGES
from ..lessons.lesson import INLINE_LIMIT
from ..writers.lesson.scenes.pictures import has_picture, path_of
from .lesson_html import figure_board
from .lesson_page import lesson_page
from .sending import STATIC, TYPES, send_file_of, send_page

_FIGURE_SIZE = (1280, 720)
_FOR_PROGRAMS = ("/api/", "/v1/", "/videos/", "/static/")

pages = Blueprint("pages", __name__, template_folder="templates")


@pages.get("/")
def chat() -> Response:
    """The lesson chat: `lesson` is the lesson's id, `c` the conversation's."""
    shown = lesson_page(request.args.get("lesson"), request.args.get("c"))
    page = send_page("chat.html", **vars(shown))
    if shown.missing:
        page.status_code = 404
    return page


@pages.get("/studio")
def studio() -> Response:
    """The studio: videos made from prompts and storyboards, and the library of all of them."""
    return send_page("studio.html", judges=current_principal().is_admin)


@pages.get("/lessons")
def lessons() -> Response:
    """The lessons: one's own, those that others share, and those that are built in; and where to make one."""
    return send_page(
        "lessons.html",
        accept=",".join(DOCUMENT_TYPES),
        most_bytes=MOST_BYTES,
        most_pages=MOST_PAGES,
        most_letters=INLINE_LIMIT,
    )


@pages.get("/publications")
def publications() -> Response:
    """What has become of films that were published elsewhere."""
    return send_page("publications.html")


@pages.get("/lessons/<lesson_id>/edit")
def edit_lesson(lesson_id: str) -> Response:
    """The editor of one's own lesson, which the page itself asks for."""
    try:
        current_container().materials.lesson({"id": lesson_id}, of=seen_owner())
    except NotFound:
        return _missing_page()
    return send_page("edit_lesson.html", lesson_id=lesson_id, most_letters=INLINE_LIMIT)


@pages.get("/lessons/<lesson_id>/pictures/<path:name>")
def lesson_picture(lesson_id: str, name: str) -> Response:
    """A picture that lies beside a lesson of the library, or in a folder there."""
    container = current_container()
    lesson = container.materials.lesson({"id": lesson_id}, of=seen_owner())
    if lesson.is_own:
        lesson = replace(lesson, folder=container.lessons.pictures.folder(lesson_id))
    if lesson.folder is None or not path_of(name) or not has_picture(lesson, name):
        raise NotFound("There is no such picture here.")
    answer = send_file(lesson.folder.resolve() / path_of(name), conditional=True, max_age=300)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@pages.get("/lessons/<lesson_id>/figures/<int:number>")
def lesson_figure(lesson_id: str, number: int) -> Response:
    """The picture of a figure that a lesson of the library has written, counted from 1."""
    container = current_container()
    lesson = container.materials.lesson({"id": lesson_id}, of=seen_owner())
    board = figure_board(lesson, number)
    name = container.previews.scene(board, 0, _FIGURE_SIZE, None, None, moving=False)
    answer = send_file(container.previews.find(name), conditional=True, max_age=300)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@pages.get("/static/<path:name>")
def static_file(name: str) -> Response:
    """A module, a style, a font or a picture."""
    joined = safe_join(str(STATIC), name)
    path = Path(joined) if joined else None
    if path is None or path.suffix not in TYPES or not path.is_file():
        raise NotFound("There is no such file here.")
    if path.suffix == ".mp4":
        return send_file(path, mimetype=TYPES[path.suffix], conditional=True)
    return send_file_of(path)


@pages.app_errorhandler(404)
def missing(error: HTTPException) -> Any:
    """A page for people who are looking for one; programs get the protocol's error."""
    people = request.accept_mimetypes.best_match(("application/json", "text/html")) == "text/html"
    if request.method not in ("GET", "HEAD") or not people or request.path.startswith(_FOR_PROGRAMS):
        return http_error(error)
    return _missing_page()


def _missing_page() -> Response:
    page = send_page("missing.html")
    page.status_code = 404
    return page
