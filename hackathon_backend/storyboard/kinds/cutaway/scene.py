"""A drawing from the library whose parts are named as they are spoken of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic.json_schema import JsonSchemaValue

from ....errors import UnknownDrawing
from ...fields import Fields
from ..base import BaseScene, Cued, Line, OptionalShort, Short
from ..shown import Phrasing, Picture, parts
from ..wording import Wording
from .library import drawing_of, english_names, find_flow, find_part, find_subject

PartName = Annotated[Short, Wording.KEPT]
"""The name of something in a drawing, which has it in all languages."""
MOST_PARTS, MOST_FLOWS, MOST_ZOOMS = 12, 4, 4
"""How many parts are named in one scene, how much flows in it, and how often the camera goes near."""


def _with_subjects(schema: JsonSchemaValue) -> None:
    """Tells a writer what there are drawings of; they are only looked up when a schema is asked for."""
    schema["description"] = f"What is drawn, one of: {', '.join(english_names())}."


class NamedPart(Cued):
    """A part of the subject, which lights up with its name."""

    part: PartName = Field(description="Its usual name, in any language.")
    label: OptionalShort = Field(default="", description="What it does, in at most four words.")


class PartZoom(Cued):
    """A part that the camera goes near to."""

    part: PartName


class Flow(Cued):
    """What runs through the drawing: a flow that it knows by name, or a way from part to part."""

    flow: Annotated[OptionalShort, Wording.KEPT] = Field(
        default="", description="Name of a flow, such as oxygen-rich blood."
    )
    parts: Annotated[tuple[PartName, ...], Field(max_length=12)] = Field(
        default=(), description="If it has no name: the parts that it runs through, in order."
    )
    label: OptionalShort = ""


class CutawayScene(BaseScene):
    """A heading and a drawing of one subject. Parts are named, never drawn by a writer."""

    label: ClassVar[str] = "heading"
    naming: ClassVar[tuple[str, ...]] = (".part", ".flow")
    one_page: ClassVar[bool] = True

    type: Literal["cutaway"] = "cutaway"
    heading: Line
    subject: Annotated[PartName, Field(json_schema_extra=_with_subjects)]
    parts: Annotated[tuple[NamedPart, ...], Field(max_length=MOST_PARTS)] = ()
    flows: Annotated[tuple[Flow, ...], Field(max_length=MOST_FLOWS)] = ()
    zoom: Annotated[tuple[PartZoom, ...], Field(max_length=MOST_ZOOMS)] = ()
    labels: Literal["spoken", "all"] = Field(default="spoken", description="all: every name is there from the start.")

    @model_validator(mode="before")
    @classmethod
    def _one_zoom_is_a_list(cls, fields: Any) -> Any:
        return with_lists(dict(fields)) if isinstance(fields, Mapping) else fields

    @model_validator(mode="after")
    def _all_is_in_the_drawing(self) -> Self:
        subject = _found("subject", find_subject, self.subject)
        drawing = drawing_of(subject)
        for path, word in _part_names(self):
            _found(path, lambda name: find_part(drawing, name), word)
        for index, flow in enumerate(self.flows):
            if flow.flow:
                _found(f"flows.{index}.flow", lambda name: find_flow(drawing, name), flow.flow)
            elif len(flow.parts) < 2:
                raise ValueError(f"flows.{index}: needs the name of a flow, or two parts that it runs through")
        return self

    def lasting(self) -> frozenset[str]:
        """Its heading, and the drawing layer by layer."""
        subject = find_subject(self.subject)
        return super().lasting() | {layer_of(subject, index) for index in range(len(drawing_of(subject).layers()))}

    def shown(self, phrasing: Phrasing) -> Picture:
        """The subject, its parts with what is said of them, and what flows where."""
        told: list[tuple[str, ...]] = [(each.part, each.label) for each in self.parts]
        told += [(each.flow, " – ".join(each.parts), each.label) for each in self.flows]
        return Picture("cutaway", parts((self.subject,), *told))


def layer_of(subject: str, index: int) -> str:
    """The identity of a layer of a drawing, which stays from scene to scene."""
    return f"layer {index} of {subject}"


def with_lists(fields: Fields) -> Fields:
    """`fields` with a single zoom as a list of one."""
    if isinstance(fields.get("zoom"), Mapping):
        fields["zoom"] = (fields["zoom"],)
    elif "zoom" in fields and fields["zoom"] is None:
        fields["zoom"] = ()
    return fields


def _part_names(scene: CutawayScene) -> Iterator[tuple[str, str]]:
    """The path and the word of every part that is named."""
    for name in ("parts", "zoom"):
        yield from ((f"{name}.{index}.part", each.part) for index, each in enumerate(getattr(scene, name)))
    for index, flow in enumerate(scene.flows):
        yield from ((f"flows.{index}.parts.{stop}", part) for stop, part in enumerate(flow.parts))


def _found(path: str, find: Any, word: str) -> str:
    try:
        found: str = find(word)
    except UnknownDrawing as error:
        raise ValueError(f"{path}: {error}") from error
    return found
