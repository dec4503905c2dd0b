"""The frame of an upright chart: ticks and their lines, the names below, the unit above."""

from __future__ import annotations

from dataclasses import dataclass

from ....drawing.brushes import ShapeBrush, rounded
from ....drawing.marks import Mark
from ....drawing.stage import Box
from ....drawing.text.typefaces import SEMIBOLD
from ....theme import Colour
from ..chart import Chart
from ..labels import LABEL, NOTE, beside, label, number, rule, words
from ..numbers import Figures
from .category_labels import LABEL_GAP, CategoryLabels
from .scale import Scale

TICK_GAP, _LINE = 14, 1.5
"""Units from the ticks to the plot, and across a line of the grid."""
_SWATCH = 14
"""Units of a side of the squares that show the colours of the series."""


@dataclass(frozen=True)
class ChartFrame:
    """A plot, how high each number stands in it, and all that surrounds it."""

    plot: Box
    scale: Scale
    marks: tuple[Mark, ...]


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


def frame(chart: Chart, scale: Scale, labels: CategoryLabels, spare: Spare, *, caption: str, named: bool) -> ChartFrame:
    """The frame around a plot whose `labels` stand where its marks do.

    `caption` says what the numbers are, and their unit if it has to be named; `named` puts the names of the series
    above the plot.
    """
    area, u = chart.area, chart.context.u
    above, top = key(chart, caption, named=named)
    below, bottom = _x_label(chart)
    line = u(NOTE * 1.15)
    left = area.x + tick_width(chart, scale)
    floor = bottom - labels.height - u(LABEL_GAP)
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
            marks.append(rule(context, (plot.x, y), (plot.right, y), context.theme.line, _LINE))
        marks.append(label(context, block, beside(block, plot.x - context.u(TICK_GAP), y, 1, 0.5), 0.0))
    if scale.ticks[0] <= 0 <= scale.ticks[-1]:
        zero = scale.at(0.0)
        marks.append(rule(context, (plot.x, zero), (plot.right, zero), context.theme.muted, 2 * _LINE))
    return marks
