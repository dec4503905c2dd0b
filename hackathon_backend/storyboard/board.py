"""The storyboard: what a video is made of, before it is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from ..errors import StoryboardError
from .kinds import Scene
from .kinds.base import Line, OptionalShort, Part, Short

SpeakerName = Annotated[Short, Field(max_length=40, pattern=r"^[^<>]+$")]
ThemeName = Literal["clean", "whiteboard", "chalkboard", "blueprint", "paper"]


class Storyboard(Part):
    """A video as a list of scenes, each one idea with its narration."""

    title: Line
    language: str = Field(default="en", pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", description="As en or pt-BR.")
    theme: ThemeName = "clean"
    pace: float = Field(default=1.0, ge=0.5, le=2.0, description="How fast it is spoken; 1 is as a teacher would.")
    speakers: Annotated[dict[SpeakerName, OptionalShort], Field(max_length=8)] = Field(
        default={}, description="Names in the narrations, each with the voice that it has; the first speaks the rest."
    )
    scenes: Annotated[tuple[Scene, ...], Field(min_length=1, max_length=60)]

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Storyboard:
        """The storyboard that `data` (parsed JSON) describes.

        Raises `StoryboardError` with `param` as the path of the first fault, such as "scenes.2.points.0.text".
        """
        try:
            return cls.model_validate(data)
        except ValidationError as error:
            raise fault(error, data) from error


def fault(error: ValidationError, data: Any) -> StoryboardError:
    """The first fault of `error` as one line that names its place in `data`."""
    first = error.errors(include_url=False, include_input=False)[0]
    path = _path(first["loc"], data)
    message = first["msg"].removeprefix("Value error, ").replace("Tuple should", "List should")
    return StoryboardError(f"{path or 'storyboard'}: {message[:1].lower()}{message[1:]}", param=path or None)


def _path(location: tuple[int | str, ...], data: Any) -> str:
    """`location` without the names of union members, which pydantic puts in and the reader never wrote."""
    kept: list[str] = []
    for index, step in enumerate(location):
        is_tag = index == 2 and location[0] == "scenes" and isinstance(location[1], int)
        if not (is_tag and isinstance(step, str) and _kind(data, location[1]) == step):
            kept.append(str(step))
    return ".".join(kept)


def _kind(data: Any, index: int | str) -> object:
    try:
        return data["scenes"][index]["type"]
    except (LookupError, TypeError):
        return None
