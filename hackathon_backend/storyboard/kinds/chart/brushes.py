"""What draws the marks of a chart: bars that grow from their axis, slices that sweep, and text that is turned."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal, Self

import skia

from ...drawing.brushes import BrushKind, StrokeBrush, Unmirrored, fill, letters_overhang, partly, stroke
from ...drawing.stage import Box
from ...drawing.text.text import TextBlock
from ...theme import Colour

Side = Literal["bottom", "top", "left", "right"]
_OPPOSITE: dict[Side, Side] = {"left": "right", "right": "left", "top": "top", "bottom": "bottom"}


@dataclass(frozen=True)
class BarBrush:
    """A bar of `width` x `height` pixels that grows from its foot, the side on the axis; its far end is rounded."""

    width: float
    height: float
    foot: Side
    filling: Colour
    radius: float
    edge: Colour | None = None
    thickness: float = 0.0
    kind: ClassVar[BrushKind] = "shape"
    overhang: ClassVar[float] = 0.0

    def paint(self, canvas: Any, grow: float) -> None:
        bar = self._bar(grow)
        canvas.drawPath(self._path(bar.x, bar.y, bar.width, bar.height), fill(self.filling))
        if self.edge:
            thin = min(self.thickness, bar.width, bar.height)
            inner = self._path(bar.x + thin / 2, bar.y + thin / 2, bar.width - thin, bar.height - thin)
            canvas.drawPath(inner, stroke(self.edge, thin))

    def stretch(self, before: float, after: float) -> Box:
        """From where the round corners began to where the bar ends now."""
        short, long = self._bar(before), self._bar(after)
        corners = min(self.radius + self.thickness, short.width, short.height)
        if self.foot in {"bottom", "top"}:
            y = long.y if self.foot == "bottom" else short.bottom - corners
            return Box(long.x, y, long.width, long.height - short.height + corners)
        x = long.x if self.foot == "right" else short.right - corners
        return Box(x, long.y, long.width - short.width + corners, long.height)

    def _bar(self, grow: float) -> Box:
        upright = self.foot in {"bottom", "top"}
        width, height = (self.width, self.height * grow) if upright else (self.width * grow, self.height)
        x = self.width - width if self.foot == "right" else 0.0
        y = self.height - height if self.foot == "bottom" else 0.0
        return Box(x, y, width, height)

    def _path(self, x: float, y: float, width: float, height: float) -> Any:
        # The length of the bar is what it says: only corners that fit are cut off.
        radius = min(self.radius, width / 2, height / 2)
        sharp = {"bottom": (2, 3), "top": (0, 1), "left": (0, 3), "right": (1, 2)}[self.foot]
        corners = [skia.Point(0, 0) if corner in sharp else skia.Point(radius, radius) for corner in range(4)]
        shape = skia.RRect()
        shape.setRectRadii(skia.Rect.MakeXYWH(x, y, width, height), corners)
        return skia.Path().addRRect(shape)

    def mirrored(self, _width: float) -> Self:
        return replace(self, foot=_OPPOSITE[self.foot])


@dataclass(frozen=True)
class GroundBrush(BarBrush):
    """A bar of paper behind another one."""

    kind: ClassVar[BrushKind] = "glow"


@dataclass(frozen=True)
class SliceBrush:
    """A slice of a pie in a square of twice the `radius`; angles are parts of a turn, clockwise from the top."""

    radius: float
    start: float
    turn: float
    filling: Colour
    seam: float
    backwards: bool = False
    edge: Colour | None = None
    kind: ClassVar[BrushKind] = "glow"
    overhang: ClassVar[float] = 0.0

    def paint(self, canvas: Any, grow: float) -> None:
        if grow <= 0:
            return
        canvas.save()
        if self.backwards:
            canvas.translate(2 * self.radius, 0)
            canvas.scale(-1, 1)
        square = skia.Rect.MakeWH(2 * self.radius, 2 * self.radius)
        if self.turn * grow > 0.9999:
            canvas.drawOval(square, fill(self.filling))
        else:
            path = self._path(square, grow)
            canvas.drawPath(path, fill(self.filling))
            if self.edge:
                # Only what is inside: the seams stay as wide as they are.
                canvas.clipPath(path, True)
                canvas.drawPath(path, stroke(self.edge, 2 * self.seam))
        canvas.restore()

    def _path(self, square: Any, grow: float) -> Any:
        """The slice with its tip moved outwards, so that the seams to its neighbours have the same width throughout."""
        inset = self.seam / 2 / self.radius / math.tau
        start, turn = self.start + inset, max(self.turn * grow - 2 * inset, 0.0005)
        middle = math.tau * (self.start + self.turn * grow / 2) - math.pi / 2
        away = self.seam / 2 / max(math.sin(min(math.pi * self.turn * grow, math.pi / 2)), 0.1)
        path = skia.Path()
        path.moveTo(self.radius + away * math.cos(middle), self.radius + away * math.sin(middle))
        path.arcTo(square, 360 * start - 90, 360 * turn, False)
        path.close()
        return path

    def mirrored(self, _width: float) -> Self:
        return replace(self, backwards=not self.backwards)


@dataclass(frozen=True)
class DashedBrush(StrokeBrush):
    """A line of which only a `part` is drawn, in dashes that begin every so many pixels: one below it is seen too."""

    every: float = 0.0
    part: float = 1.0

    def paint(self, canvas: Any, grow: float) -> None:
        if self.part >= 1.0:
            super().paint(canvas, grow)
        elif grow > 0:
            paint = partly(stroke(self.colour, self.thickness), grow)
            paint.setStrokeCap(skia.Paint.kButt_Cap)
            dashes = skia.DashPathEffect.Make([self.every * self.part, self.every * (1 - self.part)], 0.0)
            trimmed = paint.refPathEffect()
            paint.setPathEffect(skia.PathEffect.MakeCompose(dashes, trimmed) if trimmed else dashes)
            canvas.drawPath(self.path, paint)


@dataclass(frozen=True)
class GridBrush(StrokeBrush):
    """A line of a grid: so faint that it may lie behind anything."""

    kind: ClassVar[BrushKind] = "glow"


@dataclass(frozen=True)
class TurnedTextBrush(Unmirrored):
    """A line of text that runs upwards, for labels that fit no other way."""

    block: TextBlock
    kind: ClassVar[BrushKind] = "text"

    @property
    def overhang(self) -> float:
        return letters_overhang(self.block)

    def paint(self, canvas: Any, _grow: float) -> None:
        canvas.save()
        canvas.translate(0, self.block.width)
        canvas.rotate(-90)
        self.block.paragraph.paint(canvas, -self.block.inset, 0)
        canvas.restore()
