"""A wave as a line with some of its particles, its wavelength and amplitude; or two waves above their sum."""

from __future__ import annotations

import math
from functools import cached_property
from typing import Any

from .....drawing.arrows import Point
from .....drawing.marks import Mark
from .....drawing.stage import Box
from ..measures import measure_line
from ..picture import ModelPicture
from .wave import Ripple

_FINE, _SHOWN, _DOTS = 150, 2.5, 20
"""Points of a line, wavelengths across, and particles drawn on it."""
_BELOW = 74


class WavePicture(ModelPicture):
    """One row, or three where waves are added."""

    aspect = 1.9

    @cached_property
    def run(self) -> Ripple:
        run = self.line.stages[0].run
        assert isinstance(run, Ripple)
        return run

    @cached_property
    def span(self) -> float:
        """Metres across."""
        return _SHOWN * max(self.run.wavelength.values)

    @cached_property
    def rows(self) -> list[float]:
        """The middle of each row, in pixels."""
        count = 3 if self.run.form == "interference" else 1
        height = (self.box.height - (self.u(_BELOW) if count == 1 else 0.0)) / count
        return [self.box.y + height * (n + 0.5) for n in range(count)]

    @cached_property
    def scale(self) -> float:
        """Pixels of a metre of displacement: they are drawn larger than lengths along the line, if need be."""
        count = len(self.rows)
        room = (self.box.height - (self.u(_BELOW) if count == 1 else 0.0)) / count / 2 - self.u(
            26 if count == 1 else 12
        )
        highest = max(self.run.amplitude.values) * (2 if count == 3 else 1)
        return min(room, self.u(170)) / highest

    def x(self, place: float) -> float:
        return self.box.x + place / self.span * self.box.width

    def marks(self) -> list[Mark]:
        found = []
        for y in self.rows:
            found.append(self.rule((self.box.x, y), (self.box.right, y), self.theme.line, 2))
        self.setting.places.solid.append(
            self.box.grown(-self.u(2)).within(
                Box(self.box.x, self.box.y, self.box.width, self.box.height - self.u(_BELOW))
            )
        )
        if len(self.rows) == 1 and len(set(self.run.wavelength.values)) == 1:
            found += self._measures()
        return [*found, self.running()]

    def _measures(self) -> list[Mark]:
        """The wavelength below the wave; in a standing one, from node to node but one."""
        wavelength = self.run.wavelength.values[0]
        start = 0.5 * wavelength
        y = self.box.bottom - self.u(44)
        ends = (self.x(start), y), (self.x(start + wavelength), y)
        mark = measure_line(self.setting, *ends, self.theme.ink, self.setting.there(0.6))
        text = f"{self.setting.word('wavelength')} {self.setting.written(wavelength, 'm')}"
        place = [((ends[0][0] + ends[1][0]) / 2, y + self.u(12), 0.5, 0.0)]
        self.setting.label(text, self.theme.ink, place, "wavelength", opacity=self.setting.there(0.6))
        return [mark]

    def draw(self, canvas: Any, clock: float) -> None:
        t = self.line.stages[0].time(clock)
        if len(self.rows) == 3:
            for n, y in enumerate(self.rows):
                colour = self.theme.accent((0, 1, 5)[n])
                self.pen.polyline(canvas, self._line(t, y, n), colour, 5 if n == 2 else 4)
            return
        y, colour = self.rows[0], self.theme.accent(0)
        if self.run.form == "standing":
            self._envelope(canvas, y, clock)
        self.pen.polyline(canvas, self._line(t, y, 2), colour, 5)
        places = [self.span * (n + 0.5) / _DOTS for n in range(_DOTS)]
        dots = [(self.x(place), y - self.run.at(place, t) * self.scale) for place in places]
        for n, dot in enumerate(dots):
            if n != _DOTS // 4:
                self.pen.disc(canvas, dot, self.u(7), colour)
        marked = dots[_DOTS // 4]
        high = self.run.amplitude.at(clock) * self.scale
        self.pen.line(canvas, (marked[0], y - high), (marked[0], y + high), self.theme.accent(5), 2, 0.5)
        self.pen.disc(canvas, marked, self.u(11), self.theme.accent(5))

    def _line(self, t: float, y: float, which: int) -> list[Point]:
        """The first wave, the second one, or what is seen of both."""
        found = []
        for n in range(_FINE + 1):
            place = self.span * n / _FINE
            value = self.run.at(place, t) if which == 2 else self.run.parts(place, t)[which]
            found.append((self.x(place), y - value * self.scale))
        return found

    def _envelope(self, canvas: Any, y: float, clock: float) -> None:
        """How far each point of a standing wave swings, and its nodes."""
        wavelength, high = self.run.wavelength.at(clock), self.run.amplitude.at(clock) * self.scale
        for side in (-1, 1):
            points = [
                (
                    self.x(self.span * n / _FINE),
                    y + side * high * math.sin(2 * math.pi * self.span * n / _FINE / wavelength),
                )
                for n in range(_FINE + 1)
            ]
            self.pen.polyline(canvas, points, self.theme.accent(0), 2, 0.35)
        for n in range(int(self.span / wavelength * 2) + 1):
            self.pen.disc(canvas, (self.x(n * wavelength / 2), y), self.u(8), self.theme.ink)


PICTURE = WavePicture
