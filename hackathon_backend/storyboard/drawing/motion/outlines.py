"""From shape to shape by their outlines: contours of equal numbers of points, each of which finds its own partner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import skia
from numpy.typing import NDArray

Contour = NDArray[np.float64]
"""Rows of x and y around a closed line, without the first point again at the end."""

FINE = 128
"""Points of a contour."""
_DOT = 0.01
"""Size, as a part of its own, from which a contour grows that has no partner."""
_UNLIKE = 6
"""The contours that a shape may have more than the other: from many parts to one, an eye sees nothing but splinters."""


def contours(path: Any) -> list[Contour]:
    """The closed contours of a skia path, largest first, each as `FINE` points at equal distances."""
    measure, found = skia.PathMeasure(path, True), []
    while True:
        length = measure.getLength()
        if length > 0:
            spots = [measure.getPosTan(length * step / FINE)[0] for step in range(FINE)]
            found.append(np.array([(spot.x(), spot.y()) for spot in spots]))
        if not measure.nextContour():
            return sorted(found, key=lambda contour: -abs(area(contour)))


def strokes(path: Any) -> list[Contour]:
    """The strokes of a path, which need not be closed, in their order, each as `FINE` points from start to end."""
    measure, found = skia.PathMeasure(path, False), []
    while True:
        length = measure.getLength()
        if length > 0:
            spots = [measure.getPosTan(length * step / (FINE - 1))[0] for step in range(FINE)]
            found.append(np.array([(spot.x(), spot.y()) for spot in spots]))
        if not measure.nextContour():
            return found


def resampled(points: Sequence[tuple[float, float]] | Contour, count: int = FINE) -> Contour:
    """A closed line through `points` as `count` points at equal distances."""
    closed = np.vstack([points, points[:1]]).astype(float)
    reached = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(closed, axis=0).T))])
    wanted = np.linspace(0, reached[-1], count, endpoint=False)
    return np.column_stack([np.interp(wanted, reached, closed[:, axis]) for axis in (0, 1)])


def area(contour: Contour) -> float:
    """The area within a contour, negative if it runs anticlockwise on the screen (the shoelace formula)."""
    x, y = contour.T
    return float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


def aligned(contour: Contour, to: Contour) -> Contour:
    """`contour` running the same way as `to`, beginning at the point from which all have the least way to go."""
    if area(contour) * area(to) < 0:
        contour = contour[::-1]
    here, there = contour - contour.mean(0), to - to.mean(0)
    # The sum of squared distances is least where the circular correlation is greatest.
    spectra = [np.fft.fft(here[:, axis]).conj() * np.fft.fft(there[:, axis]) for axis in (0, 1)]
    shift = int(np.argmax(np.fft.ifft(sum(spectra)).real))
    return np.roll(contour, shift, axis=0)


@dataclass(frozen=True)
class Morph:
    """Pairs of contours, point by point: how one shape becomes another."""

    before: tuple[Contour, ...]
    after: tuple[Contour, ...]

    @classmethod
    def of(cls, before: Sequence[Contour], after: Sequence[Contour]) -> Morph:
        """The way from shape to shape: contours are paired by size, and those left over come out of a point."""
        pairs = [(one, aligned(other, one)) for one, other in zip(before, after, strict=False)]
        pairs += [(one, _dot(one)) for one in before[len(after) :]]
        pairs += [(_dot(other), other) for other in after[len(before) :]]
        return cls(tuple(one for one, _ in pairs), tuple(other for _, other in pairs))

    def between(self, part: float) -> list[Contour]:
        """The contours when `part` (0-1) of the way is behind."""
        return [one + (other - one) * part for one, other in zip(self.before, self.after, strict=True)]

    def path(self, part: float) -> Any:
        """The same as a skia path, which leaves holes where contours lie in one another."""
        path = skia.Path()
        path.setFillType(skia.PathFillType.kEvenOdd)
        for contour in self.between(part):
            path.addPoly([skia.Point(float(x), float(y)) for x, y in contour], True)
        return path


def _dot(contour: Contour) -> Contour:
    middle = contour.mean(0)
    return np.asarray(middle + (contour - middle) * _DOT)


def fit(before: Sequence[Contour], after: Sequence[Contour]) -> bool:
    """Whether one shape can be seen to become the other: both have contours, and about as many."""
    return bool(before and after) and abs(len(before) - len(after)) <= _UNLIKE
