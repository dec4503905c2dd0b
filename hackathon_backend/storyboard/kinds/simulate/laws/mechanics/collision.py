"""Two carts that meet: momentum is kept, and as much energy as they are elastic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal, Self

from pydantic import model_validator

from ...quantities import Measured
from ..base import Mass, SimulationModel

Along = Annotated[float, Measured("speed", -1e4, 1e4)]
_BEFORE, _AFTER = 1.5, 1.5
"""Seconds until the carts meet, and for which they are watched afterwards."""


@dataclass(frozen=True)
class Bump:
    """Masses, speeds along the track before they meet, and the coefficient of restitution."""

    masses: tuple[float, float]
    before: tuple[float, float]
    restitution: float

    @property
    def meeting(self) -> float:
        """Seconds until they meet."""
        return _BEFORE

    @property
    def duration(self) -> float:
        return _BEFORE + _AFTER

    @property
    def gap(self) -> float:
        """Metres between them at first."""
        return (self.before[0] - self.before[1]) * self.meeting

    @property
    def after(self) -> tuple[float, float]:
        """Speeds after they have met: both laws solved for them."""
        (m1, m2), (v1, v2), e = self.masses, self.before, self.restitution
        shared = (m1 * v1 + m2 * v2) / (m1 + m2)
        return shared - e * m2 * (v1 - v2) / (m1 + m2), shared + e * m1 * (v1 - v2) / (m1 + m2)

    def speeds(self, t: float) -> tuple[float, float]:
        return self.before if t < self.meeting else self.after

    def places(self, t: float) -> tuple[float, float]:
        """Metres of the first one's front and the second one's rear from where they meet."""
        rest = t - self.meeting
        v1, v2 = self.speeds(t)
        return v1 * rest, v2 * rest

    def momentum(self, t: float) -> float:
        return sum(m * v for m, v in zip(self.masses, self.speeds(t), strict=True))

    def energy(self, t: float) -> float:
        return sum(m * v * v / 2 for m, v in zip(self.masses, self.speeds(t), strict=True))

    def reading(self, name: str, t: float) -> float:
        v1, v2 = self.speeds(t)
        values = {
            "momentum": self.momentum(t), "kinetic": self.energy(t), "time": t, "speed": abs(v1), "speed2": abs(v2)
        }  # fmt: skip
        return values[name]


class Collision(SimulationModel):
    """Two carts on a track; `restitution` is 1 if they are elastic, 0 if they stick together."""

    also: ClassVar[tuple[str, ...]] = ("elastic_collision", "inelastic_collision", "momentum", "crash", "bump")
    usual: ClassVar[int] = 2
    offers: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"momentum": "kg m/s", "kinetic": "J", "time": "s", "speed": "m/s", "speed2": "m/s"}
    )
    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType(
        {
            "mass1": ("m1", "m_1", "first_mass", "mass_1", "mass_a"),
            "mass2": ("m2", "m_2", "second_mass", "mass_2", "mass_b"),
            "speed1": ("v1", "v_1", "first_speed", "velocity1", "speed_1", "velocity_1"),
            "speed2": ("v2", "v_2", "second_speed", "velocity2", "speed_2", "velocity_2"),
            "restitution": ("e", "elasticity", "coefficient_of_restitution"),
        }
    )

    name: Literal["collision"] = "collision"
    mass1: Mass = 1.0
    mass2: Mass = 1.0
    speed1: Along = 2.0
    speed2: Along = 0.0
    restitution: Annotated[float, Measured("number", 0.0, 1.0)] = 1.0

    @model_validator(mode="after")
    def _meet(self) -> Self:
        if self.speed1 - self.speed2 < 0.01:
            raise ValueError("speed1 must be more than speed2, or the carts never meet")
        return self

    def run(self) -> Bump:
        return Bump((self.mass1, self.mass2), (self.speed1, self.speed2), self.restitution)
