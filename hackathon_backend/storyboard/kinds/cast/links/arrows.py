"""What draws a link: a line or a row of beads with a filled head, along which beads can run."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

import skia

from ....drawing.arrows import barbs
from ....drawing.brushes import Brush, BrushKind, Unmirrored, fill, flipped, partly, stroke
from ....theme import Colour

SPACING = 3.4
"""Thicknesses from bead to bead."""


@dataclass(frozen=True)
class LinkBrush:
    """A link along `path`; `beads` makes it a row of dots, of which `phase` says how many places they have moved on."""

    path: Any
    colour: Colour
    thickness: float
    head: float
    beads: bool = False
    phase: float = 0.0
    kind: ClassVar[BrushKind] = "line"

    @property
    def overhang(self) -> float:
        return self.thickness + self.head

    def changed(self, shape: float, _colour: float) -> Brush:
        """See `Changing`: beads that have moved on by a whole place look as before."""
        return replace(self, phase=shape % 1.0) if self.beads else self

    def paint(self, canvas: Any, grow: float) -> None:
        if grow <= 0:
            return
        measure = skia.PathMeasure(self.path, False)
        reached = measure.getLength() * grow
        head = min(self.head, reached)
        if self.beads:
            self._paint_beads(canvas, measure, reached - head * 0.9)
        else:
            line = skia.Path()
            measure.getSegment(0, max(reached - head * 0.8, 0.0), line, True)
            canvas.drawPath(line, stroke(self.colour, self.thickness))
        if found := measure.getPosTan(reached):
            canvas.drawPath(_triangle(found[0], found[1], head), fill(self.colour))

    def _paint_beads(self, canvas: Any, measure: Any, reached: float) -> None:
        step = self.thickness * SPACING
        paint = fill(self.colour)
        for index in range(int(measure.getLength() / step) + 1):
            at = (index + self.phase) * step
            if at <= reached and (found := measure.getPosTan(at)):
                canvas.drawCircle(found[0], self.thickness * 0.72, paint)

    def mirrored(self, width: float) -> Self:
        return replace(self, path=flipped(self.path, width))


def _triangle(tip: Any, direction: Any, length: float) -> Any:
    """A filled head that ends at `tip`."""
    path = skia.Path().moveTo(tip.x(), tip.y())
    for barb in barbs(tip, direction, length, 0.46):
        path.lineTo(*barb)
    return path.close()


@dataclass(frozen=True)
class CrossBrush(Unmirrored):
    """Two strokes through something that is not so, one after the other."""

    width: float
    height: float
    colour: Colour
    thickness: float
    kind: ClassVar[BrushKind] = "glow"

    @property
    def overhang(self) -> float:
        return self.thickness

    def paint(self, canvas: Any, grow: float) -> None:
        paint = stroke(self.colour, self.thickness)
        first = skia.Path().moveTo(0, 0).lineTo(self.width, self.height)
        second = skia.Path().moveTo(self.width, 0).lineTo(0, self.height)
        for path, part in ((first, min(grow * 2, 1.0)), (second, grow * 2 - 1)):
            if part > 0:
                canvas.drawPath(path, partly(stroke(self.colour, self.thickness), part) if part < 1 else paint)
