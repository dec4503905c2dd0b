"""Bars that lie, one below the other: for labels that are too long to stand below a bar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ....drawing.marks import Mark
from ....drawing.stage import Box
from ....drawing.text.text import TextBlock
from ..axes.axes import key
from ..axes.scale import Scale
from ..chart import Chart, Spot
from ..labels import LABEL, beside, label, number, rule, words
from ..numbers import Figures
from .bars import END, LEAST, NAME_GAP, Bars, thickness

_TIGHTEST, _TIGHT_GROUP, _LOOSEST, _THICKEST = 31, 38, 92, 40
"""Units from one bar to the next at least, the same for each bar of a group, at most, and across a bar at most."""
_TALLER = 1.6
"""How many times as far apart and as thick bars may be in an upright frame."""
_SINGLE, _GROUP = 0.72, 0.8
"""Part of the room of a label that its bar fills, or its group of bars."""
_LABEL_GAP = 18
_HALVINGS = 40
_LABELS, _WIDE_LABELS, _ASIDE = 0.36, 0.48, 0.2
"""Parts of the width that the labels may take, also if they must, and the names of series."""
_LEAST_PART = 0.25
"""Part of the plot that bars must have beside their numbers."""


def lying(chart: Chart, *, named: bool) -> list[Mark] | None:
    """The marks of lying bars; None if there are too many of them, or their labels are too long.

    With `named`, several series are named above them, and else behind the bars of the first label.
    """
    context, area, series = chart.context, chart.area, len(chart.scene.series)
    if named and series == 1:
        return None
    above, top = key(chart, chart.caption(chart.figures()), named=named)
    names = () if named or series == 1 else chart.series_names(area.width * _ASIDE)
    loosest = context.u(_LOOSEST if series == 1 else _LOOSEST * 1.5) * (_TALLER if context.stage.tall else 1.0)
    pitch = (area.bottom - top) / chart.count
    # Where there is nothing to be drawn but zeros, the rows fill the stage, as bars do else.
    pitch = min(pitch, loosest) if any(value for _, value in chart.numbers()) else pitch
    labels = _labels(chart, pitch)
    if pitch < context.u(_TIGHTEST if series == 1 else _TIGHT_GROUP * series) or names is None or labels is None:
        return None
    bars = _bars(chart, top, pitch, max(block.width for block in labels) + context.u(_LABEL_GAP), names)
    if abs(bars.scale.end - bars.scale.start) < bars.plot.width * _LEAST_PART:
        return None
    zero, plot = bars.scale.at(0.0), bars.plot
    axis = rule(context, (zero, plot.y), (zero, plot.bottom), context.theme.muted, 3)
    return [*above, axis, *_label_marks(bars, labels), *bars.marks()]


def _bars(chart: Chart, top: float, pitch: float, left: float, names: Sequence[TextBlock | None]) -> Bars:
    """Bars in rows of `pitch` pixels, `left` pixels from the side of the frame."""
    context, area, series = chart.context, chart.area, len(chart.scene.series)
    figures = chart.figures()
    values = {spot: number(context, _brief(figures, value), value, LABEL) for spot, value in chart.numbers()}
    height = pitch * chart.count
    y = top + max(0.0, (area.bottom - top - height) * 0.3)
    plot = Box(area.x + left, y, area.right - area.x - left, height)
    thickest = context.u(_THICKEST) * (_TALLER if context.stage.tall else 1.0)
    thick = min(thickness(chart, pitch * (_SINGLE if series == 1 else _GROUP)), thickest)
    return Bars(chart, True, plot, _scale(chart, values, plot, names), thick, values, names)


def _brief(figures: Figures, value: float) -> Figures:
    return figures if len(figures.text(value)) <= 16 else figures.shorter


def _labels(chart: Chart, pitch: float) -> list[TextBlock] | None:
    """The labels at the left of their bars; None if one is too high for its row."""
    for size, part in ((LABEL + 2, _LABELS), (LABEL, _LABELS), (LABEL, _WIDE_LABELS)):
        room = chart.area.width * part
        blocks = [words(chart.context, text, room, size, align="right") for text in chart.scene.labels]
        if all(block.height <= pitch - chart.context.u(2) and not block.breaks_words for block in blocks):
            return blocks
    return None


def _label_marks(bars: Bars, labels: Sequence[TextBlock]) -> list[Mark]:
    chart, context, marks = bars.chart, bars.chart.context, []
    for place, (block, middle) in enumerate(zip(labels, bars.middles, strict=True)):
        opacity = chart.lit(context.motion.appear(0.0), 0.0, place, context.theme.dim)
        box = beside(block, bars.plot.x - context.u(_LABEL_GAP), middle, 1, 0.5)
        marks.append(replace(label(context, block, box, 0.0, chart.label_path(place)), opacity=opacity))
    return marks


def _scale(chart: Chart, values: Mapping[Spot, TextBlock], plot: Box, names: Sequence[TextBlock | None]) -> Scale:
    """The largest scale on which all bars fit with what stands at their ends, at either side of zero."""
    gap = chart.context.u(END + LEAST)
    ends = [(value, values[spot].width + gap + _aside(chart, spot, names)) for spot, value in chart.numbers()]
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


def _aside(chart: Chart, spot: Spot, names: Sequence[TextBlock | None]) -> float:
    """What the name of a series takes behind the number of its first bar."""
    name = names[spot[0]] if names and spot[1] == 0 else None
    return name.width + chart.context.u(NAME_GAP) if name else 0.0
