"""A map in its box: outlines of lands as paths in pixels, and where places lie."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import starmap
from typing import Any

import numpy as np
import skia

from ...drawing.context import DrawContext
from ...drawing.stage import Box
from .data import Atlas, Points, atlas, continents, outlines
from .names import find
from .parted import PartedEarth
from .projection import Azimuthal, Projection, cosines
from .scene import MapScene
from .view import arcs, is_continent, seen

_PAD = 26
"""Units between what a map must hold and its edge."""
_NEAREST = 0.05
"""Half of the width that a map shows at least, in radians: about 300 km."""
_FAR_LARGER = 1.3
"""How many times as large the world is in two parts to be shown so."""
_COARSE = 0.75
"""Half of the width in radians from which the coarse outlines are fine enough."""
_STEP = 0.6
"""Pixels by which neighbours on an outline differ at least."""
_URALS = (
    (70, 79), (66, 72), (68, 69), (66, 67.5), (60, 64.5), (59.5, 60), (60, 55), (58.5, 52), (55, 51), (51.5, 51),
    (50, 46.5), (47, 40), (30, 40), (15, 55), (15, 79),
)  # fmt: skip
"""A line around the European part of Russia, along the Urals in the east; longitudes and latitudes."""
_OVERSEAS = {"FR": {"005": (-60, -50, 0, 10), "003": (-65, -60, 10, 20), "002": (40, 60, -25, -5)}}
"""Parts of countries that lie in another continent: west, east, south and north."""


@dataclass(frozen=True)
class MapView:
    """A map in `box`: `centre` of the plane lies in its middle, `scale` pixels are a unit of the plane."""

    projection: Projection
    box: Box
    centre: tuple[float, float]
    scale: float

    @property
    def atlas(self) -> Atlas:
        return atlas(self.detail)

    @property
    def detail(self) -> str:
        """The scale of the data that is fine enough."""
        return "110m" if max(self.box.width, self.box.height) / 2 / self.scale > _COARSE else "50m"

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a place lies, in pixels from the corner of the box."""
        x, y = self._pixels(self.projection.points(np.array([[longitude, latitude]], float)))[0]
        return float(x), float(y)

    def globe(self) -> Any:
        """The path of all that a map shows of the globe: its frame, or for the world the outline of that."""
        path = skia.Path()
        outlines = self.projection.outlines()
        for outline in outlines:
            _add(path, self._pixels(outline), close=True)
        if not outlines:
            path.addRect(skia.Rect.MakeWH(self.box.width, self.box.height))
        return path

    def line(self, degrees: Points) -> list[Points]:
        """A line in pixels from the corner of the box, in pieces."""
        return [self._pixels(piece) for piece in self.projection.lines(degrees)]

    def land(self, polygons: Iterable[Sequence[Points]]) -> Any:
        """The path of polygons."""
        path = skia.Path()
        path.setFillType(skia.PathFillType.kEvenOdd)
        for polygon in polygons:
            for ring in polygon:
                if self._is_near(ring):
                    for piece in self.projection.ring(ring):
                        _add(path, self._pixels(piece), close=True)
        return path

    def strokes(self, lines: Iterable[Points]) -> Any:
        """The path of lines, such as borders."""
        path = skia.Path()
        for line in lines:
            if self._is_near(line):
                for piece in self.projection.lines(line):
                    _add(path, self._pixels(piece), close=False)
        return path

    def country(self, code: str) -> Any:
        """The path of a country or continent."""
        if not is_continent(code):
            return self.land(outlines(code, self.detail))
        return self.land(self._members(code)) if code in ("001", "019") else self._continent(code)

    def _members(self, code: str) -> Iterator[Sequence[Points]]:
        known = self.atlas.polygons
        return (polygon for member in sorted(continents()[code]) for polygon in known.get(member, ()))

    def _continent(self, code: str) -> Any:
        """A continent, with Russia parted at the Urals and lands overseas where they lie."""
        kept = [
            polygon
            for member in sorted(continents()[code] - {"RU"})
            for polygon in self.atlas.polygons.get(member, ())
            if _lies_in(member, polygon) in ("", code)
        ]
        kept += [p for state in _OVERSEAS for p in self.atlas.polygons.get(state, ()) if _lies_in(state, p) == code]
        path = self.land(kept)
        if code in ("150", "142"):
            west = self.land([[np.array(_URALS, float)]])
            part = skia.PathOp.kIntersect_PathOp if code == "150" else skia.PathOp.kDifference_PathOp
            path.addPath(skia.Op(self.land(self.atlas.polygons["RU"]), west, part))
        return path

    def _is_near(self, ring: Points) -> bool:
        """Whether a part of an outline may be seen: an azimuthal map draws what is far away around all the rest."""
        if not isinstance(self.projection, Azimuthal):
            return True
        middle = np.array([self.projection.longitude, self.projection.latitude])
        return bool(cosines(middle, ring).max() >= self._nearest)

    @cached_property
    def _nearest(self) -> float:
        """The cosine of the arc to the farthest place that may be seen."""
        corner = math.hypot(self.box.width, self.box.height) / 2 / self.scale + math.hypot(*self.centre)
        reach = math.degrees(2 * math.asin(min(corner / 2, 1.0))) + 4
        return math.cos(math.radians(min(reach, 150)))

    def _pixels(self, plane: Points) -> Points:
        x = self.box.width / 2 + (plane[:, 0] - self.centre[0]) * self.scale
        return np.column_stack([x, self.box.height / 2 - (plane[:, 1] - self.centre[1]) * self.scale])


def laid_out(scene: MapScene, context: DrawContext, area: Box) -> MapView:
    """The map of a scene, as large as fits into an area: the world in two parts, if it is far larger so."""
    projection, places = seen(scene)
    found = _fitted(projection, places, context, area)
    if isinstance(projection, Azimuthal):
        return found
    parted = PartedEarth(whole=any(find(fill.country) == "AQ" for fill in scene.fills))
    ways = [arc for route in arcs(scene) for arc in route]
    if any(len(parted.lines(way)) > 1 for way in ways):
        return found
    other = _fitted(parted, places, context, area)
    return other if other.scale > found.scale * _FAR_LARGER else found


def _fitted(projection: Projection, places: Points, context: DrawContext, area: Box) -> MapView:
    """A map that holds these places in degrees, as large as fits into an area."""
    plane = projection.points(places)
    low, high = plane.min(axis=0), plane.max(axis=0)
    half = np.maximum((high - low) / 2, _NEAREST)
    centre = (low + high) / 2
    room = np.array([area.width, area.height]) - 2 * context.u(_PAD if isinstance(projection, Azimuthal) else 2)
    scale = float((room / 2 / half).min())
    box = area
    if not isinstance(projection, Azimuthal):
        height = min(area.height, float(2 * half[1]) * scale + context.u(4))
        box = Box(area.x, area.y + (area.height - height) / 2, area.width, height)
    return MapView(projection, box, (float(centre[0]), float(centre[1])), scale)


def _lies_in(code: str, polygon: Sequence[Points]) -> str:
    """The continent in which a part of a country lies that is far from the rest; empty if it is with the rest."""
    longitude, latitude = polygon[0].mean(axis=0)
    for continent, (west, east, south, north) in _OVERSEAS.get(code, {}).items():
        if west <= longitude <= east and south <= latitude <= north:
            return continent
    return ""


def _add(path: Any, points: Points, *, close: bool) -> None:
    """Adds a line to a path, without points that no eye could tell from their neighbours."""
    steps = np.floor(points / _STEP)
    fresh = np.ones(len(points), bool)
    fresh[1:] = (steps[1:] != steps[:-1]).any(axis=1)
    kept = points[fresh]
    if len(kept) >= 2:
        path.addPoly(list(starmap(skia.Point, kept.tolist())), close)
