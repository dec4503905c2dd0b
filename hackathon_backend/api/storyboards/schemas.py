"""Storyboards as they are sent to be looked at, and what is shown of them."""

from __future__ import annotations

import json
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue

from ...errors import RequestError
from ...storyboard import ThemeName
from ..schemas import Size
from ..text import Text

_TEXT_LIMIT = 1_500_000
"""Characters of a storyboard: pictures in it are data URLs."""
_USUAL_SIZE = "1280x720"


def _json(value: object) -> str:
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

    storyboard: dict[str, JsonValue]
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

    storyboard: dict[str, JsonValue]
