"""A pendulum with its arc, its speed as an arrow, and its energies as bars."""

from __future__ import annotations

import math
from functools import cached_property
from typing import Any

import skia

from .....drawing.arrows import Point
from .....drawing.brushes import stroke
from .....drawing.marks import Mark
from .....drawing.stage import Box
from ...pen import ARROW
from ..picture import ModelPicture
from .energies import bars_width, energy_bars
from .pendulum import Swing

_BOB, _FASTEST, _GHOST = 24, 110, 0.25
_SWING = 0.6
"""Part of an upright box that the swing takes."""


class PendulumPicture(ModelPicture):
    """The swing at the left, the bars at the right; in an upright box, below it."""

    aspect = 1.3

    @cached_property
    def room(self) -> Box:
        """What the swing has for itself."""
        box = self.box
        if self._is_upright:
            return Box(box.x, box.y, box.width, box.height * _SWING)
        return Box(box.x, box.y, box.width - bars_width(self) - self.u(30), box.height)

    @property
    def _is_upright(self) -> bool:
        return self.box.height > self.box.width

    @cached_property
    def bars(self) -> Box:
        """Where the energies are."""
        box, width = self.box, bars_width(self)
        if self._is_upright:
            top = box.height * (_SWING + 0.06)
            return Box(box.centre[0] - width / 2, box.y + top, width, box.height * 0.96 - top)
        return Box(box.right - width, box.y + box.height * 0.22, width, box.height * 0.7)

    @cached_property
    def runs(self) -> list[Swing]:
        return [shown.run for shown in self.line.stages if isinstance(shown.run, Swing)]

    @cached_property
    def scale(self) -> float:
        """Pixels of a metre."""
        room, bob = self.room, self.u(_BOB + 34)
        found = []
        for run in self.runs:
            turned = math.radians(run.angle)
            above = max(-math.cos(turned), 0.0)
            across = math.sin(min(turned, math.pi / 2))
            found.append(
                min((room.height - bob - self.u(14)) / (1 + above), (room.width / 2 - bob) / across) / run.length
            )
        return min(found)

    @cached_property
    def pivot(self) -> Point:
        room = self.room
        above = max(max(-math.cos(math.radians(run.angle)), 0.0) * run.length for run in self.runs) * self.scale
        longest = max(run.length for run in self.runs) * self.scale
        spare = room.height - above - longest - self.u(_BOB + 14)
        return room.centre[0], room.y + max(spare * 0.4, 0.0) + above + self.u(8)

    def point(self, run: Swing, angle: float) -> Point:
        x, y = self.pivot
        long = run.length * self.scale
        return x + long * math.sin(angle), y + long * math.cos(angle)

    def marks(self) -> list[Mark]:
        x, y = self.pivot
        found = [self.rule((x - self.u(60), y), (x + self.u(60), y), self.theme.ink, 6)]
        self.setting.places.solid.append(self.box)
        return [*found, self.running()]

    def draw(self, canvas: Any, clock: float) -> None:
        shown = self.line.at(clock)
        run = shown.run
        assert isinstance(run, Swing)
        t = shown.time(clock) - shown.offset
        pivot, turned = self.pivot, math.radians(run.angle)
        long = run.length * self.scale
        oval = skia.Rect.MakeLTRB(pivot[0] - long, pivot[1] - long, pivot[0] + long, pivot[1] + long)
        paint = stroke(self.theme.muted, self.u(3))
        paint.setPathEffect(skia.DashPathEffect.Make([0.01, self.u(11)], 0.0))
        canvas.drawArc(oval, 90 - run.angle, 2 * run.angle, False, paint)
        for angle in (turned, 0.0, -turned):
            self.pen.disc(canvas, self.point(run, angle), self.u(_BOB), self.theme.accent(0), _GHOST)
        angle, rate = run.state(t)
        bob = self.point(run, angle)
        self.pen.line(canvas, pivot, bob, self.theme.ink, 3)
        self.pen.disc(canvas, pivot, self.u(6), self.theme.ink)
        fastest = max(math.sqrt(2 * each.energy / each.mass) for each in self.runs)
        k = run.length * rate / fastest * self.u(_FASTEST)
        self.pen.arrow(canvas, bob, (k * math.cos(angle), -k * math.sin(angle)), self.setting.hue("speed"), width=ARROW)
        self.pen.disc(canvas, bob, self.u(_BOB), self.theme.accent(0))
        energy_bars(self, canvas, self.bars, run.energies(t), max(each.energy for each in self.runs))


PICTURE = PendulumPicture
