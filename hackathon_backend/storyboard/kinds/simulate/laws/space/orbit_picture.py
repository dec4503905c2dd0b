"""The ellipse of what circles, with the body that it circles in a focus, and the areas swept in equal times."""

from __future__ import annotations

import math
from functools import cached_property
from typing import Any, NamedTuple

import skia

from .....drawing.arrows import Point
from .....drawing.brushes import fill
from .....drawing.marks import Mark
from .....drawing.stage import Box
from .....drawing.text.text import TextBlock
from .....theme import Colour
from ...pen import ARROW, path_through
from ...setting import keep_clear
from ..picture import ModelPicture
from .bodies import called
from .discs import BodyDisc
from .orbit import YEAR, EllipticalOrbit, Orbit

_SECTORS = 8
"""Equal times into which a turn is parted."""
_FASTEST = 110
"""Units of the longest arrow."""
_AIR, _HIGH, _LOW = 34, 80, 30
"""Units left between an orbit and its labels at either side, above and below it together, and for the areas' name."""
_ROOMY = 620
"""Units across from which the speeds at both ends are written there, too."""
_AREA = 0.2
_FINE = 24
_ROUND, _FLAT = 0.05, 0.1
"""The eccentricity up to which an orbit is seen as a circle, and from which its areas tell something."""
_CENTRE = 1.4
"""How much larger the body in the middle is drawn than one that circles."""


class _EndLine(NamedTuple):
    """A line of what is written at an end of an orbit."""

    text: str
    colour: Colour
    bold: bool
    name: str


class OrbitPicture(ModelPicture):
    """The plane of the orbit, to scale; the bodies are drawn larger than they are."""

    @cached_property
    def model(self) -> Orbit:
        model = self.line.stages[0].stage.model
        assert isinstance(model, Orbit)
        return model

    @cached_property
    def _runs(self) -> list[EllipticalOrbit]:
        return [shown.run for shown in self.line.stages if isinstance(shown.run, EllipticalOrbit)]

    @cached_property
    def scale(self) -> float:
        """Pixels of an AU."""
        wide = max(2 * run.axis for run in self._runs)
        high = max(2 * run.minor for run in self._runs)
        ends = [self._set(row).width for run in self._runs for rows in self._ends(run) for row in rows]
        beside = max(ends, default=self.name.width) + self.u(_AIR)
        below = self.u(_LOW if any(run.eccentricity >= _FLAT for run in self._runs) else 0)
        room = (self.box.width - 2 * beside, self.box.height - self.u(_HIGH) - below)
        return min(room[0] / wide, room[1] / high)

    @cached_property
    def bodies(self) -> tuple[BodyDisc, BodyDisc]:
        """What is circled and what circles it, small enough to stay apart."""
        centre, satellite = self.model.pair
        sizes = (max(centre.size, satellite.size * _CENTRE) if centre.id != "sun" else centre.size), satellite.size
        nearest = min(run.nearest for run in self._runs) * self.scale
        part = min(1.0, 0.85 * nearest / self.u(sum(sizes)))
        first, second = (self.u(max(size * part, 6)) for size in sizes)
        return BodyDisc(centre, first, self.theme), BodyDisc(satellite, second, self.theme)

    @cached_property
    def name(self) -> TextBlock:
        """The name of what circles, which goes along with it."""
        return self.pen.block(self._called(self.model.satellite, "planet"), self.theme.ink)

    def _called(self, given: str, usual: str) -> str:
        return called(given, self.setting.context.language) if given else self.setting.word(usual)

    def sun(self, run: EllipticalOrbit) -> Point:
        """The focus: the ellipse is in the middle of the box."""
        x, y = self.box.centre
        return x + run.axis * run.eccentricity * self.scale, y

    def point(self, run: EllipticalOrbit, place: Point) -> Point:
        x, y = self.sun(run)
        return x + place[0] * self.scale, y - place[1] * self.scale

    def marks(self) -> list[Mark]:
        for run in self._runs:
            keep_clear(self.setting, [self._ellipse(run)])
        self._fixed: list[list[Box]] = [self._names(index, run) for index, run in enumerate(self._runs)]
        return [self.running()]

    def _names(self, index: int, run: EllipticalOrbit) -> list[Box]:
        """Labels that stay for as long as a stage does, and where they stand."""
        setting, u = self.setting, self.u
        there = setting.there(self.line.begins[index] if index else 0.0, self.line.until(index))
        (x, y), radius, gap = self.sun(run), self.bodies[0].radius, u(6)
        around_it = [(x, y + radius + gap, 0.5, 0.0), (x, y - radius - gap, 0.5, 1.0)]
        around_it += [(x - radius - gap, y + side * (radius + gap), 1.0, side < 0) for side in (1, -1)]
        name = self._called(self.model.centre, "sun")
        colour = self.bodies[0].line
        alone = len(self._runs) == 1
        patch = run.eccentricity < _FLAT
        label = setting.label(name, colour, around_it, f"sun {index}", opacity=there, patch=patch, reserve=alone)
        found = [label]
        found += self._at_ends(index, run)
        if run.eccentricity >= _FLAT:
            below = self.box.centre[0], self.box.centre[1] + run.minor * self.scale + u(18)
            at = self.line.second(self.line.stages[index].stage.start + 2.4)
            shown = setting.there(at, self.line.until(index))
            places = [(*below, 0.5, 0.0), (*below, 1.1, 0.0), (*below, 0.5, -1.0)]
            name, path = setting.word("areas"), f"areas {index}"
            found += [setting.label(name, self.theme.ink, places, path, opacity=shown, reserve=alone)]
        return found

    def _ends(self, run: EllipticalOrbit) -> tuple[list[_EndLine], list[_EndLine]]:
        """What is written where it is nearest and where it is farthest, below one another."""
        if run.eccentricity <= _ROUND:
            return [], []
        return self._end("nearest", run, 0.0), self._end("farthest", run, run.period / 2)

    def _end(self, name: str, run: EllipticalOrbit, years: float) -> list[_EndLine]:
        setting = self.setting
        speed = setting.written(float(f"{math.hypot(*run.velocity(years)):.3g}"), "km/s")
        rows = [_EndLine(speed, setting.hue("speed"), True, f"{name} speed")] if self.box.width > self.u(_ROOMY) else []
        lines = [setting.word(name)] if rows else _in_two(setting.word(name))
        return [*rows, *(_EndLine(line, self.theme.muted, False, f"{name}{'+' * n}") for n, line in enumerate(lines))]

    def _set(self, row: _EndLine) -> TextBlock:
        return self.pen.block(row.text, row.colour, bold=row.bold)

    def _at_ends(self, index: int, run: EllipticalOrbit) -> list[Box]:
        there = self.setting.there(self.line.begins[index] if index else 0.0, self.line.until(index))
        found = []
        for rows, years, side in zip(self._ends(run), (0.0, run.period / 2), (1, -1), strict=True):
            px, py = self.point(run, run.place(years))
            x, y = px + side * (self.bodies[1].radius + self.u(10)), py - sum(self._set(row).height for row in rows) / 2
            for row in rows:
                spot, path = [(x, y, 0.0 if side > 0 else 1.0, 0.0)], f"{row.name} {index}"
                label = self.setting.label
                found.append(label(row.text, row.colour, spot, path, bold=row.bold, opacity=there, reserve=False))
                y += self._set(row).height
        return found

    def draw(self, canvas: Any, clock: float) -> None:
        shown = self.line.at(clock)
        run = shown.run
        assert isinstance(run, EllipticalOrbit)
        years = self._years(clock)
        if run.eccentricity >= _FLAT:
            self._areas(canvas, run, years)
        self.pen.polyline(canvas, self._ellipse(run), self.theme.ink, 3)
        focus, place = self.sun(run), self.point(run, run.place(years))
        vx, vy = run.velocity(years)
        k = self.u(_FASTEST) / math.hypot(*run.velocity(0.0))
        self.pen.line(canvas, focus, place, self.theme.muted, 2)
        self.bodies[0].paint(canvas, focus)
        self.pen.arrow(canvas, place, (vx * k, -vy * k), self.setting.hue("speed"), width=ARROW)
        self.bodies[1].paint(canvas, place)
        self._along(canvas, self.line.index(clock), place)

    def _along(self, canvas: Any, index: int, place: Point) -> None:
        """The name of what circles, outside of its orbit; it makes way for labels that stand there."""
        x, y = place[0] - self.box.centre[0], place[1] - self.box.centre[1]
        length = max(math.hypot(x, y), 1e-6)
        x, y, block = x / length, y / length, self.name
        reach = self.bodies[1].radius + self.u(8)
        middle = place[0] + x * (reach + block.width / 2), place[1] + y * (reach + block.height / 2)
        left = min(max(middle[0] - block.width / 2, self.box.x), self.box.right - block.width)
        box = Box(left, middle[1] - block.height / 2, block.width, block.height)
        if not any(box.grown(self.u(4)).overlap(other) > 0 for other in self._fixed[index]):
            self.pen.words(canvas, block, box.x, box.y)

    def _years(self, clock: float) -> float:
        """Years since the stage began, which a body begins at its nearest point."""
        shown = self.line.at(clock)
        return max(shown.time(clock) - shown.offset, 0.0) / YEAR

    def _ellipse(self, run: EllipticalOrbit) -> list[Point]:
        key = (run.axis, run.eccentricity)
        if key not in self._kept:
            steps = [2 * math.pi * n / 180 for n in range(181)]
            self._kept[key] = [
                self.point(run, (run.axis * (math.cos(a) - run.eccentricity), run.minor * math.sin(a))) for a in steps
            ]
        return self._kept[key]

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


def _in_two(text: str) -> list[str]:
    """A text on two lines of about the same length, if it has several words."""
    words = text.split()
    parted = [[" ".join(words[:n]), " ".join(words[n:])] for n in range(1, len(words))]
    return min(parted, key=lambda pair: max(map(len, pair)), default=[text])


PICTURE = OrbitPicture
