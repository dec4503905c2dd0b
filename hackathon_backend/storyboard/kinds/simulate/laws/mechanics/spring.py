"""A mass on a spring, with or without damping."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal, Self

from pydantic import model_validator

from ...quantities import Measured
from ..base import Mass, SimulationModel, calm


@dataclass(frozen=True)
class Oscillation:
    """From rest at an amplitude (metres): x = A e^(-dt) (cos wt + d/w sin wt), with d = damping / 2m."""

    mass: float
    stiffness: float
    amplitude: float
    damping: float

    duration: ClassVar[float] = math.inf

    @property
    def decay(self) -> float:
        return self.damping / (2 * self.mass)

    @property
    def rate(self) -> float:
        """Radians a second."""
        return math.sqrt(self.stiffness / self.mass - self.decay**2)

    @property
    def period(self) -> float:
        return 2 * math.pi / self.rate

    def state(self, t: float) -> tuple[float, float]:
        """Metres from rest, and metres a second."""
        d, w = self.decay, self.rate
        fading = self.amplitude * math.exp(-d * t)
        place = fading * (math.cos(w * t) + d / w * math.sin(w * t))
        return place, -fading * (w + d * d / w) * math.sin(w * t)

    def energies(self, t: float) -> tuple[float, float]:
        """Joules of motion and of the spring."""
        place, speed = self.state(t)
        return self.mass * speed**2 / 2, self.stiffness * place**2 / 2

    @property
    def energy(self) -> float:
        """That of the spring as it begins."""
        return self.energies(0.0)[1]

    def reading(self, name: str, t: float) -> float:
        place, speed = self.state(t)
        kinetic, potential = self.energies(t)
        values = {
            "time": t,
            "distance": place,
            "speed": abs(speed),
            "force": abs(self.stiffness * place),
            "period": self.period,
            "kinetic": kinetic,
            "potential": potential,
        }
        return values[name]


class Spring(SimulationModel):
    """A mass on a spring, pulled by an `amplitude` and let go; `damping` in kg/s, 0 for none."""

    also: ClassVar[tuple[str, ...]] = ("mass_spring", "harmonic_oscillator", "spring_mass", "oscillation", "hookes_law")
    lasting: ClassVar[bool] = True
    usual: ClassVar[int] = 3
    offers: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"time": "s", "distance": "m", "speed": "m/s", "force": "N", "period": "s", "kinetic": "J", "potential": "J"}
    )
    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType(
        {
            "mass": ("m",),
            "stiffness": ("k", "spring_constant", "d"),
            "amplitude": ("a", "x0", "displacement", "initial_displacement", "extension"),
            "damping": ("c", "b", "friction", "damping_coefficient"),
        }
    )

    name: Literal["spring"] = "spring"
    mass: Mass = 1.0
    stiffness: Annotated[float, Measured("stiffness", 1e-3, 1e9)] = 10.0
    amplitude: Annotated[float, Measured("length", 1e-4, 1e4)] = 0.3
    damping: Annotated[float, Measured("number", 0.0, 1e6)] = 0.0

    @model_validator(mode="after")
    def _swings(self) -> Self:
        if self.damping**2 >= 3.9 * self.stiffness * self.mass:
            raise ValueError("damping is too strong: it must be less than 2 √(stiffness × mass) for it to swing")
        return self

    def run(self) -> Oscillation:
        return Oscillation(self.mass, self.stiffness, self.amplitude, self.damping)

    def rate(self) -> float:
        return calm(self.run().period)
