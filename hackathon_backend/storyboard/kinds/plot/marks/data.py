"""Measured points with the line through them, and bars that count."""

from __future__ import annotations

import numpy as np

from ....drawing.brushes import StrokeBrush
from ....drawing.marks import Mark
from ....drawing.motion.tracks import GROW, STAGGER
from ....drawing.stage import Box
from ....drawing.text.typefaces import SEMIBOLD
from ...chart.brushes import BarBrush
from ...chart.labels import words
from ..maths.statistics import FittedLine, fitted
from ..placing import at_end, beside_point, name_label, text_label
from ..plot import Plot
from .brushes import DotsBrush, path_of

_DOT, _THICK, _AWAY = 9, 4, 12
"""Units of a measured point, across the line through them, and from things to their labels."""
_BETWEEN, _CORNER = 3, 4
"""Units between bars, and of their round corners."""
_NUMBERED = 14
"""Bars that can have their numbers above them."""


def draw_data(plot: Plot) -> None:
    """Add the measured points, and the lines through them."""
    rows = [[plot.plane.point(*pair) for pair in zip(data.xs, data.ys, strict=True)] for data in plot.scene.data]
    for row in rows:
        plot.places.add_points(row, _DOT + 2)
    for number, row in enumerate(rows):
        box, context, colour = plot.plane.box, plot.context, plot.colours.data[number]
        start, name = plot.line.at("data", number), f"data.{number}"
        dots = tuple((x - box.x, y - box.y) for x, y in row)
        brush = DotsBrush(dots, context.u(_DOT), colour, context.theme.paper)
        grow = context.motion.draw(start, GROW * 1.3)
        plot.layers.dots.append(Mark(box, brush, name, plot.strength(start, [name]), grow))
        line = _fitted(plot, number)
        if plot.scene.data[number].name:
            _name(plot, number, row, line is not None)


def _fitted(plot: Plot, number: int) -> FittedLine | None:
    """Draws the line through the points of one row, with what it is."""
    data, context = plot.scene.data[number], plot.context
    line = fitted(data.xs, data.ys) if data.fit else None
    if line is None:
        return None
    colour, box = plot.colours.data[number], plot.plane.box
    start, name = plot.line.at("data", number) + GROW * 1.4, f"data.{number}"
    pieces = plot.plane.curve(lambda xs: line.slope * xs + line.intercept, *plot.plane.xs)
    plot.places.add_lines(pieces, _THICK)
    brush = StrokeBrush(path_of(pieces, box.x, box.y), colour, context.u(_THICK))
    opacity, grow = plot.strength(start, [name]), context.motion.draw(start, GROW)
    plot.layers.lines.append(Mark(box, brush, name, opacity, grow))
    label = name_label(context, _written(plot, line), colour, plot.places.area.width * 0.42)
    spots = at_end(label, pieces, context.u(_AWAY))
    placed = plot.places.put(label, spots or [label.at(box.x, box.y)])
    plot.label(label, placed, f"{name}.fit", plot.shown(start + GROW * 0.6))
    return line


def _written(plot: Plot, line: FittedLine) -> str:
    """The line as a formula, and how much of the scatter it explains."""
    sign = "−" if line.intercept < 0 else "+"
    slope, intercept = plot.plain.text(line.slope), plot.plain.text(abs(line.intercept))
    rest = "" if intercept == "0" else f" {sign} {intercept}"
    explained = plot.plain.text(float(np.floor(line.explained * 1000 + 1e-9) / 1000))
    return f"y\u00a0=\u00a0{slope}x{rest}".replace(" ", "\u00a0") + f", R²\u00a0=\u00a0{explained}"


def _name(plot: Plot, number: int, row: list[tuple[float, float]], has_line: bool) -> None:
    data, context = plot.scene.data[number], plot.context
    label = name_label(context, data.name, plot.colours.data[number], plot.places.area.width * 0.3, bold=not has_line)
    order = sorted(row, key=lambda point: -point[0])
    spots = [box for x, y in order[:8] for box in beside_point(label, x, y, context.u(_AWAY))]
    placed = plot.places.put(label, spots)
    plot.label(label, placed, f"data.{number}.name", plot.shown(plot.line.at("data", number) + GROW))


def draw_bars(plot: Plot) -> None:
    """Bars from zero, close together, as frequencies have them."""
    if plot.bins is None:
        return
    plane, context, bins = plot.plane, plot.context, plot.bins
    start, floor = plot.line.at("histogram", 0), plane.y(0.0)
    width = plane.x(bins.width) - plane.x(0.0)
    gap = min(context.u(_BETWEEN), width * 0.2)
    numbered = len(bins.counts) <= _NUMBERED and not (plot.curves or plot.scene.data)
    for number, count in enumerate(bins.counts):
        x, y = plane.point(bins.start + bins.width * number, count)
        box = Box(x + gap / 2, y, width - gap, floor - y)
        at = start + min(STAGGER, 0.8 / len(bins.counts)) * number
        opacity = plot.strength(at, ["histogram.0"])
        if count:
            brush = BarBrush(box.width, box.height, "bottom", plot.colours.bars[0], context.u(_CORNER))
            plot.layers.fills.append(
                Mark(box, brush, f"histogram.0.bar {number}", opacity, context.motion.draw(at, GROW))
            )
            plot.places.solid.append(box)
        block = words(context, plot.plain.text(count), context.u(4000), colour=context.theme.ink, weight=SEMIBOLD)
        if numbered and block.width < width - gap:
            place = Box(
                box.x + (box.width - block.width) / 2, y - block.height - context.u(3), block.width, block.height
            )
            plot.places.solid.append(place)
            plot.label(text_label(block), (place, False), f"histogram.0.counts.{number}", plot.shown(at + GROW * 0.7))
    bars = plot.scene.histogram[0]
    if bars.name:
        label = name_label(context, bars.name, plot.colours.bars[0], plane.box.width * 0.4)
        corners = [label.at(plane.box.right - label.width, plane.box.y), label.at(plane.box.x + _AWAY, plane.box.y)]
        placed = plot.places.put(label, corners)
        plot.label(label, placed, "histogram.0.name", plot.shown(start + GROW))
