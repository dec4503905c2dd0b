"""What a drawing is made of: a few kinds of shapes, the parts they belong to, and flows through them.

Lengths are in units of the drawing's own sheet, whose width and height are its `size`; x grows to the right, y
downwards, angles are degrees clockwise. See `drawings/README.md`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

LANGUAGES = ("en", "es", "fr", "de", "pt", "it", "hi", "ar", "zh", "ja")
"""The languages in which every part has a name."""
ACCENTS = ("blue", "teal", "amber", "plum", "green", "red")
MIXED = ("brown", "rose", "violet", "sky", "lime", "orange")
COLOURS = (*ACCENTS, *MIXED, "ink", "muted", "line", "paper")
"""Accents of the theme, and colours mixed of them."""
TINTS = {"pale": 0.1, "soft": 0.2, "mid": 0.36, "deep": 0.6, "full": 1.0, "dark": 1.35}
"""How much of a colour is in a fill; beyond 1 it is ink that is mixed in."""

Number = Annotated[float, Field(allow_inf_nan=False, ge=-4000, le=4000)]
Length = Annotated[float, Field(allow_inf_nan=False, gt=0, le=4000)]
Place = tuple[Number, Number]
Point = Annotated[tuple[Number, ...], Field(min_length=2, max_length=3)]
"""x and y; a third number that is not 0 makes a corner of it."""
Points = Annotated[tuple[Point, ...], Field(min_length=2, max_length=200)]
Spot = Annotated[tuple[Number, ...], Field(min_length=2, max_length=5)]
"""x, y, turn, scale, and 1 to flip it from left to right: where a shape or symbol is repeated."""
_PAINT = rf"^(?:(?:{'|'.join(COLOURS)})(?: (?:{'|'.join(TINTS)}))?)?$"
Paint = Annotated[str, Field(pattern=_PAINT)]
"""A colour and a tint of it, such as "plum soft"; empty for none."""


class _DrawingPart(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Shape(_DrawingPart):
    """What all shapes have. `part` is the id of the part that it belongs to, empty in a symbol."""

    part: str = ""
    fill: Paint = ""
    line: Paint = ""
    width: Length = 4
    at: Annotated[tuple[Spot, ...], Field(max_length=400)] = ()
    """Where it is repeated; its own points are then around (0, 0)."""
    mirror: Number | None = None
    """The x of a vertical axis, beyond which it is drawn again, flipped."""
    id: str = ""
    clip: str = ""
    """The `id` of a shape inside of which it is drawn."""


class Blob(_Shape):
    """A closed outline, smooth but at corners."""

    shape: Literal["blob"] = "blob"
    points: Annotated[Points, Field(min_length=3)]


class Stroke(_Shape):
    """A line, smooth but at corners."""

    shape: Literal["line"] = "line"
    points: Points


class Tube(_Shape):
    """A band along a centre line; `widths` is one width, or one for each point."""

    shape: Literal["tube"] = "tube"
    points: Points
    widths: Annotated[tuple[Length, ...], Field(min_length=1)]
    ends: Literal["round", "flat", "open"] = "round"
    """Open ends have no outline."""

    @model_validator(mode="after")
    def _each_point_has_a_width(self) -> Self:
        if len(self.widths) not in (1, len(self.points)):
            raise ValueError(f"widths: {len(self.widths)} for {len(self.points)} points; give one, or one for each")
        return self


class Layer(_Shape):
    """What lies between an upper and a lower line, both from left to right."""

    shape: Literal["layer"] = "layer"
    top: Points
    bottom: Points


class Petal(_Shape):
    """A leaf shape from its base to its tip, widest at `belly` (0-1) of the way."""

    shape: Literal["petal"] = "petal"
    base: Place
    tip: Place
    across: Length
    belly: Annotated[float, Field(gt=0, lt=1)] = 0.5


class Circle(_Shape):
    """A circle."""

    shape: Literal["circle"] = "circle"
    centre: Place = (0, 0)
    radius: Length


class Ellipse(_Shape):
    """An ellipse, turned around its centre."""

    shape: Literal["ellipse"] = "ellipse"
    centre: Place = (0, 0)
    radii: tuple[Length, Length]
    turn: Number = 0


class Rectangle(_Shape):
    """A rectangle from its upper left corner, with round corners."""

    shape: Literal["box"] = "box"
    corner: Place = (0, 0)
    size: tuple[Length, Length]
    radius: Annotated[float, Field(ge=0)] = 0


class Use(_Shape):
    """A symbol of the drawing, at each of `at`."""

    shape: Literal["use"] = "use"
    symbol: str
    at: Annotated[tuple[Spot, ...], Field(min_length=1, max_length=400)]


Simple = Annotated[Blob | Stroke | Tube | Layer | Petal | Circle | Ellipse | Rectangle, Field(discriminator="shape")]


class Union(_Shape):
    """Several shapes grown together, with one outline around them, without what is in `minus`."""

    shape: Literal["union"] = "union"
    of: Annotated[tuple[Simple, ...], Field(min_length=1, max_length=40)]
    minus: Annotated[tuple[Simple, ...], Field(max_length=40)] = ()


class Piece(_Shape):
    """What of another shape, which has the id `of`, lies within straight cuts, with the outline of that one."""

    shape: Literal["piece"] = "piece"
    of: str
    points: Annotated[Points, Field(min_length=3)]


Shape = Annotated[
    Blob | Stroke | Tube | Layer | Petal | Circle | Ellipse | Rectangle | Use | Union | Piece,
    Field(discriminator="shape"),
]


class Named(_DrawingPart):
    """Something that has a name in each of the languages."""

    names: dict[str, str]
    synonyms: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _all_languages(self) -> Self:
        missing = [code for code in LANGUAGES if not self.names.get(code, "").strip()]
        if missing or len(self.names) > len(LANGUAGES):
            raise ValueError(f"names: needs exactly {', '.join(LANGUAGES)}; missing: {', '.join(missing) or 'none'}")
        return self

    def called(self, language: str) -> str:
        """Its name in a language; in English where that is not one of the ten."""
        return self.names.get(language[:2].lower(), self.names["en"])


class PartOf(Named):
    """A part: its colour, the part that it lies in (which is lit with it), and where a label's line may end."""

    colour: Paint
    within: str = ""
    anchors: Annotated[tuple[Place, ...], Field(min_length=1, max_length=6)]


class FlowOf(Named):
    """A way through parts, along which beads run from its first point to its last."""

    colour: Paint
    through: tuple[str, ...] = ()
    lines: Annotated[tuple[Points, ...], Field(min_length=1, max_length=8)]
    anchors: Annotated[tuple[Place, ...], Field(min_length=1, max_length=6)]


class CutawayDrawing(Named):
    """A subject with its parts; `shapes` are drawn back to front."""

    size: tuple[Length, Length]
    parts: Annotated[dict[str, PartOf], Field(min_length=2, max_length=24)]
    symbols: dict[str, tuple[Shape, ...]] = {}
    shapes: Annotated[tuple[Shape, ...], Field(min_length=1, max_length=400)]
    flows: dict[str, FlowOf] = {}

    @model_validator(mode="after")
    def _all_that_is_named_is_there(self) -> Self:
        for where, kind, name, known in _references(self):
            if name not in known:
                raise ValueError(f"{where}: there is no {kind} {name!r}; there are: {', '.join(known)}")
        drawn = {shape.part for shape in self.shapes}
        bare = [part for part in self.parts if not drawn & {part, *self.inside(part)}]
        if bare:
            raise ValueError(f"parts: nothing is drawn of {', '.join(bare)}")
        return self

    def layers(self) -> list[str]:
        """The part of each run of neighbouring shapes of one part, back to front."""
        seen = (shape.part for shape in self.shapes if shape.fill or shape.line or isinstance(shape, Use))
        return [part for part, _ in groupby(seen)]

    def inside(self, part: str) -> tuple[str, ...]:
        """The parts that lie in a part, at any depth."""
        own = [name for name, each in self.parts.items() if each.within == part and name != part]
        return (*own, *(name for child in own for name in self.inside(child)))


def _references(drawing: CutawayDrawing) -> Iterator[tuple[str, str, str, Mapping[str, Any]]]:
    """Each name that stands for something else: where, of which kind, and what there is."""
    parts, clips = drawing.parts, {shape.id: shape for shape in drawing.shapes if shape.id}
    for index, shape in enumerate(drawing.shapes):
        if shape.part or shape.fill or shape.line:
            yield f"shapes.{index}.part", "part", shape.part, parts
        if shape.clip:
            yield f"shapes.{index}.clip", "shape with the id", shape.clip, clips
        if isinstance(shape, Piece):
            yield f"shapes.{index}.of", "shape with the id", shape.of, clips
        if isinstance(shape, Use):
            yield f"shapes.{index}.symbol", "symbol", shape.symbol, drawing.symbols
    for name, part in parts.items():
        if part.within:
            yield f"parts.{name}.within", "part", part.within, parts
    for name, flow in drawing.flows.items():
        for each in flow.through:
            yield f"flows.{name}.through", "part", each, parts
