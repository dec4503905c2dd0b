"""Dice that are thrown, and bars that count their sums; the bell that they come near to is drawn as they end."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import skia

from .....drawing.arrows import Point
from .....drawing.brushes import fill, stroke
from .....drawing.marks import Mark
from .....drawing.stage import Box
from ...pen import path_through
from ...words import round_step
from ..picture import ModelPicture
from .sums import Throws

_DIE, _MOST, _TOP = 54, 12, 88
"""Units of a die's side, how many dice are drawn at most, and units kept for them."""
_BELOW = 44
_BAR = 0.82
_PIPS = {
    1: ((0, 0),), 2: ((-1, -1), (1, 1)), 3: ((-1, -1), (0, 0), (1, 1)), 4: ((-1, -1), (1, -1), (-1, 1), (1, 1)),
    5: ((-1, -1), (1, -1), (-1, 1), (1, 1), (0, 0)), 6: ((-1, -1), (1, -1), (-1, 0), (1, 0), (-1, 1), (1, 1)),
}  # fmt: skip
_LABELS = 12


class SumsPicture(ModelPicture):
    """A row of dice above a histogram."""

    @cached_property
    def plane(self) -> Box:
        """The room of the bars."""
        box = self.box
        return Box(box.x, box.y + self.u(_TOP), box.width, box.height - self.u(_TOP + _BELOW))

    def slot(self, run: Throws) -> float:
        """Pixels of a bar with its gap; a single die's few bars do not become as wide as doors."""
        return min(self.plane.width / (run.high - run.low + 1), self.u(110))

    def middle(self, run: Throws, value: float) -> float:
        """Where a sum stands."""
        return self.plane.centre[0] + (value - (run.low + run.high) / 2) * self.slot(run)

    def tallest(self, run: Throws) -> float:
        """How often the commonest sum comes in the end, or would by the bell."""
        return max(float(run.counts(run.duration).max()), run.expected(run.mean)) * 1.06

    def marks(self) -> list[Mark]:
        box = self.plane
        found = [self.rule((box.x, box.bottom), (box.right, box.bottom), self.theme.ink, 3)]
        for index, shown in enumerate(self.line.stages):
            if isinstance(shown.run, Throws):
                self._numbers(index, shown.run)
        return [*found, self.running()]

    def _numbers(self, index: int, run: Throws) -> None:
        """Some of the sums below their bars."""
        until = self.line.until(index)
        there = self.setting.there(self.line.begins[index] if index else 0.0, until)
        values = run.high - run.low + 1
        step = 1 if values <= _LABELS else max(1, round(round_step(values / 8)))
        widest = self.pen.block(str(run.high), self.theme.muted, bold=False).width + self.u(14)
        while step * self.slot(run) < widest:
            step *= 2
        for value in range(run.low, run.high + 1):
            if value % step == 0 or values <= _LABELS:
                place = [(self.middle(run, value), self.plane.bottom + self.u(8), 0.5, 0.0)]
                self.setting.label(
                    self.setting.written(value, ""),
                    self.theme.muted,
                    place,
                    f"sum {index} {value}",
                    bold=False,
                    opacity=there,
                    reserve=False,
                )

    def draw(self, canvas: Any, clock: float) -> None:
        shown = self.line.at(clock)
        run, t = shown.run, shown.time(clock)
        assert isinstance(run, Throws)
        self._bars(canvas, run, t)
        part = t / run.duration
        if part > 0.75 and run.count > 1:
            self._bell(canvas, run, (part - 0.75) / 0.25)
        self._dice(canvas, run, t)

    def _bars(self, canvas: Any, run: Throws, t: float) -> None:
        high, slot, colour = self.tallest(run), self.slot(run), self.theme.accent(0)
        paint = fill(self.theme.paper.mixed(colour, 0.55))
        last = sum(run.faces(t)) if run.done(t) else None
        for number, count in enumerate(run.counts(t).tolist()):
            if not count:
                continue
            height = count / high * self.plane.height
            x = self.middle(run, run.low + number) - slot * _BAR / 2
            bar = skia.Rect.MakeXYWH(x, self.plane.bottom - height, slot * _BAR, height)
            is_last = run.low + number == last and t < run.duration
            canvas.drawRect(bar, fill(colour) if is_last else paint)

    def _bell(self, canvas: Any, run: Throws, share: float) -> None:
        points: list[Point] = []
        for n in range(121):
            value = run.low - 0.5 + (run.high - run.low + 1) * n / 120
            y = self.plane.bottom - run.expected(value) / self.tallest(run) * self.plane.height
            points.append((self.middle(run, value), y))
        shown = points[: max(2, round(len(points) * share))]
        canvas.drawPath(path_through(shown), stroke(self.theme.accent(5), self.u(4)))

    def _dice(self, canvas: Any, run: Throws, t: float) -> None:
        if not run.done(t):
            return
        faces = run.faces(t)[:_MOST]
        side = self.u(_DIE)
        sum_ = max(self.u(90), self.pen.block(f"… = {run.high}", self.theme.ink, size=30).width + self.u(8))
        step = min(side * 1.25, (self.box.width - sum_) / max(len(faces), 1))
        side = min(side, step * 0.82)
        left = self.box.centre[0] - (len(faces) * step + sum_) / 2
        y = self.box.y + self.u(_DIE) / 2 + self.u(4)
        for number, face in enumerate(faces):
            self._die(canvas, left + number * step + side / 2, y, side, face, run.sides)
        text = f"= {sum(run.faces(t))}" if len(run.faces(t)) <= _MOST else f"… = {sum(run.faces(t))}"
        block = self.pen.block(text, self.theme.ink, size=30)
        self.pen.words(canvas, block, left + len(faces) * step + self.u(8), y - block.height / 2)

    def _die(self, canvas: Any, x: float, y: float, side: float, face: int, sides: int) -> None:
        colour, half = self.theme.accent(0), side / 2
        if sides == 2:
            self.pen.disc(canvas, (x, y), half, self.theme.paper.mixed(self.theme.accent(2), 0.7 * face + 0.15))
            canvas.drawCircle(x, y, half, stroke(self.theme.accent(2), self.u(3)))
            return
        shape = skia.RRect.MakeRectXY(skia.Rect.MakeLTRB(x - half, y - half, x + half, y + half), side / 6, side / 6)
        canvas.drawRRect(shape, fill(self.theme.card))
        canvas.drawRRect(shape, stroke(colour, self.u(3)))
        if sides == 6:
            for dx, dy in _PIPS[face]:
                self.pen.disc(canvas, (x + dx * side * 0.26, y + dy * side * 0.26), side * 0.085, self.theme.ink)
            return
        block = self.pen.block(str(face), self.theme.ink)
        self.pen.words(canvas, block, x - block.width / 2, y - block.height / 2)


PICTURE = SumsPicture
