"""Carts on tracks, pushed with the same force, and where they were at equal times."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from .....drawing.arrows import Point
from .....drawing.marks import Mark
from .....drawing.stage import Box, around
from .....drawing.text.text import TextBlock
from ...pen import ARROW, holding
from ..picture import ModelPicture
from .carts import HIGH, WHEEL, draw_cart
from .push import Cart, Race

_SMALLEST, _LARGEST = 74, 130
"""Units of the shortest and the longest cart."""
_FORCE, _SPEED, _STROBES, _GHOST = 110, 110, 5, 0.22
"""Units of the arrows of the largest force and speed; equal times; opacity of where carts were."""
_ROW, _TEXTS, _LEAST = 122, 1.7, 0.5
"""Units of what stands on a track besides the lines of text, so many of these, and how small all of it may be."""


class PushPicture(ModelPicture):
    """A track for each cart, one below the other."""

    aspect = 1.2

    @cached_property
    def races(self) -> list[Race]:
        return [shown.run for shown in self.line.stages if isinstance(shown.run, Race)]

    @cached_property
    def lengths(self) -> list[float]:
        """Pixels of each cart's length: longer for more mass."""
        masses = [cart.mass for cart in self.races[0].carts]
        heaviest = max(masses)
        return [self.u(max(_SMALLEST, _LARGEST * (mass / heaviest) ** 0.5)) for mass in masses]

    def u(self, units: float) -> float:
        """`units` in pixels: fewer where tracks are near to one another, so that what stands at them is not."""
        return super().u(units) * self._smaller

    @cached_property
    def _smaller(self) -> float:
        room = self.box.height / len(self.races[0].carts) - _TEXTS * self._line
        return min(1.0, max(room / super().u(_ROW), _LEAST))

    @cached_property
    def _line(self) -> float:
        """Pixels of a line of text."""
        return self.pen.block("0", self.theme.ink).height

    def floor(self, index: int) -> float:
        """Where the wheels of a cart stand."""
        step = self.box.height / len(self.lengths)
        free = self.box.y + step * (index + 0.5) + self.u(HIGH * 0.9)
        return min(free, self.box.y + step * (index + 1) - self._line - self.u(14))

    @cached_property
    def scale(self) -> float:
        """Pixels of a metre."""
        room = self.box.width - max(self.lengths) - self.u(_FORCE) - self.u(130)
        return room / max(race.distance for race in self.races)

    def left(self, index: int, cart: Cart, t: float) -> float:
        """Where a cart's rear end is. All have their front ends at one line at first."""
        start = self.box.x + self.u(_FORCE) * 0.25 + max(self.lengths) - self.lengths[index]
        return start + cart.way(t) * self.scale

    def marks(self) -> list[Mark]:
        found = []
        for index, _ in enumerate(self.lengths):
            y = self.floor(index)
            found.append(self.rule((self.box.x, y), (self.box.right, y), self.theme.ink, 3))
        for index, cart in enumerate(self.races[0].carts):
            y = self.floor(index) + self.u(12)
            named = [(self.box.x, y, 0.0, 0.0)]
            self.setting.label(
                self.setting.written(cart.mass, "kg"), self._colour(index), named, f"model.masses.{index}"
            )
        for number, (shown, race) in enumerate(zip(self.line.stages, self.races, strict=True)):
            until = self.line.until(number)
            opacity = self.setting.there(self.line.begins[number], until)
            for index, cart in enumerate(race.carts):
                text = f"a = {self.setting.written(round(cart.acceleration, 2), 'm/s²')}"
                place = [(self.box.x + self.u(130), self.floor(index) + self.u(12), 0.0, 0.0)]
                path = f"{shown.stage.source}.{index}"
                colour = self.setting.hue("acceleration")
                self.setting.label(text, colour, place, path, opacity=opacity, reserve=False)
        return [*found, self.running()]

    def _colour(self, index: int) -> Any:
        return self.theme.accent((0, 1, 4)[index])

    def _arrows(self, index: int, cart: Cart, t: float) -> list[tuple[str, Point, Point]]:
        """The force in front of a cart, and its speed above it."""
        wanted = self.setting.scene.vectors or ("forces", "velocity")
        x, y = self.left(index, cart, t), self.floor(index) - self.u(WHEEL * 2 + HIGH / 2)
        found: list[tuple[str, Point, Point]] = []
        strongest = max((each.force for race in self.races for each in race.carts), default=1.0) or 1.0
        if "forces" in wanted and cart.force > 0:
            length = cart.force / strongest * self.u(_FORCE)
            found.append(("force", (x + self.lengths[index], y), (length, 0.0)))
            if cart.held > 0:
                found.append(("friction", (x, y + self.u(HIGH * 0.3)), (-cart.held / strongest * self.u(_FORCE), 0.0)))
        if {"velocity", "components"} & {*wanted}:
            fastest = max(each.acceleration * race.duration for race in self.races for each in race.carts) or 1.0
            above = y - self.u(HIGH / 2 + 22)
            found.append(("velocity", (x, above), (cart.acceleration * t / fastest * self.u(_SPEED), 0.0)))
        return found

    def _labels(self, index: int, cart: Cart, t: float) -> list[tuple[TextBlock, Box]]:
        found = []
        for name, (x, y), (dx, _) in self._arrows(index, cart, t):
            if name == "force":
                block = self.pen.block(self.setting.written(cart.force, "N"), self.setting.hue(name))
            elif name == "velocity" and t > 0:
                block = self.pen.block(self.setting.run_by(cart.acceleration * t, "m/s"), self.setting.hue(name))
            else:
                continue
            beyond = min(x + dx + self.u(8), self.box.right - block.width)
            found.append((block, Box(beyond, y - block.height / 2, block.width, block.height)))
        return found

    def draw(self, canvas: Any, clock: float) -> None:
        shown = self.line.at(clock)
        race, t = shown.run, shown.time(clock)
        assert isinstance(race, Race)
        for index, cart in enumerate(race.carts):
            for n in range(_STROBES):
                at = race.duration * n / _STROBES
                if at < t and cart.way(t) * self.scale > self.u(8):
                    self._cart(canvas, index, self.left(index, cart, at), _GHOST)
            self._cart(canvas, index, self.left(index, cart, t), 1.0)
            for name, start, vector in self._arrows(index, cart, t):
                self.pen.arrow(canvas, start, vector, self.setting.hue(name), width=ARROW * 1.15)
            for block, place in self._labels(index, cart, t):
                self.pen.words(canvas, block, place.x, place.y, halo=True)

    def _cart(self, canvas: Any, index: int, x: float, opacity: float) -> None:
        draw_cart(self, canvas, x, self.floor(index), self.lengths[index], self._colour(index), opacity)

    def covers(self, clock: float) -> Box | None:
        shown = self.line.at(clock)
        race = shown.run
        if not isinstance(race, Race) or clock - shown.stage.start < 0.2:
            return None
        t, boxes = shown.time(clock), []
        for index, cart in enumerate(race.carts):
            x, floor = self.left(index, cart, t), self.floor(index)
            tips = [(x + dx, y) for _, (x, y), (dx, _) in self._arrows(index, cart, t)]
            starts = [start for _, start, _ in self._arrows(index, cart, t)]
            top = floor - self.u(HIGH + 2 * WHEEL)
            corners = [(x, top), (x + self.lengths[index], floor)]
            boxes.append(holding([*corners, *tips, *starts], self.u(10)))
            boxes += [place.grown(self.u(4)) for _, place in self._labels(index, cart, t)]
        return around(boxes)


PICTURE = PushPicture
