"""/api/storyboard: storyboards mended and looked at before they are made into videos."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, url_for

from ...errors import NotFound
from ...films.preview import plainly
from ...storyboard import Storyboard, editor_schema
from ...writers.base import Request
from ...writers.lesson.writer import LessonWriter
from ..current import current_container
from ..files.sending import send_here
from ..openapi import answers, spec
from ..owned import seen_owner
from ..reading import read_json, read_query
from ..sending import send
from .schemas import BoardOf, BoardQuery, Preview, PreviewRequest, SceneDrawn, SceneRequest

storyboards = Blueprint("storyboards", __name__)


@storyboards.post("/api/storyboard/preview")
@spec.validate(json=PreviewRequest, resp=answers(HTTP_200=Preview, refused=(400, 413, 415, 503)), tags=["storyboards"])
def preview() -> Response:
    """Mend a storyboard, and draw a small picture of each of its scenes."""
    asked = read_json(PreviewRequest)
    found = current_container().previews.sketch(asked.storyboard, asked.sides(), asked.theme)
    drawn = Preview.model_validate(found, from_attributes=True)
    for scene in drawn.scenes:
        scene.picture = _address(scene.picture)
    return send(drawn)


@storyboards.post("/api/storyboard/scene")
@spec.validate(json=SceneRequest, resp=answers(HTTP_200=SceneDrawn, refused=(400, 413, 415, 503)), tags=["storyboards"])
def scene() -> Response:
    """Draw one scene in full size: a picture, or a film of it with its voice."""
    asked = read_json(SceneRequest)
    name = current_container().previews.scene(
        asked.storyboard, asked.scene, asked.sides(), asked.theme, asked.voice, moving=asked.moving
    )
    return send(SceneDrawn(url=_address(name)))


@storyboards.get("/api/storyboard/schema")
@spec.validate(resp=answers(HTTP_200=None), tags=["storyboards"])
def schema() -> Response:
    """The JSON schema of a storyboard, with a sample of each kind of scene."""
    return jsonify(editor_schema())


@storyboards.get("/api/storyboard/sketches/<name>")
@spec.validate(resp=answers(HTTP_200=None, refused=(404,)), tags=["storyboards"])
def sketch(name: str) -> Response:
    """A picture or a film that a preview has named."""
    stem, _, suffix = name.partition(".")
    if suffix not in ("webp", "mp4") or len(stem) != 64 or not set(stem) <= set("0123456789abcdef"):
        raise NotFound("There is no such picture.")
    try:
        answer = send_here(current_container().previews.find(name))
    except FileNotFoundError:  # removed by another at this moment
        raise NotFound("There is no such picture.") from None
    # Its name is a digest of what it shows.
    answer.headers["Cache-Control"] = "private, max-age=86400, immutable"
    return answer


@storyboards.get("/api/lessons/<lesson_id>/storyboard")
@spec.validate(
    query=BoardQuery, resp=answers(HTTP_200=BoardOf, refused=(400, 404, 422)), tags=["lessons", "storyboards"]
)
def of_lesson(lesson_id: str) -> Response:
    """The storyboard of a lesson, of at most `seconds` (by default 60), made from its own text."""
    seconds = read_query(BoardQuery).seconds
    container = current_container()
    lesson = container.materials.lesson({"id": lesson_id}, of=seen_owner())
    wanted = Request(lesson.title, "", lesson.language, lesson, speech_seconds=float(seconds))
    brief = LessonWriter(container.library).brief(wanted)
    return send(BoardOf(storyboard=plainly(Storyboard.read(brief.storyboard or {}))))


def _address(name: str) -> str:
    return url_for("storyboards.sketch", name=name)
