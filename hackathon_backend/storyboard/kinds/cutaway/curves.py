"""Smooth curves through points, and bands along them; plain numbers, without the drawing library."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

Place = tuple[float, float]
Cubic = tuple[Place, Place, Place]
"""Two control points and the end; it begins where the one before it ended."""

_SAMPLES = 14
"""Points on each piece of a curve that is sampled."""
_ROUND = 31
"""Points on a round end."""


def closed(points: Sequence[Sequence[float]]) -> list[Cubic]:
    """The pieces of a smooth closed curve that begins at the first point."""
    count = len(points)
    return [_piece(points, [(i + k) % count for k in (-1, 0, 1, 2)]) for i in range(count)]


def opened(points: Sequence[Sequence[float]]) -> list[Cubic]:
    """The pieces of a smooth curve from the first point to the last."""
    last = len(points) - 1
    return [_piece(points, [max(i - 1, 0), i, i + 1, min(i + 2, last)]) for i in range(last)]


def _piece(points: Sequence[Sequence[float]], at: Sequence[int]) -> Cubic:
    """A piece of a centripetal Catmull-Rom spline (Yuksel et al. 2011) as a Bézier curve; corners have no tangent."""
    before, start, end, after = (_place(points[i]) for i in at)
    if _is_corner(points[at[1]]):
        before = start
    if _is_corner(points[at[2]]):
        after = end
    return _control(before, start, end), _control(after, end, start), end


def _control(before: Place, here: Place, there: Place) -> Place:
    """The control point beside `here`, on the way from `before` to `there`."""
    a, b = math.sqrt(math.dist(before, here)), math.sqrt(math.dist(here, there))
    if a < 1e-6 or b < 1e-6:
        return here[0] + (there[0] - here[0]) / 3, here[1] + (there[1] - here[1]) / 3
    weight = 2 * a * a + 3 * a * b + b * b
    x, y = ((a * a * there[k] - b * b * before[k] + weight * here[k]) / (3 * a * (a + b)) for k in (0, 1))
    return x, y


def _place(point: Sequence[float]) -> Place:
    return point[0], point[1]


def _is_corner(point: Sequence[float]) -> bool:
    return len(point) > 2 and point[2] != 0


def _walk(points: Sequence[Sequence[float]]) -> Iterator[tuple[Place, float]]:
    """Places along a curve, each with how many points it has passed."""
    start = _place(points[0])
    yield start, 0.0
    for index, (one, two, end) in enumerate(opened(points)):
        for step in range(1, _SAMPLES + 1):
            t = step / _SAMPLES
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            x, y = (sum(w * p[k] for w, p in zip(weights, (start, one, two, end), strict=True)) for k in (0, 1))
            yield (x, y), index + t
        start = end


def band(
    points: Sequence[Sequence[float]], widths: Sequence[float], *, rounded: bool
) -> tuple[list[Place], list[Place]]:
    """The two sides of a band along a curve, both from its start to its end; round ends belong to the first side."""
    walk = list(_walk(points))
    places = [place for place, _ in walk]
    left: list[Place] = []
    right: list[Place] = []
    for index, (place, passed) in enumerate(walk):
        normal = _normal(places, index)
        half = _width(widths, passed) / 2
        left.append((place[0] + normal[0] * half, place[1] + normal[1] * half))
        right.append((place[0] - normal[0] * half, place[1] - normal[1] * half))
    if rounded:
        left = [*_cap(right[0], left[0]), *left, *_cap(left[-1], right[-1])]
    return left, right


def _normal(places: Sequence[Place], index: int) -> Place:
    before, after = places[max(index - 1, 0)], places[min(index + 1, len(places) - 1)]
    dx, dy = after[0] - before[0], after[1] - before[1]
    length = math.hypot(dx, dy) or 1.0
    return -dy / length, dx / length


def _width(widths: Sequence[float], passed: float) -> float:
    if len(widths) == 1:
        return widths[0]
    index = min(int(passed), len(widths) - 2)
    part = passed - index
    part = part * part * (3 - 2 * part)
    return widths[index] + (widths[index + 1] - widths[index]) * part


def _cap(start: Place, end: Place) -> list[Place]:
    """Half a circle from `start` to `end`, on the outer side of a band."""
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    radius, angle = math.dist(start, end) / 2, math.atan2(start[1] - y, start[0] - x)
    turns = (angle - math.pi * step / (_ROUND + 1) for step in range(1, _ROUND + 1))
    return [(x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in turns]
