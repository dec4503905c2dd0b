"""Linear maps of the plane: what they do to points, halfway and in the end, and which directions they keep."""

from __future__ import annotations

import math
from dataclasses import dataclass

from .sampling import Point

Matrix = tuple[tuple[float, float], tuple[float, float]]
"""Two rows of two numbers."""

IDENTITY: Matrix = ((1.0, 0.0), (0.0, 1.0))
_TINY = 1e-12


@dataclass(frozen=True)
class Eigenvector:
    """A direction that a map keeps, and how many times as long it makes what lies in it.

    The larger of its components is 1 or -1, and the first that is not 0 is above it.
    """

    value: float
    x: float
    y: float


def applied(matrix: Matrix, point: Point) -> Point:
    """Where `matrix` takes a point."""
    (a, b), (c, d) = matrix
    x, y = point
    return a * x + b * y, c * x + d * y


def between(matrix: Matrix, share: float) -> Matrix:
    """The map on its way from the identity to `matrix`.

    One with real eigenvectors goes straight, which keeps them on their lines; one without turns while it stretches.
    """
    angle = 0.0 if eigenvectors(matrix) else _turn(matrix)
    (a, b), (c, d) = _product(_rotation(-angle), matrix)
    rest = 1.0 - share
    return _product(_rotation(share * angle), ((rest + share * a, share * b), (share * c, rest + share * d)))


def _turn(matrix: Matrix) -> float:
    """The angle of the rotation in a map that is a stretching followed by a rotation."""
    (a, b), (c, d) = matrix
    return math.atan2(c - b, a + d)


def _rotation(angle: float) -> Matrix:
    sine, cosine = math.sin(angle), math.cos(angle)
    return (cosine, -sine), (sine, cosine)


def _product(one: Matrix, other: Matrix) -> Matrix:
    (a, b), (c, d) = other
    (x, y), (to_x, to_y) = applied(one, (a, c)), applied(one, (b, d))
    return (x, to_x), (y, to_y)


def eigenvectors(matrix: Matrix) -> tuple[Eigenvector, ...]:
    """The real eigenvectors, those of the larger eigenvalue first: none, one or two independent ones.

    Of a map that keeps every direction, those along the axes.
    """
    (a, b), (c, d) = matrix
    size = max(abs(a), abs(b), abs(c), abs(d), _TINY)
    if max(abs(b), abs(c), abs(a - d)) <= _TINY * size:
        return Eigenvector(a, 1.0, 0.0), Eigenvector(a, 0.0, 1.0)
    # By the difference of a and d and not by trace and determinant, which cancel out where both values are close.
    discriminant = (a - d) ** 2 + 4 * b * c
    if discriminant < -_TINY * size**2:
        return ()
    root = math.sqrt(max(discriminant, 0.0))
    values = ((a + d + root) / 2, (a + d - root) / 2)
    return tuple(_along(matrix, value) for value in (values if root > math.sqrt(_TINY) * size else values[:1]))


def keeps_every_direction(matrix: Matrix) -> bool:
    """Whether each vector is an eigenvector: the map makes all of them longer or shorter alike."""
    found = eigenvectors(matrix)
    return len(found) == 2 and found[0].value == found[1].value


def _along(matrix: Matrix, value: float) -> Eigenvector:
    (a, b), (c, d) = matrix
    # Each row of (matrix - value) is at right angles to the eigenvector; the longer one says so more exactly.
    x, y = max((b, value - a), (value - d, c), key=lambda pair: math.hypot(*pair))
    longest = max(abs(x), abs(y))
    x, y = x / longest + 0.0, y / longest + 0.0
    x, y = (0.0 if abs(each) < _TINY else each for each in (x, y))
    sign = -1.0 if x < 0 or (x == 0 and y < 0) else 1.0
    return Eigenvector(value, sign * x + 0.0, sign * y + 0.0)
