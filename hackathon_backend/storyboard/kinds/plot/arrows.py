"""The parts of a plot that are arrows: vectors, and the linear map that moves them with the grid."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, Field, model_validator

from ...fields import Fields
from ..base import Cued, Hue, OptionalShort
from .fields import Number

MOST = 20.0
"""The largest entry of a matrix: what it moves has to stay in the picture with what it was."""
_ENDS = {"from": "start", "tail": "start", "to": "end", "tip": "end", "head": "end"}


def _moderate(value: float) -> float:
    if abs(value) > MOST:
        raise ValueError(f"must be at most {MOST:g}, or what is mapped would leave the picture")
    return value


Pair = Annotated[tuple[Number, ...], Field(min_length=2, max_length=2)]
Row = Annotated[tuple[Annotated[Number, AfterValidator(_moderate)], ...], Field(min_length=2, max_length=2)]


class Vector(Cued):
    """An arrow with its `components` along x and y, from `start` (without it, from the origin).

    Instead of components, it may have the point `to` (or `end`) that it leads to.
    """

    name: OptionalShort = Field(default="", description="Stands at its tip: v, or force.")
    components: Pair = Field(description="Along x and along y, such as [2, 1].")
    start: Pair = Field(default=(0.0, 0.0), description="The point where it begins.")
    color: Hue = ""

    @model_validator(mode="before")
    @classmethod
    def _to_a_point(cls, fields: Any) -> Any:
        if isinstance(fields, list | tuple):
            return {"components": fields}
        return with_components(dict(fields)) if isinstance(fields, Mapping) else fields

    def told(self) -> tuple[str, ...]:
        """Its name and its components, in words."""
        return tuple(filter(None, (self.name, f"({self.components[0]:g}, {self.components[1]:g})")))


class Transform(Cued):
    """A linear map: at its cue the grid and all vectors go from where they are to where it takes them."""

    name: OptionalShort = Field(default="", description="A letter, such as A.")
    matrix: Annotated[tuple[Row, ...], Field(min_length=2, max_length=2)] = Field(
        description="Row by row: [[a, b], [c, d]] takes (1, 0) to (a, c) and (0, 1) to (b, d)."
    )

    def told(self) -> tuple[str, ...]:
        """Its name and its rows, in words."""
        rows = "; ".join(" ".join(f"{entry:g}" for entry in row) for row in self.matrix)
        return tuple(filter(None, (self.name, f"({rows})")))


def as_transforms(value: object) -> object:
    """A transform that is given as its matrix alone, or without a list around it, as a list of one."""
    if isinstance(value, Mapping | Transform):
        return (value,)
    if isinstance(value, list | tuple) and value and all(isinstance(row, list | tuple) for row in value):
        return ({"matrix": value},)
    return () if value is None else value


def with_components(fields: Fields) -> Fields:
    """The fields of a vector that leads to a point, or has an x and a y, with its components instead."""
    for given, name in _ENDS.items():
        if given in fields and name not in fields:
            fields[name] = fields.pop(given)
    if "components" not in fields and "x" in fields and "y" in fields:
        fields["components"] = (fields.pop("x"), fields.pop("y"))
    if "components" not in fields and is_pair(fields.get("end")):
        x, y = fields["start"] if is_pair(fields.get("start")) else (0.0, 0.0)
        to_x, to_y = fields.pop("end")
        fields["components"] = (to_x - x, to_y - y)
    if fields.get("start", ()) is None:
        fields.pop("start")
    return fields


def is_pair(value: object) -> bool:
    """Whether `value` is two numbers."""
    return (
        isinstance(value, list | tuple)
        and len(value) == 2
        and all(isinstance(each, int | float) and not isinstance(each, bool) for each in value)
    )
