"""What all models share: a name, quantities in fixed units, and a run that gives what can be read at a moment."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Protocol

from pydantic import SerializerFunctionWrapHandler, model_serializer, model_validator

from ....fields import Fields
from ...base import Part
from ..quantities import Measured, unit_of

Speed = Annotated[float, Measured("speed", 0.0, 1e5)]
Mass = Annotated[float, Measured("mass", 1e-6, 1e9)]
Length = Annotated[float, Measured("length", 0.0, 1e6)]
Gravity = Annotated[float, Measured("acceleration", 0.01, 1e4)]
EARTH = 9.81
"""Metres a second squared: how things fall on Earth."""


class Run(Protocol):
    """What happens, moment by moment. Times are seconds of what happens, not of the film."""

    @property
    def duration(self) -> float:
        """When it is over; infinite for what goes on."""
        ...

    def reading(self, name: str, t: float) -> float:
        """What is read at `t` seconds, in the unit that the model gives for it."""
        ...


@dataclass(frozen=True)
class ModelStage:
    """A model as it is from a moment of the film on, in seconds of its running clock."""

    model: Any
    start: float
    end: float
    """When the next stage begins, or the film ends."""
    changed: str = ""
    """The quantity that was changed, if any was."""
    source: str = ""
    """The field of the scene that says so."""

    @property
    def seconds(self) -> float:
        return self.end - self.start


class SimulationModel(Part):
    """A law with its quantities. Each has a `name` of its own."""

    also: ClassVar[tuple[str, ...]] = ()
    """Other words by which it is asked for."""
    implied: ClassVar[Mapping[str, Mapping[str, str]]] = {}
    """Of those words the ones that say something of its quantities, and what."""
    lasting: ClassVar[bool] = False
    """Whether it goes on for as long as it is looked at, and changes while it does."""
    offers: ClassVar[Mapping[str, str]] = {}
    """What can be read, with its unit; the first few are shown if nothing is asked for."""
    usual: ClassVar[int] = 3
    """How many readings are shown if nothing is asked for."""
    prevailing: ClassVar[tuple[str, ...]] = ()
    """Variants that are meant where others are spoken of, too: what is heated so that it expands."""
    counted: ClassVar[tuple[str, ...]] = ()
    """Readings that are whole numbers."""
    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """Other names of quantities."""

    timed: ClassVar[bool] = True
    """Whether its seconds mean something; else nobody has to be told how they go."""

    name: str

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, fields: Any) -> Any:
        """What is left empty is as usual."""
        if not isinstance(fields, Mapping):
            return fields
        return {name: value for name, value in fields.items() if value not in ("", None, [], ())}

    @model_serializer(mode="wrap")
    def _named(self, fields: SerializerFunctionWrapHandler) -> Fields:
        """The name is among the fields even where those that are as usual are left out: it says which law it is."""
        return {"name": self.name, **fields(self)}

    def run(self) -> Run:
        """What happens with these quantities."""
        raise NotImplementedError

    def runs(self, stages: Sequence[ModelStage]) -> Sequence[Run]:
        """What happens in each of the stages; lasting models know those before them."""
        return [stage.model.run() for stage in stages]

    def usually(self) -> tuple[str, ...]:
        """The readings that are shown if nothing is asked for."""
        return tuple(self.offers)[: self.usual]

    def read_in(self, reading: str) -> str:
        """The unit of a reading."""
        return self.offers[reading]

    def rate(self) -> float:
        """Seconds of what happens in a second of film, for what goes on."""
        return 1.0

    def meant(self, heading: str, narration: str) -> dict[str, Any]:
        """What the words of a scene tell of quantities that are not given."""
        return {}

    def contradicted(self, heading: str) -> Iterator[tuple[str, str, str]]:
        """Quantities that are given otherwise than a heading says, each with what it says and what is shown."""
        yield from ()

    @classmethod
    def quantities(cls) -> list[str]:
        """The names of what can be changed: quantities that are one number."""
        return [name for name, field in cls.model_fields.items() if field.annotation is float]

    def told(self) -> list[tuple[str, float, str]]:
        """Its quantities, each with its name, value and unit."""
        found = []
        for name, field in type(self).model_fields.items():
            measured = next((each for each in field.metadata if isinstance(each, Measured)), None)
            if measured:
                found.append((name, float(getattr(self, name)), unit_of(measured.dimension)))
        return found


def calm(period: float) -> float:
    """How fast what swings is shown: in its own time, unless it would be too quick or too slow to be followed."""
    nice: Sequence[float] = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 4, 5, 10, 20, 50, 100)
    if 0.9 <= period <= 5.0:
        return 1.0
    return float(min(nice, key=lambda each: abs(math.log(period / each / 2.2))))
