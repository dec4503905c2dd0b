"""Curves: smooth where numbers are those of a function, and told apart where one lies on another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]

_FEWEST, _STEPS = 4, 12
"""Points from which a curve is told from a row of straight lines, and pieces between two of them."""
_JUMP, _NEAR = 4.0, 2
"""How many times the bend at a point may be that of this many neighbours at each side; more is a corner."""
HIDDEN = 0.2
"""Part of a line from which it is hidden by another one."""


def curve(points: Sequence[Point], *, smooth: bool) -> tuple[Point, ...]:
    """The points that are joined, from left to right. If `smooth`, with others between them, if it has no corners."""
    ordered = sorted(points)
    if not smooth or len(ordered) < _FEWEST or _has_corners(ordered):
        return tuple(ordered)
    x, y = np.array(ordered).T
    tangents = _tangents(x, y)
    part = np.linspace(0, 1, _STEPS, endpoint=False)[None, :]
    wide = np.diff(x)[:, None]
    start, end = (2 * part**3 - 3 * part**2 + 1), (3 * part**2 - 2 * part**3)
    rise, fall = (part**3 - 2 * part**2 + part) * wide, (part**3 - part**2) * wide
    fine = start * y[:-1, None] + end * y[1:, None] + rise * tangents[:-1, None] + fall * tangents[1:, None]
    between = zip((x[:-1, None] + part * wide).ravel(), fine.ravel(), strict=True)
    return (*((float(across), float(down)) for across, down in between), ordered[-1])


def _has_corners(points: Sequence[Point]) -> bool:
    """Whether the points bend as no function would that is smooth in between: at a corner, or to and fro."""
    x, y = np.array(points).T
    slopes = np.diff(y) / np.diff(x)
    signed = np.diff(slopes) / (x[2:] - x[:-2])
    turns = np.sign(signed[signed != 0])
    if (turns[1:] != turns[:-1]).sum() > len(signed) / 2:
        return True
    bends = np.abs(signed)
    slack = 0.05 * (np.ptp(y) or 1.0) / np.ptp(x) ** 2 * len(points)
    padded = np.pad(bends, _NEAR)
    beside = np.max([padded[_NEAR + by : len(padded) - _NEAR + by] for by in range(-_NEAR, _NEAR + 1) if by], axis=0)
    return bool((bends > _JUMP * beside + slack).any())


def _tangents(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """Slopes at the points that let no curve overshoot (Fritsch and Butland 1984, as in PCHIP)."""
    wide = np.diff(x)
    slopes = np.diff(y) / wide
    before, after = slopes[:-1], slopes[1:]
    one, other = 2 * wide[1:] + wide[:-1], wide[1:] + 2 * wide[:-1]
    same = before * after > 0
    divided = np.where(same, one / np.where(same, before, 1.0) + other / np.where(same, after, 1.0), 1.0)
    inner = np.where(same, (one + other) / divided, 0.0)
    first = _end(wide[0], wide[1], slopes[0], slopes[1])
    last = _end(wide[-1], wide[-2], slopes[-1], slopes[-2])
    return np.concatenate(([first], inner, [last]))


def _end(wide: float, beyond: float, slope: float, further: float) -> float:
    """The slope at an end, from two pieces of these widths and slopes."""
    found = ((2 * wide + beyond) * slope - wide * further) / (wide + beyond)
    if found * slope <= 0:
        return 0.0
    return 3 * slope if slope * further <= 0 and abs(found) > 3 * abs(slope) else found


def covered(line: Sequence[Point], other: Sequence[Point], reach: float) -> float:
    """The part (0-1) of `line` that is no more than `reach` pixels away from the `other`."""
    if len(line) < 2 or len(other) < 2:
        return 0.0
    points = _evenly(np.array(line, dtype=np.float64))
    starts, ways = np.array(other[:-1]), np.diff(np.array(other, dtype=np.float64), axis=0)
    offsets = points[:, None, :] - starts[None, :, :]
    lengths = np.maximum((ways**2).sum(-1), 1e-9)
    along = np.clip((offsets * ways).sum(-1) / lengths, 0, 1)
    gaps = np.hypot(*np.moveaxis(offsets - along[..., None] * ways, -1, 0)).min(1)
    return float((gaps <= reach).mean())


def _evenly(points: NDArray[np.float64], count: int = 120) -> NDArray[np.float64]:
    """Points at equal distances on a line."""
    gone = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))))
    wanted = np.linspace(0, gone[-1], count)
    return np.stack([np.interp(wanted, gone, points[:, 0]), np.interp(wanted, gone, points[:, 1])], -1)
