"""Arrows and grids that a linear map takes along."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, ClassVar

import skia

from ....drawing.arrows import ArrowBrush, polyline
from ....drawing.brushes import BrushKind, Unmirrored, stroke
from ....theme import Colour
from ..maths.linear import Matrix, applied, between
from ..maths.sampling import Point

GRID_STRENGTH = 0.42


@dataclass(frozen=True)
class Mapping:
    """Where the numbers that a map moves are in pixels: `origin` from the corner of the plane, `unit` across and up."""

    matrix: Matrix
    origin: Point
    unit: Point

    def place(self, point: Point, share: float) -> Point:
        """Where a point is after a share of the map's way."""
        x, y = applied(between(self.matrix, share), point)
        return self.origin[0] + x * self.unit[0], self.origin[1] - y * self.unit[1]


@dataclass(frozen=True)
class MappedArrowBrush(Unmirrored):
    """An arrow, its ends in numbers, that a map takes along; before the map begins, nothing."""

    ends: tuple[Point, Point]
    mapping: Mapping
    colour: Colour
    thickness: float
    head: float
    kind: ClassVar[BrushKind] = "line"

    @property
    def overhang(self) -> float:
        return self.thickness + self.head

    def places(self, grow: float) -> tuple[Point, Point]:
        """Both ends after a share of the way."""
        return self.mapping.place(self.ends[0], grow), self.mapping.place(self.ends[1], grow)

    def paint(self, canvas: Any, grow: float) -> None:
        if grow > 0:
            arrow_between(self.places(grow), self.colour, self.thickness, self.head).paint(canvas, 1.0)


@dataclass(frozen=True)
class MappedGridBrush(Unmirrored):
    """The lines of a grid, in numbers, that a map takes along; what leaves the plane is cut off."""

    lines: tuple[tuple[Point, Point], ...]
    mapping: Mapping
    width: float
    height: float
    colour: Colour
    thickness: float
    kind: ClassVar[BrushKind] = "glow"
    overhang: ClassVar[float] = 0.0

    def paint(self, canvas: Any, grow: float) -> None:
        path = skia.Path()
        for start, end in self.lines:
            path.moveTo(*self.mapping.place(start, grow)).lineTo(*self.mapping.place(end, grow))
        canvas.save()
        canvas.clipRect(skia.Rect.MakeWH(self.width, self.height))
        canvas.drawPath(path, stroke(self.colour, self.thickness))
        canvas.restore()


def arrow_between(ends: tuple[Point, Point], colour: Colour, thickness: float, head: float) -> ArrowBrush:
    """An arrow from end to end; one of no length is a dot."""
    length = math.dist(*ends)
    if length < thickness:
        ends = ends[0], (ends[0][0] + 0.01, ends[0][1])
    return ArrowBrush(polyline(ends, 0.0), colour, thickness, min(head, length * 0.6))
