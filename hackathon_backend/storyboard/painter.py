"""Draws the frames of one scene, each time only the parts in which something has changed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import skia
from numpy.typing import NDArray

from .pictures import Easel, Mark
from .pictures.marks import State, rect
from .stage import Box

Pixels = NDArray[np.uint8]
"""Height x width x 4, as blue, green, red and an opacity that is always full."""

_GRID = 16
"""Changed parts are widened to whole squares of this many pixels, as the encoder sees them."""


class Region(NamedTuple):
    """A part of the frame in whole pixels, from (left, top) up to but not including (right, bottom)."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def area(self) -> int:
        return (self.right - self.left) * (self.bottom - self.top)

    def joined(self, other: Region) -> Region:
        """The smallest region that holds both."""
        return Region(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def meets(self, other: Region) -> bool:
        """Whether they share any pixel."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def box(self) -> Box:
        return Box(self.left, self.top, self.right - self.left, self.bottom - self.top)


class Painter:
    """The frames of one scene, in the order of their times; `pixels` always holds the last one."""

    def __init__(self, marks: Sequence[Mark], easel: Easel) -> None:
        self._marks = marks
        self._paper = easel.theme.paper.argb
        self._width, self._height = easel.stage.width, easel.stage.height
        self.pixels: Pixels = np.zeros((self._height, self._width, 4), np.uint8)
        # Told that every pixel is opaque, the library blends ten times as fast as on an array that it knows nothing of.
        info = skia.ImageInfo.Make(self._width, self._height, skia.kBGRA_8888_ColorType, skia.kOpaque_AlphaType)
        self._surface = skia.Surface.MakeRasterDirect(info, self.pixels, self._width * 4)
        self._moving = [index for index, mark in enumerate(marks) if mark.moves]
        self._states = [mark.state(0.0) for mark in marks]
        self._areas = [self._area(mark, state) for mark, state in zip(marks, self._states, strict=True)]
        self._begun = False

    def frame(self, t: float) -> list[Region]:
        """Draw the frame at `t` seconds over the one before it. Returns the parts that were drawn anew."""
        regions: list[Region] = []
        for index in self._moving:
            state = self._marks[index].state(t)
            if state == self._states[index]:
                continue
            before, after = self._areas[index], self._area(self._marks[index], state)
            self._states[index], self._areas[index] = state, after
            for area in (before, after):
                regions = _added(regions, area) if area else regions
        if not self._begun:
            regions = [Region(0, 0, self._width, self._height)]
            self._begun = True
        for region in regions:
            self._paint(region)
        return regions

    def _area(self, mark: Mark, state: State) -> Region | None:
        """The part of the frame that `mark` may touch in `state`; None if there is none."""
        if state.opacity <= 0:
            return None
        box = mark.bounds(state)
        area = Region(
            max(0, math.floor(box.x / _GRID) * _GRID),
            max(0, math.floor(box.y / _GRID) * _GRID),
            min(self._width, math.ceil(box.right / _GRID) * _GRID),
            min(self._height, math.ceil(box.bottom / _GRID) * _GRID),
        )
        return area if area.right > area.left and area.bottom > area.top else None

    def _paint(self, region: Region) -> None:
        canvas = self._surface.getCanvas()
        canvas.save()
        canvas.clipRect(rect(region.box()))
        canvas.clear(self._paper)
        for mark, state, area in zip(self._marks, self._states, self._areas, strict=True):
            if area and area.meets(region):
                mark.paint(canvas, state)
        canvas.restore()


def _added(regions: list[Region], region: Region) -> list[Region]:
    """`regions` with one more, joined with those that it would be a waste to draw separately from it."""
    apart = []
    for other in regions:
        joined = region.joined(other)
        if joined.area <= 1.25 * (region.area + other.area):
            region = joined
        else:
            apart.append(other)
    return [*apart, region]
