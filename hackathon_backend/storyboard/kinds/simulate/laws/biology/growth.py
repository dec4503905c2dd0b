"""How many individuals there are: growth by a law in closed form, and hunters and their prey step by step."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np

_STEP = 0.02
"""A step of Runge and Kutta's method, as a part of the shortest time in which a count changes by itself."""
_LONGEST = 40.0
"""What e is raised to at most."""


def whole(count: float) -> int:
    """As many individuals as there are: whole ones."""
    return int(count + 0.5)


@dataclass(frozen=True)
class Growth:
    """One population that grows by a part of itself, the slower the nearer it is to its capacity, if it has one."""

    start: float
    rate: float
    capacity: float
    """Infinite if nothing limits it."""
    duration: float

    names: ClassVar[tuple[str, ...]] = ("population",)

    def counts(self, t: float) -> tuple[float, ...]:
        """How many there are, not rounded: the solution of the logistic equation (P.-F. Verhulst, 1838)."""
        grown = math.exp(min(max(self.rate * t, -_LONGEST), _LONGEST))
        if math.isinf(self.capacity):
            return (self.start * grown,)
        return (self.capacity / (1 + (self.capacity / self.start - 1) / grown),)

    @property
    def highest(self) -> float:
        """The most individuals that there are at once."""
        return max(self.counts(0.0)[0], self.counts(self.duration)[0])

    def reading(self, name: str, t: float) -> float:
        count = float(whole(self.counts(t)[0]))
        return {"time": t, "population": count, "prey": count, "predators": 0.0}[name]


@dataclass(frozen=True)
class Hunt:
    """Prey x and predators y by A. J. Lotka (1925) and V. Volterra (1926): x' = ax - bxy, y' = gxy - dy."""

    prey: float
    predators: float
    growth: float
    predation: float
    gain: float
    death: float
    duration: float

    names: ClassVar[tuple[str, ...]] = ("prey", "predators")

    def kept(self, prey: float, predators: float) -> float:
        """What stays the same all the time."""
        return _share(self.gain, self.death, prey) + _share(self.predation, self.growth, predators)

    @cached_property
    def peaks(self) -> tuple[float, float]:
        """The highest counts of prey and of predators: each comes when the other kind is at its balance."""
        value = self.kept(self.prey, self.predators)
        prey, predators = self.death / self.gain, self.growth / self.predation
        return (
            _upper(self.gain, self.death, value - _share(self.predation, self.growth, predators)),
            _upper(self.predation, self.growth, value - _share(self.gain, self.death, prey)),
        )

    @property
    def steps(self) -> int:
        """Steps in which it is worked out."""
        prey, predators = self.peaks
        fastest = max(self.growth, self.death, self.predation * predators, self.gain * prey)
        return max(math.ceil(self.duration * fastest / _STEP), 1)

    @cached_property
    def path(self) -> np.ndarray:
        """Both counts after each step: classical Runge-Kutta with fixed steps."""
        step = self.duration / self.steps
        x, y = self.prey, self.predators
        found = [(x, y)]
        for _ in range(self.steps):
            a = self._slope(x, y)
            b = self._slope(x + step / 2 * a[0], y + step / 2 * a[1])
            c = self._slope(x + step / 2 * b[0], y + step / 2 * b[1])
            d = self._slope(x + step * c[0], y + step * c[1])
            x += step / 6 * (a[0] + 2 * b[0] + 2 * c[0] + d[0])
            y += step / 6 * (a[1] + 2 * b[1] + 2 * c[1] + d[1])
            found.append((x, y))
        return np.array(found)

    def _slope(self, x: float, y: float) -> tuple[float, float]:
        return x * (self.growth - self.predation * y), y * (self.gain * x - self.death)

    def counts(self, t: float) -> tuple[float, ...]:
        """How many there are of each, not rounded."""
        at = min(max(t / self.duration, 0.0), 1.0) * self.steps
        low = min(int(at), self.steps - 1)
        before, after = self.path[low], self.path[low + 1]
        return tuple(float(v + (w - v) * (at - low)) for v, w in zip(before, after, strict=True))

    @cached_property
    def highest(self) -> float:
        """The most individuals that there are at once."""
        return float(self.path.sum(axis=1).max())

    def reading(self, name: str, t: float) -> float:
        prey, predators = (float(whole(count)) for count in self.counts(t))
        return {"time": t, "population": prey + predators, "prey": prey, "predators": predators}[name]


def _share(slope: float, weight: float, count: float) -> float:
    """What one kind adds to what is kept; least at its balance, which is weight / slope."""
    return slope * count - weight * math.log(count)


def _upper(slope: float, weight: float, value: float) -> float:
    """The count above its balance that adds `value` to what is kept, by halving."""
    low = weight / slope
    high = 2 * low
    while _share(slope, weight, high) < value:
        high *= 2
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if _share(slope, weight, middle) < value else (low, middle)
    return high
