"""How far continents and countries reach, and what of a continent a map shows that is about a part of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from .data import Points, outlines
from .projection import degrees_of, separation, vectors

_BESIDE, _PART = 3.0, 0.2
"""Degrees from its largest part, and share of its area, within which a further part of a country is shown too."""
_MARGIN, _LEAST = 4.0, 0.7
"""Degrees around what is named in a continent, and the part of the continent that is shown at least."""


class Extent(NamedTuple):
    """Degrees of longitude and latitude."""

    west: float
    east: float
    south: float
    north: float

    @property
    def middle(self) -> tuple[float, float]:
        """The place in its middle."""
        return (self.west + self.east) / 2, (self.south + self.north) / 2

    def within(self, places: Points) -> Points:
        """Those of `places` that lie in it."""
        x, y = places[:, 0], places[:, 1]
        return places[(self.west <= x) & (x <= self.east) & (self.south <= y) & (y <= self.north)]

    def edge(self) -> Points:
        """Places along its edge."""
        across, down = np.linspace(self.west, self.east, 25), np.linspace(self.south, self.north, 25)
        x = np.concatenate([across, across, np.full(25, self.west), np.full(25, self.east)])
        return np.column_stack([x, np.concatenate([np.full(25, self.south), np.full(25, self.north), down, down])])

    def around(self, places: Points) -> Extent:
        """The part of it that is shown if a map is about these places: with a margin, and not too small a part."""
        (west, south), (east, north) = places.min(axis=0), places.max(axis=0)
        return Extent(*_span(self.west, self.east, west, east), *_span(self.south, self.north, south, north))


EXTENTS = {
    "001": Extent(-180, 180, -60, 80),
    "150": Extent(-24, 45, 35.5, 71.5),
    "142": Extent(27, 150, -10, 74),
    "002": Extent(-18, 52, -35, 37.5),
    "003": Extent(-166, -55, 8, 76),
    "005": Extent(-82, -34, -56, 13),
    "009": Extent(112, 179, -48, 4),
    "019": Extent(-160, -34, -56, 74),
    "AQ": Extent(-180, 180, -90, -66),
}
"""What is shown of the world or a continent: Russia would make Asia of Europe."""


def extent(code: str) -> Points:
    """Places at the edge of a continent or of the main parts of a country."""
    if code in EXTENTS:
        return EXTENTS[code].edge()
    return np.concatenate([part[0] for part in main_parts(code)])


@cache
def main_parts(code: str) -> tuple[Sequence[Points], ...]:
    """The polygons of a country without what lies overseas, the largest one first."""
    parts = sorted(outlines(code, "50m"), key=lambda part: _area(part[0]), reverse=True)
    return tuple(part for part in parts if _belongs(part[0], parts[0][0]))


def middle(code: str, region: Extent | None = None) -> tuple[float, float]:
    """A place in the middle of a country's largest part, or of a continent, in degrees; if that is not in the region,
    in the middle of the part that is.
    """
    if code in EXTENTS:
        return EXTENTS[code].middle
    ring = main_parts(code)[0][0]
    place = degrees_of(vectors(ring).mean(axis=0)[None])
    if region and not len(region.within(place)) and len(inside := region.within(ring)):
        place = (inside.min(axis=0) + inside.max(axis=0))[None] / 2
    return float(place[0, 0]), float(place[0, 1])


def nearest(places: Points, place: Points) -> Points:
    """The nearest of `places`: a land that reaches beyond the region is not shown whole, and none is left out."""
    return places[[int(np.argmin(separation(place, places)))]]


def _belongs(ring: Points, largest: Points) -> bool:
    if _area(ring) >= _PART * _area(largest):
        return True
    return float(separation(ring.mean(axis=0), largest).min()) <= _BESIDE


def _area(ring: Points) -> float:
    """The area of a ring, roughly, in square degrees at the equator."""
    x, y = ring[:, 0] * np.cos(np.radians(ring[:, 1].mean())), ring[:, 1]
    return abs(float(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1)))) / 2


def _span(low: float, high: float, start: float, end: float) -> tuple[float, float]:
    """From `start` to `end` with a margin, as far as that lies in `low` to `high`, and at least a part of all that."""
    start, end = max(low, start - _MARGIN), min(high, end + _MARGIN)
    width = max(end - start, _LEAST * (high - low))
    start = min(max((start + end - width) / 2, low), high - width)
    return start, start + width
