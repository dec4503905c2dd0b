"""A substance as a solid, a liquid and a gas: its particles at a temperature."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from ...quantities import Measured
from ..base import ModelStage, SimulationModel
from .molecules import Molecules, Surroundings, Trajectories, packed, scattered

Temperature = Annotated[float, Measured("temperature", -273.0, 6000.0)]

#: Where substances melt and boil at normal pressure, in °C (CRC Handbook of Chemistry and Physics).
POINTS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "water": (0.0, 100.0),
        "oxygen": (-218.8, -183.0),
        "nitrogen": (-210.0, -195.8),
        "ethanol": (-114.1, 78.3),
        "mercury": (-38.8, 356.6),
        "lead": (327.5, 1749.0),
        "iron": (1538.0, 2861.0),
    }
)
COUNT = 60
"""Particles in a container."""
WIDTH, HEIGHT = 14.0, 15.0
"""Of a container, in diameters of a particle."""
_RAMP = 4.0
"""Seconds of film in which a temperature comes to its new value."""
_COLD, _MELTING, _MELTED, _BOILING, _BOILED, _HOT = 0.02, 0.2, 0.50, 0.56, 1.1, 1.6
"""Temperatures of the particles: far below and at melting, molten, at boiling, as a gas and 200 degrees above it."""
_WEIGHT, _LIGHT = 0.4, 0.01
"""How strongly what is condensed and what is a gas is drawn down."""


@dataclass(frozen=True)
class Matter:
    """One container. `kept` are its temperatures in °C with the moments of the clock from which they are wanted."""

    substance: str
    kept: tuple[tuple[float, float], ...]
    seed: int

    duration: ClassVar[float] = math.inf

    def temperature(self, clock: float) -> float:
        """°C at a moment: it comes to a new value steadily."""
        value = self.kept[0][1]
        for start, wanted in self.kept[1:]:
            share = min(max((clock - start) / _RAMP, 0.0), 1.0)
            value += (wanted - value) * share
        return value

    def state(self, clock: float) -> str:
        """Solid, liquid or gas."""
        melts, boils = POINTS[self.substance]
        value = self.temperature(clock)
        return "solid" if value < melts else "liquid" if value < boils else "gas"

    def held(self, clock: float) -> Surroundings:
        """What holds the particles at a moment."""
        heat = self.heat(self.temperature(clock))
        return Surroundings(WIDTH, HEIGHT, heat, _WEIGHT if heat < _BOILED else _LIGHT)

    def heat(self, temperature: float) -> float:
        """The temperature of the particles that goes with one in °C."""
        melts, boils = POINTS[self.substance]
        if temperature < melts:
            cold = max(melts - 100.0, -273.0)
            return _COLD + (_MELTING - _COLD) * min(max((temperature - cold) / (melts - cold), 0.0), 1.0)
        if temperature < boils:
            return _MELTED + (_BOILING - _MELTED) * (temperature - melts) / (boils - melts)
        return min(_BOILED + (_HOT - _BOILED) * (temperature - boils) / 200.0, 2.0)

    def reading(self, name: str, t: float) -> float:
        return {"time": t, "temperature": self.temperature(t), "particles": float(COUNT)}[name]

    @property
    def course(self) -> Trajectories:
        """Where the particles are."""
        return _course(self)


@lru_cache(maxsize=12)
def _course(matter: Matter) -> Trajectories:
    heat = matter.heat(matter.kept[0][1])
    start: Molecules = (
        scattered(COUNT, 0.0, WIDTH, HEIGHT, heat, matter.seed)
        if matter.state(0.0) == "gas"
        else packed(COUNT, WIDTH, heat, matter.seed)
    )
    return Trajectories(start, matter.held, settle=900 if matter.state(0.0) == "liquid" else 200)


@dataclass(frozen=True)
class Containers:
    """Containers side by side; what is read is read in the first."""

    each: tuple[Matter, ...]
    duration: ClassVar[float] = math.inf

    def reading(self, name: str, t: float) -> float:
        return self.each[0].reading(name, t)


class States(SimulationModel):
    """A substance at one `temperature`, which may be changed, or at several `temperatures`, each in its container."""

    also: ClassVar[tuple[str, ...]] = (
        "states_of_matter", "solid_liquid_gas", "particles", "particle_model", "three_states", "melting", "boiling",
        "phases", "phase_change", "gas_particles",
    )  # fmt: skip
    lasting: ClassVar[bool] = True
    offers: ClassVar[Mapping[str, str]] = MappingProxyType({"temperature": "°C", "time": "s", "particles": ""})
    usual: ClassVar[int] = 0
    timed: ClassVar[bool] = False
    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType(
        {
            "temperature": ("t", "temp", "initial_temperature", "start_temperature"),
            "temperatures": ("temps", "states", "containers"),
            "substance": ("material", "matter", "liquid"),
        }
    )

    name: Literal["states"] = "states"
    substance: Literal["water", "oxygen", "nitrogen", "ethanol", "mercury", "lead", "iron"] = "water"
    temperature: Temperature = 20.0
    temperatures: Annotated[tuple[Temperature, ...], Field(max_length=3)] = ()

    def run(self) -> Containers:
        return self.runs([ModelStage(self, 0.0, math.inf)])[0]

    def runs(self, stages: Sequence[ModelStage]) -> Sequence[Containers]:
        first = stages[0].model
        if first.temperatures:
            each = [Matter(first.substance, ((0.0, value),), 7 + n) for n, value in enumerate(first.temperatures)]
        else:
            each = [Matter(first.substance, tuple((stage.start, stage.model.temperature) for stage in stages), 7)]
        return [Containers(tuple(each))] * len(stages)
