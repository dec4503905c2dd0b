"""Drawings of things: found by a word, and shown."""

from __future__ import annotations

from flask import Blueprint, Response

from ...errors import NotFound
from ...storyboard import art_svg
from ...storyboard.drawing.art import search, word_for
from ..openapi import answers, spec
from ..reading import read_query
from ..sending import send
from .schemas import ArtFound, ArtList, ArtQuery

art = Blueprint("art", __name__)


@art.get("/api/art")
@spec.validate(query=ArtQuery, resp=answers(HTTP_200=ArtList, refused=(400,)), tags=["storyboards"])
def find_art() -> Response:
    """Drawings that a word or the beginning of one finds, in its language or in English."""
    asked = read_query(ArtQuery)
    found = search(asked.q, asked.language, asked.limit)
    return send(ArtList(art=[ArtFound(id=each.id, name=each.name, word=word_for(each)) for each in found]))


@art.get("/api/art/<art_id>.svg")
@spec.validate(resp=answers(HTTP_200=None, refused=(404, 503)), tags=["storyboards"])
def show_art(art_id: str) -> Response:
    """A drawing in two tones of the colour of the text around it."""
    picture = art_svg(art_id[:80])
    if picture is None:
        raise NotFound("There is no such drawing.")
    answer = Response(picture, mimetype="image/svg+xml")
    answer.headers["Cache-Control"] = "private, max-age=86400"
    return answer
