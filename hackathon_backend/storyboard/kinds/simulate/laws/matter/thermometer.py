"""A thermometer beside a container: it rises and falls, with marks where the substance melts and boils."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import skia

from .....drawing.brushes import TextBrush, fill, stroke
from .....drawing.marks import Mark
from .....drawing.stage import Box
from ...brush import RunBrush, whole
from ...words import Written
from .states import POINTS, Matter

if TYPE_CHECKING:
    from .states_picture import StatesPicture

_TUBE, _BULB = 12, 22
"""Units of half the tube's width and of the bulb's radius."""


class Thermometer:
    """Drawn at the left of its container."""

    def __init__(self, picture: StatesPicture, matter: Matter, vessel: Box) -> None:
        self.picture, self.matter, self.vessel = picture, matter, vessel
        self.setting, u = picture.setting, picture.u
        bulb = u(_BULB)
        self.x = vessel.x - u(56)
        self.tube = Box(self.x - u(_TUBE), vessel.y + u(4), 2 * u(_TUBE), vessel.height - bulb * 2 - u(4))
        self.centre = (self.x, vessel.bottom - bulb - u(2))
        self.low, self.high = self._range()

    def _range(self) -> tuple[float, float]:
        """The ends of the scale, in °C."""
        melts, boils = POINTS[self.matter.substance]
        values = [value for _, value in self.matter.kept]
        shown = [point for point in (melts, boils) if min(values) - 60 <= point <= max(values) + 60]
        low, high = min([*values, *shown]), max([*values, *shown])
        room = max(high - low, 20.0) * 0.15
        return low - room, high + room

    def y(self, value: float) -> float:
        """Where a temperature stands, in pixels."""
        return self.tube.bottom - (value - self.low) / (self.high - self.low) * self.tube.height

    def marks(self) -> list[Mark]:
        picture, setting, u = self.picture, self.setting, self.picture.u
        box = Box(self.tube.x - u(6), self.tube.y - u(4), self.tube.width + u(12), self.vessel.height).grown(u(4))
        setting.places.solid.append(box)
        found = [setting.moving(box, RunBrush(self._draw, whole(box), box.x, box.y), "temperature")]
        for value in POINTS[self.matter.substance]:
            if self.low < value < self.high:
                y = self.y(value)
                found.append(picture.rule((self.tube.x - u(14), y), (self.tube.x - u(4), y), picture.theme.muted, 2.5))
                text = setting.written(value, "°C")
                setting.label(
                    text, picture.theme.muted, [(self.tube.x - u(20), y, 1.0, 0.5)], f"mark {value:g}", bold=False
                )
        self._states()
        return [*found, self._reading()]

    def _reading(self) -> Mark:
        """The temperature as a number, beside the container."""
        setting, vessel = self.setting, self.vessel
        room = setting.pen.block("−1000 °C", setting.hue("temperature"), size=28)
        x, y = vessel.right + setting.u(20), vessel.centre[1] + setting.u(2)
        if not self.picture.beside:
            x, y = vessel.right - room.width, vessel.y - room.height - setting.u(6)
        box = Box(x, y, room.width, room.height)

        def draw(canvas: Any, clock: float) -> None:
            text = Written(setting.context.language, "°C", 0).text(self.matter.temperature(clock))
            block = setting.pen.block(text, setting.hue("temperature"), size=28)
            setting.pen.words(canvas, block, box.x if self.picture.beside else box.right - block.width, box.y)

        setting.places.solid.append(box)
        return setting.moving(box, RunBrush(draw, whole(box), box.x, box.y, 0.1, setting.timeline.end))

    def _states(self) -> None:
        """What the substance is, above its container, from when it is so."""
        setting, line = self.setting, self.picture.line
        changes = self.picture.changes(self.matter)
        for number, (clock, state) in enumerate(changes):
            until = line.second(changes[number + 1][0]) if number + 1 < len(changes) else None
            start = line.second(clock) if number else 0.0
            block = setting.pen.block(state, self.picture.theme.ink, size=28)
            x, y = self.vessel.right + setting.u(20), self.vessel.centre[1] - block.height
            if not self.picture.beside:
                x, y = self.vessel.x, self.vessel.y - block.height - setting.u(6)
            setting.texts.append(
                Mark(
                    Box(x, y, block.width, block.height),
                    TextBrush(block),
                    f"state {number}",
                    setting.there(start, until),
                    passing=until is not None,
                )
            )

    def _draw(self, canvas: Any, clock: float) -> None:
        u, theme = self.picture.u, self.picture.theme
        red = self.setting.hue("temperature")
        bulb = u(_BULB)
        outer = skia.Path()
        tube = skia.Rect.MakeLTRB(self.tube.x, self.tube.y, self.tube.right, self.centre[1])
        outer.addRRect(skia.RRect.MakeRectXY(tube, u(_TUBE), u(_TUBE)))
        ball = skia.Path().addCircle(*self.centre, bulb)
        outer = skia.Op(outer, ball, skia.kUnion_PathOp)
        canvas.drawPath(outer, fill(theme.card))
        half = u(_TUBE) * 0.5
        top = self.y(self.matter.temperature(clock))
        canvas.drawRect(skia.Rect.MakeLTRB(self.x - half, top, self.x + half, self.centre[1]), fill(red))
        canvas.drawCircle(*self.centre, bulb * 0.68, fill(red))
        canvas.drawPath(outer, stroke(theme.muted, u(3)))
