"""A vessel whose molecules change from one kind to the other, both rates as arrows, and the concentrations."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from .....drawing.arrows import Point
from .....drawing.marks import Mark
from .....drawing.stage import Box, around
from ...brush import RunBrush, whole
from ...pen import ARROW
from ..matter.molecules import Molecules, Surroundings, Trajectories, scattered
from ..measures import beside_ends
from ..particles import discs, placed, vessel
from ..picture import ModelPicture, parted
from .equilibrium import Reaction

_MOST, _WIDE, _HIGH, _HEAT = 60, 15.0, 13.0, 1.3
"""Molecules of the highest concentration, the size of the vessel in their diameters, and their temperature."""
_ARROWS, _LONGEST = 92, 150
"""Units kept below the vessel for the rates, and of the longest arrow."""
_FINE = 240
_SIDES = ("reactants", "products")


@lru_cache(maxsize=2)
def _gas() -> Trajectories:
    held = Surroundings(_WIDE, _HIGH, _HEAT)
    start = scattered(_MOST, 0.0, _WIDE, _HIGH, _HEAT, 5)
    # The first few of them are to be everywhere, too.
    start = Molecules(start.places[np.random.default_rng(3).permutation(_MOST)], start.speeds)
    return Trajectories(start, lambda _clock: held, settle=120)


class EquilibriumPicture(ModelPicture):
    """The vessel at the left, or above, and the plot beside or below it."""

    plots_counts = True

    @cached_property
    def reaction(self) -> Reaction:
        run = self.line.stages[0].run
        assert isinstance(run, Reaction)
        return run

    @cached_property
    def halves(self) -> tuple[Box, Box]:
        """The room of the vessel and that of the plot."""
        return parted(self.box, self.u(46), 0.46, 0.56)

    @cached_property
    def unit(self) -> float:
        room = self.halves[0]
        return min(room.width / _WIDE, (room.height - self.u(_ARROWS)) / _HIGH)

    @cached_property
    def vessel(self) -> Box:
        room = self.halves[0]
        width, height = _WIDE * self.unit, _HIGH * self.unit
        spare = room.height - self.u(_ARROWS) - height
        return Box(room.x + (room.width - width) / 2, room.y + spare / 2, width, height)

    @cached_property
    def highest(self) -> float:
        """The highest sum of both concentrations."""
        return max(sum(phase.at(phase.start)) for phase in self.reaction.phases) or 1.0

    def marks(self) -> list[Mark]:
        box = self.vessel
        brush = RunBrush(self.draw, whole(box), box.x, box.y)
        found = [vessel(self.setting, box), self.setting.moving(box, brush, "model")]
        self.setting.places.solid.append(box)
        return [*found, self._rates(), *self._plot()]

    def draw(self, canvas: Any, clock: float) -> None:
        reactants, products = self.reaction.at(clock)
        places = placed(_gas().at(clock), self.vessel, self.unit)
        made = round(products / self.highest * _MOST)
        left = round(reactants / self.highest * _MOST)
        radius = self.unit * 0.46
        discs(canvas, places[:made], radius, self.setting.hue("products"))
        # What is added comes last in the row, so that nothing that is there changes its kind by it.
        discs(canvas, places[made : made + left], radius, self.setting.hue("reactants"))

    def _rates(self) -> Mark:
        """An arrow for each way, as long as it is fast."""
        box, u = self.vessel, self.u
        x, y = box.centre[0], box.bottom + u(30)
        names = [self.pen.block(self.setting.word(name), self.theme.ink) for name in ("forward", "backward")]
        hues = (self.setting.hue("reactants"), self.setting.hue("products"))
        room = Box(box.x, box.bottom + u(8), box.width, u(_ARROWS - 10))
        self.setting.places.solid.append(room)
        fastest = max(max(self.reaction.rates(phase.start)) for phase in self.reaction.phases) or 1.0
        half = min(u(_LONGEST), box.width - max(block.width for block in names) - u(24))

        def draw(canvas: Any, clock: float) -> None:
            for n, rate in enumerate(self.reaction.rates(clock)):
                length, level = rate / fastest * half, y + n * u(36)
                left = x - (half + names[n].width + u(14)) / 2
                self.pen.words(canvas, names[n], left, level - names[n].height / 2)
                start = left + max(block.width for block in names) + u(14)
                if n == 0:
                    self.pen.arrow(canvas, (start, level), (length, 0.0), hues[0], width=ARROW * 1.2)
                else:
                    self.pen.arrow(canvas, (start + half, level), (-length, 0.0), hues[1], width=ARROW * 1.2)

        return self.setting.moving(room, RunBrush(draw, whole(room), room.x, room.y), "rates")

    @cached_property
    def plane(self) -> Box:
        room = self.halves[1]
        widest = max(self.pen.block(self.setting.word(n), self.theme.ink).width for n in _SIDES)
        return Box(room.x + self.u(8), room.y + self.u(44), room.width - widest - self.u(20), room.height - self.u(86))

    def point(self, clock: float, value: float) -> Point:
        plane = self.plane
        last = max(self.line.end, 1e-6)
        return plane.x + clock / last * plane.width, plane.bottom - value / (self.highest * 1.08) * plane.height

    def _plot(self) -> Iterator[Mark]:
        plane, u, room = self.plane, self.u, self.halves[1]
        muted = self.theme.muted

        def axes(canvas: Any, _clock: float) -> None:
            self.pen.arrow(canvas, (plane.x, plane.bottom), (plane.width + u(14), 0.0), muted, width=2.5)
            self.pen.arrow(canvas, (plane.x, plane.bottom), (0.0, -plane.height - u(10)), muted, width=2.5)

        yield Mark(room, RunBrush(axes, whole(room), room.x, room.y))
        self.setting.label(
            self.setting.word("concentration"),
            muted,
            [(room.x, plane.y - u(12), 0.0, 1.0)],
            "concentration",
            bold=False,
        )
        self.setting.label(
            self.setting.word("time"), muted, [(plane.right, plane.bottom + u(8), 1.0, 0.0)], "time", bold=False
        )
        yield self.setting.moving(room, RunBrush(self._curves, self._near, room.x, room.y), "curves")

    def _named(self, clock: float) -> Iterator[tuple[str, Box]]:
        """The names of the curves where they have come to, one clear of the other."""
        now = [self.point(clock, value) for value in self.reaction.at(clock)]
        blocks = [self.pen.block(self.setting.word(name), self.setting.hue(name)) for name in _SIDES]
        yield from zip(_SIDES, beside_ends(now, blocks, self.u, self.halves[1].y, self.plane.bottom), strict=True)

    def _curves(self, canvas: Any, clock: float) -> None:
        step = max(self.line.end, 1e-6) / _FINE
        moments = [n * step for n in range(int(clock / step) + 1)]
        # A disturbance is a jump: both its ends are drawn.
        moments += [t for phase in self.reaction.phases[1:] for t in (phase.start - 1e-6, phase.start) if t <= clock]
        moments = [*sorted(moments), clock]
        for n, name in enumerate(_SIDES):
            points = [self.point(t, self.reaction.at(t)[n]) for t in moments]
            self.pen.polyline(canvas, points, self.setting.hue(name), 4)
            self.pen.disc(canvas, points[-1], self.u(7), self.setting.hue(name))
        for name, place in self._named(clock):
            block = self.pen.block(self.setting.word(name), self.setting.hue(name))
            self.pen.words(canvas, block, place.x, place.y)

    def _near(self, clock: float) -> Box | None:
        jumps = any(abs(clock - phase.start) < 0.2 for phase in self.reaction.phases[1:])
        if jumps or not math.isfinite(clock):
            return None
        now = [self.point(t, value) for t in (clock - 0.1, clock) for value in self.reaction.at(t)]
        names = [place for _, place in self._named(clock)]
        return around([*names, *(Box(x, y, 0.0, 0.0) for x, y in now)]).grown(self.u(12))


PICTURE = EquilibriumPicture
