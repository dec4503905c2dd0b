"""A gas below a piston (Boyle and Mariotte), and two gases that mix."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from ...quantities import Measured
from ..base import ModelStage, SimulationModel
from ..course import RAMP, Course
from .molecules import Surroundings, Trajectories, scattered

COUNT = 50
WIDTH, HEIGHT = 24.0, 12.0
"""Of the largest volume, in diameters of a particle."""
_HEAT = 1.4
_ZERO = 273.15
_HOTTER = 1.5
"""How many times as hot a gas becomes that is heated, from absolute zero."""
_REST = 1.2
"""Seconds for which a gas stays as it is before it is squeezed or heated, and after."""
_HALF = RAMP + _REST
_LONGEST = 600.0
_OSMOSIS = ("osmos", "ósmos", "परासरण", "تناضح", "أسموزي", "渗透", "浸透")


@dataclass(frozen=True)
class Squeezed:
    """As much gas as there is at first, at the volume and the temperature of two courses: pV = p₀V₀ T/T₀."""

    volume: Course
    temperature: Course
    pressure0: float

    duration: ClassVar[float] = math.inf

    def pressure(self, t: float) -> float:
        """Kilopascals."""
        volume0, temperature0 = self.volume.kept[0][1], self.temperature.kept[0][1]
        ratio = (self.temperature.at(t) + _ZERO) / (temperature0 + _ZERO)
        return self.pressure0 * volume0 / self.volume.at(t) * ratio

    @property
    def largest(self) -> float:
        return max(self.volume.values)

    def held(self, clock: float) -> Surroundings:
        """The cylinder at a moment."""
        heat = _HEAT * (self.temperature.at(clock) + _ZERO) / (self.temperature.kept[0][1] + _ZERO)
        return Surroundings(WIDTH * self.volume.at(clock) / self.largest, HEIGHT, max(heat, 0.3))

    @property
    def places(self) -> Trajectories:
        """Where the particles are."""
        return _squeezed(self)

    def reading(self, name: str, t: float) -> float:
        values = {
            "volume": self.volume.at(t),
            "pressure": self.pressure(t),
            "temperature": self.temperature.at(t),
            "time": t,
        }
        return values[name]


@lru_cache(maxsize=4)
def _squeezed(run: Squeezed) -> Trajectories:
    width = run.held(0.0).width
    return Trajectories(scattered(COUNT, 0.0, width, HEIGHT, _HEAT, 4), run.held, settle=120)


class Piston(SimulationModel):
    """A gas with a `volume` (litres) and a `pressure`. Unless the `volume` or the `temperature` is set, it is squeezed,
    heated, or heated so that it expands at the same pressure, and comes back, again and again: its `form`.
    """

    also: ClassVar[tuple[str, ...]] = (
        "boyle",
        "boyles_law",
        "gas_law",
        "ideal_gas",
        "compression",
        "gas_piston",
        "charles_law",
    )
    implied: ClassVar[Mapping[str, Mapping[str, str]]] = MappingProxyType({"charles_law": {"form": "expanding"}})
    prevailing: ClassVar[tuple[str, ...]] = ("expanding",)
    lasting: ClassVar[bool] = True
    timed: ClassVar[bool] = False
    offers: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"volume": "L", "pressure": "kPa", "temperature": "°C", "time": "s"}
    )
    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType(
        {"volume": ("v", "v1"), "pressure": ("p", "p1", "initial_pressure"), "temperature": ("t", "temp")}
    )

    name: Literal["piston"] = "piston"
    form: Literal["squeezed", "heated", "expanding"] = "squeezed"
    volume: Annotated[float, Measured("volume", 1e-3, 1e6)] = 2.0
    pressure: Annotated[float, Measured("pressure", 0.1, 1e6)] = 100.0
    temperature: Annotated[float, Measured("temperature", -250.0, 2000.0)] = 20.0

    def run(self) -> Squeezed:
        return self.runs([ModelStage(self, 0.0, math.inf)])[0]

    def runs(self, stages: Sequence[ModelStage]) -> Sequence[Squeezed]:
        first: Piston = stages[0].model
        volume, temperature = Course.of(stages, "volume"), Course.of(stages, "temperature")
        if len(stages) == 1:
            volume, temperature = first.by_itself(stages[0].end)
        return [Squeezed(volume, temperature, first.pressure)] * len(stages)

    def by_itself(self, end: float) -> tuple[Course, Course]:
        """Its volume and temperature up to a moment, there and back, if nobody sets them."""
        hot = (self.temperature + _ZERO) * _HOTTER - _ZERO
        volumes = {"squeezed": self.volume / 2, "expanding": self.volume * _HOTTER}
        warm = self.temperature if self.form == "squeezed" else hot
        return (
            _there_and_back(self.volume, volumes.get(self.form, self.volume), end),
            _there_and_back(self.temperature, warm, end),
        )

    @classmethod
    def quantities(cls) -> list[str]:
        return ["volume", "temperature"]


def _there_and_back(first: float, other: float, end: float) -> Course:
    """A quantity that comes to another value and back, with a rest after each."""
    turns = range(max(int(min(end, _LONGEST) / _HALF), 1))
    return Course(((0.0, first), *((_REST + turn * _HALF, first if turn % 2 else other) for turn in turns)))


@dataclass(frozen=True)
class Mixture:
    """Two gases, parted by a wall until it is taken away."""

    opens: float

    duration: ClassVar[float] = math.inf

    def held(self, clock: float) -> Surroundings:
        return Surroundings(WIDTH, HEIGHT, _HEAT * 2, 0.0, WIDTH / 2 if clock < self.opens else None)

    @property
    def places(self) -> Trajectories:
        """Where the particles are: the first half of them began at the left."""
        return _mixed(self)

    def crossed(self, clock: float) -> tuple[int, int]:
        """How many of each gas are in the other's half."""
        x = self.places.at(clock)[:, 0]
        half = len(x) // 2
        return int((x[:half] > WIDTH / 2).sum()), int((x[half:] < WIDTH / 2).sum())

    def reading(self, name: str, t: float) -> float:
        return {"time": t, "crossed": float(sum(self.crossed(t)))}[name]


@lru_cache(maxsize=4)
def _mixed(run: Mixture) -> Trajectories:
    left = scattered(COUNT // 2, 0.0, WIDTH / 2, HEIGHT, _HEAT, 4)
    right = scattered(COUNT // 2, WIDTH / 2, WIDTH, HEIGHT, _HEAT, 14)
    return Trajectories(left.beside(right), run.held, settle=120)


class Mixing(SimulationModel):
    """Two gases in one box; the wall between them is taken away after `opens` seconds."""

    also: ClassVar[tuple[str, ...]] = ("diffusion", "mixing_gases", "gas_mixing", "entropy", "two_gases")
    lasting: ClassVar[bool] = True
    timed: ClassVar[bool] = False
    usual: ClassVar[int] = 0
    offers: ClassVar[Mapping[str, str]] = MappingProxyType({"time": "s", "crossed": ""})
    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType({"opens": ("wall", "delay", "start")})

    name: Literal["mixing"] = "mixing"
    opens: Annotated[float, Measured("time", 0.0, 60.0)] = 2.5

    def contradicted(self, heading: str) -> Iterator[tuple[str, str, str]]:
        """Through a membrane only the solvent goes; here two gases do."""
        if any(word in heading.casefold() for word in _OSMOSIS):
            yield "name", "osmosis", "two gases that mix, without a membrane"

    def run(self) -> Mixture:
        return Mixture(self.opens)

    @classmethod
    def quantities(cls) -> list[str]:
        return []
