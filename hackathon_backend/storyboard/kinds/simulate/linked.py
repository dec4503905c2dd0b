"""A small plot beside a run: one reading over another, drawn as they come."""

from __future__ import annotations

import math
from functools import cached_property
from typing import Any

from ...drawing.arrows import Point
from ...drawing.brushes import TextBrush
from ...drawing.marks import Mark
from ...drawing.stage import Box
from .brush import RunBrush
from .pen import Pen, holding
from .setting import SimulationContext
from .timeline import Shown

_SAMPLES = 160
_LINE, _AXIS, _DOT = 4, 2.5, 7
_PAST = 0.35


class LinkedPlot:
    """Two readings as the axes of a plot with a curve that grows with the running clock."""

    def __init__(self, setting: SimulationContext) -> None:
        self.setting = setting
        assert setting.scene.plot is not None
        self.x, self.y = setting.scene.plot.x, setting.scene.plot.y
        self.box = Box(0.0, 0.0, 1.0, 1.0)

    @cached_property
    def curves(self) -> list[list[tuple[float, Point]]]:
        """For each stage its moments by the running clock, with what is read then."""
        return [self._curve(shown) for shown in self.setting.timeline.stages]

    def _curve(self, shown: Shown) -> list[tuple[float, Point]]:
        start, end = shown.stage.start, shown.ends
        moments = [start + (end - start) * n / _SAMPLES for n in range(_SAMPLES + 1)]
        times = [shown.time(moment) for moment in moments]
        read = shown.run.reading
        return [(moment, (read(self.x, t), read(self.y, t))) for moment, t in zip(moments, times, strict=True)]

    @property
    def narrowest(self) -> float:
        """Pixels that the names of its axes take across."""
        names = [self.setting.pen.block(self._named(name), self.setting.hue(name)).width for name in (self.x, self.y)]
        return max(*names, self.setting.u(220))

    @cached_property
    def ranges(self) -> tuple[Point, Point]:
        """The ends of both axes: 0 is among them, unless all is far from it."""
        found = []
        for axis in (0, 1):
            values = [point[axis] for curve in self.curves for _, point in curve if math.isfinite(point[axis])]
            low, high = min(values, default=0.0), max(values, default=1.0)
            low, high = min(low, 0.0), max(high, 0.0)
            found.append((low, high if high > low else low + 1.0))
        return found[0], found[1]

    def point(self, value: Point) -> Point:
        """What is read, as a place in pixels."""
        (left, right), (low, high) = self.ranges
        inner = self.inner
        x = inner.x + (value[0] - left) / (right - left) * inner.width
        return x, inner.bottom - (value[1] - low) / (high - low) * inner.height

    @cached_property
    def inner(self) -> Box:
        """The room between the axes."""
        u = self.setting.u
        return Box(self.box.x + u(14), self.box.y + u(44), self.box.width - u(44), self.box.height - u(90))

    def marks(self, box: Box) -> list[Mark]:
        """The plot in `box`."""
        self.box = box
        setting, u, theme = self.setting, self.setting.u, self.setting.context.theme
        setting.places.solid.append(box)
        name = setting.pen.block(self._named(self.y), setting.hue(self.y))
        below = setting.pen.block(self._named(self.x), setting.hue(self.x), bold=False)
        inner = self.inner
        return (
            [
                Mark(box, RunBrush(self._axes, lambda _: box, box.x, box.y)),
                Mark(Box(box.x, box.y, name.width, name.height), TextBrush(name), "plot.y"),
                Mark(
                    Box(box.right - below.width, inner.bottom + u(12), below.width, below.height),
                    TextBrush(below),
                    "plot.x",
                ),
                setting.moving(box, RunBrush(self._draw, self._covers, box.x, box.y), "plot"),
            ]
            if theme
            else []
        )

    def _named(self, name: str) -> str:
        unit = self.setting.unit(name)
        return f"{self.setting.word(name)} ({unit})" if unit else self.setting.word(name)

    def _axes(self, canvas: Any, _clock: float) -> None:
        pen, colour, inner = self.setting.pen, self.setting.context.theme.muted, self.inner
        x, y = self.point((max(self.ranges[0][0], 0.0), max(self.ranges[1][0], 0.0)))
        over = self.setting.u(20)
        pen.arrow(
            canvas, (inner.x - self.setting.u(6), y), (inner.width + over + self.setting.u(6), 0.0), colour, width=_AXIS
        )
        pen.arrow(canvas, (x, inner.bottom + self.setting.u(6)), (0.0, -inner.height - over * 0.6), colour, width=_AXIS)

    def _draw(self, canvas: Any, clock: float) -> None:
        pen: Pen = self.setting.pen
        colour = self.setting.hue(self.y)
        index = self.setting.timeline.index(clock)
        for number, curve in enumerate(self.curves[: index + 1]):
            goes_on = math.isinf(self.setting.timeline.stages[number].run.duration)
            points = [self.point(point) for at, point in curve if at <= clock or number < index]
            if number == index:
                points.append(self._now(clock))
            pen.polyline(canvas, points, colour, _LINE, 1.0 if number == index or goes_on else _PAST)
        pen.disc(canvas, self._now(clock), self.setting.u(_DOT), colour)

    def _now(self, clock: float) -> Point:
        shown = self.setting.timeline.at(clock)
        t = shown.time(clock)
        return self.point((shown.run.reading(self.x, t), shown.run.reading(self.y, t)))

    def _covers(self, clock: float) -> Box | None:
        return holding([self._now(clock), self._now(clock - 0.1)], self.setting.u(_DOT + 4))
