"""A field with as many individuals as there are, each to be counted, and their counts over time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np

from .....drawing.arrows import Point
from .....drawing.art import Art, find
from .....drawing.art.brush import ArtBrush, art_brush
from .....drawing.brushes import ShapeBrush, rounded
from .....drawing.marks import Mark
from .....drawing.stage import Box
from .....theme import Colour
from ...brush import RunBrush, whole
from ...palette import GREEN
from ..picture import ModelPicture, parted
from .counts import Counts
from .growth import Growth, Hunt
from .growth import whole as counted
from .populations import Populations

_LEAST, _LARGEST, _FILLED = 20, 84, 0.88
"""Units of a drawing that can still be told, of the largest, and the part of its square that it takes."""
_SHIFTED = 0.1
"""How far individuals stand from the middle of their square, as a part of it."""
_PAD = 14


class PopulationsPicture(ModelPicture):
    """The field at the left, or above, and the plot beside or below it."""

    plots_counts = True

    @cached_property
    def runs(self) -> list[Growth | Hunt]:
        return [shown.run for shown in self.line.stages if isinstance(shown.run, Growth | Hunt)]

    @cached_property
    def halves(self) -> tuple[Box, Box]:
        """The field, and the room of the plot."""
        return parted(self.box, self.u(40), 0.5, 0.5)

    @cached_property
    def places(self) -> tuple[list[Point], float]:
        """The middles of all squares of the field in the order in which they are taken, and the side of one."""
        field = self.halves[0].grown(-self.u(_PAD))
        most = max(math.ceil(run.highest) for run in self.runs) + 2
        side = _square(field.width, field.height, most)
        columns, rows = int(field.width / side + 1e-6), int(field.height / side + 1e-6)
        left, top = field.centre[0] - columns * side / 2, field.centre[1] - rows * side / 2
        dice = np.random.default_rng(11)
        shifts = dice.uniform(-_SHIFTED, _SHIFTED, (columns * rows, 2)) + 0.5
        found = []
        for n in dice.permutation(columns * rows):
            found.append((left + (n % columns + shifts[n, 0]) * side, top + (n // columns + shifts[n, 1]) * side))
        return found, side

    @cached_property
    def brushes(self) -> list[ArtBrush | None]:
        """The drawing of each kind; none where there is none, or no room for it."""
        size = min(self.places[1] * _FILLED, self.u(_LARGEST))
        if size < self.u(_LEAST):
            return [None] * len(self.runs[0].names)
        arts = [self._art(name) for name in self.runs[0].names]
        return [
            art_brush(art, size, self.setting.hue(name), self.theme) if art else None
            for art, name in zip(arts, self.runs[0].names, strict=True)
        ]

    def _art(self, name: str) -> Art | None:
        model = self.line.stages[0].stage.model
        assert isinstance(model, Populations)
        asked = model.hunter if name == "predators" else model.who
        word = asked or {"prey": "rabbit", "predators": "fox"}.get(name, "")
        ways = (self.setting.context.language, "en")
        return next((art for tongue in ways if word and (art := find(word, tongue, "animal"))), None)

    def marks(self) -> list[Mark]:
        field = self.halves[0]
        ground = ShapeBrush(
            rounded(field.width, field.height, self.u(14)),
            self.theme.tint(self.theme.accent(GREEN), 0.08),
            self.theme.line,
            self.u(1.5),
        )
        self.setting.places.solid.append(field)
        brush = RunBrush(self.draw, whole(field), field.x, field.y)
        counts = Counts(self.setting, self.halves[1], self.runs, self._called)
        return [Mark(field, ground), self.setting.moving(field, brush, "model"), *counts.marks()]

    def _called(self, name: str) -> str:
        model = self.line.stages[0].stage.model
        asked = model.hunter if name == "predators" else model.who
        return asked or self.setting.word(name)

    def draw(self, canvas: Any, clock: float) -> None:
        shown = self.line.at(clock)
        run = self.runs[self.line.index(clock)]
        numbers = [counted(count) for count in run.counts(shown.time(clock))]
        places, _ = self.places
        for n, number in enumerate(numbers):
            # Predators take their squares from the end, so that nobody has to go when others come.
            taken = places[:number] if n == 0 else places[len(places) - number :]
            self._individuals(canvas, taken, self.brushes[n], self.setting.hue(run.names[n]))

    def _individuals(self, canvas: Any, places: Sequence[Point], brush: ArtBrush | None, colour: Colour) -> None:
        if brush is None:
            radius = min(self.places[1] * 0.32, self.u(15))
            for place in places:
                self.pen.disc(canvas, place, radius, colour)
            return
        for x, y in places:
            canvas.save()
            canvas.translate(x - brush.size / 2, y - brush.size / 2)
            brush.paint(canvas, 1.0)
            canvas.restore()


def _square(width: float, height: float, count: int) -> float:
    """The side of the largest squares of which `count` have room in rows and columns."""
    sides = [width / n for n in range(1, count + 1)] + [height / n for n in range(1, count + 1)]
    fitting = [side for side in sides if int(width / side + 1e-6) * int(height / side + 1e-6) >= count]
    return max(fitting, default=min(width, height) / count)


PICTURE = PopulationsPicture
