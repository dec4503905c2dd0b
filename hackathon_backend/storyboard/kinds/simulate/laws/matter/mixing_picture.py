"""Two gases in a box whose wall is drawn up."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from .....drawing.marks import Mark
from .....drawing.stage import Box
from ..particles import discs, placed, vessel
from ..picture import ModelPicture
from .gas import HEIGHT, WIDTH, Mixture

_LIFTED = 0.8
"""Seconds in which the wall is drawn up."""


class MixingPicture(ModelPicture):
    """One colour for each gas."""

    aspect = 1.9

    @cached_property
    def run(self) -> Mixture:
        run = self.line.stages[0].run
        assert isinstance(run, Mixture)
        return run

    @cached_property
    def vessel(self) -> Box:
        unit = min(self.box.width / WIDTH, (self.box.height - self.u(8)) / HEIGHT)
        width, height = WIDTH * unit, HEIGHT * unit
        return Box(
            self.box.x + (self.box.width - width) / 2, self.box.y + (self.box.height - height) / 2, width, height
        )

    def marks(self) -> list[Mark]:
        self.setting.places.solid.append(self.vessel)
        return [vessel(self.setting, self.vessel), self.running()]

    def draw(self, canvas: Any, clock: float) -> None:
        box = self.vessel
        unit = box.height / HEIGHT
        points = placed(self.run.places.at(clock), box, unit)
        half = len(points) // 2
        discs(canvas, points[:half], unit * 0.42, self.theme.accent(0))
        discs(canvas, points[half:], unit * 0.42, self.theme.accent(2))
        share = min(max((clock - self.run.opens) / _LIFTED, 0.0), 1.0)
        if share < 1.0:
            x = box.centre[0]
            self.pen.line(canvas, (x, box.y), (x, box.bottom - box.height * share), self.theme.ink, 6)


PICTURE = MixingPicture
