"""What curves have: zeros, crossings, highest and lowest points, slopes and areas, to many digits."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from .expression import Values
from .sampling import Function, Point

_PLACES, _HALVINGS = 4001, 60
MOST = 12
"""Places of one kind that are looked for in one curve."""
_LEAST_STEP = 1e-9
"""Part of what a curve mostly is by which an extreme differs from the next one, at least."""
_GOLDEN = (math.sqrt(5) - 1) / 2


def zeros(function: Function, low: float, high: float) -> list[float]:
    """Where `function` is zero between `low` and `high`: where it changes its sign, or touches it. Never at a pole; of
    a stretch in which it is nothing but zero, where that begins and ends inside.
    """
    xs = np.linspace(low, high, _PLACES)
    ys = function(xs)
    size = _size(ys)
    found = [float(xs[place]) for place in _single(ys == 0)]
    for place in np.flatnonzero(ys[:-1] * ys[1:] < 0):
        x = _bisected(function, float(xs[place]), float(xs[place + 1]))
        if abs(_value(function, x)) < 1e-6 * size:
            found.append(x)
    touching = (x for x, y in extremes(function, low, high) if abs(y) < 1e-9 * size)
    return _apart([*found, *touching], high - low)


def _single(flags: NDArray[np.bool_]) -> Iterator[int]:
    """The places of what is true by itself, and of the ends of stretches that don't reach the first or the last one."""
    for place in np.flatnonzero(flags).tolist():
        before, after = flags[max(place - 1, 0)], flags[min(place + 1, len(flags) - 1)]
        inside = 0 < place < len(flags) - 1
        if not (before and after) or (not inside and not (flags[1] if place == 0 else flags[-2])):
            yield place


def crossings(one: Function, other: Function, low: float, high: float) -> list[Point]:
    """The points that both curves share between `low` and `high`."""
    return [(x, _value(one, x)) for x in zeros(lambda xs: one(xs) - other(xs), low, high)]


def extremes(function: Function, low: float, high: float) -> list[Point]:
    """The highest and the lowest points that `function` has between `low` and `high`, without its ends."""
    xs = np.linspace(low, high, _PLACES)
    ys = function(xs)
    if not np.isfinite(ys).any() or np.nanmax(ys) - np.nanmin(ys) < 1e-12 * max(1.0, np.nanmax(np.abs(ys))):
        return []
    slopes = np.diff(ys)
    # Of slopes as small as in the tails of a bell curve, the product is nothing though both fall.
    signs = np.sign(slopes)
    found = []
    for place in _standing_out(np.flatnonzero(signs[:-1] * signs[1:] <= 0), ys):
        first, last = float(xs[place]), float(xs[place + 2])
        highest = slopes[place] > 0 or (slopes[place] == 0 and slopes[place + 1] < 0)
        if slopes[place] == slopes[place + 1] == 0:
            continue
        x = _searched(function, first, last, 1.0 if highest else -1.0)
        y, around = _value(function, x), function(np.array([first, last]))
        # At a pole the values near it are far from those at both sides.
        if abs(y) <= 3 * max(1e-12, *np.abs(ys[place : place + 3])) and np.isfinite(around).all():
            found.append((x, y))
    xs_found = _apart([x for x, _ in found], high - low)
    return [(x, _value(function, x)) for x in xs_found]


def _standing_out(places: NDArray[np.intp], ys: Values) -> NDArray[np.intp]:
    """Those of `places`, each one before a highest or lowest of `ys`, that differ from the ones beside them, or from
    the ends: where a curve is level, its last digits go up and down.
    """
    tops = ys[places + 1]
    steps = np.abs(np.diff(np.concatenate([ys[:1], tops, ys[-1:]])))
    least = _LEAST_STEP * _size(ys)
    return places[~(steps[:-1] < least) & ~(steps[1:] < least)]


def slope(function: Function, x: float, step: float) -> float:
    """The slope at `x` by Richardson's extrapolation from steps of `step`; NaN where there is none."""

    def central(width: float) -> float:
        before, after = function(np.array([x - width, x + width])).tolist()
        return float((after - before) / (2 * width))

    return (4 * central(step / 2) - central(step)) / 3


def area(function: Function, low: float, high: float) -> float:
    """The signed area under `function` by Gauss and Legendre's rule on 64 parts; NaN if it has gaps or poles."""
    nodes, weights = np.polynomial.legendre.leggauss(8)
    ends = np.linspace(low, high, 65)
    middles, half = (ends[:-1] + ends[1:]) / 2, (high - low) / 128
    ys = function((middles[:, None] + half * nodes[None, :]).ravel())
    inner = np.abs(function(np.linspace(low, high, _PLACES)[1:-1]))
    if not np.isfinite(ys).all() or not np.isfinite(inner).all() or _has_pole(function, low, high):
        return math.nan
    return float((ys.reshape(-1, 8) * weights).sum() * half)


def _has_pole(function: Function, low: float, high: float) -> bool:
    """Whether a change of sign between `low` and `high` is no zero."""
    xs = np.linspace(low, high, _PLACES)
    ys = function(xs)
    size = _size(ys)
    places = np.flatnonzero(ys[:-1] * ys[1:] < 0)
    roots = (_bisected(function, float(xs[place]), float(xs[place + 1])) for place in places[: 4 * MOST])
    return any(not abs(_value(function, x)) < 1e-6 * size for x in roots)


def _value(function: Function, x: float) -> float:
    return float(function(np.array([x]))[0])


def _size(ys: Values) -> float:
    there = np.abs(ys[np.isfinite(ys)])
    return max(float(np.median(there)), 1e-300) if len(there) and there.max() > 0 else 1.0


def _bisected(function: Function, low: float, high: float) -> float:
    below = _value(function, low)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        value = _value(function, middle)
        if value == 0:
            return middle
        if (value > 0) == (below > 0):
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _searched(function: Function, low: float, high: float, sign: float) -> float:
    """Where `sign` times `function` is largest, by the golden section."""
    for _ in range(_HALVINGS):
        first, second = high - (high - low) * _GOLDEN, low + (high - low) * _GOLDEN
        if sign * _value(function, first) > sign * _value(function, second):
            high = second
        else:
            low = first
    return (low + high) / 2


def _apart(xs: list[float], width: float) -> list[float]:
    """`xs` in order, each only once, rounded where they are a hair off a short number; the first dozen of them."""
    kept: list[float] = []
    for x in sorted(xs):
        if not kept or x - kept[-1] > 1e-4 * width:
            kept.append(_rounded(x, width))
    return kept[:MOST]


def _rounded(x: float, width: float) -> float:
    """A golden section finds a top to half of the digits: a short number that close is meant."""
    short = round(x, 6 - math.floor(math.log10(width)) - 1)
    return short + 0.0 if abs(short - x) < 2e-7 * width else x


def pairs(count: int) -> Iterator[tuple[int, int]]:
    """All pairs of so many curves."""
    yield from ((one, other) for one in range(count) for other in range(one + 1, count))
