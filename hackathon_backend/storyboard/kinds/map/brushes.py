"""What draws lands. Maps are never turned around: west is left in every language."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, ClassVar

import skia

from ...drawing.brushes import BrushKind, Unmirrored, fill, stroke
from ...drawing.stage import Box
from ...theme import Colour


@dataclass(frozen=True)
class LandBrush(Unmirrored):
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
        with _inside(canvas, self.window):
            canvas.drawPath(self.path, fill(self.colour))
            canvas.drawPath(self.coast or self.path, stroke(self.edge, self.thickness))


@dataclass(frozen=True)
class BorderBrush(Unmirrored):
    """Borders between lands, inside of a window."""

    path: Any
    window: Box
    colour: Colour
    thickness: float
    kind: ClassVar[BrushKind] = "glow"
    overhang: ClassVar[float] = 0.0

    def paint(self, canvas: Any, _grow: float) -> None:
        with _inside(canvas, self.window):
            canvas.drawPath(self.path, stroke(self.colour, self.thickness))


@contextmanager
def _inside(canvas: Any, window: Box) -> Iterator[None]:
    """Nothing is drawn beyond `window`."""
    canvas.save()
    canvas.clipRect(skia.Rect.MakeXYWH(window.x, window.y, window.width, window.height), True)
    yield
    canvas.restore()
