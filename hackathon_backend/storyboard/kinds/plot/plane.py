"""The plane in which curves are drawn: from numbers to pixels, and its axes with their ticks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import skia

from ...drawing.arrows import ArrowBrush
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.motion.tracks import FADE, Track, ease_both
from ...drawing.stage import Box
from ...drawing.text.text import TextBlock, measure
from ...theme import Colour
from ..chart.brushes import GridBrush
from ..chart.labels import LABEL, label, number, words
from ..chart.numbers import Figures
from .maths.sampling import Function, Piece, Point, pieces
from .maths.statistics import nice
from .ranges import Range

AXIS, GRID = 2.5, 1.2
"""Units across an axis, and across a line of the grid."""
HEAD, _GAP, _NAME_GAP = 11, 12, 8
"""Units of the head of an axis, from the plane to the numbers at it, and from them to its name."""
_ENDLESS = 4000
_DIGITS = 3
_ACROSS, _DOWN = 2.0, 2.6
"""From one tick to the next at least, in the sizes of what is written there."""


@dataclass(frozen=True)
class Plane:
    """The numbers of two ranges on the pixels of `box`; y runs upwards."""

    box: Box
    xs: Range
    ys: Range

    def x(self, value: float) -> float:
        return self.box.x + self.box.width * (value - self.xs[0]) / (self.xs[1] - self.xs[0])

    def y(self, value: float) -> float:
        return self.box.bottom - self.box.height * (value - self.ys[0]) / (self.ys[1] - self.ys[0])

    def point(self, x: float, y: float) -> Point:
        return self.x(x), self.y(y)

    def shows(self, x: float, y: float) -> bool:
        """Whether a point is within both ranges, or on their edges."""
        slack = 1e-9
        wide, high = self.xs[1] - self.xs[0], self.ys[1] - self.ys[0]
        across = self.xs[0] - slack * wide <= x <= self.xs[1] + slack * wide
        return across and self.ys[0] - slack * high <= y <= self.ys[1] + slack * high

    def curve(self, function: Function, low: float, high: float) -> list[Piece]:
        """The pieces of a curve in pixels, as far as they can be seen."""
        low, high = max(low, self.xs[0]), min(high, self.xs[1])
        if low >= high:
            return []
        aspect = self.box.width / self.box.height * (high - low) / (self.xs[1] - self.xs[0])
        return [[self.point(*each) for each in piece] for piece in pieces(function, low, high, self.ys, aspect)]


@dataclass(frozen=True)
class AxisFigures:
    """How the numbers of an axis are written: as multiples of pi, if `turns`, else as decimals."""

    figures: Figures
    turns: bool
    width: float
    """How long the axis is, by which is judged what is nothing."""

    def block(
        self, context: DrawContext, value: float, *, colour: Colour | None = None, bold: bool = False
    ) -> TextBlock:
        """`value` in one line: exactly as a multiple of pi, or rounded to three digits."""
        value = 0.0 if abs(value) < 1e-7 * self.width else value
        if self.turns and (text := _in_turns(value)):
            return words(context, text, context.u(_ENDLESS), LABEL, colour=colour, weight=600 if bold else 400)
        return number(context, self.figures, rounded(value), LABEL, colour=colour, bold=bold)

    def text(self, value: float) -> str:
        value = 0.0 if abs(value) < 1e-7 * self.width else value
        return (self.turns and _in_turns(value)) or self.figures.text(rounded(value))


def rounded(value: float) -> float:
    """`value` with three digits, or all of those before the point."""
    if value == 0 or not math.isfinite(value):
        return 0.0
    return round(value, max(0, _DIGITS - 1 - math.floor(math.log10(abs(value))))) + 0.0


def _in_turns(value: float) -> str:
    """`value` as a multiple of pi with a small denominator; empty if it is none."""
    for parts in (1, 2, 3, 4, 6):
        times = value * parts / math.pi
        whole = round(times)
        if abs(times - whole) < 1e-6:
            if whole == 0:
                return "0"
            sign, size = "−" if whole < 0 else "", "" if abs(whole) == 1 else str(abs(whole))
            return f"{sign}{size}π" + (f"/{parts}" if parts > 1 else "")
    return ""


def ticks(axis: Range, most: float, *, turns: bool) -> list[float]:
    """Round numbers within `axis`, at most about `most` of them."""
    low, high = axis
    step = (high - low) / max(most, 1.0)
    if turns:
        step = next(
            (each for each in (math.pi / 2, math.pi, 2 * math.pi) if each >= step), nice(step / math.pi) * math.pi
        )
    else:
        step = nice(step)
    slack = 1e-9 * (high - low)
    first, last = math.ceil((low - slack) / step), math.floor((high + slack) / step)
    return [place * step for place in range(first, last + 1)]


@dataclass(frozen=True)
class Tick:
    """A number at an axis, and where it stands."""

    value: float
    block: TextBlock
    box: Box
    across: bool
    """Whether it is at the x axis."""


def most_across(context: DrawContext, figures: AxisFigures, axis: Range, width: float) -> float:
    """How many ticks there is room for below an axis of `width` pixels."""
    ends = [figures.block(context, end).width for end in (*ticks(axis, 6, turns=figures.turns), 0.0)]
    return min(10.0, width / max(_ACROSS * max(ends), context.u(56)))


def x_ticks(context: DrawContext, plane: Plane, figures: AxisFigures, given: Sequence[float]) -> list[Tick]:
    """The numbers below the plane; those that would stand on one another are left out."""
    found: list[Tick] = []
    for value in given:
        block = figures.block(context, value, colour=context.theme.muted)
        box = Box(plane.x(value) - block.width / 2, plane.box.bottom + context.u(_GAP), block.width, block.height)
        if not found or box.x > found[-1].box.right + context.u(12):
            found.append(Tick(value, block, box, across=True))
    return found


def y_ticks(context: DrawContext, plane: Plane, figures: AxisFigures, given: Sequence[float]) -> list[Tick]:
    """The numbers at the left of the plane."""
    found = []
    for value in given:
        block = figures.block(context, value, colour=context.theme.muted)
        x = plane.box.x - context.u(_GAP) - block.width
        found.append(Tick(value, block, Box(x, plane.y(value) - block.height / 2, block.width, block.height), False))
    return found


def tick_mark(context: DrawContext, tick: Tick, until: float | None) -> Mark:
    """A tick's number, which gives way at `until` to another one at its place."""
    track = Track(1.0)
    if until is not None:
        track = track.then(0.0, max(0.0, until - FADE), FADE, ease_both)
    return Mark(tick.box, label(context, tick.block, tick.box, 0.0).brush, opacity=track)


def grid_marks(context: DrawContext, plane: Plane, found: Sequence[Tick]) -> list[Mark]:
    """Faint lines from the numbers through the plane."""
    box, marks = plane.box, []
    for tick in found:
        if tick.across:
            place, path = Box(plane.x(tick.value), box.y, 0, box.height), skia.Path().moveTo(0, 0).lineTo(0, box.height)
        else:
            place, path = Box(box.x, plane.y(tick.value), box.width, 0), skia.Path().moveTo(0, 0).lineTo(box.width, 0)
        marks.append(Mark(place, GridBrush(path, context.theme.line, context.u(GRID))))
    return marks


def axis_marks(context: DrawContext, plane: Plane) -> list[Mark]:
    """Both axes with their heads: through zero where that is shown, else along the edges."""
    box, u = plane.box, context.u
    y = plane.y(min(max(0.0, plane.ys[0]), plane.ys[1]))
    x = plane.x(min(max(0.0, plane.xs[0]), plane.xs[1]))
    across = skia.Path().moveTo(0, 0).lineTo(box.width + u(HEAD), 0)
    up = skia.Path().moveTo(0, box.height + u(HEAD)).lineTo(0, 0)
    brush = (context.theme.muted, u(AXIS), u(HEAD))
    return [
        Mark(Box(box.x, y, box.width + u(HEAD), 0), ArrowBrush(across, *brush)),
        Mark(Box(x, box.y - u(HEAD), 0, box.height + u(HEAD)), ArrowBrush(up, *brush)),
    ]


def name_block(context: DrawContext, text: str, room: float) -> TextBlock:
    """The name of an axis, in at most two lines."""
    type_ = context.type(LABEL, colour=context.theme.muted, leading=1.15)
    return measure(text, type_, room, balance=True)
