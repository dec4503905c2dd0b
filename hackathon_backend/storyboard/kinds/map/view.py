"""Which part of the world a map shows, and in which projection."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from .data import Points, atlas, continents, outlines
from .names import find, find_all
from .projection import Azimuthal, EqualEarth, Projection, degrees_of, great_arc, separation, vectors
from .scene import MapScene

_BERING, _ATLANTIC = 11.0, 160.0
"""Meridians in the middle of a map of the world that is cut in the Bering Strait, or in the Atlantic."""
_WIDEST = 72.0
"""Degrees from its middle that a region may reach; more is shown as the world."""
_BESIDE, _PART = 3.0, 0.2
"""Degrees from its largest part, and share of its area, within which a further part of a country is shown too."""
_EXTENTS = {
    "001": (-180, 180, -60, 80),
    "150": (-24, 45, 35.5, 71.5),
    "142": (27, 150, -10, 74),
    "002": (-18, 52, -35, 37.5),
    "003": (-166, -55, 8, 76),
    "005": (-82, -34, -56, 13),
    "009": (112, 179, -48, 4),
    "019": (-160, -34, -56, 74),
    "AQ": (-180, 180, -90, -66),
}
"""West, east, south and north of what is shown of the world or a continent: Russia would make Asia of Europe."""


def seen(scene: MapScene) -> tuple[Projection, Points]:
    """The projection that suits a scene, and places that its map must hold, in degrees."""
    codes = _codes(scene)
    ways = [arc for route in arcs(scene) for arc in route]
    if "001" not in codes:
        places = [_extent(code) for code in codes]
        if scene.region:
            middle_place = np.array(_around(np.concatenate(places))[0])
            places += [_nearest(_extent(find(fill.country)), middle_place) for fill in scene.fills]
        places += [*ways, *(np.array([[marker.lon, marker.lat]]) for marker in scene.markers)]
        points = np.concatenate(places)
        centre, radius = _around(points)
        if radius <= _WIDEST:
            return Azimuthal(*centre), points
    land = [
        ring[0] for code, parts in atlas("110m").polygons.items() for ring in parts if code != "AQ" or code in codes
    ]
    return _world(ways), np.concatenate([*land, *ways])


def arcs(scene: MapScene) -> list[list[Points]]:
    """For each route, the great arcs from stop to stop."""
    places = {marker.name: (marker.lon, marker.lat) for marker in scene.markers}
    found = []
    for route in scene.routes:
        stops = [places.get(stop) or middle(find(stop)) for stop in route.stops]
        found.append([great_arc(start, end) for start, end in pairwise(stops)])
    return found


def middle(code: str) -> tuple[float, float]:
    """A place in the middle of a country's largest part, or of a continent, in degrees."""
    if code in _EXTENTS:
        west, east, south, north = _EXTENTS[code]
        return (west + east) / 2, (south + north) / 2
    ring = max((part[0] for part in outlines(code, "50m")), key=_area)
    longitude, latitude = degrees_of(vectors(ring).mean(axis=0)[None])[0]
    return float(longitude), float(latitude)


def _nearest(places: Points, middle_place: Points) -> Points:
    """The nearest of `places`: a land that reaches beyond the region is not shown whole, and none is left out."""
    return places[[int(np.argmin(separation(middle_place, places)))]]


def _codes(scene: MapScene) -> list[str]:
    if scene.region:
        return [*find_all(scene.region), *(["AQ"] if any(find(fill.country) == "AQ" for fill in scene.fills) else [])]
    return [find(fill.country) for fill in scene.fills]


def _world(ways: Iterable[Points]) -> EqualEarth:
    """The world, cut where no route is."""
    maps = EqualEarth(_BERING), EqualEarth(_ATLANTIC)
    ways = list(ways)
    return min(maps, key=lambda each: sum(len(each.lines(way)) - 1 for way in ways))


def _extent(code: str) -> Points:
    """Places at the edge of a continent or of the main parts of a country."""
    if code in _EXTENTS:
        west, east, south, north = _EXTENTS[code]
        across, down = np.linspace(west, east, 25), np.linspace(south, north, 25)
        x = np.concatenate([across, across, np.full(25, west), np.full(25, east)])
        return np.column_stack([x, np.concatenate([np.full(25, south), np.full(25, north), down, down])])
    rings = sorted((part[0] for part in outlines(code, "50m")), key=_area, reverse=True)
    return np.concatenate([ring for ring in rings if _belongs(ring, rings)])


def _belongs(ring: Points, rings: Sequence[Points]) -> bool:
    largest = rings[0]
    if _area(ring) >= _PART * _area(largest):
        return True
    return float(separation(ring.mean(axis=0), largest).min()) <= _BESIDE


def _area(ring: Points) -> float:
    """The area of a ring, roughly, in square degrees at the equator."""
    x, y = ring[:, 0] * np.cos(np.radians(ring[:, 1].mean())), ring[:, 1]
    return abs(float(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1)))) / 2


def _around(places: Points) -> tuple[tuple[float, float], float]:
    """The middle of the smallest circle around places and its radius in degrees (Badoiu and Clarkson 2003)."""
    rows = vectors(places)
    centre = rows.mean(axis=0)
    for step in range(1, 200):
        centre = centre / (np.linalg.norm(centre) or 1.0)
        centre = centre + (rows[np.argmin(rows @ centre)] - centre) / (step + 1)
    longitude, latitude = degrees_of(centre[None])[0]
    middle_place = np.array([longitude, latitude])
    return (float(longitude), float(latitude)), float(separation(middle_place, places).max())


def is_continent(code: str) -> bool:
    """Whether a code is that of a continent, which is more than one country."""
    return code in continents() and code != "AQ"
