"""The ways of links: smooth curves that keep clear of all things and texts, and as far as can be of one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ....drawing.stage import Box
from .detour import detour

Points = NDArray[np.float64]

_FINE = 72
"""Points of a curve."""
_BENDS = (0.0, 0.12, -0.12, 0.2, -0.2, 0.3, -0.3, 0.42, -0.42, 0.56, -0.56, 0.75, -0.75, 1.0, -1.0)
"""How far a curve may bend, as a part of the distance: in turn, the straight one first."""
_BACK = 0.16
"""The bend of a link beside which another one runs back."""
_HIT, _CROSSED, _NEAR = 60.0, 14.0, 0.8
"""Costs of a point within a thing, of a crossing, and of a point close to another link."""
_AT_TEXT = 0.85
"""How near a link comes to the texts at its ends, as a part of what it keeps from drawings: not nearer than others."""
_SHORTEST = 22.0
"""Units of a link that can be told from its head."""


@dataclass(frozen=True)
class Hull:
    """What a link starts and ends at: a drawing, round or not, and the texts at it."""

    drawing: Box
    texts: Box | None
    round: bool

    def holds(self, points: Points, gap: float) -> NDArray[np.bool_]:
        """Which points lie in it or nearer than `gap`."""
        found = _in_ellipse(points, self.drawing, gap) if self.round else within(points, self.drawing, gap)
        return found | within(points, self.texts, gap * _AT_TEXT) if self.texts else found


def within(points: Points, box: Box, gap: float) -> NDArray[np.bool_]:
    """Which points lie in a box or nearer than `gap`."""
    x, y = points.T
    across = (x > box.x - gap) & (x < box.right + gap)
    return np.asarray(across & (y > box.y - gap) & (y < box.bottom + gap))


def _in_ellipse(points: Points, box: Box, gap: float) -> NDArray[np.bool_]:
    middle = np.array(box.centre)
    half = np.array((box.width / 2 + gap, box.height / 2 + gap))
    return np.asarray((((points - middle) / half) ** 2).sum(1) < 1.0)


@dataclass
class Router:
    """Lays links one after the other."""

    area: Box
    unit: float
    hulls: Sequence[Hull]
    solid: list[Box] = field(default_factory=list)
    """What else is in the way."""
    laid: list[Points] = field(default_factory=list)
    thorough: bool = True
    """Whether ways around are looked for where no simple curve is free."""
    hit: int = 0
    """Links that run through something."""

    def lay(self, source: int, target: int, *, goes_back: bool) -> Points:
        """The points of the link from one hull to the other."""
        start, end = np.array(self.hulls[source].drawing.centre), np.array(self.hulls[target].drawing.centre)
        bends = [_BACK + bend for bend in _BENDS] if goes_back else list(_BENDS)
        points, cost = np.array([start, end]), np.inf
        solid = _array(self._obstacles(source, target))
        for bend in bends:
            curve = self._trimmed(_curve(start, end, bend), source, target)
            if curve is not None and (found := self._cost(curve, solid) + abs(bend) * 8) < cost:
                points, cost = curve, found
            if cost <= abs(bend) * 8 + 0.5:
                break
        if cost >= _HIT and self.thorough:
            way = detour(start, end, self._obstacles(source, target), self.area, 13 * self.unit)
            around = self._trimmed(way, source, target) if way is not None else None
            if around is not None and (found := self._cost(around, solid)) < cost:
                points, cost = around, found
        self.hit += cost >= _HIT
        corners = (self.area.x, self.area.y), (self.area.right, self.area.bottom)
        points = np.asarray(np.clip(points, *corners))
        self.laid.append(points)
        return points

    def _trimmed(self, points: Points, source: int, target: int) -> Points | None:
        """The part of a curve between the hulls; None if it is too short to be seen."""
        gap = 9 * self.unit
        inside = np.nonzero(self.hulls[source].holds(points, gap))[0]
        first = int(inside.max()) + 1 if len(inside) else 0
        rest = points[first:]
        reached = np.nonzero(self.hulls[target].holds(rest, gap))[0]
        part = rest[: int(reached.min())] if len(reached) else rest
        if len(part) < 2 or np.hypot(*np.diff(part, axis=0).T).sum() < _SHORTEST * self.unit:
            return None
        return part

    def _obstacles(self, source: int, target: int) -> list[Box]:
        ends = (source, target)
        boxes = [hull.drawing for index, hull in enumerate(self.hulls) if index not in ends]
        boxes += [hull.texts for hull in self.hulls if hull.texts]
        return [*boxes, *self.solid]

    def _cost(self, points: Points, solid: Points) -> float:
        hits = int(_hits(points, solid, 7 * self.unit).sum()) + int((~within(points, self.area, 0.0)).sum())
        if hits:
            return _HIT * hits
        cost = 0.0
        for other in self.laid:
            apart = np.hypot(*(points[:, None, :] - other[None, :, :]).transpose(2, 0, 1))
            near = apart.min(1) < 15 * self.unit
            cost += _NEAR * float(near[3:-3].sum()) + _CROSSED * crossings(points, other)
        return min(cost, _HIT - 1)


def _array(boxes: Sequence[Box]) -> Points:
    """Boxes as rows of left, top, right and bottom."""
    return np.array([(box.x, box.y, box.right, box.bottom) for box in boxes]).reshape(-1, 4)


def _hits(points: Points, boxes: Points, gap: float) -> NDArray[np.bool_]:
    """Which points lie in any of the boxes or nearer than `gap`."""
    x, y = points[:, :1], points[:, 1:]
    across = (x > boxes[:, 0] - gap) & (x < boxes[:, 2] + gap)
    return np.asarray((across & (y > boxes[:, 1] - gap) & (y < boxes[:, 3] + gap)).any(1))


def _curve(start: Points, end: Points, bend: float) -> Points:
    """A parabola from start to end whose middle is `bend` of the distance aside."""
    way = end - start
    corner = (start + end) / 2 + np.array((way[1], -way[0])) * bend
    t = np.linspace(0, 1, _FINE)[:, None]
    return np.asarray((1 - t) ** 2 * start + 2 * t * (1 - t) * corner + t**2 * end)


def crossings(one: Points, other: Points) -> int:
    """How often two lines cross, by the sides on which the ends of their steps lie."""
    a, b, c, d = one[:-1, None], one[1:, None], other[None, :-1], other[None, 1:]

    def side(p: Points, q: Points, r: Points) -> Points:
        return np.asarray(
            (q[..., 0] - p[..., 0]) * (r[..., 1] - p[..., 1]) - (q[..., 1] - p[..., 1]) * (r[..., 0] - p[..., 0])
        )

    crossed = (side(a, b, c) * side(a, b, d) < 0) & (side(c, d, a) * side(c, d, b) < 0)
    return int(crossed.sum())
