"""The vectors of a plot and what its linear map makes of them: where they are, and how much of the plane they need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .arrows import Transform
from .maths.linear import IDENTITY, Matrix, applied, between, eigenvectors
from .maths.sampling import Point
from .maths.statistics import nice
from .plane import Plane
from .ranges import Range
from .scene import PlotScene
from .timeline import PlotTimeline

MAPPING = 3.0
"""Seconds that a map takes at most."""
_AIR, _LEAST = 0.12, 1.0
_ON_THE_WAY = (0.0, 0.25, 0.5, 0.75, 1.0)
_LINES = 8
"""Lines of the grid over the shorter side, roughly."""
_BASIS: tuple[tuple[str, Point], ...] = (("e₁", (1.0, 0.0)), ("e₂", (0.0, 1.0)))


@dataclass(frozen=True)
class MovingVector:
    """A vector as it comes `at` a time, and the map that it goes through."""

    source: str
    """The part of the scene that it comes of, such as "vectors.0"."""
    name: str
    start: Point
    components: Point
    at: float
    color: str = ""
    matrix: Matrix = IDENTITY
    value: float | None = None
    """The eigenvalue, if it is shown as an eigenvector."""

    @property
    def before(self) -> tuple[Point, Point]:
        """Its two ends as it is at first."""
        (x, y), (across, up) = self.start, self.components
        return self.start, (x + across, y + up)

    def after_share(self, share: float) -> tuple[Point, Point]:
        """Its two ends after a share of the map's way."""
        matrix = between(self.matrix, share)
        start, end = self.before
        return applied(matrix, start), applied(matrix, end)

    @property
    def after(self) -> tuple[Point, Point]:
        """Its two ends where the map takes them."""
        start, end = self.before
        return applied(self.matrix, start), applied(self.matrix, end)


def meet(vectors: Sequence[MovingVector]) -> bool:
    """Whether one ends where another one begins or ends, as the sides of a triangle do: their tips have no room."""
    ends = [tuple(round(each, 6) for each in end) for vector in vectors for end in (vector.start, vector.before[1])]
    tips = [tuple(round(each, 6) for each in vector.before[1]) for vector in vectors]
    return any(ends.count(tip) > 1 for tip in tips)


def matrix_of(transform: Transform) -> Matrix:
    """The entries of a map, row by row."""
    (a, b), (c, d) = transform.matrix
    return (a, b), (c, d)


def moving_vectors(scene: PlotScene, line: PlotTimeline) -> tuple[MovingVector, ...]:
    """The writer's vectors (of a map without any, the two of length 1 along the axes), then the eigenvectors."""
    matrix = matrix_of(scene.transform[0]) if scene.transform else IDENTITY
    found = [
        MovingVector(f"vectors.{n}", each.name, _pair(each.start), _pair(each.components), at, each.color, matrix)
        for n, (each, at) in enumerate(zip(scene.vectors, line.starts["vectors"], strict=True))
    ]
    if scene.transform and not scene.vectors:
        begun = min(line.starts["curves"], default=line.begun)
        found += [MovingVector("transform.0", name, (0.0, 0.0), ends, begun, "", matrix) for name, ends in _BASIS]
    for number, asked in enumerate(scene.show):
        if asked.what == "eigenvectors":
            at, source = line.at("show", number), f"show.{number}"
            found += [
                MovingVector(source, "", (0.0, 0.0), (each.x, each.y), at, "", matrix, each.value)
                for each in eigenvectors(matrix)
            ]
            break
    return tuple(found)


def _pair(given: Sequence[float]) -> Point:
    return given[0], given[1]


def needed(vectors: Sequence[MovingVector], *, mapped: bool) -> tuple[list[float], list[float]]:
    """Each x and each y that has to be seen: the ends of vectors before and after, with air around them."""
    shares = _ON_THE_WAY if mapped else (0.0,)
    ends = [(0.0, 0.0), *(end for each in vectors for share in shares for end in each.after_share(share))]
    rows: list[list[float]] = []
    for values in zip(*ends, strict=True):
        low, high = min(values), max(values)
        if mapped:
            # A map is seen around the origin, which stays where it is.
            high = max(high, -low, _LEAST)
            low = -high
        air = _AIR * max(high - low, _LEAST) / (2 if mapped else 1)
        rows.append([low - (air if low < 0 else air / 2), high + air])
    return rows[0], rows[1]


def evenly_scaled(plane: Plane) -> Plane:
    """The plane with a unit as long across as up, so that angles and lengths are true: more of it is seen one way."""
    scale = min(plane.box.width / (plane.xs[1] - plane.xs[0]), plane.box.height / (plane.ys[1] - plane.ys[0]))
    return replace(
        plane, xs=_widened(plane.xs, plane.box.width / scale), ys=_widened(plane.ys, plane.box.height / scale)
    )


def grid_step(plane: Plane) -> float:
    """How far apart the lines of a grid are that is the same both ways."""
    return nice(min(plane.xs[1] - plane.xs[0], plane.ys[1] - plane.ys[0]) / _LINES)


def _widened(axis: Range, width: float) -> Range:
    more = max(width - (axis[1] - axis[0]), 0.0)
    return axis[0] - more / 2, axis[1] + more / 2
