"""A lens on its axis with an object, three rays, and the image that they make."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import skia

from .....drawing.arrows import Point
from .....drawing.brushes import fill, stroke
from .....drawing.marks import Mark
from .imaging_picture import ImagingPicture


class LensPicture(ImagingPicture):
    """Rays parallel to the axis, through the middle, and through the focus: each straight on after the lens."""

    @cached_property
    def spans(self) -> tuple[float, float, float, float]:
        left = max(*self.run.distance.values, self.foci) * 1.12
        right = max([1.4 * self.foci, *(b * 1.1 for b, _ in self.images if b > 0)])
        left = max([left, *(-b * 1.1 for b, _ in self.images if b < 0)])
        high = self.run.height * max([1.0, *(abs(m) for _, m in self.images)]) * 1.2
        return left, right, high, high

    def named(self) -> list[Mark]:
        f = abs(self.run.focal.values[0])
        if len(set(self.run.focal.values)) > 1:
            return []
        return [self.on_axis(side * f, "F", f"focus {side}") for side in (-1, 1)]

    def glass(self, canvas: Any) -> None:
        (x, y), high = self.centre, self.tall
        bulge = self.u(22) * (1 if self.run.focal.values[0] > 0 else -1)
        wide = self.u(4) if bulge > 0 else self.u(20)
        path = skia.Path().moveTo(x - wide, y - high).lineTo(x + wide, y - high)
        path.quadTo(x + wide + bulge, y, x + wide, y + high).lineTo(x - wide, y + high)
        path.quadTo(x - wide - bulge, y, x - wide, y - high).close()
        canvas.drawPath(path, fill(self.theme.accent(0), 0.15))
        canvas.drawPath(path, stroke(self.theme.accent(0), self.u(2.5)))

    def rays(self, f: float, g: float, h: float) -> list[Point]:
        found = [(h, -h / f), (0.0, -h / g)]
        if abs(g - f) > 1e-6 * abs(f) and abs(f * h / (f - g)) * self.scale < self.tall:
            found.append((h * f / (f - g), 0.0))
        return found


PICTURE = LensPicture
