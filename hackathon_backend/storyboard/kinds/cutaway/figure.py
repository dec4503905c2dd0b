"""All that the marks of one cutaway have in common: its shapes, where they stand, and what is lit when."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import skia

from ...drawing.context import DrawContext
from ...drawing.stage import Box, around
from .drawing import CutawayDrawing
from .labels import Arrangement, Place, on_frame
from .layout import Plan, planned
from .outlines import ShapeOutline, outlines
from .scene import CutawayScene
from .timeline import CutawayTimeline
from .tints import Palette
from .ways import way_of

_BESIDE = 12
"""Units of the sheet that beads take beside their line."""


@dataclass(frozen=True)
class CutawayFigure:
    """A drawing in its scene and on its stage."""

    scene: CutawayScene
    drawing: CutawayDrawing
    context: DrawContext
    area: Box
    times: CutawayTimeline

    @cached_property
    def plan(self) -> Plan:
        """The place of the drawing, and its labels with theirs."""
        return planned(self.scene, self.drawing, self.sheet, self.context, self.area)

    @property
    def arrangement(self) -> Arrangement:
        return self.plan.arrangement

    @cached_property
    def palette(self) -> Palette:
        """The colours of the drawing in the film's theme."""
        return Palette(self.context.theme)

    @cached_property
    def sheet(self) -> Box:
        """What of its sheet the drawing fills, with all that flows in this scene."""
        points = [point for flow in self.scene.flows for line in way_of(flow, self.drawing) for point in line]
        dots = [Box(point[0], point[1], 0, 0).grown(_BESIDE) for point in points]
        return around([bounds(self._shapes), *dots])

    @cached_property
    def _shapes(self) -> list[ShapeOutline]:
        return outlines(self.drawing)

    @cached_property
    def matrix(self) -> Any:
        """From the sheet to pixels of the picture."""
        frame, sheet = self.arrangement.frame, self.sheet
        scale = frame.width / sheet.width
        return skia.Matrix.Scale(scale, scale).postTranslate(frame.x - sheet.x * scale, frame.y - sheet.y * scale)

    def place(self, point: Place) -> Place:
        """A place on the sheet in pixels of the picture."""
        return on_frame(point, self.sheet, self.arrangement.frame)

    @cached_property
    def shapes(self) -> list[ShapeOutline]:
        """The shapes of the drawing in pixels of the picture, back to front."""
        return [each.turned(self.matrix) for each in self._shapes]


def bounds(shapes: list[ShapeOutline]) -> Box:
    """The box around all that is seen of some shapes."""
    whole = skia.Rect.MakeEmpty()
    for shape in shapes:
        own = shape.edge.computeTightBounds()
        own.join(shape.area.computeTightBounds())
        own.outset(shape.width / 2, shape.width / 2)
        if not shape.clip or own.intersect(shape.clip.computeTightBounds()):
            whole.join(own)
    return Box(whole.left(), whole.top(), whole.width(), whole.height())
