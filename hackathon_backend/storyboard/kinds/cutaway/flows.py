"""What runs through a drawing: beads along the way of a flow, while it is spoken of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import skia

from ...drawing.arrows import localised
from ...drawing.marks import Mark
from ...drawing.tracks import STEP, Track, ease_both, steady
from . import curves
from .brushes import FlowBrush
from .drawing import Drawing
from .figure import Figure
from .library import find_flow, find_part
from .outlines import curve
from .scene import Flow

_BEAD, _APART, _PACE = 11, 58, 78
"""Units: half the length of a bead, from bead to bead, and the way of a bead in a second."""
_LEFT = 0.4
"""Opacity of a flow that is spoken of no more; it stands still then."""
_END = 0.3
"""Seconds before the end of a scene from which nothing runs."""


def flow_marks(figure: Figure) -> Iterator[Mark]:
    """A mark for each flow of the scene."""
    for index, flow in enumerate(figure.scene.flows):
        lines, colour = _way(flow, figure.drawing)
        yield _flow(figure, f"flows.{index}", lines, colour)


def _way(flow: Flow, drawing: Drawing) -> tuple[Sequence[Sequence[Sequence[float]]], str]:
    """The points of the lines of a flow, and its colour."""
    if flow.flow:
        known = drawing.flows[find_flow(drawing, flow.flow)]
        return known.lines, known.colour
    parts = [drawing.parts[find_part(drawing, part)] for part in flow.parts]
    return [[part.anchors[0] for part in parts]], parts[0].colour


def _flow(figure: Figure, path: str, lines: Sequence[Sequence[Sequence[float]]], colour: str) -> Mark:
    context = figure.context
    ways = [curve(points, curves.opened(points)) for points in lines]
    for way in ways:
        way.transform(figure.matrix)
    whole = skia.Path()
    for way in ways:
        whole.addPath(way)
    box, _ = localised(whole)
    for way in ways:
        way.offset(-box.x, -box.y)
    tone = context.theme.legible(figure.palette.colour(colour.partition(" ")[0]), 3.0)
    brush = FlowBrush(ways, tone, context.u(_BEAD), context.u(_APART))
    opacity, run = _tracks(figure, path)
    return Mark(box, brush, path, opacity, run)


def _tracks(figure: Figure, path: str) -> tuple[Track, Track]:
    """Opacity of a flow, and how far its beads have run, in distances between them."""
    motion = figure.context.motion
    opacity, run, far = Track(0.0), Track(0.001), 0.001
    for start, end in figure.times.spans(path):
        last = end if end is not None else figure.times.end - _END
        opacity = opacity.then(1.0, start, STEP, ease_both)
        if end is not None:
            opacity = opacity.then(_LEFT, end, STEP, ease_both)
        if not motion.reduced and last > start:
            far += (last - start) * _PACE / _APART
            run = run.then(far, start, last - start, steady)
    return opacity, run
