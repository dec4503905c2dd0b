"""Functions, measured points and frequencies in a system of coordinates."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from ..base import BaseScene, Cued, Hue, Line, OptionalShort
from ..shown import Phrasing, Picture, parts
from ..tidying import tidy
from ..wording import Wording
from .arrows import Transform, Vector, as_transforms
from .fields import Count, FormulaText, Name, Number, Numbers, Ranged
from .maths.formula import read_formula


class Axis(Ranged):
    """An axis: its name, its unit and its ends. Without `ticks` it has no numbers, as in a sketch."""

    name: OptionalShort = ""
    unit: Annotated[OptionalShort, Wording.UNIT] = Field(default="", description="Such as m/s or €.")
    ticks: bool = True


class Parameter(Cued):
    """A letter in formulas and its value; with `to`, the value runs there at the cue, and the curves move along."""

    name: Annotated[str, BeforeValidator(tidy), Field(min_length=1, max_length=1)]
    value: Number
    to: Number | None = None


class Curve(Cued, Ranged):
    """The curve of a formula. Its name stands at its end; without one, its formula does."""

    name: OptionalShort = ""
    formula: Annotated[FormulaText, Field(min_length=1)]
    color: Hue = ""


class Shift(Cued):
    """A curve moves to another formula at the cue; where it was stays, pale."""

    curve: Annotated[Name, Wording.NAME]
    formula: Annotated[FormulaText, Field(min_length=1)]
    name: OptionalShort = Field(default="", description="Of the curve where it is afterwards, such as new demand.")


class Data(Cued):
    """Measured points; with `fit`, the straight line through them is computed and drawn."""

    name: OptionalShort = ""
    xs: Annotated[Numbers, Field(min_length=1)]
    ys: Annotated[Numbers, Field(min_length=1)]
    fit: bool = False
    color: Hue = ""

    @model_validator(mode="after")
    def _as_many(self) -> Self:
        if len(self.xs) != len(self.ys):
            raise ValueError(f"ys must be as many as xs: {len(self.xs)}")
        return self


class Histogram(Cued):
    """How often values occur: `values` to be counted, or `counts` of bars, the first of them around `first`."""

    name: OptionalShort = ""
    values: Numbers = ()
    counts: Annotated[tuple[Count, ...], Field(max_length=40)] = ()
    first: Number = Field(default=0.0, description="The value in the middle of the first bar of counts.")
    width: Count = Field(default=0.0, description="Width of a bar; 0: chosen to suit.")
    color: Hue = ""


class CurveFeature(Cued):
    """What is computed and labelled: crossings of two curves, zeros or extremes of one (no `curve` means all), or the
    eigenvectors of the transform.
    """

    what: Literal["crossings", "zeros", "extremes", "eigenvectors"]
    curve: Annotated[OptionalShort, Wording.NAME] = ""

    @model_validator(mode="before")
    @classmethod
    def _by_its_name(cls, fields: Any) -> Any:
        return {"what": fields} if isinstance(fields, str) else fields


class Tangent(Cued):
    """The tangent of a curve at an x; its slope is computed."""

    curve: Annotated[OptionalShort, Wording.NAME] = ""
    at: Number
    name: OptionalShort = ""


class Area(Cued, Ranged):
    """The area between a curve and the x axis, or another curve; its value is computed."""

    curve: Annotated[OptionalShort, Wording.NAME] = ""
    other: Annotated[OptionalShort, Wording.NAME] = Field(
        default="", description="Name of the curve at the other side; empty: the x axis."
    )
    name: OptionalShort = Field(default="", description="What the area means, such as distance.")
    unit: Annotated[OptionalShort, Wording.UNIT] = ""


class PlotPoint(Cued):
    """A point on a curve, or at a `y` of its own; with `through`, it runs along the curve to each x in turn."""

    curve: Annotated[OptionalShort, Wording.NAME] = ""
    at: Number
    y: Number | None = None
    through: Annotated[tuple[Number, ...], Field(max_length=12)] = ()
    name: OptionalShort = ""


class PlotFocus(Cued):
    """Something that the voice speaks of again, by its name."""

    name: Annotated[Name, Wording.NAME]


class PlotScene(BaseScene):
    """A heading and a system of coordinates with curves, points, areas or bars in it. Values are computed."""

    label: ClassVar[str] = "heading"
    settling: ClassVar[float] = 1.6

    type: Literal["plot"] = "plot"
    heading: Line
    x: Axis = Axis()
    y: Axis = Axis()
    parameters: Annotated[tuple[Parameter, ...], Field(max_length=4)] = ()
    curves: Annotated[tuple[Curve, ...], Field(max_length=6)] = ()
    shifts: Annotated[tuple[Shift, ...], Field(max_length=4)] = ()
    data: Annotated[tuple[Data, ...], Field(max_length=3)] = ()
    histogram: Annotated[tuple[Histogram, ...], Field(max_length=1)] = ()
    show: Annotated[tuple[CurveFeature, ...], Field(max_length=6)] = ()
    tangents: Annotated[tuple[Tangent, ...], Field(max_length=3)] = ()
    areas: Annotated[tuple[Area, ...], Field(max_length=3)] = ()
    points: Annotated[tuple[PlotPoint, ...], Field(max_length=6)] = ()
    vectors: Annotated[tuple[Vector, ...], Field(max_length=6)] = ()
    transform: Annotated[tuple[Transform, ...], BeforeValidator(as_transforms), Field(max_length=1)] = ()
    focus: Annotated[tuple[PlotFocus, ...], Field(max_length=12)] = ()

    @model_validator(mode="after")
    def _something_is_there(self) -> Self:
        if not (self.curves or self.data or self.histogram or self.vectors or self.transform):
            raise ValueError("a plot needs curves, data, a histogram, vectors or a transform")
        return self

    @model_validator(mode="after")
    def _eigenvectors_have_a_transform(self) -> Self:
        for index, part in enumerate(self.show):
            if part.what == "eigenvectors" and not self.transform:
                raise ValueError(f"show.{index} asks for eigenvectors, which only a transform has")
        return self

    @model_validator(mode="after")
    def _bars_have_numbers(self) -> Self:
        for index, bars in enumerate(self.histogram):
            if bool(bars.values) == bool(bars.counts):
                raise ValueError(f"histogram.{index} needs values or counts, and not both")
            if bars.counts and not any(bars.counts):
                raise ValueError(f"histogram.{index} has no count above 0")
        return self

    @model_validator(mode="after")
    def _letters_have_values(self) -> Self:
        known = {parameter.name for parameter in self.parameters}
        if "x" in known or len(known) < len(self.parameters):
            raise ValueError("parameters must have different names, and none may be x")
        for field in ("curves", "shifts"):
            for index, part in enumerate(getattr(self, field)):
                formula = read_formula(part.formula)
                unknown = formula.letters() - known - {formula.of or "x"}
                if unknown - {"x"} or ("x" in unknown and formula.of):
                    letters = ", ".join(sorted(unknown))
                    raise ValueError(f"{field}.{index}.formula has letters without a value: {letters}")
        return self

    @model_validator(mode="after")
    def _names_are_known(self) -> Self:
        names = {curve.name for curve in self.curves if curve.name} | {shift.name for shift in self.shifts}
        for field in ("shifts", "show", "tangents", "areas", "points"):
            for index, part in enumerate(getattr(self, field)):
                for name in (part.curve, getattr(part, "other", "")):
                    if name and name not in names:
                        raise ValueError(f"{field}.{index} is about an unknown curve: {name[:40]}")
                needs_none = getattr(part, "y", None) is not None or getattr(part, "what", "") == "eigenvectors"
                if not (self.curves or needs_none):
                    raise ValueError(f"{field}.{index} needs a curve")
        return self

    def lasting(self) -> frozenset[str]:
        """Its heading, its axes by their names, and its curves by their formulas."""
        formulas = {curve.formula for curve in self.curves} | {shift.formula for shift in self.shifts}
        axes = {f"axis {axis.name} {axis.unit}" for axis in (self.x, self.y) if axis.name}
        return super().lasting() | axes | {curve_identity(self, formula) for formula in formulas}

    def shown(self, phrasing: Phrasing) -> Picture:
        """The curves with their formulas, and what is measured, counted and asked of them."""
        told: list[tuple[str, ...]] = [tuple(filter(None, (axis.name, axis.unit))) for axis in (self.x, self.y)]
        told += [tuple(filter(None, (curve.name, curve.formula))) for curve in self.curves]
        told += [tuple(filter(None, (shift.name, shift.formula))) for shift in self.shifts]
        told += [(f"{each.name} = {phrasing.quantity(each.value, '')}",) for each in self.parameters]
        for named in (self.data, self.histogram, self.areas, self.tangents, self.points):
            told += [(part.name,) for part in named if part.name]
        told += [vector.told() for vector in self.vectors]
        told += [transform.told() for transform in self.transform]
        return Picture("plot", parts(*told))


def curve_identity(scene: PlotScene, formula: str) -> str:
    """What a curve is known by in the next scene: its formula, and the values of the letters in it."""
    values = " ".join(f"{each.name} = {each.value} {each.to}" for each in scene.parameters)
    return f"curve {formula} {values}".rstrip()
