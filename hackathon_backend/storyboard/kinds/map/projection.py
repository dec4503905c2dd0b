"""Map projections on the unit sphere. Degrees come in as rows of longitude and latitude; y grows upwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from .data import Points

_A = (1.340264, -0.081106, 0.000893, 0.003796)
"""Coefficients of Equal Earth (Savric, Patterson and Jenny 2018)."""
_FARTHEST = 165.0
"""Degrees from its centre at which an azimuthal map ends."""


class Projection(Protocol):
    """Places on the sphere as places in the plane."""

    def points(self, degrees: Points, /) -> Points:
        """Rows of x and y for rows of longitude and latitude."""
        ...

    def lines(self, degrees: Points, /) -> list[Points]:
        """A line in the plane, in pieces where the map is cut."""
        ...

    def ring(self, degrees: Points, /) -> list[Points]:
        """A closed outline in the plane, in pieces where the map is cut."""
        ...

    def outlines(self) -> list[Points]:
        """The edges of a map of the world; none of one that fills its frame."""
        ...


@dataclass(frozen=True)
class EqualEarth:
    """The world, areas true to one another, with the meridian `centre` in the middle."""

    centre: float = 0.0

    def points(self, degrees: Points) -> Points:
        return equal_earth(np.column_stack([turned(degrees[:, 0] - self.centre), degrees[:, 1]]))

    def lines(self, degrees: Points) -> list[Points]:
        longitudes = turned(degrees[:, 0] - self.centre)
        cuts = np.flatnonzero(np.abs(np.diff(longitudes)) > 180) + 1
        rows = np.column_stack([longitudes, degrees[:, 1]])
        return [equal_earth(piece) for piece in np.split(rows, cuts) if len(piece) > 1]

    def ring(self, degrees: Points) -> list[Points]:
        pieces = []
        for turn in (-720.0, -360.0, 0.0, 360.0):
            moved = degrees - (self.centre + turn, 0.0)
            if moved[:, 0].max() > -180 and moved[:, 0].min() < 180:
                kept = clipped(clipped(moved, -180.0, 1), 180.0, -1)
                if len(kept) > 2:
                    pieces.append(equal_earth(dense(kept)))
        return pieces

    def outlines(self) -> list[Points]:
        """The edge of the map of the world."""
        up = np.linspace(-90.0, 90.0, 61)
        left, right = np.column_stack([np.full(61, -180.0), up]), np.column_stack([np.full(61, 180.0), up[::-1]])
        return [equal_earth(np.concatenate([left, right]))]


@dataclass(frozen=True)
class Azimuthal:
    """Lambert's azimuthal equal-area projection around a place: a region with true areas and little distortion."""

    longitude: float
    latitude: float

    def points(self, degrees: Points) -> Points:
        longitude, latitude = np.radians(degrees).T
        across, middle = longitude - np.radians(self.longitude), np.radians(self.latitude)
        x = np.cos(latitude) * np.sin(across)
        y = np.cos(middle) * np.sin(latitude) - np.sin(middle) * np.cos(latitude) * np.cos(across)
        z = np.sin(middle) * np.sin(latitude) + np.cos(middle) * np.cos(latitude) * np.cos(across)
        away = np.minimum(np.arccos(np.clip(z, -1, 1)), np.radians(_FARTHEST))
        length = np.hypot(x, y)
        share = 2 * np.sin(away / 2) / np.where(length < 1e-12, 1.0, length)
        return np.column_stack([x * share, y * share])

    def lines(self, degrees: Points) -> list[Points]:
        return [self.points(degrees)]

    def ring(self, degrees: Points) -> list[Points]:
        return [self.points(dense(degrees))]

    def outlines(self) -> list[Points]:
        return []


def equal_earth(degrees: Points) -> Points:
    """Rows of x and y on the map of Savric, Patterson and Jenny for degrees from its middle."""
    longitude, latitude = np.radians(degrees).T
    angle = np.arcsin(np.sqrt(3) / 2 * np.sin(latitude))
    square = angle * angle
    six = square**3
    a, b, c, d = _A
    slope = 9 * d * six * square + 7 * c * six + 3 * b * square + a
    x = 2 * np.sqrt(3) * longitude * np.cos(angle) / (3 * slope)
    return np.column_stack([x, angle * (a + b * square + six * (c + d * square))])


def turned(longitudes: Points) -> Points:
    """Longitudes between -180 and 180."""
    inside = (longitudes >= -180) & (longitudes <= 180)
    turns: Points = np.where(inside, longitudes, (longitudes + 180) % 360 - 180)
    return turns


def vectors(degrees: Points) -> Points:
    """Rows of x, y and z on the unit sphere."""
    longitude, latitude = np.radians(degrees).T
    flat = np.cos(latitude)
    rows: Points = np.column_stack([flat * np.cos(longitude), flat * np.sin(longitude), np.sin(latitude)])
    return rows


def degrees_of(rows: Points) -> Points:
    """Rows of longitude and latitude for vectors of any length but 0."""
    x, y, z = rows.T
    found: Points = np.degrees(np.column_stack([np.arctan2(y, x), np.arctan2(z, np.hypot(x, y))]))
    return found


def separation(one: Points, others: Points) -> Points:
    """Degrees of arc from one place to each of `others`."""
    found: Points = np.degrees(np.arccos(np.clip(cosines(one, others), -1, 1)))
    return found


def cosines(one: Points, others: Points) -> Points:
    """The cosines of the arcs from one place to each of `others`."""
    longitude, latitude = np.radians(others).T
    across, middle = longitude - np.radians(one[0]), np.radians(one[1])
    found: Points = np.sin(middle) * np.sin(latitude) + np.cos(middle) * np.cos(latitude) * np.cos(across)
    return found


def great_arc(start: tuple[float, float], end: tuple[float, float], steps: int = 64) -> Points:
    """The shortest way on the sphere, as `steps` + 1 places; between antipodes, one of the ways over a pole."""
    one, other = vectors(np.array([start, end], float))
    angle = np.arccos(np.clip(one @ other, -1, 1))
    shares = np.linspace(0, 1, steps + 1)[:, None]
    if angle < 1e-9:
        return np.repeat(np.array([start], float), steps + 1, axis=0)
    if np.pi - angle < 1e-6:
        pole = vectors(np.array([[start[0] + 90 * (abs(start[1]) > 89), 90 * (abs(start[1]) <= 89)]], float))[0]
        aside = pole - one * (pole @ one)
        aside /= np.linalg.norm(aside)
        return degrees_of(one * np.cos(np.pi * shares) + aside * np.sin(np.pi * shares))
    ways = (np.sin((1 - shares) * angle) * one + np.sin(shares * angle) * other) / np.sin(angle)
    return degrees_of(ways)


def clipped(ring: Points, edge: float, side: int) -> Points:
    """The part of a ring on one side of a meridian (Sutherland and Hodgman)."""
    if not len(ring):
        return ring
    inside = (ring[:, 0] - edge) * side >= 0
    if inside.all():
        return ring
    found = []
    for index in range(len(ring)):
        before, here = ring[index - 1], ring[index]
        if inside[index] != inside[index - 1]:
            share = (edge - before[0]) / (here[0] - before[0])
            found.append(before + (here - before) * share)
        if inside[index]:
            found.append(here)
    return np.array(found)


def dense(ring: Points, step: float = 3.0) -> Points:
    """`ring` with further places on long edges, which are curves on a map."""
    closed = np.vstack([ring, ring[:1]])
    counts = np.maximum(1, np.ceil(np.abs(np.diff(closed, axis=0)).max(axis=1) / step).astype(int))
    if counts.max() == 1:
        return ring
    starts = np.repeat(np.arange(len(ring)), counts)
    nth = np.arange(len(starts)) - np.repeat(np.cumsum(counts) - counts, counts)
    steps = np.diff(closed, axis=0) / counts[:, None]
    dense: Points = closed[starts] + nth[:, None] * steps[starts]
    return dense
