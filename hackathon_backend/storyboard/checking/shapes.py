"""What the checker measures: which boxes touch, and where lines run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import skia
from numpy.typing import NDArray

from ..drawing.marks import Mark, MarkState
from ..drawing.stage import Box

_FINE = 80
"""Points at which a line is looked at."""

Points = NDArray[np.float64]
"""Rows of coordinates."""


def touching(boxes: Sequence[Box]) -> Iterator[tuple[int, int]]:
    """All pairs of boxes that share more than their edges, by their places, the first of a pair first."""
    if len(boxes) < 2:
        return
    x, y, right, bottom = np.array([(box.x, box.y, box.right, box.bottom) for box in boxes]).T
    wide = np.minimum.outer(right, right) - np.maximum.outer(x, x)
    high = np.minimum.outer(bottom, bottom) - np.maximum.outer(y, y)
    for first, second in np.argwhere(np.triu((wide > 0) & (high > 0), 1)):
        yield int(first), int(second)


def along(path: Any) -> Points:
    """Points (x, y) on a path at equal distances, as many on each of its strokes."""
    measure = skia.PathMeasure(path, False)
    points: list[tuple[float, float]] = []
    while True:
        length = measure.getLength()
        found = [measure.getPosTan(length * step / _FINE) for step in range(_FINE + 1)]
        points += [(place[0].x(), place[0].y()) if place else (np.inf, np.inf) for place in found]
        if not measure.nextContour():
            return np.array(points)


def drawn(points: Points, grow: float) -> Points:
    """Those of `points` that are drawn when `grow` (0-1) of each stroke is."""
    if grow >= 1.0:
        return points
    strokes = points.reshape(-1, _FINE + 1, 2)
    return strokes[:, : 1 + round(_FINE * grow)].reshape(-1, 2)


def runs_through(points: Points, box: Box) -> bool:
    """Whether one of `points` lies in a box."""
    x, y = points[:, 0], points[:, 1]
    return bool(((box.x < x) & (x < box.right) & (box.y < y) & (y < box.bottom)).any())


def posed(points: Points, mark: Mark, state: MarkState) -> Points:
    """`points` of a mark, given from its own corner, where they are in the frame when it is in `state`."""
    corner = np.array((mark.box.x + state.dx, mark.box.y + state.dy))
    if state.upright:
        return np.asarray(points + corner)
    half = np.array((mark.box.width, mark.box.height)) / 2
    cos, sin = np.cos(np.radians(state.turn)), np.sin(np.radians(state.turn))
    turned = (points - half) @ np.array(((cos, sin), (-sin, cos)))
    return np.asarray(turned * state.scale + half + corner)
