"""Draws illustrated objects: two tones of one colour, the line at full strength and what it encloses at a fifth."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any, ClassVar, Self

import skia

from ...theme import Colour, Theme
from ..brushes import BrushKind, fill, flipped, stroke
from ..stage import Box
from .art import Art
from .colours import natural_colour
from .shapes import GRID, LINE, ArtShape, art_shape, contours

TONE = 0.2
"""Part of the colour in what the lines enclose."""
_EVEN, _FINER = 96.0, 0.45
"""Pixels a side up to which lines grow with a drawing, and how much less they do beyond (1: not at all)."""
_THICKER = 0.014
"""Part of its size by which the lines of a letter are made thicker at most: more would fill what is between them."""
_ANY = Colour(0, 0, 0)
_SWEEP = 2.6
"""Widths of a line that are uncovered at once while it is drawn."""


def art_brush(
    art: Art, size_px: float, colour: Colour | None, theme: Theme, *, thickness: float | None = None
) -> ArtBrush:
    """`art` in a square of `size_px` pixels a side: in `colour`, in its own if that is None, else in the first accent.

    `thickness` is the width of its lines in pixels; by default drawings of all sizes look as if by one pen.
    Raises `StoryboardError` if the package of the drawing is missing.
    """
    line = theme.legible(colour, 3.0) if colour else natural_colour(art, theme) or theme.accent(0)
    return ArtBrush(art, size_px, line, thickness or line_width(size_px))


def line_width(size: float) -> float:
    """The width of the lines of a drawing of `size` pixels a side: larger ones are drawn finer, as letters are."""
    scale = min(1.0, (_EVEN / size) ** _FINER) if size > 0 else 1.0
    return LINE / GRID * size * scale


@dataclass(frozen=True)
class ArtBrush:
    """A drawing in a square of `size` pixels a side, or in the part of it that `crop` is, if that is given.

    As it grows, its lines are drawn and the tone comes.
    """

    art: Art
    size: float
    colour: Colour
    thickness: float
    turned: bool = False
    crop: Box | None = None
    kind: ClassVar[BrushKind] = "shape"

    @property
    def overhang(self) -> float:
        return self.thickness

    def cropped(self) -> Self:
        """The same without the margins that its square has around the drawing."""
        ink, scale = art_shape(self.art).outline.computeTightBounds(), self.size / GRID
        return replace(self, crop=Box(*(scale * side for side in (ink.left(), ink.top(), ink.width(), ink.height()))))

    @cached_property
    def line(self) -> Any:
        """The drawn lines, as an area, in pixels."""
        return self._scaled(self.shape.line)

    @cached_property
    def outline(self) -> Any:
        """The outer edge of the whole drawing in pixels, which may be several closed curves: for changes of shape."""
        return self._scaled(self.shape.outline)

    @cached_property
    def tone(self) -> Any:
        """What the lines enclose, in pixels."""
        return self._scaled(self.shape.tone)

    @cached_property
    def shape(self) -> ArtShape:
        return art_shape(self.art, self.thickness * GRID / self.size if self.size > 0 else LINE)

    def paint(self, canvas: Any, grow: float) -> None:
        if grow <= 0:
            return
        canvas.drawPath(self.tone, fill(self.colour, TONE * grow))
        canvas.save()
        if grow < 1:
            canvas.clipPath(self._uncovered(grow), True)
        for area in self._ink:
            canvas.drawPath(area, fill(self.colour))
        canvas.restore()

    def mirrored(self, width: float) -> Self:
        return replace(self, turned=not self.turned) if self.art.directed else self

    @cached_property
    def _ink(self) -> list[Any]:
        """What is covered at full strength, in pixels."""
        areas = inked(self.art, self.size, self.thickness)
        return [self._placed(area) for area in areas]

    def _uncovered(self, grow: float) -> Any:
        """Where lines are to be seen already: along each of their edges from its start."""
        drawn = skia.Path()
        for contour in self._contours:
            measure = skia.PathMeasure(contour, False)
            measure.getSegment(0, measure.getLength() * grow, drawn, True)
        result = skia.Path()
        width = max(self.thickness, self.shape.width / GRID * self.size) * _SWEEP
        stroke(self.colour, width).getFillPath(drawn, result)
        return result

    @cached_property
    def _contours(self) -> list[Any]:
        return contours(self.line)

    def _scaled(self, path: Any) -> Any:
        scaled = skia.Path(path)
        scaled.transform(skia.Matrix.Scale(self.size / GRID, self.size / GRID))
        return self._placed(scaled)

    def _placed(self, path: Any) -> Any:
        """A path in the square, as it is turned, where the crop has it."""
        path = flipped(path, self.size) if self.turned else path
        if self.crop is None:
            return path
        left = self.size - self.crop.right if self.turned else self.crop.x
        placed = skia.Path(path)
        placed.transform(skia.Matrix.Translate(-left, -self.crop.y))
        return placed


@lru_cache(maxsize=512)
def inked(art: Art, size: float, thickness: float) -> list[Any]:
    """The areas of the lines of `art` in a square of `size` pixels, as a pen of `thickness` pixels draws them.

    They are computed once: a drawing is painted in each frame in which something near it moves.
    """
    shape = art_shape(art, thickness * GRID / size if size > 0 else LINE)
    line = skia.Path(shape.line)
    line.transform(skia.Matrix.Scale(size / GRID, size / GRID))
    missing = thickness - shape.width / GRID * size
    if shape.solid:
        missing = min(missing, _THICKER * size)
        areas = [_edges(line, 2 * thickness)]
    else:
        areas = [line]
    return [*areas, _along(line, missing)] if missing > 0 else areas


def _edges(line: Any, width: float) -> Any:
    """The part of an area that is near its edges; all of it where skia can't tell."""
    try:
        return skia.Op(line, _along(line, width), skia.kIntersect_PathOp)
    except RuntimeError:
        return line


def _along(line: Any, width: float) -> Any:
    """What a pen of `width` pixels covers along the edges of `line`."""
    area = skia.Path()
    stroke(_ANY, width).getFillPath(line, area)
    return area
