"""Arrows: a line that is drawn from its start, with its head at the point that it has reached."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import skia

from ..theme import Colour
from .brushes import BrushKind, drawn_between, flipped, partly, stroke
from .stage import Box

Point = tuple[float, float]


@dataclass(frozen=True)
class ArrowBrush:
    """An arrow along a path. `head` is the length of its head in pixels; 0 leaves it out."""

    path: Any
    colour: Colour
    thickness: float
    head: float
    kind: ClassVar[BrushKind] = "line"

    @property
    def overhang(self) -> float:
        return self.thickness + self.head

    def paint(self, canvas: Any, grow: float) -> None:
        if grow <= 0:
            return
        paint = stroke(self.colour, self.thickness)
        canvas.drawPath(self.path, partly(paint, grow))
        measure = skia.PathMeasure(self.path, False)
        found = measure.getPosTan(measure.getLength() * grow)
        if self.head and found:
            tip, direction = found
            head = _head(tip, direction, self.head * min(1.0, grow * 3))
            canvas.drawPath(head, stroke(self.colour, self.thickness))

    def stretch(self, before: float, after: float) -> Box | None:
        drawn = drawn_between(self.path, before, after)
        return drawn and drawn.grown(self.overhang)

    def mirrored(self, width: float) -> Self:
        return type(self)(flipped(self.path, width), self.colour, self.thickness, self.head)


def _head(tip: Any, direction: Any, length: float) -> Any:
    path = skia.Path()
    for barb in barbs(tip, direction, length, 0.5):
        path.moveTo(*barb)
        path.lineTo(tip.x(), tip.y())
    return path


def barbs(tip: Any, direction: Any, length: float, spread: float) -> Iterator[Point]:
    """Where the two sides of a head end, each `spread` radians off the line that it is the end of."""
    angle = math.atan2(direction.y(), direction.x())
    for side in (-1, 1):
        turned = angle + math.pi + side * spread
        yield tip.x() + length * math.cos(turned), tip.y() + length * math.sin(turned)


def polyline(points: Sequence[Point], radius: float) -> Any:
    """The path through `points` with its corners rounded."""
    path = skia.Path()
    path.moveTo(*points[0])
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        reach = min(radius, math.dist(before, corner) / 2, math.dist(corner, after) / 2)
        path.lineTo(*_towards(corner, before, reach))
        path.quadTo(*corner, *_towards(corner, after, reach))
    path.lineTo(*points[-1])
    return path


def _towards(start: Point, end: Point, distance: float) -> Point:
    length = math.dist(start, end) or 1.0
    return (
        start[0] + (end[0] - start[0]) * distance / length,
        start[1] + (end[1] - start[1]) * distance / length,
    )


def localised(path: Any) -> tuple[Box, Any]:
    """The box that `path` (in pixels of the frame) fills, and the path in the coordinates of that box."""
    bounds = path.computeTightBounds()
    box = Box(bounds.left(), bounds.top(), bounds.width(), bounds.height())
    moved = skia.Path(path)
    moved.offset(-box.x, -box.y)
    return box, moved
