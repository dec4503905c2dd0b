"""The ways of a graph's edges: where they leave and enter boxes, and how they bend around what lies between."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import skia

from ...drawing.arrows import Point
from ...drawing.stage import Box
from .bands import BEND, BandFrame
from .coordinates import spread
from .ordering import Weave

Curve = tuple[Point, Point, Point, Point]
"""A cubic: its start, its two handles and its end, as (along, across) the arrows."""

Span = tuple[float, float]
"""Two places along the arrows: where travellers from earlier layers come to something, and where they go on from."""

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
        self, weave: Weave, frame: BandFrame, across: Sequence[float], unit: float, elsewhere: Sequence[int]
    ) -> None:
        self._places: dict[tuple[int, int], float] = {}
        sides: dict[tuple[int, bool], list[tuple[float, float, int]]] = {}
        for edge, route in enumerate(weave.routes):
            joins = ((route[0], route[1]), (route[-1], route[-2])) if route and edge not in elsewhere else ()
            for node, other in joins:
                mine, theirs = weave.knots[node].layer, weave.knots[other].layer
                aim = frame.axes[other]
                # Turns lie in one another, so the one that comes from furthest out ends furthest out.
                end = (frame.axes[node], -aim, edge) if frame.bands[mine] != frame.bands[theirs] else (aim, aim, edge)
                sides.setdefault((node, theirs > mine), []).append(end)
        for (node, _), ends in sides.items():
            self._place(node, sorted(ends), frame.axes[node], across[node], unit)

    def _place(
        self, node: int, ends: Sequence[tuple[float, float, int]], axis: float, across: float, unit: float
    ) -> None:
        room = across - 2 * _CORNER * unit
        step = min(PORT * unit, room / max(len(ends) - 1, 1))
        offsets = [step * index for index in range(len(ends))]
        places = spread([wish for wish, _, _ in ends], offsets, axis - room / 2, axis + room / 2)
        for (_, _, edge), place in zip(ends, places, strict=True):
            self._places[node, edge] = place

    def of(self, node: int, edge: int) -> float:
        """Where `edge` meets `node`, across the arrows."""
        return self._places[node, edge]


def way(weave: Weave, frame: BandFrame, ports: Ports, sides: Sequence[Span], edge: int, unit: float) -> list[Curve]:
    """The curves of an edge from its source to its target. `sides` are where each node's box is entered and left."""
    route = weave.routes[edge]
    forwards = weave.knots[route[0]].layer < weave.knots[route[-1]].layer
    route = route if forwards else route[::-1]
    stops = [_stop(weave, frame, knot) for knot in route]
    signs = [-1 if frame.flips(weave.knots[node].layer) else 1 for node in (route[0], route[-1])]
    first, last = ports.of(route[0], edge), ports.of(route[-1], edge)
    begin = sides[route[0]][1] + signs[0] * _APART * unit
    finish = sides[route[-1]][0] - signs[1] * _APART * unit
    stem = _STEM * unit
    stops[0] = (begin, first), (_further(begin + signs[0] * stem, stops[0][1][0], signs[0]), first)
    stops[-1] = (_further(finish - signs[1] * stem, stops[-1][0][0], -signs[1]), last), (finish, last)
    curves = [straight(*stops[0])]
    for (one, other), (start, end_stop) in zip(pairwise(route), pairwise(stops), strict=True):
        bands = frame.bands[weave.knots[one].layer], frame.bands[weave.knots[other].layer]
        if bands[0] == bands[1]:
            curves.append(bent(start[1], end_stop[0]))
        else:
            curves += around(start[1], end_stop[0], -1 if bands[0] % 2 else 1, BEND * unit)
        curves.append(straight(*end_stop))
    return curves if forwards else [_reversed(curve) for curve in reversed(curves)]


def _further(one: float, other: float, direction: float) -> float:
    """Whichever place is further on in this direction."""
    return max(one, other) if direction > 0 else min(one, other)


def _stop(weave: Weave, frame: BandFrame, knot: int) -> tuple[Point, Point]:
    """Where the layer of a knot is entered and left on its axis."""
    enter, leave = frame.spans[weave.knots[knot].layer]
    return (enter, frame.axes[knot]), (leave, frame.axes[knot])


def straight(start: Point, end: Point) -> Curve:
    """A line."""
    return start, start, end, end


def bent(start: Point, end: Point) -> Curve:
    """An S that leaves and arrives along the arrows."""
    middle = (start[0] + end[0]) / 2
    return start, (middle, start[1]), (middle, end[1]), end


def around(start: Point, end: Point, sign: int, reach: float) -> list[Curve]:
    """A turn to the other direction: out by `reach` where the bands end (`sign` is 1 for the far end), and back."""
    edge = max(start[0] * sign, end[0] * sign) * sign
    corners = (edge, start[1]), (edge, end[1])
    depth = abs(end[1] - start[1])
    handle = edge + sign * reach * 1.25 * depth / (depth + 0.7 * reach)
    turn: Curve = (corners[0], (handle, start[1]), (handle, end[1]), corners[1])
    return [straight(start, corners[0]), turn, straight(corners[1], end)]


def _reversed(curve: Curve) -> Curve:
    return curve[3], curve[2], curve[1], curve[0]


def drawn(frame: BandFrame, curves: Sequence[Curve]) -> Any:
    """The path of `curves` in pixels of the frame."""
    path = skia.Path()
    path.moveTo(*frame.point(*curves[0][0]))
    for start, one, other, end in curves:
        if start != end:
            path.cubicTo(*frame.point(*one), *frame.point(*other), *frame.point(*end))
    return path


def loop(box: Box, reach: float, *, down: bool, flipped: bool) -> Any:
    """The way of an edge from a box to itself: `reach` pixels out over the side in front of its axis."""
    sign = 1 if flipped else -1
    centre, half = (box.centre[1], box.height / 2) if down else (box.centre[0], box.width / 2)
    edge = (box.right if flipped else box.x) if down else (box.bottom if flipped else box.y)
    wide, near, far = min(reach * 0.4, half * 0.64), edge + sign * reach * 0.14, edge + sign * reach * 1.25
    points = [(centre - wide, near), (centre - wide * 2, far), (centre + wide * 2, far), (centre + wide, near)]
    path = skia.Path()
    path.moveTo(*_turned(points[0], down))
    path.cubicTo(*_turned(points[1], down), *_turned(points[2], down), *_turned(points[3], down))
    return path


def _turned(point: Point, down: bool) -> Point:
    return (point[1], point[0]) if down else point
