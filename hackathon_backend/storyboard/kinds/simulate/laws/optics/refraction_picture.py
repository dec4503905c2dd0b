"""A ray at a border: the normal, the angles on both sides, and what is thrown back."""

from __future__ import annotations

import math
from functools import cached_property
from typing import Any

import skia

from .....drawing.arrows import Point
from .....drawing.brushes import ShapeBrush, rounded, stroke
from .....drawing.marks import Mark
from .....drawing.stage import Box
from .....drawing.text.text import TextBlock
from ...brush import RunBrush, whole
from ...words import steady
from ..picture import ModelPicture
from .media import called
from .refraction import Ray

_RAY, _FAINT = 5, 0.45
"""Units across a ray, and the opacity of what is thrown back beside a refracted ray."""
_TRAVELS = 1.6
"""Seconds that light takes to be drawn along its way."""
_ARC = 86


class RefractionPicture(ModelPicture):
    """Light comes from the upper left; the second medium is below."""

    aspect = 1.3

    @cached_property
    def ray(self) -> Ray:
        run = self.line.stages[0].run
        assert isinstance(run, Ray)
        return run

    @cached_property
    def hit(self) -> Point:
        """Where the ray meets the border."""
        return self.box.x + self.box.width * 0.46, self.box.centre[1]

    @cached_property
    def reach(self) -> float:
        """Pixels of a ray on either side."""
        return self.box.height / 2 - self.u(6)

    def marks(self) -> list[Mark]:
        box, (x, y) = self.box, self.hit
        theme, u = self.theme, self.u
        model = self.line.stages[0].stage.model
        lower = Box(box.x, y, box.width, box.bottom - y)
        ground = ShapeBrush(rounded(lower.width, lower.height, u(10)), theme.tint(theme.accent(0), 0.12))
        found = [Mark(lower, ground, "second medium")]
        found.append(self.rule((box.x, y), (box.right, y), theme.ink, 3))
        normal = [(box.y, y - u(2)), (y + u(2), box.bottom)]
        found += [self._dashed((x, top), (x, bottom)) for top, bottom in normal]
        for field, index, low in (("above", model.n1, False), ("below", model.n2, True)):
            name = called(getattr(model, field), self.setting.context.language)
            text = (
                f"{name}: n = {self.setting.written(index, '')}" if name else f"n = {self.setting.written(index, '')}"
            )
            changes = {
                n for shown in self.line.stages for n in ((shown.stage.model.n2 if low else shown.stage.model.n1),)
            }
            text = text if len(changes) == 1 else name
            if text:
                place = [(box.x + u(14), y + u(10) if low else y - u(10), 0.0, 0.0 if low else 1.0)]
                self.setting.label(text, theme.ink, place, f"model.{field}", patch=not low)
        self.setting.label(
            self.setting.word("normal"), theme.muted, [(x + u(12), box.y, 0.0, 0.0)], "normal", bold=False
        )
        self._total()
        return [*found, self.running()]

    def _dashed(self, start: Point, end: Point) -> Mark:
        """The normal."""
        box = Box(start[0] - 2, start[1], 4, end[1] - start[1])

        def draw(canvas: Any, _clock: float) -> None:
            paint = stroke(self.theme.muted, self.u(2.5))
            paint.setPathEffect(skia.DashPathEffect.Make([self.u(9), self.u(9)], 0.0))
            canvas.drawLine(*start, *end, paint)

        return Mark(box, RunBrush(draw, whole(box), box.x, box.y))

    def _total(self) -> None:
        """Says when all light is thrown back."""
        step, end, begun = 0.05, self.line.end, None
        clock = 0.0
        while clock <= end + step:
            total = self.ray.is_total(clock) and clock <= end
            if total and begun is None:
                begun = clock
            elif not total and begun is not None:
                self._say_total(begun, clock if clock < end else None)
                begun = None
            clock += step

    def _say_total(self, start: float, end: float | None) -> None:
        until = self.line.second(end) if end is not None else None
        opacity = self.setting.there(max(self.line.second(start), 0.05), until)
        where = [(self.hit[0] + self.u(20), self.hit[1] + self.u(70), 0.0, 0.0)]
        self.setting.label(
            self.setting.word("total"),
            self.theme.ink,
            where,
            f"total {start:.2f}",
            opacity=opacity,
            patch=False,
            reserve=False,
        )

    def draw(self, canvas: Any, clock: float) -> None:
        travelled = 1.0 if self.setting.context.motion.reduced else min(clock / _TRAVELS, 1.0)
        angle, hit, reach = math.radians(self.ray.angle.at(clock)), self.hit, self.reach
        start = (hit[0] - reach * math.sin(angle), hit[1] - reach * math.cos(angle))
        is_total = self.ray.is_total(clock)
        incoming = min(travelled * 2, 1.0)
        self._ray(canvas, start, hit, incoming, "incidence", 1.0)
        if travelled <= 0.5:
            return
        back = (hit[0] + reach * math.sin(angle), hit[1] - reach * math.cos(angle))
        away = travelled * 2 - 1
        self._ray(canvas, hit, back, away, "reflection", 1.0 if is_total else _FAINT)
        turned = math.radians(self.ray.refracted(clock))
        if not is_total:
            on = (hit[0] + reach * math.sin(turned), hit[1] + reach * math.cos(turned))
            self._ray(canvas, hit, on, away, "refraction", 1.0)
        if away >= 1.0:
            self._angles(canvas, clock, angle, turned, is_total=is_total)

    def _ray(self, canvas: Any, start: Point, end: Point, share: float, name: str, opacity: float) -> None:
        """A ray as far as its light has come, with an arrow in its middle."""
        colour = self.setting.hue(name)
        now = (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)
        self.pen.line(canvas, start, now, colour, _RAY, opacity)
        if share > 0.55:
            dx, dy = end[0] - start[0], end[1] - start[1]
            middle = start[0] + dx * 0.4, start[1] + dy * 0.4
            self.pen.arrow(canvas, middle, (dx * 0.16, dy * 0.16), colour, width=_RAY, size=1.5, opacity=opacity)

    def _angles(self, canvas: Any, clock: float, angle: float, turned: float, *, is_total: bool) -> None:
        """The arcs between the rays and the normal, with their sizes."""
        found = [("incidence", 270 - math.degrees(angle), math.degrees(angle), -angle, True)]
        if is_total:
            found.append(("reflection", 270, math.degrees(angle), angle, True))
        else:
            found.append(("refraction", 90 - math.degrees(turned), math.degrees(turned), turned, False))
        x, y = self.hit
        radius = self.u(_ARC)
        for name, start, sweep, side, up in found:
            if sweep < 1.0:
                continue
            colour = self.setting.hue(name)
            oval = skia.Rect.MakeLTRB(x - radius, y - radius, x + radius, y + radius)
            canvas.drawArc(oval, start, sweep, False, stroke(colour, self.u(3)))
            moment = self.read_at(clock)
            value = self.ray.refracted(moment) if name == "refraction" else self.ray.angle.at(moment)
            block = self.pen.block(steady(value, "°", self.setting.context.language), colour)
            place = self._beside(block, side, up=up)
            self.pen.words(canvas, block, place.x, place.y, halo=up)

    def _beside(self, block: TextBlock, side: float, *, up: bool) -> Box:
        """Beyond the arc in the middle of the angle, or beside the ray if that is too narrow."""
        x, y = self.hit
        middle = side / 2
        away = self.u(_ARC + 14) + block.width * 0.5
        if 2 * away * abs(math.sin(middle)) < block.width * 1.8:
            away = self.u(_ARC + 30) + block.width * 0.5
            middle = side + math.copysign(math.asin(min((block.width * 0.5 + self.u(16)) / away, 1.0)), side)
        cx = x + away * math.sin(middle)
        cy = y - away * math.cos(middle) if up else y + away * math.cos(middle)
        return Box(cx - block.width / 2, cy - block.height / 2, block.width, block.height)

    def covers(self, clock: float) -> Box | None:
        x, y = self.hit
        reach = self.reach + self.u(12)
        return Box(max(x - reach, self.box.x), y - reach, 2 * reach, 2 * reach).within(self.box.grown(self.u(10)))


PICTURE = RefractionPicture
