"""A mirror with an object, the rays that it sends back, and the image that they make."""

from __future__ import annotations

import math
from functools import cached_property
from itertools import pairwise
from typing import Any

import skia

from .....drawing.arrows import Point
from .....drawing.brushes import stroke
from .....drawing.marks import Mark
from ...pen import path_through
from .imaging_picture import ImagingPicture

_ANGLES = (16.0, 31.0)
"""Degrees at which rays fall on a plane mirror."""
_BENT, _THICK, _APART, _HATCH = 15, 5, 15, 11
"""Units that a curved mirror is deep, across its line, between the strokes at its back, and of each of them."""
_NORMAL, _ARC = 120, 62
"""Units of the normal of a plane mirror, and of the arcs of angles."""
_FINE, _BESIDE = 24, 2.1


class MirrorPicture(ImagingPicture):
    """For a curved mirror the parallel ray, that through the focus, and that through the centre or to the middle."""

    onward = -1

    @cached_property
    def plane(self) -> bool:
        return math.isinf(self.run.focal.values[0])

    @cached_property
    def spans(self) -> tuple[float, float, float, float]:
        g, h = max(self.run.distance.values), self.run.height
        if self.plane:
            down = max(2 * g * math.tan(math.radians(_ANGLES[-1])) - h, 0.15 * h)
            return g * 1.15, g * 1.15, h * 1.15, down
        convex = min(self.run.focal.values) < 0
        left = max([g * 1.12, 0.0 if convex else 2 * self.foci * 1.12, *(b * 1.1 for b, _ in self.images if b > 0)])
        right = max([2 * self.foci * 1.1 if convex else g * 0.2, *(-b * 1.15 for b, _ in self.images if b < 0)])
        high = h * max([1.15, *(m * 1.15 for _, m in self.images)])
        return left, right, high, h * max([0.8, *(-m * 1.15 for _, m in self.images)])

    @cached_property
    def tall(self) -> float:
        room = self.box.height - self.u(20)
        if self.plane:
            return room / 2
        upper = self.centre[1] - self.box.y - self.u(10)
        return min(upper, self.box.bottom - self.u(10) - self.centre[1], self.run.height * self.scale + self.u(80))

    @cached_property
    def middle(self) -> float:
        """Pixels from the top at which the middle of the mirror is: a plane one is as tall as there is room."""
        return self.box.centre[1] if self.plane else self.centre[1]

    def surface(self, height: float) -> float:
        if self.plane:
            return 0.0
        deep = min(self.u(_BENT) * (height * self.scale / self.tall) ** 2, self.u(_BENT) * 1.5)
        return math.copysign(deep / self.scale, -self.run.focal.values[0])

    def named(self) -> list[Mark]:
        if self.plane or len(set(self.run.focal.values)) > 1:
            return []
        f = self.run.focal.values[0]
        # An object of the size of its image stands at the centre.
        return [self.on_axis(-f, "F", "focus"), self.on_axis(-2 * f, "C", "centre", _BESIDE)]

    def glass(self, canvas: Any) -> None:
        points = []
        for n in range(_FINE + 1):
            y = self.middle + self.tall * (2 * n / _FINE - 1)
            points.append((self.centre[0] + self.surface((self.centre[1] - y) / self.scale) * self.scale, y))
        back = stroke(self.theme.muted, self.u(2))
        count = max(int(2 * self.tall / self.u(_APART)), 1)
        for n in range(count):
            x, y = _along(points, self.middle - self.tall + (n + 0.5) * 2 * self.tall / count)
            canvas.drawLine(x + self.u(2), y, x + self.u(2 + _HATCH), y - self.u(_HATCH), back)
        canvas.drawPath(path_through(points), stroke(self.theme.accent(0), self.u(_THICK)))

    def rays(self, f: float, g: float, h: float) -> list[Point]:
        if self.plane:
            slopes = [math.tan(math.radians(angle)) for angle in _ANGLES]
            return [(h - g * slope, -slope) for slope in slopes]
        found = [(h, -h / f)]
        if abs(g - f) > 1e-6 * abs(f) and self._met(f * h / (f - g)):
            found.append((h * f / (f - g), 0.0))
        c = 2 * f
        if abs(g - c) > 1e-6 * abs(c) and self._met(c * h / (c - g)):
            found.append((c * h / (c - g), -h / (c - g)))
        else:
            found.append((0.0, -h / g))
        return found

    def _met(self, height: float) -> bool:
        return abs(height) * self.scale < self.tall

    def draw(self, canvas: Any, clock: float) -> None:
        super().draw(canvas, clock)
        if self.plane:
            for n, (height, slope) in enumerate(self.rays(math.inf, self.run.distance.at(clock), self.run.height)):
                self._angles(canvas, height, slope, self.theme.accent((2, 1)[n]))

    def _angles(self, canvas: Any, height: float, slope: float, colour: Any) -> None:
        """The normal where a ray meets a plane mirror, and the angles at both its sides, which are equal."""
        x, y = self.point(0.0, height)
        self._dashed(canvas, (x, y), (x - self.u(_NORMAL), y), self.theme.muted)
        angle, radius = math.degrees(math.atan(-slope)), self.u(_ARC)
        room = skia.Rect.MakeLTRB(x - radius, y - radius, x + radius, y + radius)
        for start in (180.0, 180.0 - angle):
            canvas.drawArc(room, start, angle, False, stroke(colour, self.u(2.5)))


def _along(points: list[Point], y: float) -> Point:
    """Where a line that goes down comes to `y`."""
    for (x0, y0), (x1, y1) in pairwise(points):
        if y <= y1:
            return x0 + (x1 - x0) * (y - y0) / (y1 - y0), y
    return points[-1]


PICTURE = MirrorPicture
