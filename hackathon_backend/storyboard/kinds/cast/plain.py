"""Things that there is no drawing of: shapes by their names."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, ClassVar

import skia

from ...drawing.brushes import BrushKind, Unmirrored, fill, rounded, stroke
from ...theme import Colour


@dataclass(frozen=True)
class PlainBrush(Unmirrored):
    """What stands for a thing without a drawing: a box for its name, or a disc."""

    width: float
    height: float
    colour: Colour
    ground: Colour
    thickness: float
    round: bool = False
    radius: float = 0.0
    """Of a disc so large that only its right edge is seen in the box; else 0."""
    hangs: bool = False
    """Whether it is the lower edge of that disc which is seen."""
    kind: ClassVar[BrushKind] = "shape"

    @property
    def overhang(self) -> float:
        return self.thickness

    @property
    def outline(self) -> Any:
        """Its edge."""
        if self.radius:
            return self._cut
        radius = min(self.width, self.height) / 2 if self.round else min(self.width, self.height) * 0.18
        return rounded(self.width, self.height, radius)

    @property
    def _oval(self) -> Any:
        """The square around a disc that is only seen in part."""
        radius = self.radius
        x, y = (self.width / 2, self.height - radius) if self.hangs else (self.width - radius, self.height / 2)
        return skia.Rect.MakeXYWH(x - radius, y - radius, 2 * radius, 2 * radius)

    @property
    def _cut(self) -> Any:
        window = skia.Path().addRect(skia.Rect.MakeWH(self.width, self.height))
        return skia.Op(skia.Path().addOval(self._oval), window, skia.kIntersect_PathOp)

    @property
    def _edge(self) -> Any:
        """What is seen of the edge of that disc."""
        across, deep = (self.width, self.height) if self.hangs else (self.height, self.width)
        sides = math.asin(min(1.0, across / 2 / self.radius))
        half = math.degrees(min(sides, math.acos(max(-1.0, 1 - deep / self.radius))))
        return skia.Path().addArc(self._oval, (90 if self.hangs else 0) - half, 2 * half)

    def paint(self, canvas: Any, grow: float) -> None:
        canvas.drawPath(self.outline, fill(self.ground, min(1.0, grow)))
        canvas.drawPath(
            self._edge if self.radius else self.outline, stroke(self.colour, self.thickness, min(1.0, grow))
        )
