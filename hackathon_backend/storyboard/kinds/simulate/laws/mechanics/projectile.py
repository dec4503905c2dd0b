"""A thing that is thrown: without drag it flies along a parabola."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal, Self

from pydantic import model_validator

from ...quantities import Measured
from ..base import EARTH, Gravity, Length, SimulationModel


@dataclass(frozen=True)
class ProjectileMotion:
    """The flight of a thrown thing: constant speed sideways, constant acceleration downwards."""

    vx: float
    vy: float
    height: float
    gravity: float

    @property
    def duration(self) -> float:
        """When it lands, at height 0."""
        root = math.sqrt(self.vy**2 + 2 * self.gravity * self.height)
        return (self.vy + root) / self.gravity

    @property
    def top_time(self) -> float:
        """When it is highest."""
        return max(self.vy, 0.0) / self.gravity

    @property
    def top(self) -> float:
        """How high it comes."""
        return self.place(self.top_time)[1]

    @property
    def range(self) -> float:
        """How far away it lands."""
        return self.vx * self.duration

    def place(self, t: float) -> tuple[float, float]:
        """Distance and height after `t` seconds, in metres."""
        return self.vx * t, self.height + self.vy * t - self.gravity * t * t / 2

    def velocity(self, t: float) -> tuple[float, float]:
        """Metres a second, sideways and upwards."""
        return self.vx, self.vy - self.gravity * t

    def reading(self, name: str, t: float) -> float:
        x, y = self.place(t)
        vx, vy = self.velocity(t)
        values = {"time": t, "height": y, "distance": x, "speed": math.hypot(vx, vy), "across": vx, "upwards": vy}
        return values[name]


class Projectile(SimulationModel):
    """A thing thrown at a speed and an angle from a height above the ground, without drag."""

    also: ClassVar[tuple[str, ...]] = ("throw", "thrown_ball", "projectile_motion", "ballistic", "parabola", "cannon")
    offers: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"time": "s", "height": "m", "distance": "m", "speed": "m/s", "across": "m/s", "upwards": "m/s"}
    )
    usual: ClassVar[int] = 2
    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType(
        {
            "speed": ("v0", "v", "v_0", "velocity", "initial_speed", "initial_velocity", "launch_speed"),
            "angle": ("theta", "alpha", "launch_angle", "elevation", "angle_deg"),
            "height": ("h", "h0", "y0", "initial_height", "start_height"),
            "gravity": ("g", "acceleration"),
        }
    )

    name: Literal["projectile"] = "projectile"
    speed: Annotated[float, Measured("speed", 0.01, 1e5)] = 15.0
    angle: Annotated[float, Measured("angle", -89.0, 90.0)] = 45.0
    height: Length = 0.0
    gravity: Gravity = EARTH

    @model_validator(mode="after")
    def _flies(self) -> Self:
        if self.angle <= 0 and self.height == 0:
            raise ValueError("height must be above 0 for what is thrown level or downwards")
        return self

    def run(self) -> ProjectileMotion:
        angle = math.radians(self.angle)
        return ProjectileMotion(self.speed * math.cos(angle), self.speed * math.sin(angle), self.height, self.gravity)
