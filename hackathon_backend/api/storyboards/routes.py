"""/api/storyboard: storyboards mended and looked at before they are made into videos."""

from __future__ import annotations

import json
from typing import Annotated, Any

from flask import Blueprint, Response, jsonify, url_for
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from ...errors import NotFound, RequestError
from ...films.preview import plainly
from ...storyboard import Storyboard, ThemeName, editor_schema
from ...writers.base import Request
from ...writers.lesson.writer import LessonWriter
from ..current import current_container
from ..files.routes import send_stored
from ..openapi import answers, spec
from ..reading import read_json, read_query
from ..schemas import Size
from ..text import Text

storyboards = Blueprint("storyboards", __name__)

_TEXT_LIMIT = 1_500_000
"""Characters of a storyboard: pictures in it are data URLs."""
_USUAL_SIZE = "1280x720"


def _json(value: Any) -> str:
    """The storyboard as text, in whichever way it came."""
    text = json.dumps(value) if isinstance(value, dict) else value
    if not isinstance(text, str) or not text.strip():
        raise ValueError("must be an object, or text with JSON in it")
    if len(text) > _TEXT_LIMIT:
        raise ValueError(f"has {len(text):,} characters; at most {_TEXT_LIMIT:,} are read")
    return text


class _Board(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)

    storyboard: Annotated[Any, AfterValidator(_json), Field(description="An object, or text with JSON in it.")]
    size: Size = _USUAL_SIZE
    theme: ThemeName | None = None

    def sides(self) -> tuple[int, int]:
        """Width and height in pixels. Raises `RequestError` if that can't be drawn."""
        width, height = map(int, self.size.split("x"))
        if not all(240 <= side <= 4096 and side % 2 == 0 for side in (width, height)):
            raise RequestError("size: sides must be even and 240 to 4096 pixels.", param="size")
        return width, height


class PreviewRequest(_Board):
    """A storyboard, as an object or as text with JSON in it; `theme` stands in for its own."""


class SceneRequest(_Board):
    """One scene of a storyboard (counted from 0), as a picture or as a film with its voice."""

    scene: Annotated[int, Field(ge=0, lt=1000)]
    moving: bool = False
    voice: Annotated[Text, Field(max_length=100)] | None = None


class SceneFault(BaseModel):
    """Something that a viewer could stumble over, at `at` seconds from the start of the scene."""

    at: float
    kind: str
    path: str
    message: str


class ScenePreview(BaseModel):
    """A scene as it will look."""

    type: str
    title: str
    seconds: float
    faults: list[SceneFault]
    picture: str
    width: int
    height: int


class Preview(BaseModel):
    """A mended storyboard: what was changed, how long it takes, and a picture of each scene."""

    storyboard: dict[str, Any]
    changes: list[str]
    notes: list[str]
    seconds: float
    scenes: list[ScenePreview]


class SceneDrawn(BaseModel):
    """Where the picture or the film of a scene is."""

    url: str


class BoardQuery(BaseModel):
    """How long the film may be, in seconds."""

    seconds: int = Field(60, ge=10, le=600)


class BoardOf(BaseModel):
    """A storyboard to begin with."""

    storyboard: dict[str, Any]


@storyboards.post("/api/storyboard/preview")
@spec.validate(json=PreviewRequest, resp=answers(HTTP_200=Preview, refused=(400, 413, 415, 503)), tags=["storyboards"])
def preview() -> Response:
    """Mend a storyboard, and draw a small picture of each of its scenes."""
    asked = read_json(PreviewRequest)
    found = current_container().previews.sketch(asked.storyboard, asked.sides(), asked.theme)
    for scene in found["scenes"]:
        scene["picture"] = _address(scene["picture"])
    return jsonify(found)


@storyboards.post("/api/storyboard/scene")
@spec.validate(json=SceneRequest, resp=answers(HTTP_200=SceneDrawn, refused=(400, 413, 415, 503)), tags=["storyboards"])
def scene() -> Response:
    """Draw one scene in full size: a picture, or a film of it with its voice."""
    asked = read_json(SceneRequest)
    name = current_container().previews.scene(
        asked.storyboard, asked.scene, asked.sides(), asked.theme, asked.voice, moving=asked.moving
    )
    return jsonify({"url": _address(name)})


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
    answer = send_stored(current_container().previews.find(name))
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
    library = current_container().library
    lesson = library.get(lesson_id)
    wanted = Request(lesson.title, "", lesson.language, lesson, speech_seconds=float(seconds))
    brief = LessonWriter(library).brief(wanted)
    return jsonify({"storyboard": plainly(Storyboard.read(brief.storyboard or {}))})


def _address(name: str) -> str:
    return url_for("storyboards.sketch", name=name)
