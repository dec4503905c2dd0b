"""A cylinder with a gas in it and a piston that is pushed in."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import skia

from .....drawing.brushes import fill, stroke
from .....drawing.marks import Mark
from .....drawing.stage import Box
from ..particles import discs, placed, vessel
from ..picture import ModelPicture
from .gas import HEIGHT, WIDTH, Squeezed

_ROD = 70


class PistonPicture(ModelPicture):
    """The cylinder lies; the piston comes from the right."""

    aspect = 1.9

    @cached_property
    def run(self) -> Squeezed:
        run = self.line.stages[0].run
        assert isinstance(run, Squeezed)
        return run

    @cached_property
    def cylinder(self) -> Box:
        unit = min((self.box.width - self.u(_ROD + 30)) / (WIDTH + 1), (self.box.height - self.u(10)) / HEIGHT)
        width, height = (WIDTH + 1) * unit, HEIGHT * unit
        x = self.box.x + (self.box.width - width - self.u(_ROD)) / 2
        return Box(x, self.box.y + (self.box.height - height) / 2, width, height)

    def marks(self) -> list[Mark]:
        self.setting.places.solid.append(self.cylinder)
        return [vessel(self.setting, self.cylinder), self.running()]

    def draw(self, canvas: Any, clock: float) -> None:
        box = self.cylinder
        unit = box.height / HEIGHT
        width = self.run.held(clock).width * unit
        face, thick = box.x + width, unit
        theme, u = self.theme, self.u
        canvas.drawRect(skia.Rect.MakeLTRB(face, box.y + u(1), box.right, box.bottom - u(1)), fill(theme.paper))
        rod = skia.Rect.MakeLTRB(face + thick, box.centre[1] - u(12), box.right + u(_ROD), box.centre[1] + u(12))
        canvas.drawRect(rod, fill(theme.muted))
        head = skia.Rect.MakeLTRB(face, box.y + u(2), face + thick, box.bottom - u(2))
        canvas.drawRect(head, fill(theme.paper.mixed(theme.ink, 0.75)))
        shape = skia.RRect.MakeRectXY(skia.Rect.MakeXYWH(box.x, box.y, box.width, box.height), u(14), u(14))
        canvas.drawRRect(shape, stroke(theme.muted, u(3)))
        discs(canvas, placed(self.run.places.at(clock), box, unit), unit * 0.4, theme.accent(0))


PICTURE = PistonPicture
