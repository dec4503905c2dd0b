"""Outlines of countries: Natural Earth (public domain) as TopoJSON, as packaged by world-atlas 2.0.2 (ISC).

Longitudes and latitudes are in degrees. Borders are those of the data.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NotRequired, TypedDict

import numpy as np
from babel.core import get_global
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""Rows of longitude and latitude, or of x and y."""

_NAMED = {"Kosovo": "XK"}
"""Codes of countries to which the data gives no number."""
_AROUND = 180.0
"""Degrees by which an outline that does not end where it began goes around the pole."""
_SEAM, _POLE = 179.98, -89.9
"""Where the outlines are cut: degrees of longitude, and of latitude."""


@dataclass(frozen=True)
class Atlas:
    """All countries at one scale.

    `polygons` are by ISO alpha-2 code, or by name where a land has none; a polygon is its rings, the outer one first.
    """

    polygons: Mapping[str, Sequence[Sequence[Points]]]
    borders: Sequence[Points]
    coasts: Sequence[Points]


class _ArcTransform(TypedDict):
    """How whole numbers become degrees."""

    scale: tuple[float, float]
    translate: tuple[float, float]


class _Country(TypedDict):
    """A country: the arcs of each ring of a polygon, or of each of its polygons; a negative one runs backwards."""

    id: NotRequired[str]
    type: str
    properties: Mapping[str, str]
    arcs: Any


class _Topology(TypedDict):
    """A file of TopoJSON: each border stands in it once, as steps from place to place."""

    objects: Mapping[str, Any]
    arcs: list[list[tuple[int, int]]]
    transform: _ArcTransform


@cache
def continents() -> Mapping[str, frozenset[str]]:
    """The countries of each continent by the codes of UN M49; Antarctica goes by AQ."""
    read: dict[str, list[str]] = _json("continents.json")
    found = {code: frozenset(members) for code, members in read.items()}
    return found | {"019": found["003"] | found["005"], "001": frozenset().union(*found.values())}


@cache
def atlas(scale: str) -> Atlas:
    """The countries at "110m" (1 : 110 million, for the world) or "50m" (for regions)."""
    topology: _Topology = _json(f"countries-{scale}.json")
    arcs = [_arc(arc, topology["transform"]) for arc in topology["arcs"]]
    polygons: dict[str, list[list[Points]]] = {}
    uses: Counter[int] = Counter()
    countries: list[_Country] = topology["objects"]["countries"]["geometries"]
    for shape in countries:
        if shape["type"] not in ("Polygon", "MultiPolygon"):
            continue
        parts = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        uses.update(number if number >= 0 else ~number for part in parts for ring in part for number in ring)
        polygons.setdefault(_code(shape), []).extend([_ring(ring, arcs) for ring in part] for part in parts)
    borders = [arcs[number] for number, count in uses.items() if count > 1]
    coasts = [piece for number, count in uses.items() if count == 1 for piece in _uncut(arcs[number])]
    return Atlas(polygons, borders, coasts)


def outlines(code: str, scale: str) -> Sequence[Sequence[Points]]:
    """The polygons of a country, from the finer scale if it is too small for the wanted one; none if unknown."""
    return atlas(scale).polygons.get(code) or atlas("50m").polygons.get(code, ())


def _json(name: str) -> Any:
    return json.loads(files(__package__).joinpath(name).read_text("utf-8"))


def _code(shape: _Country) -> str:
    name = shape["properties"]["name"]
    alias = get_global("territory_aliases").get(str(shape.get("id", "")), ())
    return str(alias[0]) if alias else _NAMED.get(name, name)


def _arc(deltas: Sequence[Sequence[int]], transform: _ArcTransform) -> Points:
    scale, corner = np.array(transform["scale"], float), np.array(transform["translate"], float)
    degrees: Points = np.cumsum(np.array(deltas, float), axis=0) * scale + corner
    return degrees


def _ring(numbers: Sequence[int], arcs: Sequence[Points]) -> Points:
    """An outline without its last place, which is the first; longitudes run on where it crosses the date line."""
    parts = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in numbers]
    ring = np.concatenate([part[:-1] for part in parts])
    end = np.unwrap([*ring[:, 0], ring[0, 0]], period=360)
    ring[:, 0] = end[:-1]
    if abs(end[-1] - end[0]) < _AROUND:
        return ring
    # An outline around the pole is closed over it.
    return np.vstack([ring, (end[-1], ring[0, 1]), (end[-1], -90.0), (end[0], -90.0)])


def _uncut(arc: Points) -> Iterator[Points]:
    """The parts of a coast that are not the cut along the date line or at the pole."""
    on_cut = (np.abs(arc[:, 0]) > _SEAM) | (arc[:, 1] < _POLE)
    cut = np.flatnonzero(on_cut[:-1] & on_cut[1:])
    return (piece for piece in np.split(arc, cut + 1) if len(piece) > 1)
