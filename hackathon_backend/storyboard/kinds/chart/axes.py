"""The frame of an upright chart: ticks and their lines, the names below, the unit above."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import skia

from ...drawing.brushes import ShapeBrush, TextBrush, rounded
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.stage import Box
from ...drawing.text.text import ELLIPSIS, TextBlock, Type, measure, shortened
from ...drawing.text.typefaces import SEMIBOLD
from ...drawing.tracks import FADE, Track, ease_both
from ...theme import Colour
from .brushes import GridBrush, TurnedTextBrush
from .labels import LABEL, NOTE, Chart, beside, label, number, words
from .numbers import Figures
from .pace import SpokenInterval
from .scale import Scale

TICK_GAP, _NAME_GAP, _LINE = 14, 12, 1.5
"""Units from the ticks to the plot, from the plot to the names below it, and across a line of the grid."""
_APART = 14
"""Units between names that stand where their numbers are."""
_CLOSEST = 6
"""Units between two names at least, where one had to move in."""
_SWATCH = 14
"""Units of a side of the squares that show the colours of the series."""
_BRIEF = 0.9
"""Seconds in which a name could not be read."""
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Feet:
    """The names below a chart; those that are left out are None. If `turned`, they run upwards."""

    blocks: tuple[TextBlock | None, ...]
    turned: bool = False

    @property
    def whole(self) -> bool:
        """Whether all names are there to their ends."""
        return not any(block is None or block.text.endswith(ELLIPSIS) or block.breaks_words for block in self.blocks)

    @property
    def height(self) -> float:
        return max((block.width if self.turned else block.height for block in self.blocks if block), default=0.0)


@dataclass(frozen=True)
class ChartFrame:
    """A plot, how high each number stands in it, and all that surrounds it."""

    plot: Box
    scale: Scale
    marks: tuple[Mark, ...]


def level_feet(chart: Chart, room: float, lines: int = 2) -> Feet | None:
    """All names in so many lines of at most `room` pixels; None if they don't fit."""
    for size in (LABEL + 2, LABEL):
        blocks = [words(chart.context, text, room, size, align="centre") for text in chart.scene.labels]
        if all(block.lines <= lines and not block.breaks_words for block in blocks):
            return Feet(tuple(blocks))
    return None


def thinned_feet(chart: Chart, pitch: float) -> Feet:
    """Every second name, or every third, and so on, `pitch` pixels being between neighbours."""
    context, count = chart.context, chart.count
    for step in range(1, count + 1):
        room = pitch * step - context.u(14)
        blocks = [words(context, text, room, align="centre") for text in chart.scene.labels[::step]]
        if all(block.lines == 1 and not block.breaks_words for block in blocks) or step == count:
            break
    kept = [shortened(block.text, block.type, max(room, context.u(200)), context.u(70)) for block in blocks]
    return Feet(tuple(kept[place // step] if place % step == 0 else None for place in range(count)))


def turned_feet(chart: Chart, pitch: float, height: float) -> Feet:
    """All names running upwards, or as many as there is room for."""
    context = chart.context
    line = context.u(NOTE * 1.15)
    step = max(1, math.ceil(line / pitch))
    lines = max(1, min(2, int(pitch / line)))
    type_ = context.type(NOTE, leading=1.15)
    return Feet(
        tuple(
            shortened(text, type_, _turned_room(text, type_, height, lines), line * (lines + 0.1))
            if place % step == 0
            else None
            for place, text in enumerate(chart.scene.labels)
        ),
        turned=True,
    )


def _turned_room(text: str, type_: Type, height: float, lines: int) -> float:
    """The room for a name that runs upwards: narrow enough for its lines to be about equally long."""
    block = measure(text, type_, height, balance=lines > 1)
    return block.room if block.lines <= lines else height


def placed_feet(chart: Chart, xs: Sequence[float]) -> Feet:
    """As many names in one line as there is room for at `xs`: those at the ends and those that are spoken of first."""
    context = chart.context
    spoken = [place for spell in chart.pace.spells for place in sorted(spell.places)]
    by_x = sorted(range(chart.count), key=lambda place: xs[place])
    first = dict.fromkeys((by_x[-1], by_x[0], *spoken, *_halving(by_x)))
    kept: dict[int, tuple[TextBlock, Box]] = {}
    for place in first:
        block = words(context, chart.scene.labels[place], chart.area.width / 3, align="centre")
        box = _foot(chart, xs[place], 0.0, block.width, block.height)
        near = box.grown(context.u(_APART))
        if not any(near.x < other.right and other.x < near.right for _, other in kept.values()):
            kept[place] = block, box
    return Feet(tuple(kept[place][0] if place in kept else None for place in range(chart.count)))


def _halving(places: Sequence[int]) -> list[int]:
    """`places`, the one in the middle first, then those in the middle of the halves, and so on."""
    waiting, found = [places], []
    for part in waiting:
        if part:
            middle = len(part) // 2
            found.append(part[middle])
            waiting += [part[:middle], part[middle + 1 :]]
    return found


def feet_ticks(chart: Chart, feet: Feet, xs: Sequence[float], y: float) -> list[Mark]:
    """Short lines from the plot down to the names."""
    context = chart.context
    path = skia.Path().moveTo(0, 0).lineTo(0, context.u(_NAME_GAP * 0.6))
    brush = GridBrush(path, context.theme.muted, context.u(_LINE))
    height = context.u(_NAME_GAP * 0.6)
    return [
        Mark(Box(x, y, 0, height), brush, opacity=context.motion.appear(0.0))
        for x, block in zip(xs, feet.blocks, strict=True)
        if block
    ]


def in_order(chart: Chart) -> bool:
    """Whether the names count on, as years do, so that those between two can be left out."""
    return all(_DIGIT.search(text) for text in chart.scene.labels)


def tick_figures(chart: Chart, scale: Scale) -> Figures:
    """How the ticks are written: briefly."""
    return Figures.of(scale.ticks, chart.context.language, chart.scene.unit).shorter


def tick_width(chart: Chart, scale: Scale) -> float:
    """Pixels that the ticks and the gap to the plot take."""
    figures = tick_figures(chart, scale)
    widths = [number(chart.context, figures, tick, NOTE, bold=False).width for tick in scale.ticks]
    return max(widths) + chart.context.u(TICK_GAP)


@dataclass(frozen=True)
class Spare:
    """Pixels to be left free: above the highest number, below the lowest, and at the right."""

    above: float = 0.0
    below: float = 0.0
    right: float = 0.0


def frame(chart: Chart, scale: Scale, feet: Feet, spare: Spare, *, caption: str, named: bool) -> ChartFrame:
    """The frame around a plot whose names `feet` stand where its marks do.

    `caption` says what the numbers are, and their unit if it has to be named; `named` puts the names of the series
    above the plot.
    """
    area, u = chart.area, chart.context.u
    above, top = key(chart, caption, named=named)
    below, bottom = _x_label(chart)
    line = u(NOTE * 1.15)
    left = area.x + tick_width(chart, scale)
    floor = bottom - feet.height - u(_NAME_GAP)
    plot = Box(left, top, area.right - spare.right - left, floor - top)
    placed = scale.between(floor - spare.below, top + max(line / 2, spare.above))
    return ChartFrame(plot, placed, (*above, *_ticks(chart, plot, placed), *below))


def key(chart: Chart, caption: str, *, named: bool) -> tuple[list[Mark], float]:
    """What the numbers are and, if `named`, the series with their colours, above a plot; and where it begins."""
    context, area = chart.context, chart.area
    x, y, height = area.x, area.y, 0.0
    marks = []
    entries: list[tuple[str, Colour | None, float, str]] = []
    if caption:
        entries.append((caption, None, 0.0, "y_label"))
    if named:
        for index, series in enumerate(chart.scene.series):
            if series.name:
                at = chart.pace.starts[index][0]
                entries.append((series.name, chart.colour(index), at, f"series.{index}.name"))
    for text, colour, at, path in entries:
        size, weight = (LABEL, SEMIBOLD) if colour else (NOTE, 400)
        swatch = context.u(_SWATCH + 6) if colour else 0.0
        room = area.width - swatch - context.u(10)
        block = words(context, text, room, size, colour=colour or context.theme.muted, weight=weight)
        if x > area.x and x + swatch + block.width > area.right:
            x, y, height = area.x, y + height + context.u(4), 0.0
        if colour:
            side = context.u(_SWATCH)
            box = Box(x, y + (context.u(LABEL * 1.15) - side) / 2, side, side)
            shape = ShapeBrush(rounded(box.width, box.height, context.u(3)), colour)
            marks.append(Mark(box, shape, opacity=context.motion.appear(at)))
            x += swatch
        marks.append(label(context, block, Box(x, y, block.width, block.height), at, path))
        x, height = x + block.width + context.u(28), max(height, block.height)
    return marks, y + height + (context.u(14) if entries else 0.0)


def _x_label(chart: Chart) -> tuple[list[Mark], float]:
    """What the names below are, at the right end; and where they have to end above it."""
    context, area = chart.context, chart.area
    if not chart.scene.x_label:
        return [], area.bottom
    block = words(context, chart.scene.x_label, area.width, NOTE, colour=context.theme.muted)
    box = beside(block, area.right, area.bottom, 1, 1)
    return [label(context, block, box, 0.0, "x_label")], box.y - context.u(6)


def _ticks(chart: Chart, plot: Box, scale: Scale) -> list[Mark]:
    context = chart.context
    figures = tick_figures(chart, scale)
    marks = []
    for tick in scale.ticks:
        y = scale.at(tick)
        block = number(context, figures, tick, NOTE, colour=context.theme.muted, bold=False)
        if tick:
            marks.append(_rule(context, plot, y, context.theme.line, _LINE))
        marks.append(label(context, block, beside(block, plot.x - context.u(TICK_GAP), y, 1, 0.5), 0.0))
    if scale.ticks[0] <= 0 <= scale.ticks[-1]:
        marks.append(_rule(context, plot, scale.at(0.0), context.theme.muted, 2 * _LINE))
    return marks


def _rule(context: DrawContext, plot: Box, y: float, colour: Colour, width: float) -> Mark:
    path = skia.Path().moveTo(0, 0).lineTo(plot.width, 0)
    return Mark(
        Box(plot.x, y, plot.width, 0), GridBrush(path, colour, context.u(width)), opacity=context.motion.appear(0.0)
    )


def foot_marks(chart: Chart, feet: Feet, xs: list[float], y: float) -> list[Mark]:
    """The names at `xs`, below `y`. None reaches out of the frame, or over another one that had to move in.

    A name that is left out for want of room takes the place of its neighbours while it is spoken of.
    """
    spoken = _spoken_feet(chart, feet, xs, y)
    marks: list[Mark] = []
    for place in sorted(range(chart.count), key=lambda place: xs[place]):
        block, x = feet.blocks[place], xs[place]
        if block is None:
            continue
        width, height = (block.height, block.width) if feet.turned else (block.width, block.height)
        box = _foot(chart, x, y, width, height)
        brush = TurnedTextBrush(block) if feet.turned else TextBrush(block)
        if not marks or marks[-1].box.right + chart.context.u(_CLOSEST) <= box.x:
            marks.append(Mark(box, brush, chart.label_path(place), _foot_opacity(chart, place, box, spoken)))
    return [*marks, *(mark for mark in spoken.values())]


def _foot(chart: Chart, x: float, y: float, width: float, height: float) -> Box:
    """The box of a name with its middle at `x`, moved in where it would reach out of the frame."""
    safe = chart.context.stage.safe
    left = min(max(x - width / 2, safe.x), safe.right - width)
    return Box(left, y + chart.context.u(_NAME_GAP), width, height)


def _spoken_feet(chart: Chart, feet: Feet, xs: list[float], y: float) -> dict[SpokenInterval, Mark]:
    """The names that are only there while they are spoken of."""
    context, found = chart.context, {}
    for spell in chart.pace.spells:
        place = min(spell.places)
        lasts = spell.until is None or spell.until - spell.at > _BRIEF
        if feet.turned or feet.blocks[place] is not None or not lasts:
            continue
        block = words(context, chart.scene.labels[place], chart.area.width / 3, weight=SEMIBOLD, align="centre")
        opacity = context.motion.appear(spell.at + FADE * 1.5)
        if spell.until is not None:
            opacity = opacity.then(0.0, spell.until - FADE, FADE, ease_both)
        box = _foot(chart, xs[place], y, block.width, block.height)
        if block.lines == 1:
            found[spell] = Mark(box, TextBrush(block), chart.label_path(place), opacity)
    return found


def _foot_opacity(chart: Chart, place: int, box: Box, spoken: dict[SpokenInterval, Mark]) -> Track:
    """That of a name: back while others are spoken of, and gone while one of these takes its place."""
    track, level, near = chart.context.motion.appear(0.0), 1.0, box.grown(chart.context.u(8))
    for spell in chart.pace.spells:
        wanted = 1.0 if place in spell.places else chart.context.theme.dim
        if spell in spoken and near.overlap(spoken[spell].box) > 0:
            wanted = 0.0
        if wanted != level:
            track, level = track.then(wanted, spell.at, FADE * 1.5, ease_both), wanted
    return track
