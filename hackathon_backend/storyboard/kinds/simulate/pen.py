"""Draws what moves: lines, arrows, dots and words on a canvas, in pixels of the frame."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import skia

from ...drawing.arrows import Point
from ...drawing.brushes import RunningText, fill, stroke
from ...drawing.context import DrawContext
from ...drawing.stage import Box
from ...drawing.text.text import TextBlock, measure
from ...drawing.text.typefaces import REGULAR, SEMIBOLD
from ...theme import Colour

LABEL = 24
"""Units of the type on things."""
ARROW, HEAD = 5, 17
"""Units across the shaft of an arrow, and along its head."""
_SPREAD = 0.42
"""Half of the width of an arrow's head, as a part of its length."""
_ENDLESS = 4000


@dataclass(frozen=True)
class Pen:
    """Draws for one context; keeps the words that it has set."""

    context: DrawContext
    _blocks: dict[tuple[str, int, int, float], TextBlock] = field(default_factory=dict)
    _heard: list[list[RunningText]] = field(default_factory=list)

    def u(self, units: float) -> float:
        return self.context.u(units)

    def block(self, text: str, colour: Colour, *, bold: bool = True, size: float = LABEL) -> TextBlock:
        """`text` in one line."""
        key = (text, colour.argb, bold, size)
        if key not in self._blocks:
            if len(self._blocks) > 4096:
                self._blocks.clear()
            type_ = self.context.type(size, colour=colour, weight=SEMIBOLD if bold else REGULAR, leading=1.15)
            self._blocks[key] = measure(text, type_, self.u(_ENDLESS))
        return self._blocks[key]

    def words(self, canvas: Any, block: TextBlock, x: float, y: float, *, halo: bool = False) -> None:
        """`block` with its upper left corner at (x, y); with `halo` on a patch of paper."""
        if self._heard:
            self._heard[-1].append(RunningText(block, Box(x, y, block.width, block.height), halo))
            return
        if halo:
            air = self.u(3)
            shape = skia.RRect.MakeRectXY(
                skia.Rect.MakeXYWH(x - air, y, block.width + 2 * air, block.height), self.u(5), self.u(5)
            )
            canvas.drawRRect(shape, fill(self.context.theme.paper, 0.85))
        block.paragraph.paint(canvas, x - block.inset, y)

    @contextmanager
    def listening(self) -> Iterator[list[RunningText]]:
        """Meanwhile what would be written is collected instead."""
        self._heard.append([])
        try:
            yield self._heard[-1]
        finally:
            self._heard.pop()

    def line(self, canvas: Any, start: Point, end: Point, colour: Colour, width: float, opacity: float = 1.0) -> None:
        """A line of `width` units."""
        canvas.drawLine(*start, *end, stroke(colour, self.u(width), opacity))

    def polyline(
        self, canvas: Any, points: Sequence[Point], colour: Colour, width: float, opacity: float = 1.0
    ) -> None:
        """A line through `points`."""
        if len(points) > 1:
            canvas.drawPath(path_through(points), stroke(colour, self.u(width), opacity))

    def dots(self, canvas: Any, points: Sequence[Point], colour: Colour, size: float, opacity: float = 1.0) -> None:
        """Small discs, `size` units across, at `points`."""
        if points:
            paint = stroke(colour, self.u(size), opacity)
            canvas.drawPoints(skia.Canvas.kPoints_PointMode, [skia.Point(*each) for each in points], paint)

    def disc(
        self,
        canvas: Any,
        centre: Point,
        radius: float,
        colour: Colour,
        opacity: float = 1.0,
        edge: Colour | None = None,
    ) -> None:
        """A disc of `radius` pixels."""
        canvas.drawCircle(*centre, radius, fill(colour, opacity))
        if edge:
            canvas.drawCircle(*centre, radius, stroke(edge, self.u(2.5), opacity))

    def arrow(
        self,
        canvas: Any,
        start: Point,
        vector: Point,
        colour: Colour,
        *,
        width: float = ARROW,
        opacity: float = 1.0,
        size: float = 1.0,
    ) -> None:
        """An arrow from `start` along `vector` (pixels) with a filled head; none if it is too short to point."""
        length = math.hypot(*vector)
        if length < self.u(4):
            return
        dx, dy = vector[0] / length, vector[1] / length
        head = min(self.u(HEAD) * size * math.sqrt(width / ARROW), length * 0.6)
        tip = (start[0] + vector[0], start[1] + vector[1])
        neck = (tip[0] - dx * head, tip[1] - dy * head)
        side = head * _SPREAD
        thin = min(self.u(width), head * 0.6)
        if length > head:
            paint = stroke(colour, thin, opacity)
            paint.setStrokeCap(skia.Paint.kButt_Cap)
            canvas.drawLine(*start, neck[0] + dx, neck[1] + dy, paint)
        shape = skia.Path().moveTo(*tip)
        shape.lineTo(neck[0] - dy * side, neck[1] + dx * side).lineTo(neck[0] + dy * side, neck[1] - dx * side).close()
        canvas.drawPath(shape, fill(colour, opacity))

    @cached_property
    def head(self) -> float:
        """Pixels that the head of an arrow reaches to its side."""
        return self.u(HEAD) * _SPREAD + 1


def path_through(points: Iterable[Point]) -> Any:
    """The path through `points`."""
    path = skia.Path()
    for index, (x, y) in enumerate(points):
        path.lineTo(x, y) if index else path.moveTo(x, y)
    return path


def holding(points: Sequence[Point], margin: float) -> Box:
    """The box around `points` with a margin in pixels."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)).grown(margin)
