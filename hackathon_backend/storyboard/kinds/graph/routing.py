"""The ways of a graph's edges: where they leave and enter boxes, and how they bend around what lies between."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import skia

from ...drawing.arrows import Point
from ...drawing.stage import Box
from .alignment import spread
from .coordinates import Coordinates, Span
from .ordering import LayeredGraph

Curve = tuple[Point, Point, Point, Point]
"""A cubic: its start, its two handles and its end, as (along, across) the arrows."""

PORT = 20
"""Units between two ends of edges on one side of a box."""
_CORNER = 12
"""Units at the corners of a box where no edge ends."""
_APART, _STEM = 5, 9
"""Units between a box and the ends of its edges, and of an arrow's straight end."""


def apart(unit: float) -> float:
    """Pixels between a box and the ends of its edges."""
    return _APART * unit


class Ports:
    """Where edges meet their boxes: straight across from where they come from, if there is room for that.

    Edges that end `elsewhere`, at the sides of boxes, are left out.
    """

    def __init__(
        self, graph: LayeredGraph, found: Coordinates, across: Sequence[float], unit: float, elsewhere: Sequence[int]
    ) -> None:
        self._places: dict[tuple[int, int], float] = {}
        sides: dict[tuple[int, bool], list[tuple[float, int]]] = {}
        for edge, route in enumerate(graph.routes):
            joins = ((route[0], route[1]), (route[-1], route[-2])) if route and edge not in elsewhere else ()
            for node, other in joins:
                is_after = graph.vertices[other].layer > graph.vertices[node].layer
                sides.setdefault((node, is_after), []).append((found.axes[other], edge))
        for (node, _), ends in sides.items():
            self._place(node, sorted(ends), found.axes[node], across[node], unit)

    def _place(self, node: int, ends: Sequence[tuple[float, int]], axis: float, across: float, unit: float) -> None:
        room = across - 2 * _CORNER * unit
        step = min(PORT * unit, room / max(len(ends) - 1, 1))
        offsets = [step * index for index in range(len(ends))]
        places = spread([wish for wish, _ in ends], offsets, axis - room / 2, axis + room / 2)
        for (_, edge), place in zip(ends, places, strict=True):
            self._places[node, edge] = place

    def of(self, node: int, edge: int) -> float:
        """Where `edge` meets `node`, across the arrows."""
        return self._places[node, edge]


def way(
    graph: LayeredGraph, found: Coordinates, ports: Ports, sides: Sequence[Span], edge: int, unit: float
) -> list[Curve]:
    """The curves of an edge from its source to its target. `sides` are where each node's box begins and ends."""
    route = graph.routes[edge]
    forwards = graph.vertices[route[0]].layer < graph.vertices[route[-1]].layer
    route = route if forwards else route[::-1]
    stops = [[(place, found.axes[index]) for place in found.spans[graph.vertices[index].layer]] for index in route]
    first, last = ports.of(route[0], edge), ports.of(route[-1], edge)
    begin, finish = sides[route[0]][1] + apart(unit), sides[route[-1]][0] - apart(unit)
    stops[0] = [(begin, first), (max(begin + _STEM * unit, stops[0][1][0]), first)]
    stops[-1] = [(min(finish - _STEM * unit, stops[-1][0][0]), last), (finish, last)]
    curves = [straight(*stops[0])]
    for one, other in pairwise(stops):
        curves += [bent(one[1], other[0]), straight(*other)]
    return curves if forwards else [reversed_(curve) for curve in reversed(curves)]


def straight(start: Point, end: Point) -> Curve:
    """A line."""
    return start, start, end, end


def bent(start: Point, end: Point) -> Curve:
    """An S that leaves and arrives along the arrows."""
    middle = (start[0] + end[0]) / 2
    return start, (middle, start[1]), (middle, end[1]), end


def reversed_(curve: Curve) -> Curve:
    """The same curve from its end."""
    return curve[3], curve[2], curve[1], curve[0]


def drawn(found: Coordinates, curves: Sequence[Curve]) -> Any:
    """The path of `curves` in pixels of the frame."""
    path = skia.Path()
    path.moveTo(*found.point(*curves[0][0]))
    for start, one, other, end in curves:
        if start != end:
            path.cubicTo(*found.point(*one), *found.point(*other), *found.point(*end))
    return path


def loop(box: Box, reach: float, *, down: bool) -> Any:
    """The way of an edge from a box to itself: `reach` pixels out over the side in front of its axis."""
    centre, half, edge = (box.centre[1], box.height / 2, box.x) if down else (box.centre[0], box.width / 2, box.y)
    wide, near, far = min(reach * 0.4, half * 0.64), edge - reach * 0.14, edge - reach * 1.25
    points = [(centre - wide, near), (centre - wide * 2, far), (centre + wide * 2, far), (centre + wide, near)]
    start, *handles = [(point[1], point[0]) if down else point for point in points]
    path = skia.Path()
    path.moveTo(*start)
    path.cubicTo(*handles[0], *handles[1], *handles[2])
    return path
