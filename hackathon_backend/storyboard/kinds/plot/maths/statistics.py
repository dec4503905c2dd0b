"""Numbers that were measured: the straight line through points, and how often values occur."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_MOST_BARS, _WHOLE = 24, 30
"""Bars at most, and whole numbers that each get a bar of their own."""


@dataclass(frozen=True)
class FittedLine:
    """A straight line by least squares, and the part of the variance that it explains (R²)."""

    slope: float
    intercept: float
    explained: float


def fitted(xs: Sequence[float], ys: Sequence[float]) -> FittedLine | None:
    """The line of least squares; None if all points are above one another."""
    x, y = np.array(xs, np.float64), np.array(ys, np.float64)
    spread, apart = x - x.mean(), y - y.mean()
    across = float(spread @ spread)
    if len(x) < 2 or across <= 1e-12 * max(1.0, float(x @ x)):
        return None
    slope = float(spread @ apart) / across
    total = float(apart @ apart)
    left = apart - slope * spread
    return FittedLine(slope, float(y.mean() - slope * x.mean()), 1 - float(left @ left) / total if total else 1.0)


@dataclass(frozen=True)
class Bins:
    """How often values occur: each of `counts` for values from `start` on, `width` each."""

    start: float
    width: float
    counts: tuple[float, ...]

    @property
    def end(self) -> float:
        return self.start + self.width * len(self.counts)


def counted(values: Sequence[float], width: float = 0.0) -> Bins:
    """`values` counted: whole numbers that are few each by itself, others in bars of a round width."""
    low, high = min(values), max(values)
    given = np.array(values, np.float64)
    if not width and high - low < _WHOLE and bool((given == np.round(given)).all()):
        counts = np.bincount((given - low).astype(np.int64))
        return Bins(low - 0.5, 1.0, tuple(map(float, counts)))
    wanted = max(4, math.ceil(math.log2(len(values)) + 1))
    width = width or nice((high - low) / wanted or 1.0)
    width = max(width, (high - low) / _MOST_BARS)
    start = math.floor(low / width) * width
    count = int((high - start) / width) + 1
    places = np.minimum(((given - start) / width).astype(np.int64), count - 1)
    return Bins(start, width, tuple(map(float, np.bincount(places, minlength=count))))


def nice(step: float) -> float:
    """The smallest of 1, 2 and 5 times a power of ten that is no less than `step`."""
    power = 10.0 ** math.floor(math.log10(step))
    return next(times * power for times in (1, 2, 5, 10) if times * power >= step * (1 - 1e-9))
