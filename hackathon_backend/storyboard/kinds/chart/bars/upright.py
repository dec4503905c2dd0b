"""Bars that stand, over a grid of round numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from ....drawing.marks import Mark
from ....drawing.stage import Box
from ....drawing.text.text import TextBlock
from ..axes.axes import Spare, frame, tick_width
from ..axes.category_labels import CategoryLabels, category_marks
from ..axes.scale import Scale, bar_scale
from ..chart import Chart, Spot
from ..labels import LABEL, NOTE, beside, cleared, label, number
from ..numbers import Figures
from .bars import BETWEEN, Bars, thickness

_GROUP, _WIDEST = 0.66, 120
"""Part of the room of a label that its bars fill, and units that a single bar is wide at most."""
_LEAST_PART = 0.2
_FEW = 6

Below = Callable[[Chart, float], CategoryLabels | None]
"""What sets the labels below a chart with this many pixels from one to the next; None if they don't fit."""


def upright(chart: Chart, *, below: Below, numbered: bool = False) -> list[Mark] | None:
    """The marks of upright bars; None if the labels don't fit `below` them or, with `numbered`, all their numbers."""
    context, series = chart.context, len(chart.scene.series)
    scale = bar_scale(chart.extent(), 4)
    pitch = (chart.area.width - tick_width(chart, scale)) / chart.count
    labels = below(chart, pitch)
    if labels is None:
        return None
    thick = thickness(chart, min(pitch * _GROUP, context.u(_WIDEST) * series))
    slot = pitch - context.u(8) if series == 1 else thick
    figures, values = _values(chart, slot)
    if numbered and not values:
        return None
    names = _names(chart, slot) if values else ()
    caption = chart.caption(figures if values else figures.shorter)
    named = series > 1 and not names
    whole = frame(chart, scale, labels, Spare(), caption=caption, named=named)
    spare = _spare(chart, whole.scale, whole.plot, values, max((block.height for block in names), default=0.0))
    placed = frame(chart, scale, labels, spare, caption=caption, named=named)
    bars = Bars(chart, False, placed.plot, placed.scale, thick, values, names)
    below_marks = category_marks(chart, labels, bars.middles, placed.plot.bottom)
    return [*placed.marks, *below_marks, *bars.marks(), *([] if values else _spoken(bars))]


def _values(chart: Chart, slot: float) -> tuple[Figures, Mapping[Spot, TextBlock]]:
    """The numbers at the ends of all bars, as they fit `slot` pixels; none if they don't."""
    figures = chart.figures()
    # A unit behind each of many numbers is noise.
    many = chart.count * len(chart.scene.series) > _FEW
    figures = replace(figures, attached=figures.attached and not many)
    for tried in (figures, replace(figures, attached=False), figures.shorter):
        for size in (LABEL + 2, LABEL, NOTE):
            blocks = {spot: number(chart.context, tried, value, size) for spot, value in chart.numbers()}
            if all(block.width <= slot for block in blocks.values()):
                return tried, blocks
    return figures, {}


def _names(chart: Chart, slot: float) -> list[TextBlock]:
    """The names of several series, to stand over the bars of the first group; none if they are too long for that."""
    series = chart.scene.series
    if len(series) == 1 or not all(each.name and each.values[0] >= 0 for each in series):
        return []
    blocks = chart.series_names(slot, align="centre")
    return [block for block in blocks or () if block]


def _spare(chart: Chart, scale: Scale, plot: Box, values: Mapping[Spot, TextBlock], lifted: float) -> Spare:
    """What has to be left free so that all numbers are within the plot."""
    gap, whole = chart.context.u(BETWEEN), scale.start - scale.end
    above = below = 0.0
    for spot, value in chart.numbers():
        block = values.get(spot)
        height = block.height + (lifted if spot[1] == 0 else 0.0) if block else _stack(chart)
        end = scale.at(value)
        # What is taken from one end of the scale moves a number by its distance from the other end.
        if value >= 0:
            above = max(above, (plot.y + height + gap - end) / max((scale.start - end) / whole, _LEAST_PART))
        elif block:
            below = max(below, (end + height + gap - plot.bottom) / max((end - scale.end) / whole, _LEAST_PART))
    return Spare(above + scale.end - plot.y if above > 0 else 0.0, below)


def _stack(chart: Chart) -> float:
    """The height of the numbers that stand above each other where there is only room for those spoken of."""
    line = number(chart.context, chart.figures(), 0.0, LABEL + 4).height
    return line * len(chart.scene.series) if chart.pace.spells else 0.0


def _spoken(bars: Bars) -> list[Mark]:
    """The numbers of the label that is spoken of, above its bars."""
    chart, context, plot = bars.chart, bars.chart.context, bars.plot
    marks = []
    for spell in chart.pace.spells:
        place = min(spell.places)
        y = plot.bottom
        for index in reversed(range(len(chart.scene.series))):
            colour = chart.colour(index) if len(chart.scene.series) > 1 else None
            block = number(context, chart.figures(), chart.value((index, place)), LABEL + 4, colour=colour)
            x = min(max(bars.middles[place], plot.x + block.width / 2), plot.right - block.width / 2)
            y = min(y, _highest(bars, x, block.width) - context.u(BETWEEN))
            opacity = spell.passing(context.motion.appear(spell.at))
            box = beside(block, x, y, 0.5, 1)
            mark = label(context, block, box, spell.at, chart.value_path(index, place))
            marks += [cleared(context, box, opacity), replace(mark, opacity=opacity, passing=True)]
            y -= block.height
    return marks


def _highest(bars: Bars, x: float, width: float) -> float:
    """The top of the highest bar below a number that is `width` pixels wide, its middle at `x`."""
    boxes = [bars.box(spot) for spot, _ in bars.chart.numbers()]
    return min([box.y for box in boxes if abs(box.centre[0] - x) < (box.width + width) / 2], default=bars.plot.bottom)
