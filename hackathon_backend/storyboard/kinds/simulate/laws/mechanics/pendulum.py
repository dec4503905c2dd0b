"""A pendulum of any angle: integrated, since only small swings have a closed form."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from ...quantities import Measured
from ..base import EARTH, Gravity, Mass, SimulationModel, calm

_STEPS = 2000
"""Steps of a quarter of a swing."""


@lru_cache(maxsize=64)
def _quarter(start: float) -> tuple[tuple[float, float], ...]:
    """Angle and angular speed from rest at `start` radians to the lowest point, in equal steps of natural time.

    Natural time is that in which length / gravity is 1; velocity Verlet, which keeps the energy.
    """
    whole = math.pi / 2 * (1 + start**2 / 16 + 11 * start**4 / 3072 + 0.02 * start**6) * 1.4
    step = whole / _STEPS
    angle, speed = start, 0.0
    found = [(angle, speed)]
    while angle > 0:
        half = speed - math.sin(angle) * step / 2
        angle += half * step
        speed = half - math.sin(angle) * step / 2
        found.append((angle, speed))
    return (*found, (step, 0.0))


@dataclass(frozen=True)
class Swing:
    """A swing from rest at an angle in degrees."""

    length: float
    angle: float
    gravity: float
    mass: float

    duration: ClassVar[float] = math.inf

    @property
    def _unit(self) -> float:
        """Seconds of natural time."""
        return math.sqrt(self.length / self.gravity)

    @property
    def period(self) -> float:
        """Seconds there and back."""
        steps = _quarter(math.radians(self.angle))
        last, before = steps[-2], steps[-3]
        part = before[0] / (before[0] - last[0])
        return 4 * (len(steps) - 3 + part) * steps[-1][0] * self._unit

    def state(self, t: float) -> tuple[float, float]:
        """Radians from the vertical, and radians a second."""
        steps = _quarter(math.radians(self.angle))
        share = (t / self.period) % 1.0 * 4
        quarter, part = int(share), share - int(share)
        part = 1 - part if quarter in (1, 3) else part
        place = part * self.period / 4 / self._unit / steps[-1][0]
        index = min(int(place), len(steps) - 3)
        angle, speed = (a + (b - a) * (place - index) for a, b in zip(steps[index], steps[index + 1], strict=True))
        turned = -1 if quarter in (1, 2) else 1
        back = -1 if quarter in (2, 3) else 1
        return angle * turned, speed * back / self._unit

    def energies(self, t: float) -> tuple[float, float]:
        """Joules of motion and of height."""
        angle, rate = self.state(t)
        motion = self.mass * (self.length * rate) ** 2 / 2
        return motion, self.mass * self.gravity * self.length * (1 - math.cos(angle))

    @property
    def energy(self) -> float:
        """That of height as it begins."""
        return self.energies(0.0)[1]

    def reading(self, name: str, t: float) -> float:
        angle, rate = self.state(t)
        kinetic, potential = self.energies(t)
        values = {
            "time": t,
            "angle": math.degrees(angle),
            "speed": abs(rate) * self.length,
            "height": self.length * (1 - math.cos(angle)),
            "period": self.period,
            "kinetic": kinetic,
            "potential": potential,
        }
        return values[name]


class Pendulum(SimulationModel):
    """A mass on a string, let go at an angle."""

    also: ClassVar[tuple[str, ...]] = ("swing", "simple_pendulum", "swinging")
    lasting: ClassVar[bool] = True
    usual: ClassVar[int] = 3
    offers: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"time": "s", "speed": "m/s", "period": "s", "angle": "°", "height": "m", "kinetic": "J", "potential": "J"}
    )
    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType(
        {
            "length": ("l", "string_length", "rope", "string"),
            "angle": ("theta", "theta0", "initial_angle", "amplitude"),
            "mass": ("m", "bob_mass"),
            "gravity": ("g",),
        }
    )

    name: Literal["pendulum"] = "pendulum"
    length: Annotated[float, Measured("length", 0.01, 1e4)] = 1.0
    angle: Annotated[float, Measured("angle", 1.0, 120.0)] = 30.0
    mass: Mass = 1.0
    gravity: Gravity = EARTH

    def run(self) -> Swing:
        return Swing(self.length, self.angle, self.gravity, self.mass)

    def rate(self) -> float:
        return calm(self.run().period)
