"""Which part of the plane a plot shows: as given, or what there is to see."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from .curves import MovingCurve
from .maths.expression import Call, Expression, Negative, Operation, Values
from .maths.features import MOST, crossings, extremes, pairs, zeros
from .maths.sampling import Function
from .maths.statistics import Bins
from .scene import Axis, PlotScene

Range = tuple[float, float]

_FAR, _USUAL = 30.0, 5.0
"""How far from zero features of curves are looked for, and what is shown of those that have none."""
_QUIET = (8, 92)
"""Percentiles between which a curve is taken to be where it mostly is."""
_WILD, _KEPT = 6.0, 0.6
"""How many times as high a curve may be as it mostly is, and how much of that is shown of those that are higher."""
_NEAR_ZERO = 0.4
_PLACES = 801
_AIR = 0.08


def x_range(scene: PlotScene, curves: Sequence[MovingCurve], bars: Bins | None, seen: Sequence[float] = ()) -> Range:
    """The lowest and highest x; those of vectors, `seen`, are within it."""
    given = scene.x
    if given.start is not None and given.end is not None and given.start < given.end:
        return given.start, given.end
    if seen and not (curves or bars or scene.data):
        low, high = min(seen), max(seen)
    else:
        low, high = _suiting(scene, curves, bars)
        low, high = min([low, *seen]), max([high, *seen])
    low = low if given.start is None else given.start
    high = high if given.end is None else given.end
    if high <= low:
        width = max(abs(low), abs(high), 1.0)
        return (low, low + width) if given.start is not None else (high - width, high)
    return low, high


def holding(range_: Range, ends: Sequence[float]) -> Range:
    """The range, wider by as much as the ends of arrows need that would lie beyond it, whatever was given."""
    low, high = range_
    air = (high - low) * _AIR / 2
    under, over = min(ends, default=low), max(ends, default=high)
    return (under - air if under < low else low), (over + air if over > high else high)


def _suiting(scene: PlotScene, curves: Sequence[MovingCurve], bars: Bins | None) -> Range:
    if bars:
        air = (bars.end - bars.start) * 0.04
        return bars.start - air, bars.end + air
    measured = [x for data in scene.data for x in data.xs]
    asked = [*measured, *_asked(scene)]
    if measured or (asked and len(asked) > 1 and len(_bounds(scene)) == 2 * len(scene.curves)):
        return _aired(min(asked), max(asked), grounded=bool(measured))
    low, high = _of_curves(scene, curves)
    return min([low, *asked]), max([high, *asked])


def _aired(low: float, high: float, *, grounded: bool) -> Range:
    air = (high - low) * _AIR or max(abs(low) * 0.1, 0.5)
    if not grounded:
        return (low, high) if high > low else (low - air, high + air)
    near = 0 <= low < high * _NEAR_ZERO
    return (0.0 if near else low - air), high + air


def _bounds(scene: PlotScene) -> list[float]:
    return [end for curve in scene.curves for end in (curve.start, curve.end) if end is not None]


def _asked(scene: PlotScene) -> list[float]:
    """Each x that something is said of."""
    found = [*_bounds(scene), *(each.at for each in scene.tangents)]
    for point in scene.points:
        found += [point.at, *point.through]
    return found + [end for each in scene.areas for end in (each.start, each.end) if end is not None]


def _of_curves(scene: PlotScene, curves: Sequence[MovingCurve]) -> Range:
    """Where the curves have their zeros, crossings, tops and bottoms, with room around them."""
    functions = [curve.first for curve in curves] + [curve.last for curve in curves if curve.stages]
    waves = any(is_wave(curve.formula.tree) for curve in curves)
    if not any(np.isfinite(function(np.linspace(-_FAR, -1e-9, 99))).any() for function in functions):
        return 0.0, 10.0
    quantity = bool(scene.x.name or scene.x.unit)
    if waves:
        return (0.0, 4 * math.pi) if quantity else (-2 * math.pi, 2 * math.pi)
    found = sorted(x for x in _features(functions, -_FAR, _FAR) if x >= 0 or not quantity)
    if not found or len(found) > MOST or (quantity and found[-1] <= 0):
        return (0.0, 2 * _USUAL) if quantity else (-_USUAL, _USUAL)
    if end := amounts_end(scene, curves):
        return 0.0, end
    air = max((found[-1] - found[0]) * 0.4, 1.5)
    low = 0.0 if quantity else math.floor(min(found[0] - air, 0.0))
    return low, float(math.ceil(max(found[-1] + air, 0.0)))


def amounts_end(scene: PlotScene, curves: Sequence[MovingCurve]) -> float:
    """Where the last of several curves of amounts comes down to nothing, if they crossed above zero before; else 0.

    What lies beyond, below zero, means nothing: there is no price below nothing at which anyone buys.
    """
    named = all(axis.name or axis.unit for axis in (scene.x, scene.y))
    if len(curves) < 2 or not named or scene.y.start is not None:
        return 0.0
    functions = [curve.first for curve in curves] + [curve.last for curve in curves if curve.stages]
    ends = [x for function in functions for x in zeros(function, 0.0, _FAR)]
    met = [
        (x, y)
        for one, other in pairs(len(functions))
        for x, y in crossings(functions[one], functions[other], 0.0, _FAR)
    ]
    met += [point for function in functions for point in extremes(function, 0.0, _FAR)]
    last = max(ends, default=0.0)
    return last if met and all(y > 0 and x < last for x, y in met) else 0.0


def _features(functions: Sequence[Function], low: float, high: float) -> Iterator[float]:
    for function in functions:
        yield from zeros(function, low, high)
        yield from (x for x, _ in extremes(function, low, high))
    for one, other in pairs(len(functions)):
        yield from (x for x, _ in crossings(functions[one], functions[other], low, high))


def is_wave(tree: Expression) -> bool:
    """Whether a formula has a sine, a cosine or a tangent in it."""
    if isinstance(tree, Call):
        return tree.name in {"sin", "cos", "tan"} or is_wave(tree.inner)
    if isinstance(tree, Negative):
        return is_wave(tree.inner)
    return isinstance(tree, Operation) and (is_wave(tree.left) or is_wave(tree.right))


def y_range(axis: Axis, rows: Sequence[Values], held: list[float]) -> Range:
    """The lowest and highest y: that of curves with the values `rows`, and all of `held`, which have to be seen.

    Where a curve runs off, as at a pole, only what is near to where it mostly is counts.
    """
    bounds = [bound for row in rows for bound in _mostly(row)]
    low, high = min([*bounds, *held], default=-1.0), max([*bounds, *held], default=1.0)
    if high - low <= 1e-9 * max(abs(low), abs(high)):
        low, high = low - max(abs(low) * 0.5, 1.0), high + max(abs(high) * 0.5, 1.0)
    height = high - low
    if low >= 0 and low < _NEAR_ZERO * high:
        low = 0.0
    elif low:
        low -= height * _AIR
    if high <= 0 and high > _NEAR_ZERO * low:
        high = 0.0
    elif high:
        high += height * _AIR
    low = low if axis.start is None else axis.start
    high = high if axis.end is None else axis.end
    return (low, high) if low < high else (low, low + max(abs(low), 1.0))


def _mostly(row: Values) -> list[float]:
    there = row[np.isfinite(row)]
    if not len(there):
        return []
    low, high = float(there.min()), float(there.max())
    quiet_low, quiet_high = (float(each) for each in np.percentile(there, _QUIET))
    height = quiet_high - quiet_low
    if height and high - low > _WILD * height:
        low, high = max(low, quiet_low - _KEPT * height), min(high, quiet_high + _KEPT * height)
    return [low, high]


def values(functions: Sequence[Function], low: float, high: float) -> list[Values]:
    """What each of `functions` is worth between `low` and `high`."""
    xs = np.linspace(low, high, _PLACES)
    return [function(xs) for function in functions]
