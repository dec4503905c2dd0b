"""Coordinate assignment: where the layers of a graph and what stands in them are in the frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...drawing.arrows import Point
from ...drawing.stage import Box
from .alignment import Alignment, NodeExtent, NodeSpacing
from .ordering import LayeredGraph

_BARE, _BESIDE_LABEL = {False: 56, True: 46}, {False: 32, True: 20}
"""Units between two layers of nodes at least, and between one and a layer of labels; less if arrows run down (True),
since text is wider than high.
"""
_BOXES, LINES = 18, 10
"""Units across the arrows between neighbours at least."""
_LONGER, _FILLED = 2.2, 0.64
"""How many times spaces along the arrows grow at most, unless that leaves more of the frame's length free than this."""
_WIDER = (8.0, 6.5, 5.0, 4.0, 3.2, 2.4, 1.8, 1.4, 1.0)
"""How many times spaces across the arrows grow: the first that fits, those over _LONGER only if half is left free."""
_LINES_WIDER = 1.5
_ABOVE = 0.38
"""The part of the spare height that stays above a graph."""


Span = tuple[float, float]
"""Two places along the arrows, or across them: where something begins and where it ends."""


@dataclass(frozen=True)
class Coordinates:
    """Where layers and vertices are. `spans` has for each layer where it begins and ends along the arrows, `axes` for
    each vertex its axis. `stretch` is how many times the least space lies between layers.
    """

    spans: list[Span]
    axes: list[float]
    stretch: float
    down: bool

    def point(self, along: float, across: float) -> Point:
        """A point of the frame, in pixels."""
        return (across, along) if self.down else (along, across)

    def box(self, along: Span, across: Span) -> Box:
        """The box between two places along the arrows and two across them."""
        (x, y), (right, bottom) = self.point(along[0], across[0]), self.point(along[1], across[1])
        return Box(x, y, right - x, bottom - y)


def assign(
    graph: LayeredGraph, extents: Sequence[NodeExtent], area: Box, unit: float, *, down: bool, tight: float = 1.0
) -> Coordinates | None:
    """The coordinates of all layers and vertices inside `area`; None if they don't fit. `tight` is what the least
    spaces between layers are multiplied with.
    """
    start, room, depth = (area.y, area.height, area.width) if down else (area.x, area.width, area.height)
    thickness = [max((extents[vertex].along for vertex in layer), default=0.0) for layer in graph.layers]
    gaps = [_gap(graph, layer, down=down) * unit * tight for layer in range(len(graph.layers) - 1)]
    boxes, between = sum(thickness), sum(gaps)
    longest = max(_LONGER, (room * _FILLED - boxes) / between) if between else 1.0
    along = spans_of(thickness, gaps, (start, room), longest, _ABOVE if down else 0.5)
    axes = _axes(graph, extents, depth, unit) if along else None
    if along is None or axes is None:
        return None
    low = min(axis - extent.head for axis, extent in zip(axes, extents, strict=True))
    high = max(axis + extent.tail for axis, extent in zip(axes, extents, strict=True))
    top = (area.x if down else area.y) + (depth - high + low) * (0.5 if down else _ABOVE) - low
    return Coordinates(along[0], [top + axis for axis in axes], along[1], down)


def spans_of(
    thickness: Sequence[float], gaps: Sequence[float], room: Span, longest: float, before: float
) -> tuple[list[Span], float] | None:
    """Where layers of this `thickness` begin and end, and how many times as large as they must be the `gaps` are.

    `room` is where they may begin, and the pixels that there are; gaps become at most `longest` times as large, and the
    part `before` of what is left stays free before the first layer. None if there is too little room.
    """
    boxes, between = sum(thickness), sum(gaps)
    if boxes + between > room[1]:
        return None
    stretch = min((room[1] - boxes) / between, longest) if between else 1.0
    spans, place = [], room[0] + (room[1] - boxes - stretch * between) * before
    for thick, gap in zip(thickness, [*gaps, 0.0], strict=True):
        spans.append((place, place + thick))
        place += thick + gap * stretch
    return spans, stretch


def _gap(graph: LayeredGraph, layer: int, *, down: bool) -> float:
    both = graph.holds_nodes(layer) and graph.holds_nodes(layer + 1)
    return _BARE[down] if both else _BESIDE_LABEL[down]


def _axes(graph: LayeredGraph, extents: Sequence[NodeExtent], room: float, unit: float) -> list[float] | None:
    """The axes of all vertices, as far apart as there is `room` for; None if they don't fit."""
    for wider in _WIDER:
        spacing = NodeSpacing(_BOXES * unit * wider, LINES * unit * min(wider, _LINES_WIDER))
        alignment = Alignment(graph, extents, spacing, room)
        if room - alignment.least >= (room * (1 - _FILLED) if wider > _LONGER else 0):
            return alignment.axes()
    return None
