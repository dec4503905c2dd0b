"""The world in two parts, one below the other: in an upright frame each is nearly twice as large as the whole is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .data import Points
from .projection import clipped, dense, equal_earth

_WEST, _BETWEEN = -170.0, -27.0
"""Meridians between the two parts: in the Bering Strait and in the Atlantic."""
_NORTH, _SOUTH = 84.0, -58.0
"""Latitudes to which both are shown, without Antarctica."""
_LOBES = ((_WEST, _BETWEEN), (_BETWEEN, _WEST + 360))
_APART = 0.12
"""Radians between the two parts."""


@dataclass(frozen=True)
class PartedEarth:
    """The Americas above, and all other lands below them; areas are true to one another, as on an `EqualEarth`."""

    whole: bool = False
    """Whether it reaches to the South Pole."""

    @property
    def _south(self) -> float:
        return -90.0 if self.whole else _SOUTH

    def points(self, degrees: Points) -> Points:
        longitudes, parts = _parted(degrees[:, 0])
        rows = np.column_stack([longitudes, degrees[:, 1]])
        found = np.empty_like(rows)
        for part in range(len(_LOBES)):
            found[parts == part] = self._project(rows[parts == part], part)
        return found

    def lines(self, degrees: Points) -> list[Points]:
        longitudes, parts = _parted(degrees[:, 0])
        rows = np.column_stack([longitudes, degrees[:, 1]])
        beyond = (degrees[:, 1] < self._south) | (degrees[:, 1] > _NORTH)
        cuts = np.flatnonzero((np.diff(parts) != 0) | np.diff(beyond)) + 1
        pieces = zip(np.split(rows, cuts), np.split(parts, cuts), np.split(beyond, cuts), strict=True)
        return [self._project(piece, int(part[0])) for piece, part, out in pieces if len(piece) > 1 and not out[0]]

    def ring(self, degrees: Points) -> list[Points]:
        if degrees[:, 1].max() <= self._south:
            return []
        return [self._project(dense(piece), part) for part in range(len(_LOBES)) for piece in _within(degrees, part)]

    def outlines(self) -> list[Points]:
        """The edges of both parts."""
        up = np.linspace(self._south, _NORTH, 49)
        found = []
        for part, (west, east) in enumerate(_LOBES):
            left, right = np.column_stack([np.full(49, west), up]), np.column_stack([np.full(49, east), up[::-1]])
            found.append(self._project(np.concatenate([left, right]), part))
        return found

    def _project(self, degrees: Points, part: int) -> Points:
        """Rows of x and y for places in one of the parts, whose longitudes are counted on from its western edge."""
        middle, latitudes = sum(_LOBES[part]) / 2, np.clip(degrees[:, 1], self._south, _NORTH)
        plane = equal_earth(np.column_stack([degrees[:, 0] - middle, latitudes]))
        edge = self._south if part == 0 else _NORTH
        shift = float(equal_earth(np.array([[0.0, edge]]))[0, 1]) - (_APART / 2 if part == 0 else -_APART / 2)
        return plane - (0.0, shift)


def _parted(longitudes: Points) -> tuple[Points, Points]:
    """Longitudes from the western edge on, and the part in which each lies: 0 or 1."""
    counted = (longitudes - _WEST) % 360 + _WEST
    return counted, (counted >= _BETWEEN).astype(int)


def _within(ring: Points, part: int) -> Iterator[Points]:
    """What of a ring lies in a part."""
    west, east = _LOBES[part]
    for turn in (-360.0, 0.0, 360.0):
        moved = ring - (turn, 0.0)
        if moved[:, 0].max() > west and moved[:, 0].min() < east:
            kept = clipped(clipped(moved, west, 1), east, -1)
            if len(kept) > 2:
                yield kept
