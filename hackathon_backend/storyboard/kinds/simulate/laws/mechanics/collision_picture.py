"""Two carts that meet, with their speeds before and after."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from .....drawing.marks import Mark
from .....drawing.stage import Box
from .....drawing.text.text import TextBlock
from ...pen import ARROW
from ...words import steady
from ..picture import ModelPicture
from .carts import HIGH, WHEEL, draw_cart
from .collision import Bump

_SMALLEST, _LARGEST, _LONGEST, _SIZE = 110, 200, 150, 1.7


class CollisionPicture(ModelPicture):
    """One track; above it the carts as they were before they met, pale, once they have."""

    aspect = 1.8

    @cached_property
    def bumps(self) -> list[Bump]:
        return [shown.run for shown in self.line.stages if isinstance(shown.run, Bump)]

    def lengths(self, bump: Bump) -> tuple[float, float]:
        """Pixels of both carts: longer for more mass."""
        heaviest = max(bump.masses)
        first, second = (self.u(max(_SMALLEST, _LARGEST * (mass / heaviest) ** 0.5)) for mass in bump.masses)
        return first, second

    @cached_property
    def scale(self) -> float:
        """Pixels of a metre: all that moves stays in the box."""
        room = self.box.width / 2 - self.u(_LARGEST + 20)
        farthest = max(abs(x) for bump in self.bumps for t in (0.0, bump.duration) for x in bump.places(t))
        return room / max(farthest, 1e-9)

    @cached_property
    def floor(self) -> float:
        return self.box.y + self.box.height * 0.8

    def marks(self) -> list[Mark]:
        y = self.floor
        found = [self.rule((self.box.x, y), (self.box.right, y), self.theme.ink, 3)]
        return [*found, self.running()]

    def draw(self, canvas: Any, clock: float) -> None:
        shown = self.line.at(clock)
        bump, t = shown.run, shown.time(clock)
        assert isinstance(bump, Bump)
        self._both(canvas, bump, t)

    def _both(self, canvas: Any, bump: Bump, t: float) -> None:
        u, lengths, colours = self.u, self.lengths(bump), (self.theme.accent(0), self.theme.accent(1))
        middle = self.box.centre[0]
        fastest = max(abs(v) for each in self.bumps for v in (*each.before, *each.after)) or 1.0
        for n, (place, speed) in enumerate(zip(bump.places(t), bump.speeds(t), strict=True)):
            x = middle + place * self.scale - (lengths[0] if n == 0 else 0.0)
            x = min(max(x, self.box.x), self.box.right - lengths[n])
            draw_cart(self, canvas, x, self.floor, lengths[n], colours[n], size=_SIZE)
            centre, top = x + lengths[n] / 2, self.floor - u(_SIZE * (HIGH + 2 * WHEEL))
            mass = self.pen.block(self.setting.written(bump.masses[n], "kg"), self.theme.ink)
            self.pen.words(
                canvas,
                mass,
                centre - mass.width / 2,
                self.floor - u(_SIZE * (WHEEL * 1.6 + HIGH / 2)) - mass.height / 2,
            )
            length = speed / fastest * u(_LONGEST)
            level = top - u(24 + 62 * n)
            self.pen.arrow(canvas, (centre - length / 2, level), (length, 0.0), colours[n], width=ARROW * 1.2)
            block = self._speed(speed, colours[n])
            left = min(max(centre - block.width / 2, self.box.x), self.box.right - block.width)
            self.pen.words(canvas, block, left, level - u(12) - block.height)

    def _speed(self, speed: float, colour: Any) -> TextBlock:
        return self.pen.block(steady(speed, "m/s", self.setting.context.language), colour)

    def covers(self, _clock: float) -> Box | None:
        top = self.floor - self.u(_SIZE * (HIGH + 2 * WHEEL) + 150)
        return Box(self.box.x, top, self.box.width, self.floor - top + 2)


PICTURE = CollisionPicture
