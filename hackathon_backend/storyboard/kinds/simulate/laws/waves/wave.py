"""Waves along a line: travelling, standing, and two that are added."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from ...quantities import Measured
from ..base import ModelStage, SimulationModel, calm
from ..course import Course


@dataclass(frozen=True)
class Ripple:
    """Displacements in metres, at places in metres and seconds of what happens; `pace` of them pass in one of film."""

    form: str
    amplitude: Course
    wavelength: Course
    frequency: Course
    phase: Course
    pace: float

    duration: ClassVar[float] = math.inf

    def turns(self, t: float) -> float:
        """How many times the source has swung."""
        return self.frequency.summed(t / self.pace) * self.pace

    def parts(self, x: float, t: float) -> tuple[float, float]:
        """Two waves that are added: in a standing one, to the right and to the left."""
        clock = t / self.pace
        a, k = self.amplitude.at(clock), 2 * math.pi * x / self.wavelength.at(clock)
        w = 2 * math.pi * self.turns(t)
        if self.form == "standing":
            return a / 2 * math.sin(k - w), a / 2 * math.sin(k + w)
        return a * math.sin(k - w), a * math.sin(k - w + math.radians(self.phase.at(clock)))

    def at(self, x: float, t: float) -> float:
        """The displacement that is seen."""
        first, second = self.parts(x, t)
        return first if self.form == "travelling" else first + second

    def reading(self, name: str, t: float) -> float:
        clock = t / self.pace
        frequency, wavelength = self.frequency.at(clock), self.wavelength.at(clock)
        values = {
            "frequency": frequency,
            "wavelength": wavelength,
            "speed": frequency * wavelength,
            "period": 1 / frequency,
            "amplitude": self.amplitude.at(clock),
            "time": t,
        }
        return values[name]


class Wave(SimulationModel):
    """A wave: `travelling`, `standing`, or two of them added with a `phase` between them (`interference`)."""

    also: ClassVar[tuple[str, ...]] = (
        "waves", "travelling_wave", "traveling_wave", "standing_wave", "interference", "wave_interference",
        "transverse_wave", "superposition",
    )  # fmt: skip
    implied: ClassVar[Mapping[str, Mapping[str, str]]] = MappingProxyType(
        {"standing_wave": {"form": "standing"}, "interference": {"form": "interference"}}
    )
    lasting: ClassVar[bool] = True
    usual: ClassVar[int] = 3
    offers: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"frequency": "Hz", "wavelength": "m", "speed": "m/s", "period": "s", "amplitude": "m", "time": "s"}
    )
    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType(
        {
            "form": ("type_of_wave", "mode", "wave_type"),
            "frequency": ("f", "nu"),
            "wavelength": ("lambda", "λ", "wave_length"),
            "amplitude": ("a", "height"),
            "phase": ("phi", "phase_difference", "phase_shift"),
        }
    )

    name: Literal["wave"] = "wave"
    form: Literal["travelling", "standing", "interference"] = "travelling"
    frequency: Annotated[float, Measured("frequency", 1e-3, 1e9)] = 0.5
    wavelength: Annotated[float, Measured("length", 1e-6, 1e6)] = 2.0
    amplitude: Annotated[float, Measured("length", 1e-9, 1e5)] = 0.3
    phase: Annotated[float, Measured("angle", -360.0, 360.0)] = 0.0

    def run(self) -> Ripple:
        return self.runs([ModelStage(self, 0.0, math.inf)])[0]

    def runs(self, stages: Sequence[ModelStage]) -> Sequence[Ripple]:
        first: Wave = stages[0].model
        a, w, f, p = (Course.of(stages, name) for name in ("amplitude", "wavelength", "frequency", "phase"))
        return [Ripple(first.form, a, w, f, p, first.rate())] * len(stages)

    def rate(self) -> float:
        return calm(1 / self.frequency)
