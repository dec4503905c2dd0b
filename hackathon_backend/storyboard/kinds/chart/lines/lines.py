"""Lines, each named at its end, with the numbers that there is room for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import skia

from ....drawing.brushes import GlowBrush, rounded
from ....drawing.marks import Mark
from ....drawing.motion.tracks import ENTER, FADE, GROW
from ....drawing.stage import Box
from ....drawing.text.text import TextBlock
from ..axes.axes import ChartFrame, Spare, frame, tick_figures, tick_width
from ..axes.category_labels import (
    CategoryLabels,
    category_marks,
    label_ticks,
    level_labels,
    placed_labels,
    thinned_labels,
)
from ..axes.scale import line_scale
from ..axes.x_axis import Across, across
from ..brushes import DashedBrush
from ..chart import Chart, Spot
from ..labels import LABEL, label, rule, spread
from ..pace import SpokenInterval
from .curves import HIDDEN, Point, covered, curve
from .point_values import AWAY, MOST_DOTS, PointValues, value_block
from .walls import Walls

_THICK, _DOT, _DASH = 4, 13, 26
"""Units across a line, across the dot at a number, and from one dash to the next."""
_NAMES, _NAME_GAP = 0.3, 16
"""Part of the width that the names may take, and units from the end of a line to its name."""


@dataclass(frozen=True)
class Lines:
    """Where the points of each series are, in pixels, and the frame around them."""

    frame: ChartFrame
    points: tuple[tuple[Point, ...], ...]
    curves: tuple[tuple[Point, ...], ...]
    parts: tuple[float, ...]
    """How much of each curve is drawn; what is less than 1 is drawn in dashes."""
    names: Sequence[TextBlock | None]
    walls: Walls


def lines(chart: Chart) -> list[Mark]:
    """The marks of a line chart."""
    along = across(chart.scene.labels, chart.context.language)
    laid, below = _laid(_named(chart) if along and along.powers else chart, along)
    marks = [*laid.frame.marks, *below, *(_guide(chart, laid, spell) for spell in chart.pace.spells)]
    for index in range(len(laid.points)):
        marks += _line(chart, laid, index)
    named = _names(chart, laid)
    taken = [mark.box for mark in (*named, *laid.frame.marks, *below) if mark.brush.kind == "text"]
    values = PointValues(chart, laid.frame.plot, laid.points, laid.walls, taken)
    shown = values.shown()
    marks += [*named, *(mark for pair in shown.values() for mark in pair)]
    for spell in chart.pace.spells:
        marks += _spoken(chart, laid, spell, values, set(shown))
    # Axes run from left to right in every script.
    return [replace(mark, island=chart.area) for mark in marks]


def _named(chart: Chart) -> Chart:
    """A chart that says of its axis that it is one of powers."""
    name = f"{chart.scene.x_label} (log)" if chart.scene.x_label else "log"
    return replace(chart, scene=chart.scene.model_copy(update={"x_label": name}))


def _laid(chart: Chart, along: Across | None) -> tuple[Lines, list[Mark]]:
    context = chart.context
    scale = line_scale([value for _, value in chart.numbers()], 4)
    names = _name_blocks(chart)
    right = max((block.width + context.u(_NAME_GAP) for block in names if block), default=0.0)
    right = max(right, value_block(chart, (0, chart.count - 1)).width / 2 + context.u(4))
    left, end = chart.area.x + tick_width(chart, scale), chart.area.right - right
    xs = [left + (end - left) * share for share in (along.shares if along else _evenly(chart.count))]
    labels = _labels(chart, xs, even=along is None or along.is_even)
    caption, named = chart.caption(tick_figures(chart, scale)), len(names) > 1 and not any(names)
    spare = Spare(right=right, above=context.u(LABEL * 1.15 + AWAY))
    laid = frame(chart, scale, labels, spare, caption=caption, named=named)
    points = tuple(
        tuple((x, laid.scale.at(value)) for x, value in zip(xs, series.values, strict=True))
        for series in chart.scene.series
    )
    curves = tuple(curve(row, smooth=along is not None and not along.dated) for row in points)
    axis = [(left, laid.scale.at(0.0)), (end, laid.scale.at(0.0))]
    walls = Walls.along((context.u(_THICK), curves), (context.u(1), [axis] if laid.scale.ticks[0] <= 0 else []))
    below = [
        *(label_ticks(chart, labels, xs, laid.plot.bottom) if along else ()),
        *category_marks(chart, labels, xs, laid.plot.bottom),
    ]
    return Lines(laid, points, curves, _overlays(curves, context.u(_THICK)), names, walls), below


def _labels(chart: Chart, xs: Sequence[float], *, even: bool) -> CategoryLabels:
    if not even:
        return placed_labels(chart, xs)
    # A single label has no neighbour, and stands in the middle.
    pitch = (xs[-1] - xs[0]) / (chart.count - 1) if chart.count > 1 else chart.area.width / 2
    return level_labels(chart, pitch, apart=12) or thinned_labels(chart, pitch)


def _evenly(count: int) -> list[float]:
    return [place / (count - 1) if count > 1 else 0.5 for place in range(count)]


def _overlays(curves: Sequence[Sequence[Point]], reach: float) -> tuple[float, ...]:
    """How much of each curve is drawn: less than all, in dashes, where it would hide one that was drawn before."""
    parts = []
    for index, later in enumerate(curves):
        hides = sum(covered(earlier, later, reach / 2) >= HIDDEN for earlier in curves[:index])
        hidden = sum(covered(later, other, reach / 2) >= HIDDEN for other in curves[index + 1 :])
        parts.append((hidden + 1) / (hides + hidden + 1) if hides else 1.0)
    return tuple(parts)


def _name_blocks(chart: Chart) -> list[TextBlock | None]:
    """The names of the series, if there are several; none if one is too long to stand at its line."""
    none: list[TextBlock | None] = [None] * len(chart.scene.series)
    return chart.series_names(chart.area.width * _NAMES, lines=2) or none if len(none) > 1 else none


def _line(chart: Chart, laid: Lines, series: int) -> list[Mark]:
    """One line, drawn from its start, with a dot at each number if they are few."""
    points, plot = laid.points[series], laid.frame.plot
    context, at, colour = chart.context, chart.pace.starts[series][0], chart.colour(series)
    marks = []
    row, part = laid.curves[series], laid.parts[series]
    if len(row) > 1:
        path = skia.Path().moveTo(row[0][0] - plot.x, row[0][1] - plot.y)
        for x, y in row[1:]:
            path.lineTo(x - plot.x, y - plot.y)
        brush = DashedBrush(path, colour, context.u(_THICK), context.u(_DASH), part)
        marks.append(
            Mark(plot, brush, f"series.{series}", context.motion.appear(at, 0.05), context.motion.draw(at, GROW))
        )
    if len(points) <= MOST_DOTS:
        for place, point in enumerate(points):
            dot = _dot(chart, series, point, at + GROW * place / max(len(points) - 1, 1), part)
            marks.append(replace(dot, thing=f"point {series}.{place}"))
    return marks


def _dot(chart: Chart, series: int, point: Point, at: float, part: float = 1.0) -> Mark:
    context, size = chart.context, chart.context.u(_DOT) * (0.4 + 0.6 * part)
    shape = rounded(size, size, size / 2)
    brush = GlowBrush(shape, chart.colour(series), context.theme.paper, context.u(2))
    return Mark(
        Box(point[0] - size / 2, point[1] - size / 2, size, size), brush, opacity=context.motion.appear(at, FADE)
    )


def _names(chart: Chart, laid: Lines) -> list[Mark]:
    """The names at the ends of their lines, pushed apart where the lines end close together."""
    context, plot, area = chart.context, laid.frame.plot, chart.area
    given = [(laid.points[index][-1][1], index, block) for index, block in enumerate(laid.names) if block]
    given.sort(key=lambda each: each[:2])
    heights = [block.height for _, _, block in given]
    tops = spread([y for y, _, _ in given], heights, min(plot.y, area.y), plot.bottom, context.u(2))
    marks = []
    for (_, index, block), top in zip(given, tops, strict=True):
        box = Box(plot.right + context.u(_NAME_GAP), top, block.width, block.height)
        at = chart.pace.starts[index][0] + GROW * 0.8
        marks.append(label(context, block, box, at, f"series.{index}.name"))
    return marks


def _spoken(chart: Chart, laid: Lines, spell: SpokenInterval, values: PointValues, shown: set[Spot]) -> list[Mark]:
    """While the voice speaks of a label: its points, and their numbers if they are not there anyway."""
    context, place = chart.context, min(spell.places)
    opacity = spell.passing(context.motion.appear(spell.at, ENTER))
    points = [points[place] for points in laid.points]
    rings = [replace(_dot(chart, series, point, spell.at), opacity=opacity) for series, point in enumerate(points)]
    hidden = [(series, place) for series in range(len(points)) if (series, place) not in shown]
    return [*rings, *values.passing(hidden, opacity)]


def _guide(chart: Chart, laid: Lines, spell: SpokenInterval) -> Mark:
    """A line from the points that are spoken of down to the axis."""
    context, place = chart.context, min(spell.places)
    x, top = laid.points[0][place][0], min(points[place][1] for points in laid.points)
    opacity = spell.passing(context.motion.appear(spell.at, ENTER))
    return rule(context, (x, top), (x, laid.frame.plot.bottom), context.theme.muted, 2, opacity)
