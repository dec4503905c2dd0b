"""What draws parts and flows. A part is never see-through: what is not spoken of is mixed with the paper."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import skia

from ...drawing.brushes import BrushKind, Unmirrored, fill, stroke
from ...theme import Colour
from .outlines import ShapeOutline
from .tints import Palette

_LONG, _BROAD = 1.0, 0.8
"""Length and half the breadth of a bead, as parts of its size."""
_BED = 0.3
"""How much of its colour is in the bed of a flow."""


@dataclass(frozen=True)
class PartBrush(Unmirrored):
    """Shapes of one part, back to front; `grow` is how strongly they are drawn."""

    shapes: Sequence[ShapeOutline]
    palette: Palette
    thinnest: float
    overhang: float
    kind: ClassVar[BrushKind] = "glow"

    def paint(self, canvas: Any, grow: float) -> None:
        for shape in self.shapes:
            if shape.clip:
                canvas.save()
                canvas.clipPath(shape.clip, True)
            if shape.fill:
                canvas.drawPath(shape.area, fill(self.palette.filling(shape.fill, grow)))
            if shape.line:
                width = max(shape.width, self.thinnest)
                canvas.drawPath(shape.edge, stroke(self.palette.outline(shape.line, grow), width))
            if shape.clip:
                canvas.restore()


@dataclass(frozen=True)
class FlowBrush(Unmirrored):
    """Beads that run along lines; `grow` is how far they have run, in distances between them."""

    lines: Sequence[Any]
    colour: Colour
    size: float
    apart: float
    kind: ClassVar[BrushKind] = "glow"

    @property
    def overhang(self) -> float:
        return self.size * 1.5

    def paint(self, canvas: Any, grow: float) -> None:
        for line in self.lines:
            canvas.drawPath(line, stroke(self.colour, self.size * 0.9, _BED))
        for line in self.lines:
            measure = skia.PathMeasure(line, False)
            length = measure.getLength()
            count = max(1, round(length / self.apart))
            for index in range(count):
                at = (index + 0.5 + grow) % count / count
                if found := measure.getPosTan(at * length):
                    place, direction = found
                    self._bead(
                        canvas, place, direction, min(1.0, at * length / self.size, (1 - at) * length / self.size)
                    )

    def _bead(self, canvas: Any, place: Any, direction: Any, part: float) -> None:
        """An arrow head that points along; it grows out of the start of its line and shrinks into the end."""
        size = self.size * part
        path = skia.Path().moveTo(_LONG * size, 0).lineTo(-0.6 * size, _BROAD * size)
        path.lineTo(-0.25 * size, 0).lineTo(-0.6 * size, -_BROAD * size)
        path.close()
        canvas.save()
        canvas.concat(skia.Matrix.RotateDeg(_degrees(direction)).postTranslate(place.x(), place.y()))
        canvas.drawPath(path, fill(self.colour))
        canvas.drawPath(path, stroke(self.colour, size * 0.25))
        canvas.restore()


def _degrees(direction: Any) -> float:
    return math.degrees(math.atan2(direction.y(), direction.x()))
