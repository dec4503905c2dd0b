"""Ways: lines that things move along, measured by their length."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .tracks import NOWHERE, Track

Points = NDArray[np.float64]
"""Rows of x and y."""


class Spot(NamedTuple):
    """A place on a way, in pixels, and the direction there: degrees clockwise from rightwards."""

    x: float
    y: float
    angle: float


class Way:
    """A line through points, in pixels, of which each place is found by its share (0-1) of the length."""

    def __init__(self, points: Points | Sequence[tuple[float, float]]) -> None:
        given = np.asarray(points, float).reshape(-1, 2)
        steps = np.hypot(*np.diff(given, axis=0).T) if len(given) > 1 else np.zeros(0)
        kept = np.concatenate([[True], steps > 0])
        self.points: Points = given[kept]
        self._reached = np.concatenate([[0.0], np.cumsum(steps[steps > 0])])
        self.length = float(self._reached[-1])

    def at(self, share: float) -> Spot:
        """The place at `share` of the way, which stops at its ends."""
        if self.length == 0:
            return Spot(float(self.points[0, 0]), float(self.points[0, 1]), 0.0)
        distance = min(max(share, 0.0), 1.0) * self.length
        index = min(int(np.searchsorted(self._reached, distance, "right")) - 1, len(self.points) - 2)
        (x, y), (to_x, to_y) = self.points[index], self.points[index + 1]
        part = (distance - self._reached[index]) / (self._reached[index + 1] - self._reached[index])
        angle = math.degrees(math.atan2(to_y - y, to_x - x))
        return Spot(float(x + (to_x - x) * part), float(y + (to_y - y) * part), angle)

    def reversed(self) -> Way:
        """The same way from its end to its start."""
        return Way(self.points[::-1])

    def moved(self, dx: float, dy: float = 0.0) -> Way:
        return Way(self.points + np.array((dx, dy)))

    def mirrored(self, width: float) -> Way:
        """The same way in a frame of `width` pixels that is read from right to left."""
        return Way(self.points * np.array((-1, 1)) + np.array((width, 0)))


@dataclass(frozen=True)
class Along:
    """A movement of a mark's middle along a way: `share` of it is behind. `turning`: it faces where it goes."""

    way: Way
    share: Track = field(default=NOWHERE)
    turning: bool = False
    flipped: bool = False

    def begun(self, by: float) -> Along:
        """This movement as if all that starts up to `by` seconds were over from the first."""
        return replace(self, share=self.share.begun(by))

    def mirrored(self, width: float) -> Along:
        """This movement in a frame of `width` pixels that is read from right to left.

        What faces where it goes has been flipped itself, so that it is turned by the angle that is left to that.
        """
        return replace(self, way=self.way.mirrored(width), flipped=not self.flipped)

    def facing(self, spot: Spot) -> float:
        """Degrees by which it is turned at a place of its way."""
        if not self.turning:
            return 0.0
        return spot.angle + (180.0 if self.flipped else 0.0)
