"""Populations: one that grows freely or up to a capacity, or predators and their prey."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import model_validator

from .....fields import Fields
from ....base import OptionalShort
from ...quantities import Measured, parted, read
from ..base import SimulationModel
from .growth import Growth, Hunt

MOST = 400
"""Individuals that can be drawn so that they can be counted."""
_STEPS = 20_000
"""Steps in which a hunt is worked out at most."""
_SECONDS = {"year": 31557600.0, "day": 86400.0, "hour": 3600.0}
_EACH = re.compile(r"\s*(?:per|/|an?|1/)?\s*(year|day|hour)s?\s*$")
_SHOWN, _PERIODS, _USUAL = 200.0, 2.2, 10.0
"""Without a time, a population is seen until there are so many, a hunt for so many swings, what stays for so long."""

_HUNTING = frozenset({"predators", "predation", "gain", "death", "hunter"})
"""Quantities that only a hunt has: whoever gives one means a hunt."""
_PREY = 60.0
"""Prey at the start, as usual."""
_DECAY = (
    "decay", "half-life", "half life", "zerfall", "halbwertszeit", "desintegra", "semivida", "désintégra", "demi-vie",
    "decaimento", "meia-vida", "decadimento", "emivita", "क्षय", "अर्ध-आयु", "اضمحلال", "عمر النصف", "衰变", "半衰期",
    "崩壊", "半減期",
)  # fmt: skip
_DECAYING: Mapping[str, object] = MappingProxyType({"form": "exponential", "start": 100.0, "growth": -0.5})
"""What decays when nothing else is said: a hundred, of which some forty in a hundred are gone after a year."""

Count = Annotated[float, Measured("number", 1.0, MOST)]
Rate = Annotated[float, Measured("number", 1e-4, 5.0)]


class Populations(SimulationModel):
    """`start` individuals grow by `growth` a year (`per`), to a `capacity`, or are the prey of `predators`."""

    also: ClassVar[tuple[str, ...]] = (
        "population", "population_growth", "exponential_growth", "logistic_growth", "exponential", "logistic",
        "predator_prey", "predator_and_prey", "lotka_volterra", "bacterial_growth", "exponential_decay_of_population",
    )  # fmt: skip
    implied: ClassVar[Mapping[str, Mapping[str, str]]] = MappingProxyType(
        {
            **{word: {"form": "exponential"} for word in ("exponential_growth", "exponential", "bacterial_growth")},
            **{word: {"form": "logistic"} for word in ("logistic_growth", "logistic")},
            **{word: {"form": "predator_prey"} for word in ("predator_prey", "predator_and_prey", "lotka_volterra")},
        }
    )
    timed: ClassVar[bool] = False
    counted: ClassVar[tuple[str, ...]] = ("population", "prey", "predators")
    offers: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"population": "", "prey": "", "predators": "", "time": "years"}
    )
    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType(
        {
            "form": ("growth_type", "growth_model", "kind", "law"),
            "start": ("n0", "initial", "prey", "x0", "initial_population", "population", "initial_prey",
                      "initial_count", "rabbits", "hares", "bacteria"),
            "predators": ("y0", "initial_predators", "hunters", "foxes", "lynxes", "wolves"),
            "growth": ("r", "rate", "growth_rate", "birth_rate", "alpha", "prey_growth", "prey_growth_rate"),
            "capacity": ("k", "carrying_capacity", "limit"),
            "predation": ("beta", "predation_rate"),
            "gain": ("delta", "predator_growth", "predator_gain", "conversion"),
            "death": ("gamma", "death_rate", "predator_death", "predator_death_rate", "mortality"),
            "time": ("t", "duration", "years", "days", "hours"),
            "who": ("species", "individuals", "organism", "animal", "prey_name", "of"),
            "hunter": ("predator", "predator_name", "predator_species"),
            "per": ("unit", "time_unit"),
        }
    )  # fmt: skip

    name: Literal["populations"] = "populations"
    form: Literal["exponential", "logistic", "predator_prey"] = "logistic"
    start: Count = 6.0
    growth: Annotated[float, Measured("number", -5.0, 5.0)] = 0.8
    capacity: Count = 80.0
    predators: Count = 12.0
    predation: Rate = 0.05
    gain: Rate = 0.02
    death: Rate = 0.8
    time: Annotated[float, Measured("number", 0.0, 1e3)] = 0.0
    per: Literal["year", "day", "hour"] = "year"
    who: OptionalShort = ""
    hunter: OptionalShort = ""

    @model_validator(mode="before")
    @classmethod
    def _in_one_unit(cls, fields: Any) -> Any:
        """What is counted in days or hours is so everywhere: "0.5 per hour", "12 hours"."""
        if not isinstance(fields, Mapping):
            return fields
        hunted = {"form": "predator_prey"} if not fields.get("form") and _HUNTING & fields.keys() else {}
        fields = _two_kinds(hunted | dict(fields))
        usual = {"start": _PREY} if fields.get("form") == "predator_prey" else {}
        return _timed(usual | dict(fields))

    @model_validator(mode="after")
    def _can_be_counted(self) -> Self:
        if self.form != "exponential" and self.growth <= 0:
            raise ValueError(f"growth must be above 0 if it is {self.form}")
        if self.form == "exponential":
            rest = math.log(MOST / self.start) / self.growth if self.growth > 0 else math.inf
            if self.time > rest * (1 + 1e-9):
                raise ValueError(
                    f"time must be at most {rest:.3g} {self.per}s: later there are more than {MOST} individuals, "
                    "too many to be counted"
                )
        if self.form == "predator_prey":
            self._can_be_followed()
        return self

    def _can_be_followed(self) -> None:
        hunt = self.run()
        assert isinstance(hunt, Hunt)
        if sum(hunt.peaks) > MOST:
            raise ValueError(
                f"start and predators must be nearer to their balance ({self.death / self.gain:.3g} and "
                f"{self.growth / self.predation:.3g}): else there are more than {MOST} individuals"
            )
        if hunt.steps > _STEPS:
            most = hunt.duration * _STEPS / hunt.steps
            raise ValueError(f"time must be at most {most:.3g} {self.per}s with rates that are so high")

    def meant(self, heading: str, narration: str) -> dict[str, Any]:
        """What decays becomes fewer by the same part again and again."""
        if self.model_fields_set & {"form", "growth", "capacity", *_HUNTING} or not _decays(heading, narration):
            return {}
        return {name: value for name, value in _DECAYING.items() if name not in self.model_fields_set}

    def contradicted(self, heading: str) -> Iterator[tuple[str, str, str]]:
        if _decays(heading) and self.growth > 0 and self.form != "predator_prey":
            yield "growth", "decay", "growth"

    def run(self) -> Growth | Hunt:
        if self.form == "predator_prey":
            rates = self.growth, self.predation, self.gain, self.death
            return Hunt(self.start, self.predators, *rates, self.lasts)
        return Growth(self.start, self.growth, self.capacity if self.form == "logistic" else math.inf, self.lasts)

    @property
    def lasts(self) -> float:
        """How long it is watched: as long as `time` says, or until what matters has been seen."""
        return self.time or min(max(self._enough(), 1e-3), 1e3)

    def _enough(self) -> float:
        rate = abs(self.growth)
        if self.form == "predator_prey":
            return _PERIODS * 2 * math.pi / math.sqrt(rate * self.death)
        if rate < 1e-3:
            return _USUAL
        if self.form == "exponential":
            many = max(_SHOWN, min(4 * self.start, MOST)) / self.start if self.growth > 0 else 20.0
            return math.log(many) / rate
        apart = abs(self.capacity / self.start - 1)
        return math.log(max(100 * apart, math.e**4)) / rate

    def usually(self) -> tuple[str, ...]:
        return ("prey", "predators", "time") if self.form == "predator_prey" else ("population", "time")

    def read_in(self, reading: str) -> str:
        return f"{self.per}s" if reading == "time" else ""

    @classmethod
    def quantities(cls) -> list[str]:
        return ["start", "growth", "capacity", "predators", "predation", "gain", "death"]

    def told(self) -> list[tuple[str, float, str]]:
        hunting = ("predators", "predation", "gain", "death")
        left_out = {"exponential": ("capacity", *hunting), "logistic": hunting, "predator_prey": ("capacity",)}
        return [each for each in super().told() if each[0] not in (*left_out[self.form], "time")]


def _decays(*words: str) -> bool:
    return any(word in text.casefold() for text in words for word in _DECAY)


def _two_kinds(fields: Fields) -> Fields:
    """`fields` with two kinds of animals as prey and hunters."""
    kinds = fields.get("who")
    if not (isinstance(kinds, list | tuple) and len(kinds) == 2 and all(isinstance(each, str) for each in kinds)):
        return fields
    return {"form": "predator_prey"} | fields | dict(zip(("who", "hunter"), kinds, strict=True))


def _timed(fields: Fields) -> Fields:
    """`fields` with rates without "per year", and a time in the unit of the rates."""
    for name in ("growth", "death", "predation", "gain"):
        given = fields.get(name)
        if isinstance(given, str) and (match := _EACH.search(given)) and match[1] == fields.setdefault("per", match[1]):
            fields[name] = given[: match.start()]
    given = fields.get("time")
    if isinstance(given, str) and (unit := parted(given)[1]):
        first = unit.casefold()[0]
        each = {"h": "hour", "m": "hour", "s": "hour", "d": "day"}.get(first, "year")
        per = fields.setdefault("per", each)
        if per in _SECONDS:
            fields["time"] = read(given, "time") / _SECONDS[per]
    return fields
