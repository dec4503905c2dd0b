"""Bars that lie, one below the other: for names that are too long to stand below a bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import skia

from ..motion import GROW, ease_out
from ..stage import Box
from ..text import Block, shortened
from ..typefaces import SEMIBOLD
from .chart_brushes import BarBrush, GridBrush
from .chart_figures import Figures
from .chart_labels import LABEL, LEAST, NOTE, Chart, beside, label, number, words
from .chart_scale import Scale
from .marks import Mark
from .parts import FAINT

_TIGHTEST, _TIGHT_GROUP, _LOOSEST, _THICKEST = 31, 38, 92, 40
"""Units from one bar to the next at least, the same for each bar of a group, at most, and across a bar at most."""
_SINGLE, _GROUP = 0.72, 0.8
"""Part of the room of a label that its bar fills, or its group of bars."""
_BETWEEN, _NAME_GAP = 4, 18
_HALVINGS = 40
_NAMES = 0.36
"""Part of the width that the names may take."""


@dataclass(frozen=True)
class Rows:
    """Where lying bars are: `pitch` pixels from one label to the next, `thick` across a bar."""

    names: tuple[Block, ...]
    values: dict[tuple[int, int], Block]
    plot: Box
    scale: Scale
    pitch: float
    thick: float


def lying(chart: Chart) -> list[Mark] | None:
    """The marks of lying bars; None if there are too many of them, or their names are too long."""
    easel, area, series = chart.easel, chart.area, len(chart.scene.series)
    above = _above(chart)
    top = max((mark.box.bottom for mark in above), default=area.y - easel.u(14)) + easel.u(14)
    pitch = min((area.bottom - top) / chart.count, easel.u(_LOOSEST if series == 1 else _LOOSEST * 1.5))
    least = _TIGHTEST if series == 1 else _TIGHT_GROUP * series
    rows = _rows(chart, top, pitch) if pitch >= easel.u(least) else None
    return [*above, *_marks(chart, rows)] if rows else None


def _above(chart: Chart) -> list[Mark]:
    """The unit, if it does not stand with the numbers."""
    caption = chart.figures().caption
    if not caption:
        return []
    block = words(chart.easel, caption, chart.area.width, NOTE, colour=chart.easel.theme.muted)
    return [label(chart.easel, block, Box(chart.area.x, chart.area.y, block.width, block.height), 0.0, "unit")]


def _rows(chart: Chart, top: float, pitch: float) -> Rows | None:
    easel, area, series = chart.easel, chart.area, len(chart.scene.series)
    names = _names(chart, pitch)
    if names is None:
        return None
    figures = chart.figures()
    values = {key: number(easel, _brief(figures, value), value, LABEL) for key, value in chart.numbers()}
    filled = pitch * (_SINGLE if series == 1 else _GROUP)
    thick = min((filled - easel.u(_BETWEEN) * (series - 1)) / series, easel.u(_THICKEST))
    left = area.x + max(block.width for block in names) + easel.u(_NAME_GAP)
    plot = Box(
        left, top + max(0.0, (area.bottom - top - pitch * chart.count) * 0.3), area.right - left, pitch * chart.count
    )
    return Rows(names, values, plot, _scale(chart, values, plot), pitch, thick)


def _brief(figures: Figures, value: float) -> Figures:
    return figures if len(figures.text(value)) <= 16 else figures.shorter


def _names(chart: Chart, pitch: float) -> tuple[Block, ...] | None:
    for size in (LABEL + 2, LABEL):
        blocks = [
            words(chart.easel, text, chart.area.width * _NAMES, size, align="right") for text in chart.scene.labels
        ]
        if all(block.height <= pitch - chart.easel.u(2) and not block.breaks_words for block in blocks):
            return tuple(blocks)
    return None


def _scale(chart: Chart, values: dict[tuple[int, int], Block], plot: Box) -> Scale:
    """The largest scale on which all bars fit with what stands at their ends, at either side of zero."""
    gap = chart.easel.u(8 + LEAST)
    ends = [(value, values[key].width + gap + _aside(chart, key)) for key, value in chart.numbers()]
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


def _aside(chart: Chart, key: tuple[int, int]) -> float:
    """What the name of a series takes behind the number of its first bar."""
    if len(chart.scene.series) == 1 or key[1] != 0:
        return 0.0
    return _series_name(chart, key[0]).width + chart.easel.u(12)


def _series_name(chart: Chart, series: int) -> Block:
    room = chart.area.width * 0.2
    type_ = chart.easel.type(LABEL, colour=chart.colour(series), weight=SEMIBOLD, leading=1.15)
    return shortened(chart.scene.series[series].name, type_, room, chart.easel.u(LABEL * 1.2))


def _marks(chart: Chart, rows: Rows) -> list[Mark]:
    marks = [_axis(chart, rows)]
    for place in range(chart.count):
        middle = rows.plot.y + rows.pitch * (place + 0.5)
        block = rows.names[place]
        opacity = chart.lit(chart.easel.motion.appear(0.0), 0.0, place, chart.easel.theme.dim)
        box = beside(block, rows.plot.x - chart.easel.u(_NAME_GAP), middle, 1, 0.5)
        marks.append(replace(label(chart.easel, block, box, 0.0, f"labels.{place}"), opacity=opacity))
        for series in range(len(chart.scene.series)):
            marks += _bar(chart, rows, series, place, middle)
    return marks


def _axis(chart: Chart, rows: Rows) -> Mark:
    x = rows.scale.at(0.0)
    path = skia.Path().moveTo(0, 0).lineTo(0, rows.plot.height)
    brush = GridBrush(path, chart.easel.theme.muted, chart.easel.u(3))
    return Mark(Box(x, rows.plot.y, 0, rows.plot.height), brush, opacity=chart.easel.motion.appear(0.0))


def _bar(chart: Chart, rows: Rows, series: int, place: int, middle: float) -> list[Mark]:
    easel, value, count = chart.easel, chart.scene.series[series].values[place], len(chart.scene.series)
    gap, at = easel.u(_BETWEEN), chart.pace.starts[series][place]
    group = count * rows.thick + (count - 1) * gap
    zero, end = rows.scale.at(0.0), rows.scale.at(value)
    length = max(abs(end - zero), easel.u(LEAST) if value else 0.0)
    y = middle - group / 2 + series * (rows.thick + gap)
    box = Box(zero - length if value < 0 else zero, y, length, rows.thick)
    brush = BarBrush(length, rows.thick, "right" if value < 0 else "left", chart.colour(series), easel.u(5))
    opacity = chart.lit(easel.motion.appear(at, 0.05), at, place, FAINT)
    bar = Mark(
        box, brush, opacity=opacity, grow=easel.motion.draw(at, GROW, ease_out), thing=chart.thing(series, place)
    )
    return [bar, *_texts(chart, rows, series, place, box)]


def _texts(chart: Chart, rows: Rows, series: int, place: int, box: Box) -> list[Mark]:
    """The number at the end of a bar, and the name of the series behind that of its first."""
    easel, block = chart.easel, rows.values[series, place]
    at = chart.pace.starts[series][place] + GROW * 0.6
    opacity = chart.lit(easel.motion.appear(at), at, place, easel.theme.dim)
    is_left = chart.scene.series[series].values[place] < 0
    x = box.x - easel.u(8) if is_left else box.right + easel.u(8)
    spot = beside(block, x, box.centre[1], 1 if is_left else 0, 0.5)
    mark = replace(label(easel, block, spot, at, chart.value_path(series, place)), opacity=opacity)
    marks = [replace(mark, names=chart.thing(series, place))]
    if len(chart.scene.series) > 1 and place == 0 and chart.scene.series[series].name:
        name = _series_name(chart, series)
        x = spot.x - easel.u(12) if is_left else spot.right + easel.u(12)
        marks.append(
            label(easel, name, beside(name, x, box.centre[1], 1 if is_left else 0, 0.5), at, f"series.{series}.name")
        )
    return marks
