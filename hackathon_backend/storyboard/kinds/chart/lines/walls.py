"""What no number of a line chart may cover: the lines themselves, as small squares all along them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ....drawing.stage import Box
from .curves import Point


@dataclass(frozen=True)
class Walls:
    """Squares around points, as rows of left, top, right and bottom in pixels.

    They are compared with a box all at once: there are thousands of them, and dozens of numbers that look for a place.
    """

    edges: NDArray[np.float64]

    @classmethod
    def along(cls, *lines: tuple[float, Sequence[Sequence[Point]]]) -> Walls:
        """Squares along lines, each given as half the side of its squares and the rows of points that it runs through.

        Those of a line are closer together than a number is high, so that none fits between two of them.
        """
        found = [(x - reach, y - reach, x + reach, y + reach) for reach, rows in lines for x, y in _points(reach, rows)]
        return cls(np.array(found, np.float64).reshape(-1, 4))

    def meets(self, box: Box) -> bool:
        """Whether `box` covers a part of any of them."""
        left, top, right, bottom = self.edges.T
        return bool(((left < box.right) & (right > box.x) & (top < box.bottom) & (bottom > box.y)).any())


def _points(reach: float, rows: Sequence[Sequence[Point]]) -> Iterator[Point]:
    for points in rows:
        for (x, y), (to_x, to_y) in pairwise(points):
            steps = max(2, int((abs(to_x - x) + abs(to_y - y)) / (reach * 3)))
            for step in range(steps + 1):
                part = step / steps
                yield x + (to_x - x) * part, y + (to_y - y) * part
