"""The numbers at the axes of a plot."""

from __future__ import annotations

from ...drawing.context import DrawContext
from .plane import Tick, most_across, ticks, x_ticks, y_ticks
from .plot import Plot
from .scene import PlotScene

_LEAST = 54
"""Units from one tick of the y axis to the next, roughly."""

_BARS_NAMED = 14


def axis_ticks(plot: Plot) -> list[Tick]:
    """The numbers at both axes, as many as there is room for."""
    scene, context, plane = plot.scene, plot.context, plot.plane
    found: list[Tick] = []
    if scene.x.ticks:
        at_x = _at_both(plot) if is_even(scene) else _at_x(plot)
        found += x_ticks(context, plane, plot.x_figures, at_x)
    if scene.y.ticks:
        most = most_up(context, plane.box.height)
        found += y_ticks(context, plane, plot.y_figures, ticks(plane.ys, most, turns=False))
    return found


def _at_both(plot: Plot) -> list[float]:
    """The numbers at the x axis that are as far apart as those at the y axis, or twice as far if there is no room."""
    plane, context = plot.plane, plot.context
    width = plane.xs[1] - plane.xs[0]
    up = ticks(plane.ys, most_up(context, plane.box.height), turns=False)
    step = up[1] - up[0] if len(up) > 1 else width
    most = plane.box.width / max((plot.x_figures.block(context, end).width for end in plane.xs), default=1.0) / 2
    return ticks(plane.xs, min(width / step * 1.001, most), turns=False)


def most_up(context: DrawContext, height: float) -> float:
    """How many numbers there is room for at a y axis of `height` pixels."""
    return min(7.0, height / context.u(_LEAST))


def _at_x(plot: Plot) -> list[float]:
    """The numbers at the x axis: of bars that stand for single values, those values."""
    bins = plot.bins
    if bins and len(bins.counts) <= _BARS_NAMED and (plot.scene.histogram[0].counts or bins.width == 1):
        return [bins.start + bins.width * (number + 0.5) for number in range(len(bins.counts))]
    most = most_across(plot.context, plot.x_figures, plot.plane.xs, plot.plane.box.width)
    return ticks(plot.plane.xs, most, turns=plot.x_figures.turns)


def is_even(scene: PlotScene) -> bool:
    """Whether a unit is as long across as up: where there is nothing but vectors."""
    return bool(scene.vectors or scene.transform) and not (scene.curves or scene.data or scene.histogram)
