"""A planet's ellipse with the Sun in a focus, and the areas that are swept in equal times."""

from __future__ import annotations

import math
from functools import cached_property
from typing import Any

import skia

from .....drawing.arrows import Point
from .....drawing.brushes import fill
from .....drawing.colours import PURE
from .....drawing.marks import Mark
from ...pen import ARROW, path_through
from ..picture import ModelPicture
from .orbit import YEAR, EllipticalOrbit

_SECTORS = 8
"""Equal times into which a turn is parted."""
_PLANET, _SUN, _FASTEST = 13, 22, 110
_AREA = 0.2
_FINE = 24


class OrbitPicture(ModelPicture):
    """The plane of the orbit, to scale; Sun and planet are drawn larger than they are."""

    @cached_property
    def scale(self) -> float:
        """Pixels of an AU."""
        runs = [shown.run for shown in self.line.stages if isinstance(shown.run, EllipticalOrbit)]
        wide = max(2 * run.axis for run in runs)
        high = max(2 * run.minor for run in runs)
        room = (self.box.width - self.u(2 * (_FASTEST + 30)), self.box.height - self.u(90))
        return min(room[0] / wide, room[1] / high)

    def sun(self, run: EllipticalOrbit) -> Point:
        """The focus: the ellipse is in the middle of the box."""
        x, y = self.box.centre
        return x + run.axis * run.eccentricity * self.scale, y

    def point(self, run: EllipticalOrbit, place: Point) -> Point:
        x, y = self.sun(run)
        return x + place[0] * self.scale, y - place[1] * self.scale

    def marks(self) -> list[Mark]:
        for index, shown in enumerate(self.line.stages):
            assert isinstance(shown.run, EllipticalOrbit)
            self._names(index, shown.run)
        return [self.running()]

    def _names(self, index: int, run: EllipticalOrbit) -> None:
        setting, u = self.setting, self.u
        until = self.line.until(index)
        there = setting.there(self.line.begins[index] if index else 0.0, until)
        x, y = self.sun(run)
        setting.label(
            setting.word("sun"),
            setting.hue("friction"),
            [(x, y + u(_SUN + 8), 0.5, 0.0)],
            f"sun {index}",
            opacity=there,
            patch=False,
            reserve=False,
        )
        if run.eccentricity > 0.05:
            for name, years, side in (("nearest", 0.0, 1), ("farthest", run.period / 2, -1)):
                px, py = self.point(run, run.place(years))
                speed = setting.written(round(math.hypot(*run.velocity(years)), 1), "km/s")
                at = px + side * u(_PLANET + 12)
                setting.label(
                    setting.word(name),
                    self.theme.muted,
                    [(at, py + u(2), 0.0 if side > 0 else 1.0, 0.0)],
                    f"{name} {index}",
                    bold=False,
                    opacity=there,
                    reserve=False,
                )
                setting.label(
                    speed,
                    setting.hue("speed"),
                    [(at, py - u(2), 0.0 if side > 0 else 1.0, 1.0)],
                    f"{name} speed {index}",
                    opacity=there,
                    reserve=False,
                )
        middle = self.box.centre[0], self.box.centre[1] + run.minor * self.scale + self.u(10)
        setting.label(
            setting.word("areas"),
            self.theme.ink,
            [(*middle, 0.5, 0.0)],
            f"areas {index}",
            opacity=setting.there(self.line.second(self.line.stages[index].stage.start + 2.4), until),
            reserve=False,
        )

    def draw(self, canvas: Any, clock: float) -> None:
        shown = self.line.at(clock)
        run = shown.run
        assert isinstance(run, EllipticalOrbit)
        years = self._years(clock)
        self._areas(canvas, run, years)
        self._path(canvas, run)
        x, y = self.sun(run)
        place = self.point(run, run.place(years))
        vx, vy = run.velocity(years)
        k = self.u(_FASTEST) / math.hypot(*run.velocity(0.0))
        self.pen.line(canvas, (x, y), place, self.theme.muted, 2)
        self.pen.disc(canvas, (x, y), self.u(_SUN), PURE["yellow"], edge=self.setting.hue("friction"))
        self.pen.arrow(canvas, place, (vx * k, -vy * k), self.setting.hue("speed"), width=ARROW)
        self.pen.disc(canvas, place, self.u(_PLANET), self.theme.ink)

    def _years(self, clock: float) -> float:
        """Years since the stage began, which a planet begins at its nearest point."""
        shown = self.line.at(clock)
        return max(shown.time(clock) - shown.offset, 0.0) / YEAR

    def _path(self, canvas: Any, run: EllipticalOrbit) -> None:
        key = (run.axis, run.eccentricity)
        if key not in self._kept:
            steps = [2 * math.pi * n / 180 for n in range(181)]
            self._kept[key] = [
                self.point(run, (run.axis * (math.cos(a) - run.eccentricity), run.minor * math.sin(a))) for a in steps
            ]
        self.pen.polyline(canvas, self._kept[key], self.theme.ink, 3)

    @cached_property
    def _kept(self) -> dict[tuple[float, float], list[Point]]:
        return {}

    def _areas(self, canvas: Any, run: EllipticalOrbit, years: float) -> None:
        """Every other of the sectors that have been swept; after a whole turn they stay."""
        step = run.period / _SECTORS
        for number in range(_SECTORS):
            start = number * step
            end = min(start + step, years)
            if end <= start:
                break
            fine = [start + (end - start) * n / _FINE for n in range(_FINE + 1)]
            points = [self.sun(run), *(self.point(run, run.place(t)) for t in fine)]
            colour = self.theme.accent(0 if number % 2 == 0 else 2)
            path: skia.Path = path_through(points)
            path.close()
            canvas.drawPath(path, fill(colour, _AREA))


PICTURE = OrbitPicture
