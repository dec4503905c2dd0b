"""A battery and resistors: Ohm's law in series and in parallel."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from ...quantities import Measured
from ..base import ModelStage, SimulationModel
from ..course import Course

Ohms = Annotated[float, Measured("resistance", 1e-3, 1e9)]


@dataclass(frozen=True)
class Wired:
    """The circuit while its voltage changes."""

    voltage: Course
    resistors: tuple[float, ...]
    is_parallel: bool

    duration: ClassVar[float] = math.inf

    @property
    def resistance(self) -> float:
        """That of all resistors together."""
        if self.is_parallel:
            return 1 / sum(1 / each for each in self.resistors)
        return sum(self.resistors)

    def current(self, t: float) -> float:
        """Amperes through the battery."""
        return self.voltage.at(t) / self.resistance

    def through(self, index: int, t: float) -> float:
        """Amperes through one resistor."""
        return self.voltage.at(t) / self.resistors[index] if self.is_parallel else self.current(t)

    def across(self, index: int, t: float) -> float:
        """Volts at one resistor."""
        return self.voltage.at(t) if self.is_parallel else self.current(t) * self.resistors[index]

    def reading(self, name: str, t: float) -> float:
        values = {
            "voltage": self.voltage.at(t),
            "current": self.current(t),
            "resistance": self.resistance,
            "power": self.voltage.at(t) * self.current(t),
            "time": t,
        }
        return values[name]


class Circuit(SimulationModel):
    """A battery of a `voltage` with one to three `resistors`, in series or parallel. Set the voltage to change it."""

    also: ClassVar[tuple[str, ...]] = (
        "ohms_law", "ohm", "electric_circuit", "series_circuit", "parallel_circuit", "resistor", "electricity",
    )  # fmt: skip
    lasting: ClassVar[bool] = True
    timed: ClassVar[bool] = False
    offers: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"voltage": "V", "current": "A", "resistance": "Ω", "power": "W", "time": "s"}
    )
    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType(
        {
            "voltage": ("v", "u", "emf", "battery", "battery_voltage", "source_voltage"),
            "resistors": ("resistance", "resistances", "r", "resistor", "loads", "r1"),
            "connection": ("wiring", "arrangement", "layout", "topology"),
        }
    )

    name: Literal["circuit"] = "circuit"
    voltage: Annotated[float, Measured("voltage", 0.0, 1e6)] = 9.0
    resistors: Annotated[tuple[Ohms, ...], Field(min_length=1, max_length=3)] = (10.0,)
    connection: Literal["series", "parallel"] = "series"

    def run(self) -> Wired:
        return self.runs([ModelStage(self, 0.0, math.inf)])[0]

    def runs(self, stages: Sequence[ModelStage]) -> Sequence[Wired]:
        first = stages[0].model
        run = Wired(Course.of(stages, "voltage"), first.resistors, first.connection == "parallel")
        return [run] * len(stages)
