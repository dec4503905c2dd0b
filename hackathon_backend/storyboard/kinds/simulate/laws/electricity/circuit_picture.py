"""A battery, wires and resistors with charges that move: the faster, the more current flows."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import Any

import skia

from .....drawing.arrows import Point
from .....drawing.brushes import ShapeBrush, StrokeBrush, rounded
from .....drawing.marks import Mark
from .....drawing.stage import Box
from ...brush import RunBrush, whole
from ...words import Written, steady
from ..particles import discs
from ..picture import ModelPicture
from .circuit import Wired

_WIRE, _CHARGE, _APART = 4, 8, 46
"""Units across a wire, of a charge's radius, and between two charges."""
_LONG, _HIGH, _BESIDE = 132, 50, 124
"""Units of a resistor, and from one rung to the next that leave room for what is written beside it."""
_FLAT, _UPRIGHT = 0.75, 1.3
"""Height of the wires at most, as a part of their width, also in an upright frame."""
_FASTEST = 170
"""Units a second of charges at the largest current."""

Way = list[Point]


class CircuitPicture(ModelPicture):
    """The battery at the left; resistors in series along the top and right, or parallel as rungs."""

    @cached_property
    def wired(self) -> Wired:
        run = self.line.stages[0].run
        assert isinstance(run, Wired)
        return run

    @cached_property
    def frame(self) -> Box:
        """The rectangle of wires."""
        u, box = self.u, self.box
        width = min(box.width - u(215), (box.height - u(110)) * 2.0)
        height = min(box.height - u(110), width * (_UPRIGHT if self.setting.context.stage.tall else _FLAT))
        left = box.x + u(120) + (box.width - u(215) - width) / 2
        return Box(left, box.y + u(62) + (box.height - u(110) - height) / 2, width, height)

    @cached_property
    def resistors(self) -> list[tuple[Point, bool]]:
        """The middle of each resistor, and whether it lies along."""
        frame, count = self.frame, len(self.wired.resistors)
        if self.wired.is_parallel:
            return [(self._rung(n), False) for n in range(count)]
        if count == 1:
            return [((frame.centre[0], frame.y), True)]
        if count == 2:
            return [((frame.centre[0], frame.y), True), ((frame.right, frame.centre[1]), False)]
        top, bottom = (frame.centre[0], frame.y), (frame.centre[0], frame.bottom)
        return [(top, True), ((frame.right, frame.centre[1]), False), (bottom, True)]

    @cached_property
    def _is_narrow(self) -> bool:
        """Whether what is written at a rung has no room beside its resistor, and stands above and below it."""
        return self.wired.is_parallel and self.frame.width / len(self.wired.resistors) < self.u(_BESIDE)

    def _rung(self, index: int) -> Point:
        frame, count = self.frame, len(self.wired.resistors)
        return frame.x + frame.width * (index + 1) / count, frame.centre[1]

    @cached_property
    def ways(self) -> list[tuple[float, Way]]:
        """The wires from one fork to the next, each with the conductance whose current it has: amperes for a volt."""
        f = self.frame
        if not self.wired.is_parallel:
            around_it = [(f.x, f.bottom), (f.x, f.y), (f.right, f.y), (f.right, f.bottom), (f.x, f.bottom)]
            return [(1 / self.wired.resistance, around_it)]
        each = [1 / ohms for ohms in self.wired.resistors]
        rungs = [self._rung(n)[0] for n in range(len(each))]
        ways: list[tuple[float, Way]] = [
            (sum(each), [(rungs[0], f.bottom), (f.x, f.bottom), (f.x, f.y), (rungs[0], f.y)])
        ]
        for n, x in enumerate(rungs):
            ways.append((each[n], [(x, f.y), (x, f.bottom)]))
            if n + 1 < len(rungs):
                beyond = sum(each[n + 1 :])
                ways.append((beyond, [(x, f.y), (rungs[n + 1], f.y)]))
                ways.append((beyond, [(rungs[n + 1], f.bottom), (x, f.bottom)]))
        return ways

    def marks(self) -> list[Mark]:
        found = [*self._wires(), self._charges(), *self._parts()]
        self._names()
        return [*found, *self._values()]

    def _wires(self) -> Iterator[Mark]:
        for index, (_, way) in enumerate(self.ways):
            path = skia.Path().addPoly([skia.Point(*each) for each in way], False)
            bounds = path.getBounds()
            path.offset(-bounds.left(), -bounds.top())
            box = Box(bounds.left(), bounds.top(), bounds.width(), bounds.height())
            self.setting.places.add_lines([way], _WIRE)
            yield Mark(box, StrokeBrush(path, self.theme.ink, self.u(_WIRE)), f"wire {index}")

    def _parts(self) -> Iterator[Mark]:
        """The battery and the resistors, over the wires."""
        u, f, theme = self.u, self.frame, self.theme
        gap = Box(f.x - u(32), f.centre[1] - u(11), u(64), u(22))
        yield Mark(gap, ShapeBrush(rounded(gap.width, gap.height, 0), theme.paper))
        for y, half, width in ((gap.y, 32, 4), (gap.bottom, 17, 9)):
            yield self.rule((f.x - u(half), y), (f.x + u(half), y), theme.ink, width)
        self.setting.places.solid.append(gap.grown(u(8)))
        for index, ((x, y), lies) in enumerate(self.resistors):
            length = min(u(_LONG), (f.width if lies else f.height) * 0.4)
            long, high = (length, u(_HIGH)) if lies else (u(_HIGH), length)
            box = Box(x - long / 2, y - high / 2, long, high)
            colour = self.setting.hue("resistance")
            brush = ShapeBrush(rounded(long, high, u(8)), theme.tint(colour, 0.12), colour, u(3))
            self.setting.places.solid.append(box)
            yield Mark(box, brush, f"resistor {index}")

    def _names(self) -> None:
        u, f = self.u, self.frame
        sign = [(f.x + u(44), f.centre[1] - u(12), 0.0, 1.0)]
        self.setting.label("+", self.setting.hue("voltage"), sign, "plus", size=30)
        for index, ((x, y), lies) in enumerate(self.resistors):
            text = self.setting.written(self.wired.resistors[index], "Ω")
            where = (x, y + u(_HIGH / 2 + 8), 0.5, 0.0) if lies else (x + u(_HIGH / 2 + 10), y, 0.0, 1.0)
            if lies and y > f.centre[1]:
                where = (x, y - u(_HIGH / 2 + 8), 0.5, 1.0)
            elif self._is_narrow:
                where = (x + u(_CHARGE + 6), y - u(_LONG / 2 + 6), 0.0, 1.0)
            self.setting.label(text, self.setting.hue("resistance"), [where], f"model.resistors.{index}")

    def _values(self) -> Iterator[Mark]:
        """What runs along: volts at the battery, and amperes and volts at each resistor."""
        u, f = self.u, self.frame
        language = self.setting.context.language
        wired = self.wired

        def at(place: Point, across: float, down: float, text: Any, name: str, path: str) -> Mark:
            widest = max((self.pen.block(text(t), self.setting.hue(name)).width for t in self._moments()), default=0.0)
            height = self.pen.block(text(0.0), self.setting.hue(name)).height
            box = Box(place[0] - widest * across, place[1] - height * down, widest, height)
            box = box.moved(max(self.box.x - box.x, 0.0) + min(self.box.right - box.right, 0.0))
            self.setting.places.solid.append(box)

            def draw(canvas: Any, clock: float) -> None:
                block = self.pen.block(text(clock), self.setting.hue(name))
                self.pen.words(canvas, block, box.x + (widest - block.width) * across, box.y)

            return self.setting.moving(box, RunBrush(draw, whole(box), box.x, box.y, 0.1, self.line.end), path)

        volts = lambda t: steady(wired.voltage.at(t), "V", language)  # noqa: E731
        yield at((f.x - u(44), f.centre[1]), 1.0, 0.5, volts, "voltage", "battery")
        for index, ((x, y), lies) in enumerate(self.resistors):
            amperes = lambda t, n=index: _small(wired.through(n, t), "A", language)  # noqa: E731
            where = ((x, y - u(_HIGH / 2 + 8)), 0.5, 1.0) if lies else ((x + u(_HIGH / 2 + 10), y + u(2)), 0.0, 0.0)
            if lies and y > f.centre[1]:
                where = ((x, y + u(_HIGH / 2 + 8)), 0.5, 0.0)
            elif self._is_narrow:
                where = ((x + u(_CHARGE + 6), y + u(_LONG / 2 + 6)), 0.0, 0.0)
            yield at(*where, amperes, "current", f"current {index}")

    def _moments(self) -> list[float]:
        return [self.line.end * n / 20 for n in range(21)]

    def _charges(self) -> Mark:
        box = self.frame.grown(self.u(_CHARGE + 3))
        brush = RunBrush(self.draw, whole(box), box.x, box.y)
        return self.setting.moving(box, brush, "model")

    @cached_property
    def _pace(self) -> float:
        """Pixels that charges go for an ampere-second."""
        largest = max(self.wired.voltage.values) / self.wired.resistance
        return self.u(_FASTEST) / max(largest, 1e-12)

    def draw(self, canvas: Any, clock: float) -> None:
        charge = self.wired.voltage.summed(clock)
        for conductance, way in self.ways:
            points = list(_along(way, charge * conductance * self._pace, self.u(_APART)))
            discs(canvas, points, self.u(_CHARGE), self.setting.hue("current"))


def _along(way: Way, shift: float, apart: float) -> Iterator[Point]:
    """Points on a way at equal distances, the first of them `shift` pixels from its start."""
    lengths = [math.dist(a, b) for a, b in pairwise(way)]
    total = sum(lengths)
    count = max(1, round(total / apart))
    for number in range(count):
        left = (shift + total * number / count) % total
        for (a, b), length in zip(pairwise(way), lengths, strict=True):
            if left <= length:
                yield a[0] + (b[0] - a[0]) * left / length, a[1] + (b[1] - a[1]) * left / length
                break
            left -= length


def _small(value: float, unit: str, language: str) -> str:
    """A current: in thousandths if it is small."""
    if 0 < value < 0.1:
        return steady(value * 1000, f"m{unit}", language)
    return Written(language, unit, 2 if value < 10 else 1).text(value)


PICTURE = CircuitPicture
