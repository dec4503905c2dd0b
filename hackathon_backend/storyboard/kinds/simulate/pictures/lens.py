"""A lens on its axis with an object, three rays, and the image that they make."""

from __future__ import annotations

import math
from functools import cached_property
from typing import Any

import skia

from ....drawing.arrows import Point
from ....drawing.brushes import fill, stroke
from ....drawing.marks import Mark
from ....drawing.stage import Box
from ..models.lens import Imaging
from .base import Picture

_RAY, _ARROW = 3.5, 6
_TRAVELS = 2.4
"""Seconds that light takes to be drawn along its way."""
_FARTHEST = 3.2
"""Images that are farther away than so many times the object and the focal length are not shown."""


class LensPicture(Picture):
    """The axis from the left to the right, the lens where both sides have room, heights and lengths to scale."""

    aspect = 1.9

    @cached_property
    def run(self) -> Imaging:
        run = self.line.stages[0].run
        assert isinstance(run, Imaging)
        return run

    @cached_property
    def spans(self) -> tuple[float, float, float]:
        """Metres at the left and the right of the lens, and above and below the axis."""
        run, f = self.run, max(abs(value) for value in self.run.focal.values)
        left = max(*run.distance.values, f) * 1.12
        moments = [self.line.end * n / 60 for n in range(61)]
        limit = _FARTHEST * max(*run.distance.values, f)
        seen = [(run.image(t), run.magnification(t)) for t in moments if abs(run.image(t)) < limit]
        right = max([1.4 * f, *(b * 1.1 for b, _ in seen if b > 0)])
        left = max([left, *(-b * 1.1 for b, _ in seen if b < 0)])
        high = run.height * max([1.0, *(abs(m) for _, m in seen)]) * 1.2
        return left, right, high

    @cached_property
    def scale(self) -> float:
        left, right, high = self.spans
        return min(self.box.width / (left + right), (self.box.height / 2 - self.u(36)) / high)

    @cached_property
    def centre(self) -> Point:
        left, right, _ = self.spans
        spare = self.box.width - (left + right) * self.scale
        return self.box.x + spare / 2 + left * self.scale, self.box.centre[1]

    def point(self, x: float, y: float) -> Point:
        return self.centre[0] + x * self.scale, self.centre[1] - y * self.scale

    @cached_property
    def tall(self) -> float:
        """Pixels of half of the lens."""
        return min(self.box.height / 2 - self.u(10), self.run.height * self.scale * 1.0 + self.u(70))

    def marks(self) -> list[Mark]:
        x, y = self.centre
        found = [self.rule((self.box.x, y), (self.box.right, y), self.theme.muted, 2)]
        f = abs(self.run.focal.values[0])
        if len(set(self.run.focal.values)) == 1:
            for side in (-1, 1):
                px = x + side * f * self.scale
                found.append(self.rule((px, y - self.u(7)), (px, y + self.u(7)), self.theme.ink, 3))
                self.setting.label("F", self.theme.ink, [(px, y + self.u(12), 0.5, 0.0)], f"focus {side}", patch=False)
        return [*found, self.running()]

    def draw(self, canvas: Any, clock: float) -> None:
        share = 1.0 if self.setting.context.motion.reduced else min(clock / _TRAVELS, 1.0)
        self._lens(canvas)
        g, h = self.run.distance.at(clock), self.run.height
        self._rays(canvas, clock, share)
        foot, tip = self.point(-g, 0.0), self.point(-g, h)
        self.pen.arrow(canvas, foot, (0.0, tip[1] - foot[1]), self.theme.accent(0), width=_ARROW)
        self._word(canvas, "object", tip, self.theme.accent(0), up=True)
        b, m = self.run.image(clock), self.run.magnification(clock)
        left, right, high = self.spans
        if share >= 1.0 and -left < b < right and abs(m) * h <= high * 1.01:
            foot, tip = self.point(b, 0.0), self.point(b, m * h)
            colour = self.theme.accent(5)
            self.pen.arrow(canvas, foot, (0.0, tip[1] - foot[1]), colour, width=_ARROW, opacity=1.0 if b > 0 else 0.6)
            self._word(canvas, "image", tip, colour, up=m > 0)

    def _word(self, canvas: Any, name: str, tip: Point, colour: Any, *, up: bool) -> None:
        block = self.pen.block(self.setting.word(name), colour)
        x = min(max(tip[0] - block.width / 2, self.box.x), self.box.right - block.width)
        y = tip[1] - block.height - self.u(6) if up else tip[1] + self.u(6)
        self.pen.words(canvas, block, x, min(max(y, self.box.y), self.box.bottom - block.height), halo=True)

    def _lens(self, canvas: Any) -> None:
        (x, y), high = self.centre, self.tall
        bulge = self.u(22) * (1 if self.run.focal.values[0] > 0 else -1)
        wide = self.u(4) if bulge > 0 else self.u(20)
        path = skia.Path().moveTo(x - wide, y - high).lineTo(x + wide, y - high)
        path.quadTo(x + wide + bulge, y, x + wide, y + high).lineTo(x - wide, y + high)
        path.quadTo(x - wide - bulge, y, x - wide, y - high).close()
        canvas.drawPath(path, fill(self.theme.accent(0), 0.15))
        canvas.drawPath(path, stroke(self.theme.accent(0), self.u(2.5)))

    def _rays(self, canvas: Any, clock: float, share: float) -> None:
        """Parallel to the axis, through the middle, and through the focus: each straight on after the lens."""
        f, g, h = self.run.focal.at(clock), self.run.distance.at(clock), self.run.height
        left, right, _ = self.spans
        tip = (-g, h)
        heights = [(h, -h / f), (0.0, -h / g)]
        if abs(g - f) > 1e-6 * abs(f) and abs(f * h / (f - g)) * self.scale < self.tall:
            heights.append((h * f / (f - g), 0.0))
        canvas.save()
        canvas.clipRect(skia.Rect.MakeLTRB(self.box.x, self.box.y, self.box.right, self.box.bottom))
        b = self.run.image(clock)
        for n, (at_lens, slope) in enumerate(heights):
            colour = self.theme.accent((2, 1, 4)[n])
            self._part(canvas, self.point(*tip), self.point(0.0, at_lens), min(share * 2, 1.0), colour)
            if share > 0.5:
                self._part(
                    canvas, self.point(0.0, at_lens), self.point(right, at_lens + slope * right), share * 2 - 1, colour
                )
            if share >= 1.0 and -left < b < 0:
                paint = stroke(colour, self.u(2), 0.7)
                paint.setPathEffect(skia.DashPathEffect.Make([self.u(7), self.u(8)], 0.0))
                canvas.drawLine(*self.point(0.0, at_lens), *self.point(b, at_lens + slope * b), paint)
        canvas.restore()

    def _part(self, canvas: Any, start: Point, end: Point, share: float, colour: Any) -> None:
        if share > 0 and math.isfinite(end[1]):
            now = (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)
            self.pen.line(canvas, start, now, colour, _RAY)

    def covers(self, _clock: float) -> Box | None:
        return self.box


PICTURE = LensPicture
