"""Edges that run far back against the others: they leave and enter boxes at their sides, and run beside the graph."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ...drawing.arrows import Point
from .coordinates import Coordinates, Span
from .ordering import LayeredGraph
from .routing import Curve, apart, bent, reversed_, straight

_STEP = 14
"""Units between two edges on the side of one box."""
_EDGE = 10
"""Units at the corners of a box where no edge ends."""
_CORNER = 16
"""Units of radius at the corners of such an edge."""


class BackEdges:
    """The edges that can run beside the graph, because nothing stands between their ends and the edge of the graph."""

    def __init__(
        self, graph: LayeredGraph, found: Coordinates, sides: Sequence[Span], across: Sequence[float], unit: float
    ) -> None:
        self._graph, self._found, self._sides, self._unit = graph, found, sides, unit
        self._ends = [axis + size / 2 for axis, size in zip(found.axes, across, strict=False)]
        self.edges = [edge for edge, route in enumerate(graph.routes) if graph.runs_back(edge) and self._is_free(route)]
        self._along: dict[tuple[int, int], float] = {}
        for node in range(len(across)):
            self._share(node)

    def _is_free(self, route: Sequence[int]) -> bool:
        """Whether a route lies beyond its ends, and nothing but such routes stands beside those."""
        vertices, axes = self._graph.vertices, self._found.axes
        for node in (route[0], route[-1]):
            layer = self._graph.layers[vertices[node].layer]
            beyond = [vertices[other] for other in layer[layer.index(node) + 1 :]]
            if any(other.kind == "node" or not self._graph.runs_back(other.number) for other in beyond):
                return False
            if min(axes[vertex] for vertex in route[1:-1]) < self._ends[node] + _CORNER * self._unit:
                return False
        return True

    def _share(self, node: int) -> None:
        """Spread the edges at the side of a box so that they don't cross: those that come in lie in one another."""
        axes, routes = self._found.axes, self._graph.routes
        leaving = sorted((axes[routes[edge][1]], edge) for edge in self.edges if routes[edge][0] == node)
        coming = sorted((-axes[routes[edge][-2]], edge) for edge in self.edges if routes[edge][-1] == node)
        ends = [edge for _, edge in [*leaving, *coming]]
        start, end = self._sides[node]
        step = min(_STEP * self._unit, (end - start - 2 * _EDGE * self._unit) / max(len(ends) - 1, 1))
        for index, edge in enumerate(ends):
            self._along[node, edge] = (start + end) / 2 + (index - (len(ends) - 1) / 2) * step

    def way(self, edge: int) -> list[Curve]:
        """The curves of an edge: out of the side of its source, back, and into the side of its target."""
        route = self._graph.routes[edge]
        first, last = self._end(route[0], edge), self._end(route[-1], edge)
        stops = [first, *(self._middle(vertex) for vertex in route[1:-1]), last]
        radius = _CORNER * self._unit
        out: Point = (first[0], stops[1][1])
        back: Point = (last[0], stops[-2][1])
        ways: list[Point] = [(out[0] - radius, out[1]), *stops[1:-1], (back[0] + radius, back[1])]
        curves = _corner(first, out, ways[0], radius)
        curves += [bent(one, other) if one[1] != other[1] else straight(one, other) for one, other in pairwise(ways)]
        return curves + [reversed_(curve) for curve in reversed(_corner(last, back, ways[-1], radius))]

    def _end(self, node: int, edge: int) -> Point:
        return self._along[node, edge], self._ends[node] + apart(self._unit)

    def _middle(self, vertex: int) -> Point:
        return sum(self._found.spans[self._graph.vertices[vertex].layer]) / 2, self._found.axes[vertex]


def _corner(start: Point, corner: Point, end: Point, radius: float) -> list[Curve]:
    """Straight on from `start` and then around `corner` to `end`."""
    before: Point = (corner[0], max(start[1], corner[1] - radius))
    near = 0.45
    handle: Point = (corner[0], corner[1] + (before[1] - corner[1]) * near)
    other: Point = (corner[0] + (end[0] - corner[0]) * near, corner[1])
    return [straight(start, before), (before, handle, other, end)]
