"""Points with dotted lines to the axes, and their values there."""

from __future__ import annotations

from dataclasses import dataclass, field

import skia

from ....drawing.brushes import GlowBrush, TextBrush, rounded
from ....drawing.marks import Mark
from ....drawing.stage import Box
from ....drawing.text.text import TextBlock
from ....theme import Colour
from ..found import FoundPoint
from ..placing import beside_point, name_label
from ..plane import Tick, tick_mark
from ..plot import Plot
from ..timeline import FAINT
from .brushes import DottedBrush

DOT, _DOTTED, _AWAY = 15, 2.5, 13
"""Units of the dot at a point, across a dotted line, and from a point to its label."""
_BETWEEN = 10
VALUE_GAP = 12
"""Units from an axis to a value that stands at it."""


@dataclass
class AxisValues:
    """The values written at the axes so far, and from when each takes its place."""

    taken: list[tuple[Box, float, float | None, FoundPoint]] = field(default_factory=list)

    def is_free(self, box: Box, point: FoundPoint) -> bool:
        """Whether no value stands there at the same time; those of a moment that is over give way."""
        return not any(
            other.overlap(box) and (until is None or point.epoch.start < until) for other, _, until, _ in self.taken
        )


def draw_points(plot: Plot, ticks: list[Tick]) -> None:
    """All points, and the ticks, which give way to their values."""
    values = AxisValues()
    for point in plot.found:
        if plot.plane.shows(point.x, point.y):
            _draw(plot, point, values)
    for tick in ticks:
        wide = tick.box.grown(plot.context.u(8))
        starts = [start for box, start, _, _ in values.taken if wide.overlap(box)]
        plot.layers.texts.append(tick_mark(plot.context, tick, min(starts, default=None)))


def colour_of_point(plot: Plot, point: FoundPoint) -> Colour:
    """That of its curve; of several, the one for what they have in common."""
    return plot.colours.curves[point.on[0]] if len(point.on) == 1 else plot.colours.accent


def _draw(plot: Plot, point: FoundPoint, values: AxisValues) -> None:
    context, epoch = plot.context, point.epoch
    x, y = plot.plane.point(point.x, point.y)
    colour = colour_of_point(plot, point)
    changes = [] if epoch.until is None else [(epoch.until, FAINT if epoch.stays else 0.0)]
    opacity = plot.strength(epoch.start, list(point.things), changes)
    size = context.u(DOT)
    dot_box = Box(x - size / 2, y - size / 2, size, size)
    disc = GlowBrush(rounded(size, size, size / 2), colour, context.theme.paper, context.u(2))
    plot.layers.dots.append(Mark(dot_box, disc, point.source, opacity))
    plot.places.add_points([(x, y)], DOT)
    written = _at_axes(plot, point, values, colour) if point.valued else set()
    for axis in written | ({"x"} if point.y == 0 and point.valued and not written else set()):
        _dotted(plot, point, axis, colour, changes)
    _name(plot, point, written, colour)


def _name(plot: Plot, point: FoundPoint, written: set[str], colour: Colour) -> None:
    """Its name beside it, and its coordinates if they could not be written at the axes."""
    text = point.name
    if point.valued and not written:
        values = f"({plot.x_figures.text(point.x)} | {plot.y_figures.text(point.y)})"
        text = f"{text} {values}" if text else values
    if text:
        label = name_label(plot.context, text, colour, plot.places.area.width * 0.35)
        x, y = plot.plane.point(point.x, point.y)
        placed = plot.places.put(label, beside_point(label, x, y, plot.context.u(_AWAY)))
        path = f"{point.source}.name" if point.name else f"{point.source}.value"
        plot.label(label, placed, path, plot.shown(point.epoch.start, point.epoch.until))


def _at_axes(plot: Plot, point: FoundPoint, values: AxisValues, colour: Colour) -> set[str]:
    """Writes its values at the axes, and tells at which ones; at none if there is no room at one of them."""
    wanted = {"x"} if abs(point.y) < 1e-9 * (plot.plane.ys[1] - plot.plane.ys[0]) else {"x", "y"}
    places = {axis: _value(plot, point, axis, colour) for axis in sorted(wanted)}
    boxes = {axis: box for axis, (_, box) in places.items()}
    same = {axis for axis in places if _is_written(plot, point, axis, values)}
    if not all(axis in same or values.is_free(box, point) for axis, box in boxes.items()):
        return set()
    for axis in sorted(wanted - same):
        block, box = places[axis]
        epoch = point.epoch
        values.taken.append((box.grown(plot.context.u(_BETWEEN / 2)), epoch.start, epoch.until, point))
        path = f"{point.source}.{axis}"
        brush = TextBrush(block)
        plot.layers.texts.append(
            Mark(box, brush, path, plot.shown(epoch.start, epoch.until), passing=epoch.until is not None)
        )
        if epoch.until is not None and epoch.stays:
            _keep(plot, point, axis, box, values)
    return wanted


def _is_written(plot: Plot, point: FoundPoint, axis: str, values: AxisValues) -> bool:
    """Whether the same value stands at the axis already."""
    figures = plot.x_figures if axis == "x" else plot.y_figures
    mine = figures.text(getattr(point, axis))
    return any(
        figures.text(getattr(other, axis)) == mine
        and (until is None or until > point.epoch.start)
        and _value(plot, other, axis, plot.colours.accent)[1].overlap(box)
        for box, _, until, other in values.taken
    )


def _keep(plot: Plot, point: FoundPoint, axis: str, box: Box, values: AxisValues) -> None:
    """The value of a moment that is over, in a quiet colour, if no other value will stand there."""
    later = [other for other in plot.found if other.source == point.source and other.epoch.start > point.epoch.start]
    theirs = [_value(plot, other, axis, plot.colours.accent)[1] for other in later]
    if any(box.grown(plot.context.u(_BETWEEN)).overlap(other) for other in theirs):
        return
    block, place = _value(plot, point, axis, plot.context.theme.muted, bold=False)
    start = point.epoch.until or 0.0
    values.taken.append((place, start, None, point))
    plot.layers.texts.append(Mark(place, TextBrush(block), f"{point.source}.{axis}", plot.shown(start)))


def _value(plot: Plot, point: FoundPoint, axis: str, colour: Colour, *, bold: bool = True) -> tuple[TextBlock, Box]:
    """A coordinate, and where it stands at its axis."""
    gap, plane = plot.context.u(VALUE_GAP), plot.plane
    figures, value = (plot.x_figures, point.x) if axis == "x" else (plot.y_figures, point.y)
    block = figures.block(plot.context, value, colour=colour, bold=bold)
    x, y = plane.point(point.x, point.y)
    if axis == "x":
        return block, Box(x - block.width / 2, plane.box.bottom + gap, block.width, block.height)
    return block, Box(plane.box.x - gap - block.width, y - block.height / 2, block.width, block.height)


def _dotted(plot: Plot, point: FoundPoint, axis: str, colour: Colour, changes: list[tuple[float, float]]) -> None:
    """A dotted line from a point to an axis."""
    box, context = plot.plane.box, plot.context
    x, y = plot.plane.point(point.x, point.y)
    end = (x, box.bottom) if axis == "x" else (box.x, y)
    length = abs(end[0] - x) + abs(end[1] - y)
    if length < context.u(DOT):
        return
    left, top = min(x, end[0]), min(y, end[1])
    path = skia.Path().moveTo(x - left, y - top).lineTo(end[0] - left, end[1] - top)
    brush = DottedBrush(path, colour, context.u(_DOTTED), context.u(8))
    place = Box(left, top, abs(end[0] - x), abs(end[1] - y))
    opacity = plot.strength(point.epoch.start, list(point.things), changes)
    plot.layers.lines.append(Mark(place, brush, "", opacity, context.motion.draw(point.epoch.start)))
    plot.places.add_lines([[(x, y), end]], _DOTTED)
