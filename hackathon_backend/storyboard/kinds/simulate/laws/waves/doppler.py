"""Sound from a source that moves: wavefronts crowd in front of it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from ...quantities import Measured
from ..base import ModelStage, SimulationModel
from ..course import Course


@dataclass(frozen=True)
class Moving:
    """A source with the speed of a course, in waves of a fixed speed; frequencies in hertz."""

    speed: Course
    wave_speed: float
    frequency: float

    duration: ClassVar[float] = math.inf

    def place(self, clock: float) -> float:
        """How far it has come, in parts of the way that waves go in a second of film."""
        return self.speed.summed(clock) / self.wave_speed

    def ahead(self, clock: float) -> float:
        """What is heard in front of it; infinite where waves do not get away from it."""
        share = self.speed.at(clock) / self.wave_speed
        return self.frequency / (1 - share) if share < 1 else math.inf

    def behind(self, clock: float) -> float:
        return self.frequency / (1 + self.speed.at(clock) / self.wave_speed)

    def reading(self, name: str, t: float) -> float:
        values = {
            "speed": self.speed.at(t),
            "frequency": self.frequency,
            "ahead": self.ahead(t),
            "behind": self.behind(t),
            "time": t,
        }
        return values[name]


class Doppler(SimulationModel):
    """A source of a `frequency` that moves with a `speed` through waves of `wave_speed`."""

    also: ClassVar[tuple[str, ...]] = ("doppler_effect", "siren", "moving_source", "sonic_boom")
    lasting: ClassVar[bool] = True
    timed: ClassVar[bool] = False
    usual: ClassVar[int] = 3
    offers: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"speed": "m/s", "ahead": "Hz", "behind": "Hz", "frequency": "Hz", "time": "s"}
    )
    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType(
        {
            "speed": ("v", "source_speed", "velocity", "vs", "source_velocity"),
            "wave_speed": ("c", "speed_of_sound", "sound_speed", "wave_velocity"),
            "frequency": ("f", "f0", "pitch", "source_frequency"),
        }
    )

    name: Literal["doppler"] = "doppler"
    speed: Annotated[float, Measured("speed", 0.0, 1e6)] = 100.0
    wave_speed: Annotated[float, Measured("speed", 0.1, 1e6)] = 340.0
    frequency: Annotated[float, Measured("frequency", 1e-3, 1e12)] = 440.0

    def run(self) -> Moving:
        return self.runs([ModelStage(self, 0.0, math.inf)])[0]

    def runs(self, stages: Sequence[ModelStage]) -> Sequence[Moving]:
        first: Doppler = stages[0].model
        return [Moving(Course.of(stages, "speed"), first.wave_speed, first.frequency)] * len(stages)

    @classmethod
    def quantities(cls) -> list[str]:
        return ["speed"]
