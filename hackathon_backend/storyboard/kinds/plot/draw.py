"""A plot: axes, what is drawn between them, and its labels where they belong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...drawing.brushes import TextBrush
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.motion.tracks import Track
from ...drawing.parts.basics import heading
from ...drawing.stage import Box
from ...timing.cues import CueClock
from ..chart.labels import LABEL
from .layout import AxisNames, laid
from .marks.annotations import draw_areas, draw_runners, draw_tangents, keep_tangents_clear
from .marks.curves import draw_curves
from .marks.data import draw_bars, draw_data
from .marks.points import VALUE_GAP, draw_points
from .marks.vectors import draw_vectors, keep_vectors_clear
from .plane import HEAD, Tick, axis_marks, grid_marks, name_block
from .plot import Plot
from .readings import draw_readings
from .scene import PlotScene


def compose(scene: PlotScene, context: DrawContext, clock: CueClock) -> list[Mark]:
    """The marks of a plot scene, back to front."""
    head, area = heading(context, scene.heading)
    plot, ticks, names = laid(scene, context, clock, area)
    frame = _frame(plot, ticks, names)
    for draw in (keep_tangents_clear, keep_vectors_clear, draw_bars, draw_data, draw_curves, draw_vectors):
        draw(plot)
    draw_points(plot, ticks)
    for draw in (draw_runners, draw_tangents, draw_areas, draw_readings):
        draw(plot)
    # Axes run from left to right in every script.
    return [head, *(replace(mark, island=area) for mark in (*frame, *plot.layers.all()))]


def _frame(plot: Plot, ticks: Sequence[Tick], names: AxisNames) -> list[Mark]:
    """The grid, the axes and their names."""
    context, box = plot.context, plot.plane.box
    named = zip(axis_marks(context, plot.plane), (plot.scene.x, plot.scene.y), strict=True)
    axes = [replace(mark, identity=f"axis {axis.name} {axis.unit}") for mark, axis in named]
    for mark in axes:
        x, y = mark.box.x, mark.box.y
        plot.places.add_lines([[(x, y), (mark.box.right, mark.box.bottom)]], 3)
    marks = [*grid_marks(context, plot.plane, ticks), *axes]
    across, up = axes[0].box, axes[1].box
    if names.x:
        # As wide as the room that was left for it below: in a narrower plane it would take more lines.
        whole = plot.places.area.right - context.stage.safe.x
        block = name_block(context, names.x, whole * 0.6)
        bottom = plot.places.area.bottom
        values = [box.bottom + context.u(VALUE_GAP + LABEL * 1.15)] if plot.found else []
        below = max([bottom, *values, *(tick.box.bottom for tick in ticks)])
        y = below + context.u(6 if ticks else 10)
        place = Box(max(across.right - block.width, context.stage.safe.x), y, block.width, block.height)
        marks.append(Mark(place, TextBrush(block), "x.name", Track(1.0)))
    if names.y:
        block = name_block(context, names.y, box.width * 0.6)
        left = up.x - block.width / 2 if up.x > box.x + block.width / 2 else box.x - context.u(HEAD)
        place = Box(left, up.y - context.u(6) - block.height, block.width, block.height)
        marks.append(Mark(place, TextBrush(block), "y.name", Track(1.0)))
        plot.places.solid.append(place)
    return marks
