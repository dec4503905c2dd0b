"""Water that is split by a current: hydrogen and oxygen, two to one (Faraday's law of electrolysis)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from ...quantities import Measured
from ..base import SimulationModel

FARADAY = 96_485.33
"""Coulombs of a mole of electrons (CODATA 2018)."""
MOLAR = 24_055.0
"""Millilitres of a mole of a gas at 20 °C and 101.325 kPa."""


@dataclass(frozen=True)
class Split:
    """A current through water with some acid, for so many seconds."""

    current: float
    duration: float

    def electrons(self, t: float) -> float:
        """Moles that have gone through the wire."""
        return self.current * min(t, self.duration) / FARADAY

    def hydrogen(self, t: float) -> float:
        """Millilitres: a molecule takes two electrons."""
        return self.electrons(t) / 2 * MOLAR

    def oxygen(self, t: float) -> float:
        """Millilitres: a molecule gives four electrons."""
        return self.electrons(t) / 4 * MOLAR

    def reading(self, name: str, t: float) -> float:
        values = {
            "time": t / 60,
            "hydrogen": self.hydrogen(t),
            "oxygen": self.oxygen(t),
            "current": self.current,
        }
        return values[name]


class Electrolysis(SimulationModel):
    """A `current` splits water for a `time`; ions travel to the electrodes, the gases are collected in tubes."""

    also: ClassVar[tuple[str, ...]] = ("electrolysis_of_water", "water_electrolysis", "water_splitting", "hofmann")
    offers: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"hydrogen": "mL", "oxygen": "mL", "time": "min", "current": "A"}
    )
    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType(
        {"current": ("i", "amperage"), "time": ("duration", "t", "minutes")}
    )

    name: Literal["electrolysis"] = "electrolysis"
    current: Annotated[float, Measured("current", 1e-3, 1e4)] = 1.0
    time: Annotated[float, Measured("time", 1.0, 1e7)] = 600.0

    def run(self) -> Split:
        return Split(self.current, self.time)
