"""A source that moves, with its wavefronts as circles."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import skia

from .....drawing.brushes import stroke
from .....drawing.marks import Mark
from ...pen import ARROW
from ..picture import ModelPicture
from .doppler import Moving

_WAVES, _EVERY, _SOURCE = 150, 0.3, 15
"""Units that waves go in a second of film, seconds between wavefronts, and units of the source's radius."""


class DopplerPicture(ModelPicture):
    """The source runs from the left to the right; one that has left begins again."""

    @cached_property
    def run(self) -> Moving:
        run = self.line.stages[0].run
        assert isinstance(run, Moving)
        return run

    def place(self, clock: float) -> float:
        """Where the source is, in pixels."""
        moves = max(self.run.speed.values) > 0
        start = self.box.x + self.box.width * (0.22 if moves else 0.5)
        return start + self.run.place(max(clock, 0.0)) * self.u(_WAVES) * self._slowing

    @cached_property
    def _slowing(self) -> float:
        """How much slower all of it goes, so that the source stays in the box."""
        way = self.run.place(self.line.end) * self.u(_WAVES)
        return min(1.0, self.box.width * 0.6 / way) if way > 0 else 1.0

    def marks(self) -> list[Mark]:
        self.setting.places.solid.append(self.box)
        return [self.running()]

    def draw(self, canvas: Any, clock: float) -> None:
        y, quick = self.box.centre[1], self.u(_WAVES) * self._slowing
        canvas.save()
        canvas.clipRect(skia.Rect.MakeLTRB(self.box.x, self.box.y, self.box.right, self.box.bottom))
        longest = self.box.width / quick
        every = _EVERY / self._slowing
        # Waves had been on their way before the scene began.
        first = int((clock - longest) // every)
        for n in range(max(first, -30), int(clock // every) + 1):
            sent = n * every
            radius = (clock - sent) * quick
            x = self.place(sent) if sent >= 0 else self._before(sent)
            fade = max(0.0, 1 - radius / (self.box.width * 0.9))
            canvas.drawCircle(x, y, radius, stroke(self.theme.accent(0), self.u(3), 0.2 + 0.6 * fade))
        x = self.place(clock)
        speed = self.run.speed.at(clock) / self.run.wave_speed
        self.pen.arrow(canvas, (x, y), (min(speed, 2.0) * self.u(170), 0.0), self.setting.hue("upwards"), width=ARROW)
        self.pen.disc(canvas, (x, y), self.u(_SOURCE), self.theme.ink)
        canvas.restore()

    def _before(self, sent: float) -> float:
        """Where the source was before the scene, had it always moved as it does at first."""
        return self.place(0.0) + self.run.speed.at(0.0) / self.run.wave_speed * sent * self.u(_WAVES) * self._slowing


PICTURE = DopplerPicture
