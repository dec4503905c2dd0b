"""Things that are let go together from the same height, in a vacuum or in air."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from ...quantities import Measured
from ..base import EARTH, Gravity, Mass, SimulationModel, Speed


@dataclass(frozen=True)
class Drop:
    """One thing that falls; `drag` is its resistance in kg/m: the force is drag × speed²."""

    mass: float
    height: float
    gravity: float
    drag: float
    down: float = 0.0
    """The speed with which it begins, downwards."""

    @property
    def limit(self) -> float:
        """The speed that it comes near to; infinite in a vacuum."""
        return math.sqrt(self.mass * self.gravity / self.drag) if self.drag else math.inf

    @property
    def duration(self) -> float:
        """When it lands. With drag it begins at rest, and y = (v²/g) ln cosh(gt/v) is solved for t."""
        if not self.drag:
            return (-self.down + math.sqrt(self.down**2 + 2 * self.gravity * self.height)) / self.gravity
        power = self.height * self.gravity / self.limit**2
        # acosh(e^p) without an overflow for large p.
        rest = math.sqrt(1 - math.exp(-2 * power)) if power < 300 else 1.0
        return self.limit / self.gravity * (power + math.log1p(rest))

    def fallen(self, t: float) -> float:
        """Metres below the start."""
        t = min(t, self.duration)
        if not self.drag:
            return self.down * t + self.gravity * t * t / 2
        x = self.gravity * t / self.limit
        return self.limit**2 / self.gravity * (x + math.log1p(math.exp(-2 * x)) - math.log(2))

    def speed(self, t: float) -> float:
        """Metres a second, downwards; as it lands, that with which it does."""
        t = min(t, self.duration)
        return self.down + self.gravity * t if not self.drag else self.limit * math.tanh(self.gravity * t / self.limit)


@dataclass(frozen=True)
class Falling:
    """All that fall, let go at the same moment; readings are those of the first."""

    drops: tuple[Drop, ...]

    @property
    def duration(self) -> float:
        return max(drop.duration for drop in self.drops)

    def reading(self, name: str, t: float) -> float:
        first = self.drops[0]
        speed = first.speed(t)
        values = {
            "time": t,
            "speed": speed,
            "height": max(first.height - first.fallen(t), 0.0),
            "kinetic": first.mass * speed**2 / 2,
            "potential": first.mass * first.gravity * max(first.height - first.fallen(t), 0.0),
        }
        return values[name]


class Fall(SimulationModel):
    """One to three masses let go together from the same height. With `drag`, air resists each by drag × speed²."""

    also: ClassVar[tuple[str, ...]] = ("free_fall", "falling", "freefall", "drop", "two_masses", "falling_bodies")
    offers: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"time": "s", "speed": "m/s", "height": "m", "kinetic": "J", "potential": "J"}
    )
    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType(
        {
            "masses": ("mass", "m", "objects", "bodies", "balls", "m1"),
            "height": ("h", "h0", "y0", "drop_height", "initial_height"),
            "gravity": ("g", "acceleration"),
            "drag": ("air_resistance", "resistance", "air", "drag_coefficient", "k"),
            "speed": ("v0", "initial_speed", "initial_velocity"),
        }
    )

    name: Literal["fall"] = "fall"
    masses: Annotated[tuple[Mass, ...], Field(min_length=1, max_length=3)] = (1.0,)
    height: Annotated[float, Measured("length", 0.01, 1e6)] = 20.0
    gravity: Gravity = EARTH
    drag: Annotated[float, Measured("number", 0.0, 1e4)] = 0.0
    speed: Speed = 0.0

    def run(self) -> Falling:
        down = 0.0 if self.drag else self.speed
        return Falling(tuple(Drop(mass, self.height, self.gravity, self.drag, down) for mass in self.masses))
