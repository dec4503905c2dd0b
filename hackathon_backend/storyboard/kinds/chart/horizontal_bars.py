"""Bars that lie, one below the other: for names that are too long to stand below a bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import skia

from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.parts import FAINT
from ...drawing.stage import Box
from ...drawing.text.text import TextBlock, measure
from ...drawing.text.typefaces import SEMIBOLD
from ...drawing.tracks import GROW, ease_out
from .axes import key
from .brushes import BarBrush, GridBrush, Side
from .labels import LABEL, LEAST, Chart, beside, label, number, words
from .numbers import Figures
from .scale import Scale

_TIGHTEST, _TIGHT_GROUP, _LOOSEST, _THICKEST = 31, 38, 92, 40
"""Units from one bar to the next at least, the same for each bar of a group, at most, and across a bar at most."""
_SINGLE, _GROUP = 0.72, 0.8
"""Part of the room of a label that its bar fills, or its group of bars."""
_BETWEEN, _NAME_GAP = 4, 18
_END, _NEARER = 8, 1
"""Units from a bar to its number at most, and by which that is nearer to it than to the next bar."""
_HALVINGS = 40
_NAMES, _WIDE_NAMES, _ASIDE = 0.36, 0.48, 0.2
"""Parts of the width that the names of labels may take, also if they must, and those of series."""
_LEAST_PART = 0.25
"""Part of the plot that bars must have beside their numbers."""


@dataclass(frozen=True)
class BarRows:
    """Where lying bars are: `pitch` pixels from one label to the next, `thick` across a bar."""

    names: tuple[TextBlock, ...]
    values: dict[tuple[int, int], TextBlock]
    plot: Box
    scale: Scale
    pitch: float
    thick: float
    series_names: tuple[TextBlock, ...]


def lying(chart: Chart) -> list[Mark] | None:
    """The marks of lying bars; None if there are too many of them, or their names are too long."""
    for named in (False, True) if len(chart.scene.series) > 1 else (False,):
        if found := _lying(chart, named=named):
            return found
    return None


def _lying(chart: Chart, *, named: bool) -> list[Mark] | None:
    """Lying bars; with `named`, their series are named above them, and else behind the bars of the first label."""
    context, area, series = chart.context, chart.area, len(chart.scene.series)
    above, top = key(chart, chart.caption(chart.figures()), named=named)
    loosest = context.u(_LOOSEST if series == 1 else _LOOSEST * 1.5)
    pitch = (area.bottom - top) / chart.count
    # Where there is nothing to be drawn but zeros, the rows fill the stage, as bars do else.
    pitch = min(pitch, loosest) if any(value for _, value in chart.numbers()) else pitch
    least = _TIGHTEST if series == 1 else _TIGHT_GROUP * series
    names = () if named else _series_names(chart)
    if pitch < context.u(least) or names is None:
        return None
    rows = _rows(chart, top, pitch, names)
    return [*above, *_marks(chart, rows)] if rows else None


def _series_names(chart: Chart) -> tuple[TextBlock, ...] | None:
    """The names of several series; None if one is too long to stand behind a bar."""
    if len(chart.scene.series) == 1:
        return ()
    room, blocks = chart.area.width * _ASIDE, []
    for index, series in enumerate(chart.scene.series):
        type_ = chart.context.type(LABEL, colour=chart.colour(index), weight=SEMIBOLD, leading=1.15)
        block = measure(series.name, type_, room)
        if block.lines > 1 or block.breaks_words:
            return None
        blocks.append(block)
    return tuple(blocks)


def _rows(chart: Chart, top: float, pitch: float, series_names: tuple[TextBlock, ...]) -> BarRows | None:
    context, area, series = chart.context, chart.area, len(chart.scene.series)
    names = _names(chart, pitch)
    if names is None:
        return None
    figures = chart.figures()
    values = {spot: number(context, _brief(figures, value), value, LABEL) for spot, value in chart.numbers()}
    filled = pitch * (_SINGLE if series == 1 else _GROUP)
    thick = min((filled - context.u(_BETWEEN) * (series - 1)) / series, context.u(_THICKEST))
    left = area.x + max(block.width for block in names) + context.u(_NAME_GAP)
    plot = Box(
        left, top + max(0.0, (area.bottom - top - pitch * chart.count) * 0.3), area.right - left, pitch * chart.count
    )
    scale = _scale(chart, values, plot, series_names)
    if abs(scale.end - scale.start) < plot.width * _LEAST_PART:
        return None
    return BarRows(names, values, plot, scale, pitch, thick, series_names)


def _brief(figures: Figures, value: float) -> Figures:
    return figures if len(figures.text(value)) <= 16 else figures.shorter


def _names(chart: Chart, pitch: float) -> tuple[TextBlock, ...] | None:
    for size, part in ((LABEL + 2, _NAMES), (LABEL, _NAMES), (LABEL, _WIDE_NAMES)):
        blocks = [
            words(chart.context, text, chart.area.width * part, size, align="right") for text in chart.scene.labels
        ]
        if all(block.height <= pitch - chart.context.u(2) and not block.breaks_words for block in blocks):
            return tuple(blocks)
    return None


def _scale(
    chart: Chart, values: dict[tuple[int, int], TextBlock], plot: Box, series_names: tuple[TextBlock, ...]
) -> Scale:
    """The largest scale on which all bars fit with what stands at their ends, at either side of zero."""
    gap = chart.context.u(_END + LEAST)
    ends = [(value, values[spot].width + gap + _aside(chart, spot, series_names)) for spot, value in chart.numbers()]
    ends += [(value, 0.0) for value in chart.whole]
    low, high = min(0.0, *(value for value, _ in ends)), max(0.0, *(value for value, _ in ends))
    small, large = 0.0, plot.width / ((high - low) or 1.0)
    for _ in range(_HALVINGS):
        middle = (small + large) / 2
        left, right = _needs(ends, middle)
        small, large = (middle, large) if left + right <= plot.width else (small, middle)
    zero = plot.x + _needs(ends, small)[0]
    return Scale((low, high or 1.0), zero + low * small, zero + (high or 1.0) * small)


def _needs(ends: Sequence[tuple[float, float]], scale: float) -> tuple[float, float]:
    """Pixels that bars and their numbers take on the left of zero and on its right, at `scale` pixels for one."""
    left = max((-value * scale + width for value, width in ends if value < 0), default=0.0)
    right = max((value * scale + width for value, width in ends if value >= 0), default=0.0)
    return left, right


def _aside(chart: Chart, place: tuple[int, int], series_names: tuple[TextBlock, ...]) -> float:
    """What the name of a series takes behind the number of its first bar."""
    if not series_names or place[1] != 0:
        return 0.0
    return series_names[place[0]].width + chart.context.u(12)


def _marks(chart: Chart, rows: BarRows) -> list[Mark]:
    marks = [_axis(chart, rows)]
    for place in range(chart.count):
        middle = rows.plot.y + rows.pitch * (place + 0.5)
        block = rows.names[place]
        opacity = chart.lit(chart.context.motion.appear(0.0), 0.0, place, chart.context.theme.dim)
        box = beside(block, rows.plot.x - chart.context.u(_NAME_GAP), middle, 1, 0.5)
        marks.append(replace(label(chart.context, block, box, 0.0, chart.label_path(place)), opacity=opacity))
        for series in range(len(chart.scene.series)):
            marks += _bar(chart, rows, series, place, middle)
    return marks


def _axis(chart: Chart, rows: BarRows) -> Mark:
    x = rows.scale.at(0.0)
    path = skia.Path().moveTo(0, 0).lineTo(0, rows.plot.height)
    brush = GridBrush(path, chart.context.theme.muted, chart.context.u(3))
    return Mark(Box(x, rows.plot.y, 0, rows.plot.height), brush, opacity=chart.context.motion.appear(0.0))


def _bar(chart: Chart, rows: BarRows, series: int, place: int, middle: float) -> list[Mark]:
    context, value, count = chart.context, chart.scene.series[series].values[place], len(chart.scene.series)
    gap, at = context.u(_BETWEEN), chart.pace.starts[series][place]
    group = count * rows.thick + (count - 1) * gap
    zero, end = rows.scale.at(0.0), rows.scale.at(value)
    length = max(abs(end - zero), context.u(LEAST) if value else 0.0)
    y = middle - group / 2 + series * (rows.thick + gap)
    box = Box(zero - length if value < 0 else zero, y, length, rows.thick)
    foot: Side = "right" if value < 0 else "left"
    tone = chart.tone(series, place)
    brush = BarBrush(length, rows.thick, foot, tone.fill, context.u(5), tone.edge, context.u(2.5) if tone.edge else 0.0)
    opacity = chart.lit(context.motion.appear(at, 0.05), at, place, FAINT)
    bar = Mark(
        box, brush, opacity=opacity, grow=context.motion.draw(at, GROW, ease_out), thing=chart.thing(series, place)
    )
    return [bar, *_texts(chart, rows, series, place, box)]


def _texts(chart: Chart, rows: BarRows, series: int, place: int, box: Box) -> list[Mark]:
    """The number at the end of a bar, and the name of the series behind that of its first."""
    context, block = chart.context, rows.values[series, place]
    at = chart.pace.starts[series][place] + GROW * 0.6
    opacity = chart.lit(context.motion.appear(at), at, place, context.theme.dim)
    is_left = chart.scene.series[series].values[place] < 0
    gap = _end_gap(context, rows, block)
    x = box.x - gap if is_left else box.right + gap
    spot = beside(block, x, box.centre[1], 1 if is_left else 0, 0.5)
    mark = replace(label(context, block, spot, at, chart.value_path(series, place)), opacity=opacity)
    marks = [replace(mark, names=chart.thing(series, place))]
    if rows.series_names and place == 0 and chart.scene.series[series].name:
        name = rows.series_names[series]
        x = spot.x - context.u(12) if is_left else spot.right + context.u(12)
        marks.append(
            label(context, name, beside(name, x, box.centre[1], 1 if is_left else 0, 0.5), at, f"series.{series}.name")
        )
    return marks


def _end_gap(context: DrawContext, rows: BarRows, block: TextBlock) -> float:
    """The distance of a number from the end of its bar: less than that from the bar in the next row."""
    free = rows.pitch - (rows.thick + block.height) / 2
    return min(context.u(_END), max(0.0, free - context.u(_NEARER)))
