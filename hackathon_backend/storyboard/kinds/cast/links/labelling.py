"""Places for the labels of links: beside the line that they name, and on nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from ....drawing.stage import Box
from ....drawing.text.text import TextBlock
from .routing import Points, within

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
        best: tuple[float, Box] | None = None
        for away in _AWAY:
            for rank, share in enumerate(_SHARES):
                for side in (1, -1):
                    box = _beside(own, share, side * away * self.unit, block)
                    if self._is_free(box):
                        cost = rank + away / 4 + self._strangeness(box, number) + (0.4 if side < 0 else 0.0)
                        best = min(best, (cost, box), key=lambda pair: pair[0]) if best else (cost, box)
        if best is None:
            return None
        self.placed.append(best[1])
        return best[1]

    def _is_free(self, box: Box) -> bool:
        if not self.area.contains(box):
            return False
        if any(frame.overlap(box) > 0 and not frame.contains(box, -1.0) for frame in self.frames):
            return False
        wide = box.grown(_CLEAR * self.unit)
        if any(wide.overlap(other) > 0 for other in (*self.solid, *self.placed)):
            return False
        return not within(self._points, box, _CLEAR * self.unit).any()

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


def _gap(box: Box, points: Points) -> float:
    x, y = points.T
    dx = np.maximum(np.maximum(box.x - x, x - box.right), 0)
    dy = np.maximum(np.maximum(box.y - y, y - box.bottom), 0)
    return float(np.hypot(dx, dy).min())
