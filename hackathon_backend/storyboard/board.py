"""The storyboard: what a video is made of, before it is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, ValidationError, ValidationInfo, field_validator

from ..errors import StoryboardError
from .brand import Brand, SafeArea
from .kinds import KINDS, Scene
from .kinds.base import BaseScene, Line, OptionalShort, Part, Short
from .kinds.tidying import tidy

SpeakerName = Annotated[Short, Field(max_length=40, pattern=r"^[^<>]+$")]
ThemeName = Literal["clean", "whiteboard", "chalkboard", "blueprint", "paper"]


def _tidied(brand: Brand | None) -> Brand | None:
    """The brand with a name that can be drawn on one line."""
    return brand and replace(brand, name=str(tidy(brand.name)))


class Storyboard(Part):
    """A video as a list of scenes, each one idea with its narration."""

    title: Line
    language: str = Field(default="en", pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", description="As en or pt-BR.")
    theme: ThemeName = "clean"
    pace: float = Field(default=1.0, ge=0.5, le=2.0, description="How fast it is spoken; 1 is as a teacher would.")
    speakers: Annotated[dict[SpeakerName, OptionalShort], Field(max_length=8)] = Field(
        default={}, description="Names in the narrations, each with the voice that it has; the first speaks the rest."
    )
    brand: Annotated[Brand | None, AfterValidator(_tidied)] = Field(default=None, description="Whose film it is.")
    safe_area: SafeArea | None = Field(default=None, description="Edges of the frame that are kept free.")
    scenes: Annotated[tuple[Scene, ...], Field(min_length=1, max_length=60)]

    @field_validator("scenes")
    @classmethod
    def _as_their_words_tell(cls, scenes: tuple[BaseScene, ...], info: ValidationInfo) -> tuple[BaseScene, ...]:
        language = info.data.get("language", "en")
        return tuple(KINDS[scene.type].meant(scene, language) for scene in scenes)

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
    # The name of a field that is missing is none of a member of a union, even if something is called so.
    named = 1 if first["type"] == "missing" else 0
    location = first["loc"]
    path = ".".join(_path(location[: len(location) - named], data) + list(map(str, location[len(location) - named :])))
    message = first["msg"].removeprefix("Value error, ").replace("Tuple should", "List should")
    return StoryboardError(f"{path or 'storyboard'}: {message[:1].lower()}{message[1:]}", param=path or None)


def _path(location: tuple[int | str, ...], data: Any) -> list[str]:
    """`location` without the names of union members, which pydantic puts in and the reader never wrote."""
    kept: list[str] = []
    value = data
    for place, step in enumerate(location):
        if isinstance(step, str) and isinstance(value, Mapping):
            of_scene = place == 2 and location[0] == "scenes" and value.get("type") == step
            inner = step not in value and value.get("name") == step and "type" not in value
            if of_scene or inner:
                continue
        kept.append(str(step))
        value = _within(value, step)
    return kept


def _within(value: Any, step: int | str) -> Any:
    try:
        return value[step]
    except (LookupError, TypeError):
        return None
