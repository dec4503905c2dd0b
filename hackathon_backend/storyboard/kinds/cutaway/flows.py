"""What runs through a drawing: beads along the way of a flow, while it is spoken of."""

from __future__ import annotations

from collections.abc import Iterator

import skia

from ...drawing.arrows import localised
from ...drawing.marks import Mark
from ...drawing.motion.tracks import STEP, Track, ease_both, steady
from . import curves
from .brushes import FlowBrush
from .figure import CutawayFigure
from .outlines import curve
from .ways import Lines, colour_of, way_of

_BEAD, _APART, _PACE = 11, 58, 78
"""Units: half the length of a bead, from bead to bead, and the way of a bead in a second."""
_LEFT = 0.4
"""Opacity of a flow that is spoken of no more; it stands still then."""
_END = 0.3
"""Seconds before the end of a scene from which nothing runs."""


def flow_marks(figure: CutawayFigure) -> Iterator[Mark]:
    """A mark for each flow of the scene."""
    for index, flow in enumerate(figure.scene.flows):
        yield _flow(figure, f"flows.{index}", way_of(flow, figure.drawing), colour_of(flow, figure.drawing))


def _flow(figure: CutawayFigure, path: str, lines: Lines, colour: str) -> Mark:
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


def _tracks(figure: CutawayFigure, path: str) -> tuple[Track, Track]:
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
