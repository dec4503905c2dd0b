"""Which part of the world a map shows, and in which projection."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from .data import Points, atlas, continents
from .extents import EXTENTS, Extent, extent, middle, nearest
from .names import find, find_all
from .projection import Azimuthal, EqualEarth, Projection, degrees_of, great_arc, separation, vectors
from .scene import MapScene

_BERING, _ATLANTIC = 11.0, 160.0
"""Meridians in the middle of a map of the world that is cut in the Bering Strait, or in the Atlantic."""
_GLOBE = 330.0
"""Degrees of longitude from which routes go around the globe, and have to be cut somewhere."""
_SHORTER = 60.0
"""Degrees by which places must be nearer to one another across the Pacific for the map to be cut in the Atlantic."""
_BESIDE, _LEAST_BESIDE = 0.25, 2.0
"""How far around places a map reaches that names no land: part of how far they are apart, and degrees at least."""
_WIDEST = 72.0
"""Degrees from its middle that a region may reach; more is shown as the world."""
_POLAR, _WIDEST_POLAR = 60.0, 40.0
"""Latitude from which a map is seen from above a pole, and how far it reaches then: nobody would find lands on more."""


def seen(scene: MapScene) -> tuple[Projection, Points]:
    """The projection that suits a scene, and places that its map must hold, in degrees."""
    codes = _codes(scene)
    ways = [arc for route in arcs(scene) for arc in route]
    if "001" not in codes:
        stops = [*ways, *(np.array([[marker.lon, marker.lat]]) for marker in scene.markers)]
        places = [extent(code) for code in codes]
        if scene.region:
            centre_place = np.array(_around(np.concatenate(places))[0])
            if region := region_of(scene):
                places = [_part_of(region, scene, stops)]
            places += [nearest(extent(find(fill.country)), centre_place) for fill in scene.fills]
        points = np.concatenate([*places, *stops])
        centre, radius = _around(points)
        if not codes:
            points = np.concatenate([points, _beside(points, max(radius * _BESIDE, _LEAST_BESIDE))])
            centre, radius = _around(points)
        if radius <= (_WIDEST_POLAR if abs(centre[1]) > _POLAR else _WIDEST):
            return Azimuthal(*centre), points
    land = [
        ring[0] for code, parts in atlas("110m").polygons.items() for ring in parts if code != "AQ" or code in codes
    ]
    return _world(ways, _longitudes(scene)), np.concatenate([*land, *ways])


def arcs(scene: MapScene) -> list[list[Points]]:
    """For each route, the great arcs from stop to stop."""
    places = {marker.name: (marker.lon, marker.lat) for marker in scene.markers}
    region, found = region_of(scene), []
    for route in scene.routes:
        stops = [places.get(stop) or middle(find(stop), region) for stop in route.stops]
        found.append([great_arc(start, end) for start, end in pairwise(stops)])
    return found


def region_of(scene: MapScene) -> Extent | None:
    """How far the continent reaches in which a map is set; None if it is about anything else."""
    codes = find_all(scene.region) if scene.region else []
    return EXTENTS[codes[0]] if len(codes) == 1 and is_continent(codes[0]) and codes[0] != "001" else None


def _part_of(region: Extent, scene: MapScene, stops: Sequence[Points]) -> Points:
    """The edge of what is shown of a continent: all, if it is in colour itself or nothing in it is named."""
    codes = [find(fill.country) for fill in scene.fills]
    lands = [extent(code) for code in codes]
    # A land that reaches beyond the continent says nothing of the part that matters.
    named = [*(land for land in lands if len(region.within(land)) == len(land)), *stops]
    if not named or any(is_continent(code) for code in codes):
        return region.edge()
    inside = region.within(np.concatenate(named))
    return region.around(inside).edge() if len(inside) else region.edge()


def _codes(scene: MapScene) -> list[str]:
    if scene.region:
        return [*find_all(scene.region), *(["AQ"] if any(find(fill.country) == "AQ" for fill in scene.fills) else [])]
    return [find(fill.country) for fill in scene.fills]


def _world(ways: Iterable[Points], longitudes: Sequence[float]) -> EqualEarth:
    """The world, cut where no route is, and not between places that are neighbours across the cut."""
    maps, ways = [EqualEarth(_BERING), EqualEarth(_ATLANTIC)], list(ways)
    spans = [_spread(longitudes, each.centre) for each in maps]
    if spans[1] + _SHORTER <= spans[0]:
        maps.reverse()
    if (around := _along(ways)) is not None:
        maps.append(EqualEarth(around))
    return min(maps, key=lambda each: sum(len(each.lines(way)) - 1 for way in ways))


def _along(ways: Sequence[Points]) -> float | None:
    """The meridian in the middle of all routes, followed leg by leg; None if they go around the globe."""
    if not ways:
        return None
    followed = np.unwrap(np.concatenate([way[:, 0] for way in ways]), period=360)
    low, high = float(followed.min()), float(followed.max())
    return ((low + high) / 2 + 180) % 360 - 180 if high - low < _GLOBE else None


def _longitudes(scene: MapScene) -> list[float]:
    """Where the places and lands of a scene lie; those on its routes are seen to by the routes."""
    names = [fill.country for fill in scene.fills] + [
        code for zoom in scene.zooms if zoom.to for code in find_all(zoom.to)
    ]
    lands = [code for code in map(find, names) if not is_continent(code)]
    return [marker.lon for marker in scene.markers] + [middle(code)[0] for code in lands]


def _spread(longitudes: Sequence[float], centre: float) -> float:
    """Degrees from the westernmost to the easternmost of places on a map with a meridian in its middle."""
    turned_ = [(longitude - centre + 180) % 360 for longitude in longitudes]
    return max(turned_, default=0.0) - min(turned_, default=0.0)


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


def _beside(places: Points, degrees: float) -> Points:
    """Places so far north, south, east and west of places: what a map of nothing but places shows around them."""
    x, y = places[:, 0], places[:, 1]
    wide = degrees / np.maximum(np.cos(np.radians(y)), 0.2)
    return np.concatenate(
        [
            np.column_stack([x, np.clip(y - degrees, -89.0, 89.0)]),
            np.column_stack([x, np.clip(y + degrees, -89.0, 89.0)]),
            np.column_stack([x - wide, y]),
            np.column_stack([x + wide, y]),
        ]
    )


def is_continent(code: str) -> bool:
    """Whether a code is that of a continent, which is more than one country."""
    return code in continents() and code != "AQ"
