"""Things that are let go together: where each is at equal times, and how fast."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from .....drawing.arrows import Point
from .....drawing.brushes import ShapeBrush, rounded
from .....drawing.marks import Mark
from .....drawing.stage import Box, around
from .....drawing.text.text import TextBlock
from ...pen import ARROW, holding
from ...timeline import Shown
from ...words import round_step
from ..picture import ModelPicture
from .fall import Drop, Falling

_SMALLEST, _LARGEST = 14, 30
"""Units of the radius of the lightest and of the heaviest thing."""
_LONGEST, _STROBES, _GHOST = 95, 4, 0.3
_ABOVE, _BELOW, _CLEAR = 64, 14, 12
"""Units kept above for the names of the masses, below the ground, and between it and a label."""


class FallPicture(ModelPicture):
    """Columns side by side, one for each mass, with lines at equal times across them."""

    aspect = 0.9

    @cached_property
    def falls(self) -> list[Falling]:
        return [shown.run for shown in self.line.stages if isinstance(shown.run, Falling)]

    @cached_property
    def radii(self) -> list[float]:
        """Pixels of each thing's radius: the cube roots of the masses, within bounds."""
        masses = [drop.mass for drop in self.falls[0].drops]
        if len(masses) == 1:
            return [self.u(22)]
        low, high = (value ** (1 / 3) for value in (min(masses), max(masses)))
        part = [(mass ** (1 / 3) - low) / (high - low) if high > low else 0.5 for mass in masses]
        return [self.u(_SMALLEST + (_LARGEST - _SMALLEST) * each) for each in part]

    @cached_property
    def ground(self) -> float:
        return self.box.bottom - self.u(_BELOW)

    @cached_property
    def scale(self) -> float:
        """Pixels of a metre."""
        room = self.ground - self.box.y - self.u(_ABOVE) - 2 * max(self.radii)
        return room / max(drop.height for fall in self.falls for drop in fall.drops)

    @cached_property
    def sides(self) -> tuple[float, float]:
        """Pixels kept at the left for times and at the right for ways."""
        times = [self.pen.block(text, self.theme.muted).width for text in self._times.values()]
        ways = [self.pen.block(text, self.theme.ink).width for text in self._ways.values()]
        return max(times, default=0.0) + self.u(16), max(ways, default=0.0) + self.u(16)

    @cached_property
    def shared(self) -> bool:
        """Whether all fall alike, so that a line at a moment goes through all of them."""
        first = self.falls[0].drops
        return len(self.falls) == 1 and all(abs(drop.duration - first[0].duration) < 1e-6 for drop in first)

    @cached_property
    def _moments(self) -> list[float]:
        """Equal times, round ones, and the moment at which the last has landed."""
        longest = max(fall.duration for fall in self.falls)
        step = round_step(longest / _STROBES)
        return [*(step * n for n in range(math.ceil(longest / step - 0.1))), longest]

    @cached_property
    def _times(self) -> dict[float, str]:
        return {t: self.setting.written(round(t, 2), "s") for t in self._moments}

    @cached_property
    def _ways(self) -> dict[float, str]:
        """How far the first has fallen at each moment, where all fall alike."""
        if not self.shared:
            return {}
        drop = self.falls[0].drops[0]
        return {t: self.setting.written(round(drop.fallen(t), 2), "m") for t in self._moments if t}

    @cached_property
    def _landed(self) -> float:
        """The middle of what is written where things have landed: clear of the ground."""
        tallest = max(self.pen.block(text, self.theme.ink).height for text in self._times.values())
        return self.ground - tallest / 2 - self.u(_CLEAR)

    @cached_property
    def room(self) -> float:
        """Pixels across for each thing."""
        return (self.box.width - sum(self.sides)) / len(self.radii)

    def place(self, index: int, drop: Drop, t: float) -> Point:
        """The centre of a thing at `t` seconds, in pixels."""
        aside = self.pen.block("00.0 m/s", self.theme.ink).width / 2 if self.room < self.u(330) else 0.0
        x = self.box.x + self.sides[0] + self.room * (index + 0.5) - min(aside, self.room * 0.22)
        low = (drop.height - drop.fallen(t)) * self.scale
        return x, self.ground - self.radii[index] - low

    def marks(self) -> list[Mark]:
        box, found = self.box, list[Mark]()
        if not any(drop.drag for fall in self.falls for drop in fall.drops):
            found.append(self._jar())
        found.append(self.rule((box.x, self.ground), (box.right, self.ground), self.theme.ink, 3))
        for index, drop in enumerate(self.falls[0].drops):
            x, y = self.place(index, drop, 0.0)
            top = [(x, y - self.radii[index] - self.u(8), 0.5, 1.0)]
            self.setting.label(self.setting.written(drop.mass, "kg"), self._colour(index), top, f"model.masses.{index}")
        for shown in self.line.stages:
            found += self._moment_lines(shown)
        return [*found, self.running()]

    def _jar(self) -> Mark:
        """The jar without air, with its name."""
        left, right = self.sides
        box = self.box
        jar = Box(box.x + left - self.u(4), box.y, box.width - left - right + self.u(8), self.ground - box.y)
        self.setting.label(
            self.setting.word("vacuum"),
            self.theme.muted,
            [(jar.x + self.u(14), jar.y + self.u(8), 0.0, 0.0), (jar.right - self.u(14), jar.y + self.u(8), 1.0, 0.0)],
            "vacuum",
            bold=False,
        )
        shape = rounded(jar.width, jar.height, self.u(26))
        return Mark(jar, ShapeBrush(shape, None, self.theme.line, self.u(3)))

    def _moment_lines(self, shown: Shown) -> Iterator[Mark]:
        """Lines at equal times with the time and the way, where all fall alike."""
        if not self.shared:
            return
        left, right = self.sides
        drop, last = self.falls[0].drops[0], -math.inf
        for t in self._moments:
            y = self.ground - (drop.height - drop.fallen(t)) * self.scale
            at = self.line.second(shown.stage.start + t / shown.rate)
            opacity = self.setting.there(at)
            if y - last < self.u(30) or t > shown.time(shown.ends) + 1e-9:
                continue
            # The moment of landing is written a little above the ground, and is never left out.
            if t < self._moments[-1] and y > self._landed - self.u(_CLEAR + 30):
                continue
            last = y
            # Lines go through the lowest points of things that rest on them.
            if t < drop.duration - 1e-9:
                start, end = (self.box.x + left, y), (self.box.right - right, y)
                yield self.rule(start, end, self.theme.line, 2, opacity)
            middle = min(y, self._landed)
            self.setting.label(
                self._times[t],
                self.theme.muted,
                [(self.box.x + left - self.u(14), middle, 1.0, 0.5)],
                f"time {t:.3g}",
                bold=False,
                opacity=opacity,
            )
            if t:
                self.setting.label(
                    self._ways[t],
                    self.theme.ink,
                    [(self.box.right - right + self.u(14), middle, 0.0, 0.5)],
                    f"way {t:.3g}",
                    opacity=opacity,
                )

    def _colour(self, index: int) -> Any:
        return self.theme.accent(index)

    def draw(self, canvas: Any, clock: float) -> None:
        shown = self.line.at(clock)
        fall, t = shown.run, shown.time(clock)
        assert isinstance(fall, Falling)
        for index, drop in enumerate(fall.drops):
            for moment in self._moments:
                if moment < t and moment < drop.duration:
                    self.pen.disc(
                        canvas, self.place(index, drop, moment), self.radii[index], self._colour(index), _GHOST
                    )
            self._thing(canvas, index, drop, t)

    def _thing(self, canvas: Any, index: int, drop: Drop, t: float) -> None:
        centre = self.place(index, drop, t)
        for name, vector in self._vectors(drop, t):
            edge = centre[0], centre[1] + math.copysign(self.radii[index], vector[1])
            self.pen.arrow(canvas, edge, vector, self.setting.hue(name), width=ARROW * 1.2)
        self.pen.disc(canvas, centre, self.radii[index], self._colour(index))
        for block, place in self._labels(index, drop, t):
            self.pen.words(canvas, block, place.x, place.y, halo=True)

    def _vectors(self, drop: Drop, t: float) -> list[tuple[str, Point]]:
        """The arrows of a thing that still falls, in pixels."""
        if t >= drop.duration - 1e-9:
            return []
        wanted = self.setting.scene.vectors or ("velocity",)
        found: list[tuple[str, Point]] = []
        if {"velocity", "components"} & {*wanted}:
            fastest = max(each.speed(each.duration) for fall in self.falls for each in fall.drops)
            found.append(("velocity", (0.0, drop.speed(t) / fastest * self.u(_LONGEST))))
        if "forces" in wanted:
            heaviest = max(each.mass * each.gravity for fall in self.falls for each in fall.drops)
            k = self.u(_LONGEST) / heaviest
            found.append(("weight", (0.0, drop.mass * drop.gravity * k)))
            found.append(("friction", (0.0, -drop.drag * drop.speed(t) ** 2 * k)))
        return found

    def _labels(self, index: int, drop: Drop, t: float) -> list[tuple[TextBlock, Box]]:
        """The speed of a thing beside it."""
        wanted = self.setting.scene.vectors or ("velocity",)
        if not {"velocity", "components"} & {*wanted} or t <= 0 or self.room < self.u(190):
            return []
        block = self.pen.block(self.setting.run_by(drop.speed(t), "m/s"), self.setting.hue("velocity"))
        x, y = self.place(index, drop, t)
        left = x + self.radii[index] + self.u(12)
        if left + block.width > self.box.right - self.sides[1] - self.u(4):
            left = x - self.radii[index] - self.u(12) - block.width
        top = min(y + self.radii[index] - block.height / 2 + self.u(8), self.ground - block.height - self.u(4))
        return [(block, Box(left, top, block.width, block.height))]

    def covers(self, clock: float) -> Box | None:
        shown = self.line.at(clock)
        fall = shown.run
        if not isinstance(fall, Falling) or (clock - shown.stage.start < 0.2 and shown is not self.line.stages[0]):
            return None
        t, boxes = shown.time(clock), []
        for index, drop in enumerate(fall.drops):
            x, y = self.place(index, drop, t)
            radius = self.radii[index]
            tips = [(x + dx, y + dy + math.copysign(radius, dy)) for _, (dx, dy) in self._vectors(drop, t)]
            boxes.append(holding([(x, y), *tips], self.radii[index] + 2))
            boxes += [box.grown(self.u(4)) for _, box in self._labels(index, drop, t)]
        return around(boxes)


PICTURE = FallPicture
