"""How bodies in space look: drawings where there are any, else discs in their colours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .....drawing.arrows import Point
from .....drawing.art import art_named
from .....drawing.art.brush import ArtBrush, art_brush
from .....drawing.brushes import fill, stroke
from .....drawing.colours import PURE
from .....theme import Colour, Theme
from .bodies import SpaceBody

_FILLED = 1.28
"""The side of a drawing for each part of the disc across that it shows: some air is around it."""


@dataclass(frozen=True)
class BodyDisc:
    """A body with the `radius` in pixels with which it is drawn."""

    body: SpaceBody
    radius: float
    theme: Theme

    @cached_property
    def line(self) -> Colour:
        """The colour of its edge and its name."""
        return self.theme.legible(PURE.get(self.body.colour, self.theme.ink))

    @cached_property
    def _drawing(self) -> ArtBrush | None:
        art = art_named(self.body.art)
        return art_brush(art, 2 * self.radius * _FILLED, None, self.theme) if art else None

    def paint(self, canvas: Any, at: Point) -> None:
        """Draw it with its middle `at` a place in pixels."""
        if self._drawing is None:
            canvas.drawCircle(*at, self.radius, fill(PURE.get(self.body.colour, self.theme.ink)))
            canvas.drawCircle(*at, self.radius, stroke(self.line, self.radius * 0.12))
            return
        canvas.drawCircle(*at, self.radius * 0.8, fill(self.theme.paper))
        canvas.save()
        canvas.translate(at[0] - self._drawing.size / 2, at[1] - self._drawing.size / 2)
        self._drawing.paint(canvas, 1.0)
        canvas.restore()
