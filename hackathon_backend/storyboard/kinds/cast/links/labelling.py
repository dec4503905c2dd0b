"""Places for the labels of links: beside the line that they name, and on nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ....drawing.stage import Box
from ....drawing.text.text import TextBlock
from .routing import Points

_SHARES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82)
"""Places along a link, the best first."""
_AWAY = (13.0, 20.0, 30.0)
"""Units between a line and its label."""
_CLEAR = 5.0
"""Units that a label keeps from all else."""


@dataclass
class Labeller:
    """Finds a place for one label after the other."""

    area: Box
    unit: float
    solid: list[Box]
    frames: list[Box]
    """Grounds over whose edges no label may lie."""
    ways: Sequence[Points]
    placed: list[Box] = field(default_factory=list)

    def place(self, block: TextBlock, number: int) -> Box | None:
        """The box of a label of the link at `number`; None if there is no room for it."""
        own = self.ways[number]
        tried = [
            (rank + away / 4 + (0.4 if side < 0 else 0.0), _beside(own, share, side * away * self.unit, block))
            for away in _AWAY
            for rank, share in enumerate(_SHARES)
            for side in (1, -1)
        ]
        tried += [(len(_SHARES), box) for box in self._in_bands(own, block)]
        free = self._free([box for _, box in tried])
        costs = [
            (cost + self._strangeness(box, number), box)
            for (cost, box), is_free in zip(tried, free, strict=True)
            if is_free
        ]
        if not costs:
            return None
        _, best = min(costs, key=lambda pair: pair[0])
        self.placed.append(best)
        return best

    def _in_bands(self, own: Points, block: TextBlock) -> Iterator[Box]:
        """The boxes of a text at a line in the middle of each ground that it comes to: bands may be hardly higher."""
        for frame in self.frames:
            for x, y in own[:: len(own) - 1]:
                if frame.holds((x, y)):
                    for left in (x + _AWAY[0] * self.unit, x - _AWAY[0] * self.unit - block.width):
                        yield Box(left, frame.centre[1] - block.height / 2, block.width, block.height)

    def _free(self, boxes: Sequence[Box]) -> NDArray[np.bool_]:
        """Which boxes lie in the area, over no edge of a ground, and on nothing else."""
        clear, rows = _CLEAR * self.unit, _rows(boxes)
        taken = _rows([box.grown(clear) for box in (*self.solid, *self.placed)])
        free = np.array([self._is_framed(box) for box in boxes])
        if len(taken):
            free &= ~_meet(rows[:, None], taken[None]).any(1)
        spots = np.hstack([self._points, self._points])
        return np.asarray(free & ~_meet(rows[:, None] + np.array((-clear, -clear, clear, clear)), spots[None]).any(1))

    def _is_framed(self, box: Box) -> bool:
        framed = all(frame.overlap(box) <= 0 or frame.contains(box, -1.0) for frame in self.frames)
        return framed and self.area.contains(box)

    @cached_property
    def _points(self) -> Points:
        return np.vstack(self.ways)

    def _strangeness(self, box: Box, number: int) -> float:
        """How much nearer another link is than the one that a label names."""
        gaps = [_gap(box, way) for way in self.ways]
        others = [gap for index, gap in enumerate(gaps) if index != number]
        if not others:
            return 0.0
        return max(0.0, 3.0 * (gaps[number] * 1.5 - min(others)) / self.unit)


def _beside(points: Points, share: float, away: float, block: TextBlock) -> Box:
    """The box of a text at a line, on one side of it."""
    index = min(max(round(share * (len(points) - 1)), 1), len(points) - 2) if len(points) > 2 else 0
    x, y = points[index]
    before, after = points[max(index - 1, 0)], points[min(index + 1, len(points) - 1)]
    way = after - before
    length = float(np.hypot(*way)) or 1.0
    normal = np.array((way[1], -way[0])) / length * (1 if away > 0 else -1)
    # As far along the normal as the box reaches against it.
    half = abs(normal[0]) * block.width / 2 + abs(normal[1]) * block.height / 2
    x, y = (x, y) + normal * (abs(away) + half)
    return Box(float(x) - block.width / 2, float(y) - block.height / 2, block.width, block.height)


def _rows(boxes: Sequence[Box]) -> Points:
    """Boxes as rows of left, top, right and bottom."""
    return np.array([(box.x, box.y, box.right, box.bottom) for box in boxes]).reshape(-1, 4)


def _meet(one: Points, other: Points) -> NDArray[np.bool_]:
    """Whether boxes share more than their edges."""
    across = (one[..., 0] < other[..., 2]) & (other[..., 0] < one[..., 2])
    return np.asarray(across & (one[..., 1] < other[..., 3]) & (other[..., 1] < one[..., 3]))


def _gap(box: Box, points: Points) -> float:
    x, y = points.T
    dx = np.maximum(np.maximum(box.x - x, x - box.right), 0)
    dy = np.maximum(np.maximum(box.y - y, y - box.bottom), 0)
    return float(np.hypot(dx, dy).min())
