"""Labels of a chart: measured, put at a point, and kept apart."""

from __future__ import annotations

from collections.abc import Sequence

import skia

from ...drawing.arrows import Point
from ...drawing.brushes import GlowBrush, TextBrush, rounded
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.motion.tracks import Track
from ...drawing.stage import Box
from ...drawing.text.text import Align, TextBlock, measure
from ...drawing.text.typefaces import REGULAR, SEMIBOLD
from ...theme import Colour
from .brushes import GridBrush
from .numbers import Figures

LABEL, NOTE = 24, 24
"""Units of type: names and values, and what stands at the axes."""
_ENDLESS = 4000


def number(
    context: DrawContext,
    figures: Figures,
    value: float,
    size: float = LABEL,
    *,
    colour: Colour | None = None,
    bold: bool = True,
) -> TextBlock:
    """`value` in one line."""
    weight = SEMIBOLD if bold else REGULAR
    runs = figures.runs(value, colour or context.theme.ink, weight, rtl=context.rtl)
    return measure(runs, context.type(size, leading=1.15), context.u(_ENDLESS))


def words(
    context: DrawContext,
    text: str,
    room: float,
    size: float = LABEL,
    *,
    colour: Colour | None = None,
    weight: int = REGULAR,
    align: Align = "left",
) -> TextBlock:
    """`text` in lines of at most `room` pixels."""
    type_ = context.type(size, colour=colour, weight=weight, align=align, leading=1.15)
    return measure(text, type_, room, balance=True)


def beside(block: TextBlock, x: float, y: float, across: float, down: float) -> Box:
    """The box of `block` with its point (across, down), given as parts of its size, at (x, y)."""
    return Box(x - block.width * across, y - block.height * down, block.width, block.height)


def label(context: DrawContext, block: TextBlock, box: Box, at: float, path: str = "") -> Mark:
    """`block` just in `box`, coming at `at` seconds."""
    return Mark(box, TextBrush(block), path, context.motion.appear(at))


def rule(
    context: DrawContext, start: Point, end: Point, colour: Colour, width: float, opacity: Track | None = None
) -> Mark:
    """A line of a grid, `width` units across, between two points of which the first is the upper or the left one."""
    path = skia.Path().moveTo(0, 0).lineTo(end[0] - start[0], end[1] - start[1])
    box = Box(*start, end[0] - start[0], end[1] - start[1])
    return Mark(box, GridBrush(path, colour, context.u(width)), opacity=opacity or context.motion.appear(0.0))


def cleared(context: DrawContext, box: Box, opacity: Track) -> Mark:
    """Paper behind a label, so that no line of a grid runs through it."""
    place = Box(box.x - context.u(4), box.y, box.width + context.u(8), box.height)
    return Mark(
        place, GlowBrush(rounded(place.width, place.height, context.u(4)), context.theme.paper), opacity=opacity
    )


def spread(wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float, gap: float) -> list[float]:
    """Tops of labels near their `wanted` middles, in the order given, none over another, all between top and bottom.

    They are at least `gap` apart if there is room, and at equal distances if there is not.
    """
    free = bottom - top - sum(heights)
    gap = min(gap, free / max(len(heights) - 1, 1)) if free > 0 else 0.0
    tops: list[float] = []
    y = top
    for middle, height in zip(wanted, heights, strict=True):
        y = max(y, middle - height / 2)
        tops.append(y)
        y += height + gap
    y = bottom
    for index in range(len(tops) - 1, -1, -1):
        tops[index] = min(tops[index], y - heights[index])
        y = tops[index] - gap
    return tops
