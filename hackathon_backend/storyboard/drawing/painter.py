"""Draws the frames of one scene, each time only the parts in which something has changed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import skia
from numpy.typing import NDArray

from .context import DrawContext
from .marks import Mark, MarkState, rect
from .stage import Box

Pixels = NDArray[np.uint8]
"""Height x width x 4, as blue, green, red and an opacity that is always full."""

_GRID = 16
"""Changed parts are widened to whole squares of this many pixels, as the encoder sees them."""


_TROUBLE = 8_000
"""Pixels that take as long as it takes to begin with another part."""


_KEPT = 64
"""Groups of parts that are kept with what they are joined to."""


class Region(NamedTuple):
    """A part of the frame in whole pixels, from (left, top) up to but not including (right, bottom)."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def area(self) -> int:
        return (self.right - self.left) * (self.bottom - self.top)


class FadingLayer(NamedTuple):
    """A mark by itself in full strength, and where it stands in the frame."""

    image: Any
    left: int
    top: int


class Painter:
    """The frames of one scene, in the order of their times; `pixels` always holds the last one."""

    def __init__(self, marks: Sequence[Mark], context: DrawContext) -> None:
        self._marks = marks
        self._paper = context.theme.paper.argb
        self._width, self._height = context.stage.width, context.stage.height
        self.pixels: Pixels = np.zeros((self._height, self._width, 4), np.uint8)
        # Told that every pixel is opaque, the library blends ten times as fast as on an array that it knows nothing of.
        info = skia.ImageInfo.Make(self._width, self._height, skia.kBGRA_8888_ColorType, skia.kOpaque_AlphaType)
        self._surface = skia.Surface.MakeRasterDirect(info, self.pixels, self._width * 4)
        self._states: list[MarkState | None] = [None] * len(marks)
        self._areas: list[Region | None] = [None] * len(marks)
        self._bounds: list[Box] = [mark.box for mark in marks]
        self._joins: dict[tuple[Region, ...], list[Region]] = {}
        # Of the marks that only fade now; None until such a mark is drawn.
        self._layers: dict[int, FadingLayer | None] = {}

    def frame(self, changes: Mapping[int, MarkState]) -> list[Region]:
        """Draw the next frame over the last one: these marks have changed. Returns the parts that were drawn anew."""
        touched: list[Region] = []
        begun = self._states[0] is not None if self._states else False
        for index, state in changes.items():
            before, self._states[index] = self._states[index], state
            if before is None or before[1:] != state[1:] or state.opacity >= 1:
                self._layers.pop(index, None)
            else:
                self._layers.setdefault(index, None)
            touched += self._touched(index, before, state)
        regions = self._joined(tuple(touched)) if begun else [Region(0, 0, self._width, self._height)]
        for region in regions:
            self._paint(region)
        return regions

    def _joined(self, touched: tuple[Region, ...]) -> list[Region]:
        """The parts to draw; kept, since what fades touches the same ones in each frame."""
        if touched not in self._joins:
            if len(self._joins) >= _KEPT:
                self._joins.clear()
            regions: list[Region] = []
            for area in touched:
                regions = _added(regions, area)
            self._joins[touched] = regions
        return self._joins[touched]

    def whole(self, t: float) -> None:
        """Draw everything as it is at `t` seconds."""
        self.frame({index: mark.state(t) for index, mark in enumerate(self._marks)})

    def _touched(self, index: int, before: MarkState | None, state: MarkState) -> Iterator[Region]:
        """The parts of the frame in which the change of a mark may be seen."""
        mark, old = self._marks[index], self._areas[index]
        self._areas[index] = new = self._placed(index, before, state)
        if before and old and new and (stretch := mark.stretch(before, state)):
            new, old = self._area(stretch), None
        for area in (old, new):
            if area:
                yield area

    def _placed(self, index: int, before: MarkState | None, state: MarkState) -> Region | None:
        """The part of the frame that a mark may touch now; where it only fades or grows, it is that of before."""
        if state.opacity <= 0:
            return None
        if before is None or before.opacity <= 0 or before[2:6] != state[2:6]:
            self._bounds[index] = bounds = self._marks[index].bounds(state)
            return self._area(bounds)
        return self._areas[index]

    def _area(self, box: Box) -> Region | None:
        """The part of the frame, in whole squares, that holds `box`; None if it is outside."""
        area = Region(
            max(0, math.floor(box.x / _GRID) * _GRID),
            max(0, math.floor(box.y / _GRID) * _GRID),
            min(self._width, math.ceil(box.right / _GRID) * _GRID),
            min(self._height, math.ceil(box.bottom / _GRID) * _GRID),
        )
        return area if area.right > area.left and area.bottom > area.top else None

    def _paint(self, region: Region) -> None:
        left, top, right, bottom = region
        canvas = self._surface.getCanvas()
        canvas.save()
        canvas.clipRect(skia.Rect.MakeLTRB(left, top, right, bottom))
        canvas.clear(self._paper)
        shown = zip(self._marks, self._states, self._areas, self._bounds, strict=True)
        for index, (mark, state, area, bounds) in enumerate(shown):
            if area and state and area[0] < right and left < area[2] and area[1] < bottom and top < area[3]:
                if index in self._layers:
                    self._fade(canvas, index, state, bounds, area)
                else:
                    mark.paint(canvas, state, bounds)
        canvas.restore()

    def _fade(self, canvas: Any, index: int, state: MarkState, bounds: Box, area: Region) -> None:
        """Draw a mark that only fades: it is drawn once, and laid over the rest as strongly as it is seen now."""
        mark = self._marks[index]
        self._layers[index] = layer = self._layers[index] or _layer(mark, state, bounds, area)
        kept = canvas.getSaveCount()
        if mark.clip:
            canvas.save()
            canvas.clipRect(rect(mark.clip))
        strength = skia.Paint(Alpha=round(255 * state.opacity))
        canvas.drawImage(layer.image, layer.left, layer.top, skia.SamplingOptions(), strength)
        canvas.restoreToCount(kept)


def _layer(mark: Mark, state: MarkState, bounds: Box, area: Region) -> FadingLayer:
    """What of a mark is in the frame, in full strength."""
    left, top = max(area.left, math.floor(bounds.x)), max(area.top, math.floor(bounds.y))
    right, bottom = min(area.right, math.ceil(bounds.right)), min(area.bottom, math.ceil(bounds.bottom))
    surface = skia.Surface.MakeRasterN32Premul(max(1, right - left), max(1, bottom - top))
    canvas = surface.getCanvas()
    canvas.translate(-left, -top)
    mark.paint(canvas, state._replace(opacity=1.0), bounds)
    return FadingLayer(surface.makeImageSnapshot(), left, top)


def _added(regions: list[Region], region: Region) -> list[Region]:
    """`regions` with one more, joined with those that it would be a waste to draw separately from it."""
    apart = []
    left, top, right, bottom = region
    area = region.area
    for other in regions:
        # Calls of min and max would take longer than all the rest.
        west, north = other[0] if other[0] < left else left, other[1] if other[1] < top else top
        east, south = other[2] if other[2] > right else right, other[3] if other[3] > bottom else bottom
        joined = (east - west) * (south - north)
        if joined <= 1.25 * (area + other.area) + _TROUBLE:
            left, top, right, bottom, area = west, north, east, south, joined
        else:
            apart.append(other)
    apart.append(Region(left, top, right, bottom))
    return apart
