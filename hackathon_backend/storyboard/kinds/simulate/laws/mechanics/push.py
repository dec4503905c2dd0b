"""Carts that are pushed: a force gives a mass its acceleration (Newton's second law)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from ...quantities import Measured
from ..base import EARTH, Mass, SimulationModel

_WATCHED = 3.0
"""Seconds for which carts are watched that do not move."""


@dataclass(frozen=True)
class Cart:
    """One cart, from rest."""

    mass: float
    force: float
    friction: float

    @property
    def held(self) -> float:
        """Friction: at most the coefficient times the weight."""
        return min(self.force, self.friction * self.mass * EARTH)

    @property
    def acceleration(self) -> float:
        return (self.force - self.held) / self.mass

    def way(self, t: float) -> float:
        """Metres after `t` seconds."""
        return self.acceleration * t * t / 2


@dataclass(frozen=True)
class Race:
    """Carts that start together, until the first has come to the end."""

    carts: tuple[Cart, ...]
    distance: float

    @property
    def duration(self) -> float:
        fastest = max(cart.acceleration for cart in self.carts)
        return math.sqrt(2 * self.distance / fastest) if fastest > 1e-9 else _WATCHED

    def reading(self, name: str, t: float) -> float:
        cart = self.carts[0]
        values = {
            "time": t,
            "speed": cart.acceleration * t,
            "acceleration": cart.acceleration,
            "force": cart.force,
            "distance": cart.way(t),
            "kinetic": cart.mass * (cart.acceleration * t) ** 2 / 2,
        }
        return values[name]


class Push(SimulationModel):
    """One to three carts of different `masses`, each pushed with the same `force` from rest."""

    also: ClassVar[tuple[str, ...]] = (
        "trolley", "cart", "newton_second_law", "newtons_second_law", "force_and_acceleration", "f_ma", "pushed_carts",
    )  # fmt: skip
    offers: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"time": "s", "speed": "m/s", "acceleration": "m/s²", "force": "N", "distance": "m", "kinetic": "J"}
    )
    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType(
        {
            "masses": ("mass", "m", "carts", "objects"),
            "force": ("f", "push", "applied_force"),
            "friction": ("mu", "μ", "friction_coefficient"),
            "distance": ("length", "track", "d"),
        }
    )

    name: Literal["push"] = "push"
    masses: Annotated[tuple[Mass, ...], Field(min_length=1, max_length=3)] = (2.0,)
    force: Annotated[float, Measured("force", 0.0, 1e9)] = 10.0
    friction: Annotated[float, Measured("number", 0.0, 10.0)] = 0.0
    distance: Annotated[float, Measured("length", 0.01, 1e6)] = 10.0

    def run(self) -> Race:
        return Race(tuple(Cart(mass, self.force, self.friction) for mass in self.masses), self.distance)
