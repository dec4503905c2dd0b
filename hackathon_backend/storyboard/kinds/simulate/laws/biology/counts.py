"""The plot beside a field: the counts of all kinds over time, which grow along."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any

from .....drawing.arrows import Point
from .....drawing.brushes import TextBrush
from .....drawing.marks import Mark
from .....drawing.stage import Box, around
from .....drawing.text.text import TextBlock
from ...brush import RunBrush, whole
from ...setting import SimulationContext
from ...words import brief, round_step
from ..measures import beside_ends
from .growth import Growth, Hunt

_SAMPLES = 240
_LINE, _AXIS, _DOT, _TICK = 4, 2.5, 7, 20
_NAMED = 0.35
"""Part of the room that the names of several curves take at most."""
_PAST = 0.35
"""How strongly the curves of earlier runs are drawn."""


class Counts:
    """Counts over time from the start of each run; those of earlier runs stay, pale."""

    def __init__(
        self, setting: SimulationContext, room: Box, runs: Sequence[Growth | Hunt], called: Callable[[str], str]
    ) -> None:
        self.setting, self.room, self.runs = setting, room, runs
        self.theme, self.pen, self.line = setting.context.theme, setting.pen, setting.timeline
        self.names = runs[0].names
        self.labels = {name: self._label(name, called(name)) for name in self.names}

    def _label(self, name: str, called: str) -> TextBlock:
        """How a curve is named; by the word for its kind if the name leaves no room for the curves."""
        block = self.pen.block(called, self.setting.hue(name))
        room = self.room.width * (_NAMED if self._several else 1.0)
        return block if block.width <= room else self.pen.block(self.setting.word(name), self.setting.hue(name))

    def u(self, units: float) -> float:
        return self.setting.u(units)

    @cached_property
    def last(self) -> float:
        """The longest time."""
        return max(run.duration for run in self.runs)

    @cached_property
    def curves(self) -> list[list[tuple[float, ...]]]:
        """For each run all counts at even times."""
        return [[run.counts(run.duration * n / _SAMPLES) for n in range(_SAMPLES + 1)] for run in self.runs]

    @cached_property
    def highest(self) -> float:
        """The highest count, or capacity."""
        limits = [run.capacity for run in self.runs if isinstance(run, Growth) and math.isfinite(run.capacity)]
        return max(*limits, *(count for curve in self.curves for counts in curve for count in counts), 1.0)

    @cached_property
    def ticks(self) -> tuple[float, float]:
        """The steps of the numbers at both axes; counts are whole."""
        return round_step(self.last / 3.5), max(round_step(self.highest / 3.5), 1.0)

    @cached_property
    def plane(self) -> Box:
        room, u = self.room, self.u
        top = self.pen.block(self._number(self.highest), self.theme.muted, bold=False, size=_TICK)
        right = max(block.width for block in self.labels.values()) + u(18) if self._several else u(18)
        left = top.width + u(10)
        return Box(room.x + left, room.y + u(44), room.width - left - right, room.height - u(110))

    @property
    def _several(self) -> bool:
        """Whether curves have to be named where they end."""
        return len(self.names) > 1

    def point(self, time: float, count: float) -> Point:
        plane = self.plane
        return plane.x + time / self.last * plane.width, plane.bottom - count / (self.highest * 1.06) * plane.height

    def _number(self, value: float) -> str:
        return brief(value, "", self.setting.context.language)

    def marks(self) -> Iterator[Mark]:
        """The axes with their names and numbers, and what grows."""
        room, u, muted = self.room, self.u, self.theme.muted
        self.setting.places.solid.append(room)
        yield Mark(room, RunBrush(self._axes, whole(room), room.x, room.y))
        unit = self.setting.unit("time")
        time = self.pen.block(f"{self.setting.word('time')} ({unit})", muted, bold=False)
        place = Box(self.plane.right - time.width, self.plane.bottom + u(34), time.width, time.height)
        yield Mark(place, TextBrush(time), "time")
        named = self.setting.word("population") if self._several else ""
        count = self.pen.block(named, muted, bold=False) if named else self.labels[self.names[0]]
        yield Mark(Box(room.x, room.y, count.width, count.height), TextBrush(count), "counts")
        yield self.setting.moving(room, RunBrush(self._draw, self._near, room.x, room.y), "curves")

    def _axes(self, canvas: Any, _clock: float) -> None:
        plane, u, muted = self.plane, self.u, self.theme.muted
        self.pen.arrow(canvas, (plane.x, plane.bottom), (plane.width + u(14), 0.0), muted, width=_AXIS)
        self.pen.arrow(canvas, (plane.x, plane.bottom), (0.0, -plane.height - u(8)), muted, width=_AXIS)
        for axis, (step, most) in enumerate(zip(self.ticks, (self.last, self.highest), strict=True)):
            for n in range(1, int(most / step + 1e-6) + 1):
                block = self.pen.block(self._number(n * step), muted, bold=False, size=_TICK)
                x, y = self.point(n * step if axis == 0 else 0.0, 0.0 if axis == 0 else n * step)
                if axis == 0:
                    self.pen.line(canvas, (x, y), (x, y + u(6)), muted, _AXIS)
                    self.pen.words(canvas, block, x - block.width / 2, y + u(7))
                else:
                    self.pen.line(canvas, (x - u(6), y), (x, y), muted, _AXIS)
                    self.pen.words(canvas, block, x - block.width - u(9), y - block.height / 2)

    def _draw(self, canvas: Any, clock: float) -> None:
        index = self.line.index(clock)
        self._limit(canvas, self.runs[index])
        for number in range(index + 1):
            shown = self.line.stages[number]
            until = shown.time(clock if number == index else shown.stage.end)
            self._curve(canvas, number, until, 1.0 if number == index else _PAST)
        for name, place in self._named(clock):
            self.pen.words(canvas, self.labels[name], place.x, place.y)

    def _curve(self, canvas: Any, number: int, until: float, opacity: float) -> None:
        run = self.runs[number]
        step = run.duration / _SAMPLES
        seen = self.curves[number][: int(until / step) + 1]
        for n, name in enumerate(self.names):
            points = [self.point(m * step, counts[n]) for m, counts in enumerate(seen)]
            points.append(self.point(until, run.counts(until)[n]))
            self.pen.polyline(canvas, points, self.setting.hue(name), _LINE, opacity)
            if opacity == 1.0:
                self.pen.disc(canvas, points[-1], self.u(_DOT), self.setting.hue(name))

    def _limit(self, canvas: Any, run: Growth | Hunt) -> None:
        """The capacity as a dashed line with its name."""
        if not isinstance(run, Growth) or math.isinf(run.capacity):
            return
        (x, y), end = self.point(0.0, run.capacity), self.plane.right
        dash, muted = self.u(9), self.theme.muted
        while x < end:
            self.pen.line(canvas, (x, y), (min(x + dash, end), y), muted, 2)
            x += 2 * dash
        block = self.pen.block(self.setting.word("capacity"), muted, bold=False)
        shrinks = run.start > run.capacity
        left = end - block.width if shrinks else self.plane.x + self.u(12)
        below = shrinks or y - block.height - self.u(4) < self.room.y + block.height
        self.pen.words(canvas, block, left, y + self.u(4) if below else y - block.height - self.u(4))

    def _now(self, clock: float) -> list[Point]:
        shown, run = self.line.at(clock), self.runs[self.line.index(clock)]
        time = shown.time(clock)
        return [self.point(time, count) for count in run.counts(time)]

    def _named(self, clock: float) -> Iterator[tuple[str, Box]]:
        """The names of several curves where they have come to, one clear of the other."""
        if not self._several:
            return
        blocks = [self.labels[name] for name in self.names]
        yield from zip(
            self.names, beside_ends(self._now(clock), blocks, self.u, self.room.y, self.plane.bottom), strict=True
        )

    def _near(self, clock: float) -> Box | None:
        if any(abs(clock - shown.stage.start) < 0.2 for shown in self.line.stages[1:]):
            return None
        places = [place for _, place in self._named(clock)]
        now = [Box(x, y, 0.0, 0.0) for t in (max(clock - 0.1, 0.0), clock) for x, y in self._now(t)]
        return around([*places, *now]).grown(self.u(12))
