"""A block on a slope: its weight, what holds it, and how it slides."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from ...quantities import Measured
from ..base import EARTH, Gravity, Mass, SimulationModel

_WATCHED = 3.0
"""Seconds for which a block is watched that does not slide."""


@dataclass(frozen=True)
class Slide:
    """A block let go at the top. Angles are in degrees, forces in newtons."""

    angle: float
    mass: float
    friction: float
    length: float
    gravity: float

    @property
    def weight(self) -> float:
        return self.mass * self.gravity

    @property
    def support(self) -> float:
        """The force of the slope on the block, away from the slope."""
        return self.weight * math.cos(math.radians(self.angle))

    @property
    def downhill(self) -> float:
        """The part of the weight along the slope."""
        return self.weight * math.sin(math.radians(self.angle))

    @property
    def held(self) -> float:
        """Friction: as much as it takes, at most the coefficient times the support."""
        return min(self.downhill, self.friction * self.support)

    @property
    def acceleration(self) -> float:
        return (self.downhill - self.held) / self.mass

    @property
    def slides(self) -> bool:
        return self.acceleration > 1e-9 * self.gravity

    @property
    def duration(self) -> float:
        return math.sqrt(2 * self.length / self.acceleration) if self.slides else _WATCHED

    def way(self, t: float) -> float:
        """Metres from the top after `t` seconds."""
        return min(self.acceleration * t * t / 2, self.length)

    def reading(self, name: str, t: float) -> float:
        values = {
            "time": t,
            "speed": self.acceleration * t,
            "acceleration": self.acceleration,
            "distance": self.way(t),
            "force": self.downhill - self.held,
            "friction": self.held,
            "weight": self.weight,
        }
        return values[name]


class Slope(SimulationModel):
    """A block let go on a slope; `friction` is the coefficient, 0 for none."""

    also: ClassVar[tuple[str, ...]] = ("inclined_plane", "incline", "ramp", "block_on_slope")
    offers: ClassVar[Mapping[str, str]] = MappingProxyType(
        {
            "time": "s", "speed": "m/s", "acceleration": "m/s²", "distance": "m", "force": "N", "friction": "N",
            "weight": "N",
        }
    )  # fmt: skip
    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType(
        {
            "angle": ("theta", "alpha", "incline", "inclination", "slope"),
            "mass": ("m", "block_mass"),
            "friction": ("mu", "μ", "friction_coefficient", "coefficient", "coefficient_of_friction"),
            "length": ("l", "distance", "ramp_length"),
            "gravity": ("g",),
        }
    )

    name: Literal["slope"] = "slope"
    angle: Annotated[float, Measured("angle", 1.0, 80.0)] = 30.0
    mass: Mass = 2.0
    friction: Annotated[float, Measured("number", 0.0, 10.0)] = 0.0
    length: Annotated[float, Measured("length", 0.01, 1e5)] = 5.0
    gravity: Gravity = EARTH

    def run(self) -> Slide:
        return Slide(self.angle, self.mass, self.friction, self.length, self.gravity)
