"""Two electrodes in water below two tubes: ions that travel, bubbles that rise, and gas that collects two to one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import skia

from .....drawing.arrows import Point
from .....drawing.brushes import ShapeBrush, fill, rounded, stroke
from .....drawing.marks import Mark
from .....drawing.stage import Box
from ..particles import discs
from ..picture import ModelPicture
from .electrolysis import Split

_IONS, _LANES, _BUBBLES, _ION = 2, 3, 7, 18
"""Ions of each kind in a lane, lanes at most, bubbles of oxygen, and units of an ion's radius."""
_TUBE = 92
"""Units across a tube."""
_TRAVEL, _RISE = 4.5, 1.6
"""Seconds of film in which an ion comes to its electrode, and a bubble to the top of the water."""
_SIDES = (("hydrogen", "cathode", "−", -1), ("oxygen", "anode", "+", 1))


class ElectrolysisPicture(ModelPicture):
    """A trough with two tubes that stand in it upside down."""

    aspect = 1.4

    @cached_property
    def split(self) -> Split:
        run = self.line.stages[0].run
        assert isinstance(run, Split)
        return run

    @cached_property
    def trough(self) -> Box:
        """The water below the tubes."""
        box, u = self.box, self.u
        width = min(box.width - u(20), box.height * 1.5)
        height = box.height * 0.42
        return Box(box.centre[0] - width / 2, box.bottom - height - u(6), width, height)

    def tube(self, side: int) -> Box:
        """The tube at the left or the right."""
        trough, u = self.trough, self.u
        x = trough.centre[0] + side * trough.width * 0.27
        top = self.box.y + u(6)
        return Box(x - u(_TUBE) / 2, top, u(_TUBE), trough.y + trough.height * 0.34 - top)

    def electrode(self, side: int) -> Box:
        """The rod below the mouth of a tube."""
        tube, u = self.tube(side), self.u
        height = self.trough.bottom - tube.bottom + u(10)
        return Box(tube.centre[0] - u(9), self.trough.bottom - height, u(18), height)

    def marks(self) -> list[Mark]:
        trough, theme, u = self.trough, self.theme, self.u
        water = theme.tint(theme.accent(0), 0.14)
        basin = ShapeBrush(rounded(trough.width, trough.height, u(14)), water, theme.muted, u(3))
        found = [Mark(trough, basin, "water")]
        solid = self.setting.places.solid
        solid += [self.tube(side) for _, _, _, side in _SIDES]
        between = self.electrode(-1).x
        solid.append(Box(between, trough.y, self.electrode(1).right - between, trough.height))
        found.append(self.running())
        self._names()
        return found

    def _names(self) -> None:
        """Gases beside their tubes, electrodes in the water: outwards, where nothing travels."""
        u, trough = self.u, self.trough
        poles = {pole: f"{self.setting.word(pole)} {sign}" for _, pole, sign, _ in _SIDES}
        widest = max(self.setting.pen.block(text, self.theme.ink, bold=True).width for text in poles.values())
        if widest + u(26) > self.electrode(-1).x - trough.x:
            # A name that is as wide as all of the water beside an electrode stands outside of it.
            self.setting.places.solid.append(trough)
        for gas, pole, _, side in _SIDES:
            tube, electrode = self.tube(side), self.electrode(side)
            across = 1.0 if side < 0 else 0.0
            x = tube.x - u(14) if side < 0 else tube.right + u(14)
            middle = tube.y + u(30)
            self.setting.label(self.setting.word(gas), self.setting.hue(gas), [(x, middle, across, 0.5)], gas)
            x = electrode.x - u(14) if side < 0 else electrode.right + u(14)
            y = trough.bottom - u(12)
            outside = tube.x - u(10) if side < 0 else tube.right + u(10)
            inside = tube.right + u(10) if side < 0 else tube.x - u(10)
            above = [(outside, trough.y - u(8), across, 1.0)]
            above += [(inside, trough.y - u(8 + 36 * line), 1.0 - across, 1.0) for line in (0, 1)]
            self.setting.label(poles[pole], self.theme.ink, [(x, y, across, 1.0), *above], pole, patch=False)

    def draw(self, canvas: Any, clock: float) -> None:
        shown = self.line.at(clock)
        assert isinstance(shown.run, Split)
        t = shown.time(clock)
        for gas, _, sign, side in _SIDES:
            volume = shown.run.hydrogen(t) if gas == "hydrogen" else shown.run.oxygen(t)
            self._tube(canvas, gas, side, volume)
            self._electrode(canvas, sign, side)
            runs = 0.0 < t < shown.run.duration or self.setting.context.motion.reduced
            self._bubbles(canvas, gas, side, clock if runs else 0.0, volume)
        self._ions(canvas, clock)

    def _level(self, side: int, volume: float) -> float:
        """Where the water stands in a tube: the largest volume of hydrogen takes most of it."""
        tube = self.tube(side)
        most = max(each.run.hydrogen(each.run.duration) for each in self.line.stages if isinstance(each.run, Split))
        room = (self.trough.y - tube.y) * 0.86
        return tube.y + volume / most * room

    def _tube(self, canvas: Any, gas: str, side: int, volume: float) -> None:
        tube, theme, u = self.tube(side), self.theme, self.u
        water = theme.tint(theme.accent(0), 0.14)
        shape = skia.Path()
        radius = tube.width / 2
        shape.moveTo(tube.x, tube.bottom).lineTo(tube.x, tube.y + radius)
        shape.arcTo(skia.Rect.MakeXYWH(tube.x, tube.y, tube.width, tube.width), 180, 180, False)
        shape.lineTo(tube.right, tube.bottom)
        canvas.drawPath(shape, fill(water))
        level = self._level(side, volume)
        canvas.save()
        canvas.clipPath(shape, True)
        gone = skia.Rect.MakeLTRB(tube.x, tube.y, tube.right, level)
        canvas.drawRect(gone, fill(theme.paper))
        canvas.drawRect(gone, fill(self.setting.hue(gas), 0.24))
        if volume > 0:
            canvas.drawLine(tube.x, level, tube.right, level, stroke(self.setting.hue(gas), u(3)))
        canvas.restore()
        canvas.drawPath(shape, stroke(theme.muted, u(3)))

    def _electrode(self, canvas: Any, sign: str, side: int) -> None:
        rod, theme = self.electrode(side), self.theme
        canvas.drawRect(skia.Rect.MakeLTRB(rod.x, rod.y, rod.right, rod.bottom), fill(theme.ink))
        block = self.pen.block(sign, theme.paper, size=26)
        self.pen.words(canvas, block, rod.centre[0] - block.width / 2, rod.y + self.u(4))

    def _ions(self, canvas: Any, clock: float) -> None:
        """Hydrogen ions to the cathode, hydroxide ions to the anode: in lanes, from the middle, where water parts."""
        trough, radius = self.trough, self.u(_ION)
        top, low = self.tube(-1).bottom + radius, trough.bottom - radius - self.u(10)
        lanes = max(1, min(_LANES, int((low - top) / (2.2 * radius)) + 1))
        for lane in range(lanes):
            y = (top + low) / 2 if lanes == 1 else top + (low - top) * lane / (lanes - 1)
            for text, name, side in (("H⁺", "hydrogen", -1), ("OH⁻", "oxygen", 1)):
                rod = self.electrode(side)
                edge = rod.right + radius if side < 0 else rod.x - radius
                start = trough.centre[0] + side * radius * 1.1
                count = max(min(_IONS, int(abs(edge - start) / (2.1 * radius))), 1)
                for n in range(count):
                    share = (n / count + lane * 0.37 + clock / _TRAVEL) % 1.0
                    opacity = min(share * 5, (1 - share) * 6, 1.0)
                    self._ion(canvas, (start + (edge - start) * share, y), text, name, max(opacity, 0.0))

    def _ion(self, canvas: Any, centre: Point, text: str, name: str, opacity: float) -> None:
        colour = self.setting.hue(name)
        radius = self.u(_ION)
        self.pen.disc(canvas, centre, radius, self.theme.paper, opacity)
        canvas.drawCircle(*centre, radius, stroke(colour, self.u(2.5), opacity))
        if opacity > 0.5:
            block = self.pen.block(text, colour, size=18)
            self.pen.words(canvas, block, centre[0] - block.width / 2, centre[1] - block.height / 2)

    def _bubbles(self, canvas: Any, gas: str, side: int, clock: float, volume: float) -> None:
        """Bubbles of hydrogen come twice as often."""
        if not clock:
            return
        rod, level = self.electrode(side), self._level(side, volume)
        count = _BUBBLES * 2 if gas == "hydrogen" else _BUBBLES
        discs(canvas, list(self._rising(rod, level, count, clock)), self.u(4.5), self.setting.hue(gas))

    def _rising(self, rod: Box, level: float, count: int, clock: float) -> Iterator[Point]:
        for n in range(count):
            share = (n / count + clock / _RISE / 2) % 1.0
            sway = ((n * 0.618) % 1.0 - 0.5) * self.u(_TUBE) * 0.6 * min(share * 3, 1.0)
            yield rod.centre[0] + sway, rod.y - self.u(3) - (rod.y - level) * share


PICTURE = ElectrolysisPicture
