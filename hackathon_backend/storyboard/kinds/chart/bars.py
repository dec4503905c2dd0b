"""Upright bars, side by side if there are several series, each with its number at its end."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...drawing.marks import Mark
from ...drawing.parts import FAINT
from ...drawing.stage import Box
from ...drawing.text.text import TextBlock
from ...drawing.text.typefaces import SEMIBOLD
from ...drawing.tracks import FADE, GROW, ease_both, ease_out
from .axes import (
    ChartFrame,
    Feet,
    Spare,
    foot_marks,
    frame,
    in_order,
    level_feet,
    thinned_feet,
    tick_width,
    turned_feet,
)
from .brushes import BarBrush, GroundBrush, Side
from .labels import LABEL, LEAST, NOTE, Chart, beside, cleared, label, number, words
from .numbers import Figures
from .scale import Scale, bar_scale

_GROUP, _WIDEST = 0.66, 120
"""Part of the room of a label that its bars fill, and units that a single bar is wide at most."""
_TURNED = 0.36
"""Part of the height that names may take that run upwards."""
_LEAST_PART = 0.2
_FEW = 6
_BETWEEN = 4
"""Units between bars of one group, and between a bar and its number."""


@dataclass(frozen=True)
class Bars:
    """Where upright bars stand, and the numbers that fit at their ends."""

    frame: ChartFrame
    feet: Feet
    pitch: float
    width: float
    values: dict[tuple[int, int], TextBlock]
    names: tuple[TextBlock, ...]


def upright(chart: Chart, *, numbered: bool, lines: int = 2) -> list[Mark] | None:
    """The marks of upright bars; None if the names don't fit below them in so many lines.

    With `numbered`, they are only drawn if all their numbers fit too.
    """
    scale, pitch = _pitch(chart)
    feet = level_feet(chart, pitch - chart.context.u(10), lines)
    bars = _bars(chart, scale, feet, pitch) if feet else None
    return _marks(chart, bars) if bars and (bars.values or not numbered) else None


def crowded(chart: Chart, *, forced: bool) -> list[Mark] | None:
    """The marks of many upright bars, with names that run upwards, or only some if they count on.

    None if one of them would have to be cut or left out, unless it is `forced`.
    """
    scale, pitch = _pitch(chart)
    if in_order(chart):
        feet = thinned_feet(chart, pitch)
    else:
        feet = turned_feet(chart, pitch, chart.area.height * _TURNED)
        if not (feet.whole or forced):
            return None
    return _marks(chart, _bars(chart, scale, feet, pitch))


def _pitch(chart: Chart) -> tuple[Scale, float]:
    scale = bar_scale(chart.extent(), 4)
    return scale, (chart.area.width - tick_width(chart, scale)) / chart.count


def _bars(chart: Chart, scale: Scale, feet: Feet, pitch: float) -> Bars:
    context, series = chart.context, len(chart.scene.series)
    group = min(pitch * _GROUP, context.u(_WIDEST) * series)
    width = (group - context.u(_BETWEEN) * (series - 1)) / series
    slot = pitch - context.u(8) if series == 1 else width
    figures, values = _values(chart, slot)
    names = _names(chart, slot) if values else ()
    lifted = max((block.height for block in names), default=0.0)
    caption = chart.caption(figures if values else figures.shorter)
    named = series > 1 and not names
    whole = frame(chart, scale, feet, Spare(), caption=caption, named=named)
    spare = _spare(chart, whole.scale, whole.plot, values, lifted)
    return Bars(frame(chart, scale, feet, spare, caption=caption, named=named), feet, pitch, width, values, names)


def _values(chart: Chart, slot: float) -> tuple[Figures, dict[tuple[int, int], TextBlock]]:
    """The numbers at the ends of all bars, as they fit `slot` pixels; none if they don't."""
    figures = chart.figures()
    # A unit behind each of many numbers is noise.
    many = chart.count * len(chart.scene.series) > _FEW
    figures = replace(figures, attached=figures.attached and not many)
    for tried in (figures, replace(figures, attached=False), figures.shorter):
        for size in (LABEL + 2, LABEL, NOTE):
            blocks = {key: number(chart.context, tried, value, size) for key, value in chart.numbers()}
            if all(block.width <= slot for block in blocks.values()):
                return tried, blocks
    return figures, {}


def _names(chart: Chart, slot: float) -> tuple[TextBlock, ...]:
    """The names of several series, to stand over the bars of the first group; none if they are too long for that."""
    if len(chart.scene.series) == 1 or not all(series.name for series in chart.scene.series):
        return ()
    if any(series.values[0] < 0 for series in chart.scene.series):
        return ()
    blocks = [
        words(chart.context, series.name, slot, colour=chart.colour(index), weight=SEMIBOLD, align="centre")
        for index, series in enumerate(chart.scene.series)
    ]
    return tuple(blocks) if all(block.lines == 1 and not block.breaks_words for block in blocks) else ()


def _spare(chart: Chart, scale: Scale, plot: Box, values: dict[tuple[int, int], TextBlock], lifted: float) -> Spare:
    """What has to be left free so that all numbers are within the plot."""
    gap, whole = chart.context.u(_BETWEEN), scale.start - scale.end
    above = below = 0.0
    for (series, place), value in chart.numbers():
        block = values.get((series, place))
        height = block.height + (lifted if place == 0 else 0.0) if block else _stack(chart)
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


def _marks(chart: Chart, bars: Bars) -> list[Mark]:
    plot, count = bars.frame.plot, chart.count
    pitch = plot.width / count
    middles = [plot.x + pitch * (place + 0.5) for place in range(count)]
    marks = [*bars.frame.marks, *foot_marks(chart, bars.feet, middles, plot.bottom)]
    labels: list[Mark] = []
    for index in range(len(chart.scene.series)):
        for place, middle in enumerate(middles):
            box = _box(chart, bars, index, place, middle)
            marks += _bar(chart, index, place, box)
            labels += _value(chart, bars, index, place, box)
    return [*marks, *labels, *_names_marks(chart, bars, middles[0]), *_spoken(chart, bars, middles)]


def _box(chart: Chart, bars: Bars, series: int, place: int, middle: float) -> Box:
    """The bar itself: at least as high as can be seen, unless it is zero."""
    count, gap = len(chart.scene.series), chart.context.u(_BETWEEN)
    value = chart.scene.series[series].values[place]
    group = count * bars.width + (count - 1) * gap
    x = middle - group / 2 + series * (bars.width + gap)
    zero, end = bars.frame.scale.at(0.0), bars.frame.scale.at(value)
    height = max(abs(zero - end), chart.context.u(LEAST) if value else 0.0)
    return Box(x, zero if value < 0 else zero - height, bars.width, height)


def _bar(chart: Chart, series: int, place: int, box: Box) -> list[Mark]:
    """A bar; paper behind it keeps the grid from being seen through it when it steps back."""
    context, at = chart.context, chart.pace.starts[series][place]
    foot: Side = "top" if chart.scene.series[series].values[place] < 0 else "bottom"
    tone = chart.tone(series, place)
    brush = BarBrush(
        box.width, box.height, foot, tone.fill, context.u(5), tone.edge, context.u(2.5) if tone.edge else 0.0
    )
    opacity = chart.lit(context.motion.appear(at, 0.05), at, place, FAINT)
    grow = context.motion.draw(at, GROW, ease_out)
    ground = replace(brush, filling=context.theme.paper, edge=None)
    behind = [Mark(box, GroundBrush(ground), grow=grow)] if chart.pace.spells else []
    return [*behind, Mark(box, brush, opacity=opacity, grow=grow, thing=chart.thing(series, place))]


def _value(chart: Chart, bars: Bars, series: int, place: int, box: Box) -> list[Mark]:
    """The number at the end of a bar, which comes as the bar comes to rest."""
    block = bars.values.get((series, place))
    if block is None:
        return []
    context, gap = chart.context, chart.context.u(_BETWEEN)
    is_below = chart.scene.series[series].values[place] < 0
    place_box = beside(block, box.centre[0], box.bottom + gap if is_below else box.y - gap, 0.5, 0 if is_below else 1)
    at = chart.pace.starts[series][place] + GROW * 0.6
    opacity = chart.lit(context.motion.appear(at), at, place, context.theme.dim)
    mark = replace(label(context, block, place_box, at, chart.value_path(series, place)), opacity=opacity)
    return [cleared(context, place_box, opacity), replace(mark, names=chart.thing(series, place))]


def _names_marks(chart: Chart, bars: Bars, middle: float) -> list[Mark]:
    """Names of the series, above the numbers of the first group."""
    marks = []
    for index, block in enumerate(bars.names):
        box = _box(chart, bars, index, 0, middle)
        top = box.y - chart.context.u(_BETWEEN) - bars.values[index, 0].height
        at = chart.pace.starts[index][0] + GROW * 0.6
        place = beside(block, box.centre[0], top, 0.5, 1)
        ground = cleared(chart.context, place, chart.context.motion.appear(at))
        marks += [ground, label(chart.context, block, place, at, f"series.{index}.name")]
    return marks


def _spoken(chart: Chart, bars: Bars, middles: list[float]) -> list[Mark]:
    """Where there is no room for all numbers: those of the label that is spoken of, above its bars."""
    if bars.values:
        return []
    context, plot = chart.context, bars.frame.plot
    marks = []
    for spell in chart.pace.spells:
        place = min(spell.places)
        y = plot.bottom
        for index in reversed(range(len(chart.scene.series))):
            value = chart.scene.series[index].values[place]
            colour = chart.colour(index) if len(chart.scene.series) > 1 else None
            block = number(context, chart.figures(), value, LABEL + 4, colour=colour)
            x = min(max(middles[place], plot.x + block.width / 2), plot.right - block.width / 2)
            y = min(y, _highest(chart, bars, middles, x, block.width) - context.u(_BETWEEN))
            opacity = context.motion.appear(spell.at)
            if spell.until is not None:
                opacity = opacity.then(0.0, spell.until - FADE, FADE, ease_both)
            box = beside(block, x, y, 0.5, 1)
            mark = label(context, block, box, spell.at, chart.value_path(index, place))
            marks += [cleared(context, box, opacity), replace(mark, opacity=opacity, passing=True)]
            y -= block.height
    return marks


def _highest(chart: Chart, bars: Bars, middles: list[float], x: float, width: float) -> float:
    """The top of the highest bar below a number that is `width` pixels wide, its middle at `x`."""
    boxes = [
        _box(chart, bars, index, place, middle)
        for index in range(len(chart.scene.series))
        for place, middle in enumerate(middles)
    ]
    return min(
        [box.y for box in boxes if abs(box.centre[0] - x) < (box.width + width) / 2], default=bars.frame.plot.bottom
    )
