"""What a model can be given, from its schema.

A schema is `components.schemas.Input` of the OpenAPI description of the model's newest version, as Cog writes it: each
input is a property; a choice among values stands behind a `$ref`, inside of an `allOf`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..vendors.values import number_of

PROMPT = ("prompt", "text_prompt", "prompt_text", "text", "caption")
SECONDS = ("duration", "seconds", "duration_seconds", "num_seconds", "video_duration", "video_length", "length")
FRAMES = ("num_frames", "frames", "frame_num", "number_of_frames")
RATE = ("fps", "frames_per_second", "frame_rate")
SHAPE = ("aspect_ratio", "ratio", "video_aspect_ratio")
RESOLUTION = ("resolution", "video_resolution", "quality", "mode")
SIZE = ("size", "video_size", "frame_size")
FIRST_PICTURE = (
    "start_image", "first_frame_image", "first_frame", "image", "input_image", "image_url", "init_image",
    "reference_image",
)  # fmt: skip
LAST_PICTURE = ("end_image", "last_frame_image", "last_frame", "last_image", "tail_image", "image_tail")
PICTURES = ("reference_images", "input_images", "images", "image_urls")
"""Names that models of Replicate's have for what an order says, the usual one first."""

_MOST_PICTURES = 10


@dataclass(frozen=True)
class InputField:
    """One input. `choices` are the values that it takes, if they are few; `low` and `high` bound a number."""

    name: str
    kind: str
    choices: tuple[Any, ...] = ()
    low: float | None = None
    high: float | None = None
    default: Any = None
    most: int | None = None

    def numbers(self) -> list[tuple[float, Any]]:
        """The choices that are numbers ("5", "5s" and 5 alike), each with the value as it is sent."""
        read = ((seconds_in(choice), choice) for choice in self.choices)
        return sorted(((number, choice) for number, choice in read if number is not None), key=lambda pair: pair[0])


@dataclass(frozen=True)
class ModelInputs:
    """The inputs of a model by name, and those that it must have."""

    fields: Mapping[str, InputField]
    required: tuple[str, ...] = ()

    def first(self, names: Iterable[str]) -> InputField | None:
        """The first input that goes by one of the names."""
        return next((self.fields[name] for name in names if name in self.fields), None)

    def rate(self) -> float:
        """Frames a second, where a length is told in frames."""
        field = self.first(RATE)
        rate = number_of(field.default if field else None)
        return rate if rate is not None and rate >= 1 else 24.0

    def lengths(self) -> tuple[float, ...]:
        """The lengths in seconds that it makes: all of them, or the shortest and the longest; empty if it says none."""
        field, each = self.first(SECONDS), 1.0
        if field is None and (field := self.first(FRAMES)) is not None:
            each = 1 / self.rate()
        if field is None:
            return ()
        if numbers := field.numbers():
            return tuple(number * each for number, _ in numbers if number > 0)
        low, high = field.low or 1.0, field.high or 0.0
        return (max(1.0, low * each), high * each) if high * each > max(1.0, low * each) else ()

    def any_length(self) -> bool:
        """Whether `lengths` are the shortest and the longest."""
        field = self.first(SECONDS) or self.first(FRAMES)
        return field is not None and not field.numbers()

    def pictures(self) -> int:
        """How many reference images it takes."""
        several = self.first(PICTURES)
        ends = [names for names in (FIRST_PICTURE, LAST_PICTURE) if self.first(names)]
        return max(len(ends) if self.first(FIRST_PICTURE) else 0, (several.most or _MOST_PICTURES) if several else 0)


def inputs_in(schema: Any) -> ModelInputs | None:
    """Read the OpenAPI description of a version; None if it has no inputs."""
    schemas = _dict(_dict(_dict(schema).get("components")).get("schemas"))
    properties = _dict(_dict(schemas.get("Input")).get("properties"))
    if not properties:
        return None
    fields = {name: _field(name, _merged(_dict(told), schemas)) for name, told in properties.items()}
    needed = _dict(schemas.get("Input")).get("required")
    listed = [name for name in needed if isinstance(name, str)] if isinstance(needed, list) else []
    return ModelInputs(fields, tuple(name for name in listed if name in fields))


def seconds_in(value: Any) -> float | None:
    """The number in "8", "8s", "8 seconds" or 8."""
    return number_of(value.strip().lower().removesuffix("seconds").rstrip("s ") if isinstance(value, str) else value)


def _field(name: str, told: Mapping[str, Any]) -> InputField:
    choices, most = told.get("enum"), number_of(told.get("maxItems"))
    return InputField(
        name=name,
        kind=str(told.get("type", "string")),
        choices=tuple(choices) if isinstance(choices, list) else (),
        low=number_of(told.get("minimum")),
        high=number_of(told.get("maximum")),
        default=told.get("default"),
        most=int(most) if most else None,
    )


def _merged(told: Mapping[str, Any], schemas: Mapping[str, Any]) -> Mapping[str, Any]:
    """A property with all that is said of it elsewhere."""
    return {name: value for part in _parts(told, schemas) for name, value in part.items()}


def _parts(told: Mapping[str, Any], schemas: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for name in ("allOf", "anyOf", "oneOf"):
        parts = told.get(name)
        for part in parts if isinstance(parts, list) else ():
            yield _resolved(_dict(part), schemas)
    yield _resolved(told, schemas)
    yield told


def _resolved(told: Mapping[str, Any], schemas: Mapping[str, Any]) -> Mapping[str, Any]:
    place = told.get("$ref")
    if not isinstance(place, str):
        return told if told.get("type") != "null" else {}
    return _dict(schemas.get(place.rpartition("/")[2]))


def _dict(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
