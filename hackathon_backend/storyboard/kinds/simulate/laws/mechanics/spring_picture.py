"""A block on a spring, with the force and the speed as arrows, and its energies as bars."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import skia

from .....drawing.arrows import Point
from .....drawing.brushes import fill, stroke
from .....drawing.marks import Mark
from .....drawing.stage import Box
from ...pen import ARROW, path_through
from ..picture import ModelPicture
from .energies import bars_width, energy_bars
from .spring import Oscillation

_BLOCK, _COIL, _TURNS, _LONGEST, _GHOST = 86, 22, 11, 105, 0.2


class SpringPicture(ModelPicture):
    """The spring lies on a floor at the left, the bars stand at the right."""

    aspect = 1.5

    @cached_property
    def room(self) -> Box:
        return Box(self.box.x, self.box.y, self.box.width - bars_width(self) - self.u(30), self.box.height)

    @cached_property
    def runs(self) -> list[Oscillation]:
        return [shown.run for shown in self.line.stages if isinstance(shown.run, Oscillation)]

    @cached_property
    def floor(self) -> float:
        return self.room.y + self.room.height * 0.62

    @cached_property
    def middle(self) -> float:
        """Where the block's centre rests."""
        return self.room.x + self.u(20) + (self.room.width - self.u(20)) * 0.56

    @cached_property
    def scale(self) -> float:
        """Pixels of a metre."""
        side = min(self.room.right - self.middle - self.u(_BLOCK / 2 + 10), (self.middle - self.room.x) * 0.55)
        return side / max(run.amplitude for run in self.runs)

    def marks(self) -> list[Mark]:
        room, y = self.room, self.floor
        theme, u = self.theme, self.u
        found = [
            self.rule((room.x, y), (room.right, y), theme.ink, 3),
            self.rule((room.x + u(4), y - u(_BLOCK * 1.5)), (room.x + u(4), y), theme.ink, 8),
        ]
        rest = self.middle
        found.append(self.rule((rest, y), (rest, y + u(14)), theme.muted, 3))
        self.setting.label("0", theme.muted, [(rest, y + u(25), 0.5, 0.0)], "rest", bold=False)
        for index, run in enumerate(self.runs):
            x = rest + run.amplitude * self.scale
            until = self.line.until(index)
            there = self.setting.there(self.line.begins[index] if index else 0.0, until)
            found.append(self.rule((x, y), (x, y + u(14)), theme.muted, 3, there))
            self.setting.label(
                self.setting.written(run.amplitude, "m"), theme.muted, [(x, y + u(25), 0.5, 0.0)],
                f"amplitude {index}", bold=False, opacity=there, reserve=False,
            )  # fmt: skip
        return [*found, self.running()]

    def draw(self, canvas: Any, clock: float) -> None:
        shown = self.line.at(clock)
        run = shown.run
        assert isinstance(run, Oscillation)
        t = shown.time(clock) - shown.offset
        place, speed = run.state(t)
        u, y = self.u, self.floor - self.u(_BLOCK / 2 + 2)
        x = self.middle + place * self.scale
        for side in (-1, 1):
            self._block(canvas, self.middle + side * run.amplitude * self.scale, y, _GHOST)
        canvas.drawPath(
            path_through(self._coil(self.room.x + u(8), x - u(_BLOCK / 2), y)), stroke(self.theme.muted, u(4))
        )
        self._block(canvas, x, y, 1.0)
        k = u(_LONGEST)
        pull = -place / max(each.amplitude for each in self.runs) * k
        self.pen.arrow(canvas, (x, y), (pull, 0.0), self.setting.hue("force"), width=ARROW)
        quick = max(each.amplitude * each.rate for each in self.runs)
        above = y - u(_BLOCK / 2 + 24)
        self.pen.arrow(canvas, (x, above), (speed / quick * k, 0.0), self.setting.hue("speed"), width=ARROW)
        wide = bars_width(self)
        bars = Box(self.box.right - wide, self.box.y + self.box.height * 0.2, wide, self.box.height * 0.7)
        energy_bars(self, canvas, bars, run.energies(t), max(each.energy for each in self.runs))

    def _block(self, canvas: Any, x: float, y: float, opacity: float) -> None:
        half, colour = self.u(_BLOCK / 2), self.theme.accent(0)
        shape = skia.RRect.MakeRectXY(skia.Rect.MakeLTRB(x - half, y - half, x + half, y + half), self.u(8), self.u(8))
        canvas.drawRRect(shape, fill(self.theme.paper.mixed(colour, 0.35), opacity))
        canvas.drawRRect(shape, stroke(colour, self.u(3), opacity))

    def _coil(self, start: float, end: float, y: float) -> list[Point]:
        lead = (end - start) * 0.07
        points = [(start, y), (start + lead, y)]
        step = (end - start - 2 * lead) / (2 * _TURNS)
        points += [
            (start + lead + step * (n + 0.5), y + (-1 if n % 2 else 1) * self.u(_COIL)) for n in range(2 * _TURNS)
        ]
        return [*points, (end - lead, y), (end, y)]


PICTURE = SpringPicture
