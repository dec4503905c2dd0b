"""What draws lands. Maps are never turned around: west is left in every language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Self

import skia

from ...drawing.brushes import BrushKind, fill, stroke
from ...drawing.stage import Box
from ...theme import Colour


@dataclass(frozen=True)
class LandBrush:
    """Lands in one colour with a thin edge, and nothing beyond the `window`."""

    path: Any
    window: Box
    colour: Colour
    edge: Colour
    thickness: float
    coast: Any = None
    """What of the edge is drawn; all of it without."""
    kind: ClassVar[BrushKind] = "glow"
    overhang: ClassVar[float] = 0.0

    def paint(self, canvas: Any, _grow: float) -> None:
        canvas.save()
        canvas.clipRect(skia.Rect.MakeXYWH(self.window.x, self.window.y, self.window.width, self.window.height), True)
        canvas.drawPath(self.path, fill(self.colour))
        canvas.drawPath(self.coast or self.path, stroke(self.edge, self.thickness))
        canvas.restore()

    def mirrored(self, _width: float) -> Self:
        return self


@dataclass(frozen=True)
class BorderBrush:
    """Borders between lands, inside of a window."""

    path: Any
    window: Box
    colour: Colour
    thickness: float
    kind: ClassVar[BrushKind] = "glow"
    overhang: ClassVar[float] = 0.0

    def paint(self, canvas: Any, _grow: float) -> None:
        canvas.save()
        canvas.clipRect(skia.Rect.MakeXYWH(self.window.x, self.window.y, self.window.width, self.window.height), True)
        canvas.drawPath(self.path, stroke(self.colour, self.thickness))
        canvas.restore()

    def mirrored(self, _width: float) -> Self:
        return self
