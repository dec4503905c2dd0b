"""The pages themselves, and /static/ with what they load."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response
from werkzeug.security import safe_join

from ..errors import NotFound
from .sending import TYPES, send_file_of, send_page

STATIC = Path(__file__).parent / "static"

pages = Blueprint("pages", __name__, template_folder="templates")


@pages.get("/")
def chat() -> Response:
    """The lesson chat."""
    return send_page("chat.html")


@pages.get("/studio")
def studio() -> Response:
    """The studio: videos made from prompts and storyboards, and the library of all of them."""
    return send_page("studio.html")


@pages.get("/static/<path:name>")
def static_file(name: str) -> Response:
    """A module, a style, a font or a picture."""
    joined = safe_join(str(STATIC), name)
    path = Path(joined) if joined else None
    if path is None or path.suffix not in TYPES or not path.is_file():
        raise NotFound("There is no such file here.")
    return send_file_of(path)
