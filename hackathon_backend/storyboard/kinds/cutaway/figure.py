"""All that the marks of one cutaway have in common: its shapes, where they stand, and what is lit when."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import skia

from ...drawing.context import DrawContext
from ...drawing.stage import Box
from .drawing import Drawing
from .labels import Arrangement
from .layout import arranged
from .outlines import Outline, outlines
from .scene import CutawayScene
from .timeline import Timeline
from .tints import Palette


@dataclass(frozen=True)
class Figure:
    """A drawing in its scene and on its stage."""

    scene: CutawayScene
    drawing: Drawing
    context: DrawContext
    area: Box
    times: Timeline

    @cached_property
    def arrangement(self) -> Arrangement:
        """The place of the drawing and of its labels."""
        return arranged(self.scene, self.drawing, self.sheet, self.context, self.area)

    @cached_property
    def palette(self) -> Palette:
        """The colours of the drawing in the film's theme."""
        return Palette(self.context.theme)

    @cached_property
    def sheet(self) -> Box:
        """What of its sheet the drawing fills."""
        return bounds(self._shapes)

    @cached_property
    def _shapes(self) -> list[Outline]:
        return outlines(self.drawing)

    @cached_property
    def matrix(self) -> Any:
        """From the sheet to pixels of the picture."""
        frame, sheet = self.arrangement.frame, self.sheet
        scale = frame.width / sheet.width
        return skia.Matrix.Scale(scale, scale).postTranslate(frame.x - sheet.x * scale, frame.y - sheet.y * scale)

    @cached_property
    def shapes(self) -> list[Outline]:
        """The shapes of the drawing in pixels of the picture, back to front."""
        return [each.turned(self.matrix) for each in self._shapes]


def bounds(shapes: list[Outline]) -> Box:
    """The box around all that is seen of some shapes."""
    whole = skia.Rect.MakeEmpty()
    for shape in shapes:
        own = shape.edge.computeTightBounds()
        own.join(shape.area.computeTightBounds())
        own.outset(shape.width / 2, shape.width / 2)
        if not shape.clip or own.intersect(shape.clip.computeTightBounds()):
            whole.join(own)
    return Box(whole.left(), whole.top(), whole.width(), whole.height())
