"""What draws the parts of a plot that move: curves that change, points that run, areas that fill."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar

import skia

from ....drawing.brushes import BrushKind, StrokeBrush, Unmirrored, fill, letters_overhang, stroke
from ....drawing.stage import Box
from ....drawing.text.text import TextBlock
from ....theme import Colour
from ..maths.sampling import Piece

_STEPS = 60
"""Places of a curve that changes from one to the next."""


def path_of(pieces: Sequence[Piece], x: float, y: float) -> Any:
    """A path along `pieces`, given in pixels of the frame, from (x, y)."""
    path = skia.Path()
    for piece in pieces:
        path.moveTo(piece[0][0] - x, piece[0][1] - y)
        for to_x, to_y in piece[1:]:
            path.lineTo(to_x - x, to_y - y)
    return path


@dataclass(frozen=True)
class ChangingBrush(Unmirrored):
    """A curve on its way: `pieces` gives it, in pixels from its own corner, after a share of its change.

    What is not yet begun is not drawn: until then, the curve as it was before stands there.
    """

    path: Any
    """The curve after its change."""
    pieces: Callable[[float], list[Piece]] = field(repr=False)
    colour: Colour
    thickness: float
    kind: ClassVar[BrushKind] = "line"

    @cached_property
    def _paths(self) -> dict[int, Any]:
        return {}

    @property
    def overhang(self) -> float:
        return self.thickness

    def paint(self, canvas: Any, grow: float) -> None:
        step = round(grow * _STEPS)
        if step == 0:
            return
        if step >= _STEPS:
            path = self.path
        else:
            if step not in self._paths:
                self._paths[step] = path_of(self.pieces(step / _STEPS), 0.0, 0.0)
            path = self._paths[step]
        canvas.drawPath(path, stroke(self.colour, self.thickness))


@dataclass(frozen=True)
class ReadingBrush(Unmirrored):
    """A number that runs along with a change: `blocks` are its values at equal shares of it."""

    blocks: tuple[TextBlock, ...]
    kind: ClassVar[BrushKind] = "text"

    @property
    def overhang(self) -> float:
        return letters_overhang(self.blocks[0])

    @property
    def block(self) -> TextBlock:
        """The last one, which stays."""
        return self.blocks[-1]

    def paint(self, canvas: Any, grow: float) -> None:
        block = self.blocks[round(grow * (len(self.blocks) - 1))]
        block.paragraph.paint(canvas, -block.inset, 0)


@dataclass(frozen=True)
class DotsBrush(Unmirrored):
    """Dots at `places`, from its own corner, that come one after the other."""

    places: tuple[tuple[float, float], ...]
    size: float
    colour: Colour
    paper: Colour
    kind: ClassVar[BrushKind] = "glow"

    @property
    def overhang(self) -> float:
        return self.size

    def paint(self, canvas: Any, grow: float) -> None:
        for x, y in self.places[: math.ceil(len(self.places) * grow)]:
            _paint_dot(canvas, x, y, self)


@dataclass(frozen=True)
class RunnerBrush(Unmirrored):
    """A dot that runs along `legs`, each of equal shares of its time."""

    legs: tuple[Piece, ...]
    size: float
    colour: Colour
    paper: Colour
    kind: ClassVar[BrushKind] = "glow"

    @property
    def overhang(self) -> float:
        return self.size

    @cached_property
    def _measures(self) -> list[Any]:
        return [skia.PathMeasure(path_of([leg], 0.0, 0.0), False) for leg in self.legs]

    def place(self, grow: float) -> tuple[float, float]:
        """Where the dot is after a share of its way."""
        share = min(max(grow, 0.0), 1.0) * len(self.legs)
        number = min(int(share), len(self.legs) - 1)
        measure = self._measures[number]
        found = measure.getPosTan(measure.getLength() * (share - number))
        return (found[0].x(), found[0].y()) if found else self.legs[number][0]

    def paint(self, canvas: Any, grow: float) -> None:
        x, y = self.place(grow)
        _paint_dot(canvas, x, y, self)

    def stretch(self, before: float, after: float) -> Box:
        """Where the dot was and where it is."""
        (x, y), (to_x, to_y) = self.place(before), self.place(after)
        return Box(min(x, to_x), min(y, to_y), abs(to_x - x), abs(to_y - y)).grown(self.size)


@dataclass(frozen=True)
class AreaBrush(Unmirrored):
    """An area that fills from its left to its right end."""

    path: Any
    width: float
    height: float
    colour: Colour
    strength: float
    kind: ClassVar[BrushKind] = "glow"
    overhang: ClassVar[float] = 0.0

    def paint(self, canvas: Any, grow: float) -> None:
        if grow <= 0:
            return
        canvas.save()
        canvas.clipRect(skia.Rect.MakeWH(self.width * grow, self.height))
        canvas.drawPath(self.path, fill(self.colour, self.strength))
        canvas.restore()

    def stretch(self, before: float, after: float) -> Box:
        return Box(self.width * before, 0.0, self.width * (after - before), self.height).grown(1.0)


@dataclass(frozen=True)
class DottedBrush(StrokeBrush):
    """A dotted line that leads from a point to an axis."""

    gap: float = 8.0
    kind: ClassVar[BrushKind] = "glow"

    def paint(self, canvas: Any, grow: float) -> None:
        if grow <= 0:
            return
        paint = stroke(self.colour, self.thickness)
        paint.setPathEffect(skia.DashPathEffect.Make([0.01, self.gap], 0.0))
        measure, part = skia.PathMeasure(self.path, False), skia.Path()
        measure.getSegment(0.0, measure.getLength() * grow, part, True)
        canvas.drawPath(part, paint)


def _paint_dot(canvas: Any, x: float, y: float, brush: DotsBrush | RunnerBrush) -> None:
    """A dot with a rim of paper, which parts it from the curve that it lies on."""
    canvas.drawCircle(x, y, brush.size * 0.65, fill(brush.paper))
    canvas.drawCircle(x, y, brush.size / 2, fill(brush.colour))
