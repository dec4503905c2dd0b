"""Coordinate assignment: where the layers of a graph and what stands in them are in the frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...drawing.arrows import Point
from ...drawing.stage import Box
from .alignment import Alignment, Extent, NodeSpacing
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


@dataclass(frozen=True)
class Coordinates:
    """Where layers and vertices are. `spans` has for each layer where it begins and ends along the arrows, `axes` for
    each vertex its axis. `stretch` is how many times the least space lies between layers.
    """

    spans: list[tuple[float, float]]
    axes: list[float]
    stretch: float
    down: bool

    def point(self, along: float, across: float) -> Point:
        """A point of the frame, in pixels."""
        return (across, along) if self.down else (along, across)

    def box(self, along: tuple[float, float], across: tuple[float, float]) -> Box:
        """The box between two places along the arrows and two across them."""
        (x, y), (right, bottom) = self.point(along[0], across[0]), self.point(along[1], across[1])
        return Box(x, y, right - x, bottom - y)


def assign(graph: LayeredGraph, extents: Sequence[Extent], area: Box, unit: float, *, down: bool) -> Coordinates | None:
    """The coordinates of all layers and vertices inside `area`; None if they don't fit."""
    start, room, depth = (area.y, area.height, area.width) if down else (area.x, area.width, area.height)
    thickness = [max((extents[vertex].along for vertex in layer), default=0.0) for layer in graph.layers]
    gaps = [_gap(graph, layer, down=down) * unit for layer in range(len(graph.layers) - 1)]
    stretch = _stretch(sum(thickness), sum(gaps), room)
    axes = _axes(graph, extents, depth, unit) if stretch else None
    if stretch is None or axes is None:
        return None
    low = min(axis - extent.head for axis, extent in zip(axes, extents, strict=True))
    high = max(axis + extent.tail for axis, extent in zip(axes, extents, strict=True))
    top = (area.x if down else area.y) + (depth - high + low) * (0.5 if down else _ABOVE) - low
    place = start + (room - sum(thickness) - stretch * sum(gaps)) * (_ABOVE if down else 0.5)
    spans = []
    for thick, gap in zip(thickness, [*gaps, 0.0], strict=True):
        spans.append((place, place + thick))
        place += thick + gap * stretch
    return Coordinates(spans, [top + axis for axis in axes], stretch, down)


def _gap(graph: LayeredGraph, layer: int, *, down: bool) -> float:
    both = graph.holds_nodes(layer) and graph.holds_nodes(layer + 1)
    return _BARE[down] if both else _BESIDE_LABEL[down]


def _stretch(boxes: float, between: float, room: float) -> float | None:
    """How many times as large as they must be the gaps can be; None if less than once."""
    if boxes + between > room:
        return None
    if not between:
        return 1.0
    return min((room - boxes) / between, max(_LONGER, (room * _FILLED - boxes) / between))


def _axes(graph: LayeredGraph, extents: Sequence[Extent], room: float, unit: float) -> list[float] | None:
    """The axes of all vertices, as far apart as there is `room` for; None if they don't fit."""
    for wider in _WIDER:
        spacing = NodeSpacing(_BOXES * unit * wider, LINES * unit * min(wider, _LINES_WIDER))
        alignment = Alignment(graph, extents, spacing, room)
        if room - alignment.least >= (room * (1 - _FILLED) if wider > _LONGER else 0):
            return alignment.axes()
    return None
