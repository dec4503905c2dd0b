"""Numbers as bars, lines or parts of a whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from ..base import BaseScene, Cued, Hue, Line, OptionalShort, Short
from ..shown import Phrasing, Picture, ShownPart
from ..wording import Wording

_MOST_OF_A_LINE = 8
"""Points of a curve that are told one by one; of more, only where it begins, turns most and ends."""

Number = Annotated[float, Field(allow_inf_nan=False, ge=-1e15, le=1e15)]


class Series(Cued):
    """A row of numbers, one for each label; its name is needed only if there are several."""

    name: OptionalShort = ""
    color: Hue = ""
    values: Annotated[tuple[Number, ...], Field(min_length=1, max_length=40)]


class ChartFocus(Cued):
    """A label whose numbers the voice speaks of."""

    label: Annotated[Short, Wording.NAME]


class ChartScene(BaseScene):
    """A heading and a chart. Bars compare, lines show change, a pie (one series, at most six slices) shows shares."""

    label: ClassVar[str] = "heading"
    settling: ClassVar[float] = 1.6
    changing: ClassVar[tuple[str, ...]] = ("labels",)

    type: Literal["chart"] = "chart"
    heading: Line
    kind: Literal["bar", "line", "pie"] = "bar"
    unit: Annotated[OptionalShort, Wording.UNIT] = Field(default="", description="Such as %, kg or million people.")
    x_label: OptionalShort = ""
    y_label: OptionalShort = Field(default="", description="What the numbers are, such as Density, without the unit.")
    labels: Annotated[tuple[Short, ...], Field(min_length=1, max_length=40)]
    series: Annotated[tuple[Series, ...], Field(min_length=1, max_length=3)]
    colors: Annotated[tuple[Hue, ...], Field(max_length=40)] = Field(
        default=(), description="Colours of bars or slices, one for each label, empty where it has none; or no list."
    )
    focus: Annotated[tuple[ChartFocus, ...], Field(max_length=12)] = ()

    @model_validator(mode="after")
    def _numbers_fit(self) -> Self:
        for index, series in enumerate(self.series):
            if len(series.values) != len(self.labels):
                raise ValueError(f"series.{index}.values must be as many as labels: {len(self.labels)}")
        if self.colors and len(self.colors) != len(self.labels):
            raise ValueError(f"colors must be as many as labels: {len(self.labels)}, or none")
        if self.kind == "pie":
            values = self.series[0].values
            if len(self.series) > 1 or min(values) < 0 or sum(values) <= 0:
                raise ValueError("a pie needs one series, without negative values, that adds up to more than nothing")
        return self

    def shown(self, phrasing: Phrasing) -> Picture:
        """The numbers with their labels; of a long line those that tell most of it."""
        told: list[ShownPart] = []
        for series in self.series:
            named = f"{series.name}, " if len(self.series) > 1 and series.name else ""
            for place in _telling(series.values) if self.kind == "line" else range(len(series.values)):
                label, value = self.labels[place], phrasing.quantity(series.values[place], self.unit)
                axis = f"{self.x_label} " if self.x_label and not told else ""
                between = ": " if label[-1:].isdigit() else " "
                texts = tuple(filter(None, (series.name, label, value)))
                told.append(ShownPart(texts, f"{named}{axis}{label}{between}{value}"))
        return Picture(self.kind, tuple(told), whole=True)


def _telling(values: Sequence[float]) -> list[int]:
    """The places of a curve that tell most of it: all of a short one, else the ends, the highest and the lowest."""
    if len(values) <= _MOST_OF_A_LINE:
        return list(range(len(values)))
    return sorted({0, values.index(max(values)), values.index(min(values)), len(values) - 1})
