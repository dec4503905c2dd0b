"""Curves as points: close together where they bend, parted where they have a gap or run off to infinity."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from .expression import Values

Function: TypeAlias = Callable[[Values], Values]
Point: TypeAlias = tuple[float, float]
Piece: TypeAlias = list[Point]

_COARSE, _ROUNDS, _MOST = 257, 12, 3000
"""Places looked at first, how often those in between are halved, and places in all."""
_BENT = 0.05
"""Radians by which a curve may turn at a point."""
_LEAP = 0.4
"""Part of the height that is seen which a curve leaps over only where it is torn."""


def pieces(function: Function, low: float, high: float, view: tuple[float, float], aspect: float) -> list[Piece]:
    """The curve of `function` between `low` and `high`, as far as it is within `view` (lowest and highest y).

    `aspect` is how many times as wide as high the view is drawn. Poles and gaps of the domain part the curve.
    """
    xs = np.linspace(low, high, _COARSE)
    ys = function(xs)
    for _ in range(_ROUNDS):
        wanted = _unclear(xs, ys, view, aspect)
        if not wanted.any() or len(xs) > _MOST:
            break
        between = (xs[:-1][wanted] + xs[1:][wanted]) / 2
        xs = np.concatenate([xs, between])
        order = np.argsort(xs, kind="stable")
        xs, ys = xs[order], np.concatenate([ys, function(between)])[order]
    return [piece for run in _runs(xs, ys, view) for piece in _within(run, view)]


def _unclear(xs: Values, ys: Values, view: tuple[float, float], aspect: float) -> NDArray[np.bool_]:
    """The steps that need a place in between: at a bend, a leap, or an end of the domain."""
    height = view[1] - view[0]
    there = np.isfinite(ys)
    edge = there[:-1] != there[1:]
    shown = np.clip(np.where(there, ys, 0.0), view[0] - height, view[1] + height)
    across = np.diff(xs) / (xs[-1] - xs[0]) * aspect
    up = np.diff(shown) / height
    seen = (shown[:-1] > view[0] - 0.2 * height) & (shown[:-1] < view[1] + 0.2 * height)
    leaps = np.abs(up) > _LEAP / 4
    turn = np.abs(np.diff(np.arctan2(up, across)))
    bent = np.zeros(len(xs) - 1, bool)
    bent[:-1] |= turn > _BENT
    bent[1:] |= turn > _BENT
    fine = across < aspect / 2500
    wanted: NDArray[np.bool_] = edge | (leaps & there[:-1] & there[1:]) | (bent & seen & ~fine)
    return wanted


def _runs(xs: Values, ys: Values, view: tuple[float, float]) -> Iterator[Piece]:
    """The parts of a curve that hang together."""
    height = view[1] - view[0]
    run: Piece = []
    for x, y in zip(xs.tolist(), ys.tolist(), strict=True):
        if not np.isfinite(y):
            if run:
                yield run
            run = []
            continue
        if run and abs(_clamped(y, view) - _clamped(run[-1][1], view)) > _LEAP * height:
            yield run
            run = []
        run.append((x, y))
    if run:
        yield run


def _clamped(y: float, view: tuple[float, float]) -> float:
    height = view[1] - view[0]
    return min(max(y, view[0] - height), view[1] + height)


def _within(run: Piece, view: tuple[float, float]) -> Iterator[Piece]:
    """The parts of `run` between the lowest and the highest y, cut off exactly there."""
    low, high = view
    piece: Piece = []
    before: Point | None = None
    for point in run:
        inside = low <= point[1] <= high
        if before is not None and inside != (low <= before[1] <= high):
            edge = _cut(before, point, view)
            piece.append(edge)
            if not inside:
                yield piece
                piece = []
        elif before is not None and not inside and (before[1] - low) * (point[1] - low) < 0:
            yield [_cut(before, point, view), _cut(point, before, view)]
        if inside:
            piece.append(point)
        before = point
    if len(piece) > 1:
        yield piece


def _cut(one: Point, other: Point, view: tuple[float, float]) -> Point:
    """Where the way from `one` to `other` first meets the edge of the view."""
    (x, y), (to_x, to_y) = one, other
    bound = view[0] if (y < view[0]) or (view[0] <= y <= view[1] and to_y < view[0]) else view[1]
    part = (bound - y) / (to_y - y)
    return x + (to_x - x) * part, bound
