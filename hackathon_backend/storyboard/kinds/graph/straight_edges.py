"""Edges drawn straight wherever nothing is in their way, and else with as few corners as the boxes leave them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import skia
from numpy.typing import NDArray

from ...drawing.arrows import Point, polyline
from ...drawing.stage import Box

_CLEAR = 12
"""Units between an edge and a box that it passes."""
_NEAR, _ALONG = 7, 0.22
"""Units within which two edges can't be told apart, and the part of an edge that may lie so near to another one."""
_ROUND = 48
"""Units of radius at corners."""
_STEPS = 40
"""Points of an edge that are looked at."""

Points = NDArray[np.float64]
"""Rows of coordinates."""


def straightened(
    paths: Sequence[Any], stops: Sequence[Sequence[Point]], boxes: Sequence[Box], unit: float
) -> list[Any]:
    """`paths`, each replaced by straight lines through as few of its `stops` (in pixels) as there need be.

    An edge without stops keeps its path, and so does one that would lie on another.
    """
    found = list(paths)
    for edge, places in enumerate(stops):
        if len(places) >= 2:
            found[edge] = polyline(_shortened(places, boxes, unit), _ROUND * unit)
    lines = {edge: points_of(path) for edge, path in enumerate(found) if path is not None}
    # Those with the most corners are the first to keep their curves.
    for edge in sorted(range(len(paths)), key=lambda edge: -len(stops[edge])):
        others = [line for place, line in lines.items() if place != edge]
        if len(stops[edge]) >= 2 and any(merge(lines[edge], line, unit) for line in others):
            found[edge], lines[edge] = paths[edge], points_of(paths[edge])
    return found


def _shortened(stops: Sequence[Point], boxes: Sequence[Box], unit: float) -> list[Point]:
    """The first and the last stop, with those between that lines have to pass to keep clear of boxes."""
    points, place = [stops[0]], 0
    while place < len(stops) - 1:
        ahead = range(len(stops) - 1, place, -1)
        place = next((there for there in ahead if _is_free(stops[place], stops[there], boxes, unit)), place + 1)
        points.append(stops[place])
    return points


def _is_free(start: Point, end: Point, boxes: Sequence[Box], unit: float) -> bool:
    """Whether a line keeps clear of all boxes; those at its ends it only must not enter."""
    clear = _CLEAR * unit
    parts = np.linspace(0.0, 1.0, _STEPS + 1)
    x, y = start[0] + (end[0] - start[0]) * parts, start[1] + (end[1] - start[1]) * parts
    for box in boxes:
        own = any(box.grown(clear).holds(point) for point in (start, end))
        wide = box if own else box.grown(clear)
        if bool(((x > wide.x) & (x < wide.right) & (y > wide.y) & (y < wide.bottom)).any()):
            return False
    return True


def merge(first: Points, second: Points, unit: float) -> bool:
    """Whether edges, as points on them, lie on one another for long. Those that cross can still be followed."""
    apart = np.hypot(*(first[:, None, :] - second[None, :, :]).transpose(2, 0, 1)).min(axis=1)
    return bool((apart < _NEAR * unit).mean() > _ALONG)


def points_of(path: Any, steps: int = _STEPS) -> Points:
    """Points (x, y) along a path at equal distances."""
    measure = skia.PathMeasure(path, False)
    length = measure.getLength()
    found = [measure.getPosTan(length * step / steps)[0] for step in range(steps + 1)]
    return np.array([(point.x(), point.y()) for point in found])
