"""Lines, each named at its end, with the numbers that there is room for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import skia

from ...drawing.brushes import GlowBrush, rounded
from ...drawing.marks import Mark
from ...drawing.stage import Box
from ...drawing.text.text import TextBlock
from ...drawing.tracks import ENTER, FADE, GROW
from .axes import TICK_GAP, ChartFrame, Spare, frame, tick_figures, tick_width
from .brushes import DashedBrush, GridBrush
from .category_labels import CategoryLabels, category_marks, label_ticks, level_labels, placed_labels, thinned_labels
from .chart import Chart, Spot
from .curves import HIDDEN, Point, covered, curve
from .labels import LABEL, NOTE, beside, cleared, label, number, spread
from .pace import SpokenInterval
from .scale import line_scale
from .walls import Walls
from .x_axis import Across, across

_THICK, _DOT, _DASH = 4, 13, 26
"""Units across a line, across the dot at a number, and from one dash to the next."""
_NAMES, _NAME_GAP = 0.3, 16
"""Part of the width that the names may take, and units from the end of a line to its name."""
_MOST_DOTS, _MOST_VALUES = 24, 12
_AWAY, _BETWEEN = 12, 7
"""Units from a point to its number, and at least from a number to other texts on its line."""


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
    shown = _values(chart, laid, taken)
    marks += [*named, *(mark for pair in shown.values() for mark in pair)]
    for spell in chart.pace.spells:
        marks += _spoken(chart, laid, spell, taken, set(shown))
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
    right = max(right, _block(chart, 0, chart.count - 1, NOTE + 2).width / 2 + context.u(4))
    left, end = chart.area.x + tick_width(chart, scale), chart.area.right - right
    xs = [left + (end - left) * share for share in (along.shares if along else _evenly(chart.count))]
    labels = _labels(chart, xs, even=along is None or along.is_even)
    caption, named = chart.caption(tick_figures(chart, scale)), len(names) > 1 and not any(names)
    spare = Spare(right=right, above=context.u(LABEL * 1.15 + _AWAY))
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
    if len(points) <= _MOST_DOTS:
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


def _values(chart: Chart, laid: Lines, taken: list[Box]) -> dict[Spot, list[Mark]]:
    """The numbers at all points, if there is room for each of them, or else at the ends, the highest and the lowest.

    What they cover is added to `taken`.
    """
    every = [(series, place) for series in range(len(laid.points)) for place in range(chart.count)]
    if chart.count <= _MOST_VALUES:
        boxes = list(taken)
        if spots := _all_spots(chart, laid, every, boxes):
            taken[:] = boxes
            return {key: _value(chart, key, *spot) for key, spot in spots.items()}
    kept = {}
    more = every if len(laid.points) == 1 and chart.count <= _MOST_DOTS else []
    for key in dict.fromkeys([*_telling(chart), *more]):
        if spot := _spot(chart, laid, key, taken):
            kept[key] = _value(chart, key, *spot)
    return kept


def _all_spots(
    chart: Chart, laid: Lines, keys: Sequence[Spot], taken: list[Box]
) -> dict[Spot, tuple[TextBlock, Box]] | None:
    """The spots of the numbers at all points, which are added to `taken`; None as soon as one has no place."""
    spots = {}
    for key in keys:
        spot = _spot(chart, laid, key, taken)
        if spot is None:
            return None
        spots[key] = spot
    return spots


def _telling(chart: Chart) -> list[Spot]:
    """The points that tell most about each line."""
    keys = []
    for index, series in enumerate(chart.scene.series):
        values = series.values
        places = [len(values) - 1, values.index(max(values)), values.index(min(values)), 0]
        if len(laid_series := chart.scene.series) > 1:
            places = [len(values) - 1] if len(laid_series) > 2 else places[:2]
        keys += [(index, place) for place in dict.fromkeys(places)]
    return keys


def _spot(chart: Chart, laid: Lines, key: Spot, taken: list[Box]) -> tuple[TextBlock, Box] | None:
    """The number of a point and where it covers nothing, which is added to `taken`; None if there is no such place."""
    series, place = key
    block = _block(chart, series, place, NOTE + 2)
    points = laid.points[series]
    x, y = points[place]
    near = [points[other][1] for other in (place - 1, place + 1) if 0 <= other < len(points)]
    is_valley = len(near) == 2 and max(near) <= y and min(near) < y
    plot, gap = laid.frame.plot, chart.context.u(_BETWEEN)
    # Further to the left, it would be taken for a tick.
    left = plot.x - chart.context.u(TICK_GAP)
    room = Box(left, chart.area.y, chart.area.right - left, plot.bottom - chart.area.y)
    for box in _beside_point(block, x, y, chart.context.u(_AWAY), below_first=is_valley):
        letters = box.grown(-chart.context.u(2))
        wide = Box(letters.x - gap, letters.y, letters.width + 2 * gap, letters.height)
        if room.contains(box) and not any(map(wide.overlap, taken)) and not laid.walls.meets(letters):
            taken.append(box)
            return block, box
    return None


def _beside_point(block: TextBlock, x: float, y: float, away: float, *, below_first: bool) -> list[Box]:
    """Where the number of a point at (x, y) may stand, the best place first."""
    rows = [(y - away * 0.8, 1), (y + away * 0.8, 0)]
    (near, edge), (far, other) = reversed(rows) if below_first else rows
    sides = [(x - away, y - away / 3, 1, 1), (x + away, y - away / 3, 0, 1)]
    corners = [(x + turn * away / 2, down, across, end) for down, end in rows for turn, across in ((-1, 0), (1, 1))]
    return [beside(block, *spot) for spot in [(x, near, 0.5, edge), (x, far, 0.5, other), *sides, *corners]]


def _block(chart: Chart, series: int, place: int, size: float) -> TextBlock:
    colour = chart.colour(series) if len(chart.scene.series) > 1 else chart.context.theme.ink
    figures = replace(chart.figures(), words=False, attached=False)
    return number(chart.context, figures, chart.scene.series[series].values[place], size, colour=colour)


def _value(chart: Chart, key: Spot, block: TextBlock, box: Box) -> list[Mark]:
    context, (series, place) = chart.context, key
    at = chart.pace.starts[series][0] + GROW * (0.3 + 0.7 * place / max(chart.count - 1, 1))
    mark = label(context, block, box, at, chart.value_path(series, place))
    return [cleared(context, box.grown(-context.u(3)), mark.opacity), mark]


def _spoken(chart: Chart, laid: Lines, spell: SpokenInterval, taken: Sequence[Box], shown: set[Spot]) -> list[Mark]:
    """While the voice speaks of a label: its points, and their numbers if they are not there anyway."""
    context, place = chart.context, min(spell.places)
    opacity = spell.passing(context.motion.appear(spell.at, ENTER))
    marks: list[Mark] = []
    boxes = list(taken)
    for series in range(len(laid.points)):
        ring = _dot(chart, series, laid.points[series][place], spell.at)
        marks.append(replace(ring, opacity=opacity))
        if (series, place) not in shown and (spot := _spot(chart, laid, (series, place), boxes)):
            block, box = spot
            ground = cleared(context, box.grown(-context.u(3)), opacity)
            figure = label(context, block, box, spell.at, chart.value_path(series, place))
            marks += [ground, replace(figure, opacity=opacity, passing=True)]
    return marks


def _guide(chart: Chart, laid: Lines, spell: SpokenInterval) -> Mark:
    """A line from the axis up to the points that are spoken of."""
    context, place, bottom = chart.context, min(spell.places), laid.frame.plot.bottom
    top = min(points[place][1] for points in laid.points)
    path = skia.Path().moveTo(0, bottom - top).lineTo(0, 0)
    opacity = spell.passing(context.motion.appear(spell.at, ENTER))
    brush = GridBrush(path, context.theme.muted, context.u(2))
    return Mark(Box(laid.points[0][place][0], top, 0, bottom - top), brush, opacity=opacity)
