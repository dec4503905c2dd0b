"""A body on its way around another one, such as a planet around the Sun: Kepler's laws."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator

from ....base import OptionalShort
from ...quantities import Measured
from ..base import ModelStage, SimulationModel
from .bodies import SUN, SpaceBody, bodies, body, completed, spoken

AU = 149_597_870.7
"""Kilometres of an astronomical unit."""
YEAR = 31_557_600.0
"""Seconds of a Julian year."""
TURN = 9.0
"""Seconds of film that a whole turn takes."""
_DAY, _HOUR = 86_400.0, 3_600.0
_TINY = 1e-15
"""AU below which lengths are told in picometres."""
_CLOSE = 1e-12


@dataclass(frozen=True)
class EllipticalOrbit:
    """An orbit of semi-major axis `axis` (AU) around a body in its focus; it begins where it is nearest."""

    axis: float
    eccentricity: float
    pull: float = 1.0
    """How strongly that body pulls, in Suns."""
    units: tuple[float, float] = (1.0, YEAR)
    """AU and seconds in which its distance and its times are read."""

    duration: ClassVar[float] = math.inf

    @property
    def period(self) -> float:
        """Years of a turn, by Kepler's third law."""
        return float(self.axis**1.5 / math.sqrt(self.pull))

    @property
    def nearest(self) -> float:
        return self.axis * (1 - self.eccentricity)

    @property
    def farthest(self) -> float:
        return self.axis * (1 + self.eccentricity)

    @property
    def minor(self) -> float:
        """The semi-minor axis in AU."""
        return self.axis * math.sqrt(1 - self.eccentricity**2)

    def anomaly(self, years: float) -> float:
        """The eccentric anomaly: Kepler's equation M = E - e sin E, solved by Newton's method."""
        mean = math.fmod(2 * math.pi * years / self.period, 2 * math.pi)
        e = self.eccentricity
        found = mean if e < 0.8 else math.pi
        for _ in range(40):
            step = (found - e * math.sin(found) - mean) / (1 - e * math.cos(found))
            found -= step
            if abs(step) < _CLOSE:
                break
        return found

    def place(self, years: float) -> tuple[float, float]:
        """AU from the focus; the nearest point is at the right."""
        anomaly = self.anomaly(years)
        return self.axis * (math.cos(anomaly) - self.eccentricity), self.minor * math.sin(anomaly)

    def distance(self, years: float) -> float:
        return self.axis * (1 - self.eccentricity * math.cos(self.anomaly(years)))

    def velocity(self, years: float) -> tuple[float, float]:
        """Kilometres a second."""
        anomaly = self.anomaly(years)
        rate = 2 * math.pi / (self.period * YEAR) / (1 - self.eccentricity * math.cos(anomaly))
        return -self.axis * AU * math.sin(anomaly) * rate, self.minor * AU * math.cos(anomaly) * rate

    def swept(self, start: float, end: float) -> float:
        """The area between two moments, in square AU: half of ab (E - e sin E)."""
        return math.pi * self.axis * self.minor * (end - start) / self.period

    def reading(self, name: str, t: float) -> float:
        years = t / YEAR
        length, time = self.units
        values = {
            "time": t / time,
            "distance": self.distance(years) / length,
            "speed": math.hypot(*self.velocity(years)),
            "period": self.period * YEAR / time,
        }
        return values[name]


class Orbit(SimulationModel):
    """A planet around the Sun, or what is named; `axis` is half of the ellipse's length, `eccentricity` 0 for a circle.

    What is known of the bodies that are named is taken where nothing else is given.
    """

    also: ClassVar[tuple[str, ...]] = (
        "kepler",
        "keplers_laws",
        "planet",
        "planetary_motion",
        "ellipse",
        "planet_orbit",
        "moon_orbit",
        "satellite_orbit",
        "bohr_model",
    )
    implied: ClassVar[Mapping[str, Mapping[str, str]]] = MappingProxyType(
        {
            "moon_orbit": {"satellite": "moon"},
            "satellite_orbit": {"satellite": "satellite"},
            "bohr_model": {"centre": "nucleus"},
        }
    )
    lasting: ClassVar[bool] = True
    offers: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"time": "years", "speed": "km/s", "distance": "AU", "period": "years"}
    )
    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType(
        {
            "axis": ("a", "semi_major_axis", "semimajor_axis", "radius", "distance", "r"),
            "eccentricity": ("e", "ecc"),
            "centre": ("center", "around", "central_body", "primary", "star", "sun"),
            "satellite": ("orbiter", "orbiting_body", "body", "planet", "moon", "secondary"),
        }
    )

    name: Literal["orbit"] = "orbit"
    axis: Annotated[float, Measured("distance", 1e-22, 1e4)] = 1.0
    eccentricity: Annotated[float, Measured("number", 0.0, 0.97)] = 0.5
    centre: OptionalShort = Field(
        default="", description="What is circled: Sun, Earth, Mars, nucleus; empty: what the words speak of."
    )
    satellite: OptionalShort = Field(default="", description="What circles it: Mars, Moon, satellite, electron.")

    @model_validator(mode="before")
    @classmethod
    def _as_they_go(cls, fields: Any) -> Any:
        """The orbit of what is named, where nothing else is given."""
        if not isinstance(fields, Mapping):
            return fields
        given = dict(fields)
        names = [str(given.get(field) or "") for field in ("centre", "satellite")]
        if not any(names):
            return given
        given["centre"], given["satellite"] = completed(*names)
        pair = body(given["centre"]), body(given["satellite"])
        if pair[0] and pair[1] and given.get("axis") in (None, ""):
            given["axis"] = pair[1].distance(pair[0]) / AU
        if pair[1] and given.get("eccentricity") in (None, ""):
            given["eccentricity"] = pair[1].eccentricity
        return given

    def meant(self, heading: str, narration: str) -> dict[str, Any]:
        pair = spoken(heading) or spoken(narration)
        if self.centre or self.satellite or pair is None:
            return {}
        return {"centre": pair[0].id, "satellite": pair[1].id}

    def contradicted(self, heading: str) -> Iterator[tuple[str, str, str]]:
        told, (centre, _) = spoken(heading), self.pair
        if told and self.centre and told[0].id != centre.id:
            yield "centre", told[0].id, centre.id

    @property
    def pair(self) -> tuple[SpaceBody, SpaceBody]:
        """What is circled, and by what; a planet and the Sun, unless others that are known are named."""
        known = bodies()
        return body(self.centre) or known["sun"], body(self.satellite) or known["planet"]

    @property
    def _days_or_hours(self) -> tuple[str, float]:
        return ("days", _DAY) if self._run((1.0, 1.0)).period * YEAR > 2 * _DAY else ("hours", _HOUR)

    @property
    def _units(self) -> tuple[tuple[str, float], tuple[str, float]]:
        """The units of distance and time, and how many AU and seconds they are."""
        if self.pair[0].pull >= SUN / 2:
            return ("AU", 1.0), ("years", YEAR)
        if self.axis < _TINY:
            return ("pm", 1e-15 / AU), ("as", 1e-18)
        return ("km", 1 / AU), self._days_or_hours

    def read_in(self, reading: str) -> str:
        length, time = self._units
        return {"distance": length[0], "time": time[0], "period": time[0]}.get(reading, self.offers[reading])

    def usually(self) -> tuple[str, ...]:
        return super().usually() if self.axis >= _TINY else ("speed", "distance")

    def told(self) -> list[tuple[str, float, str]]:
        name, length = self._units[0]
        return [("axis", float(f"{self.axis / length:.4g}"), name), ("eccentricity", self.eccentricity, "")]

    def run(self) -> EllipticalOrbit:
        length, time = self._units
        return self._run((length[1], time[1]))

    def _run(self, units: tuple[float, float]) -> EllipticalOrbit:
        return EllipticalOrbit(self.axis, self.eccentricity, self.pair[0].pull / SUN, units)

    def runs(self, stages: Sequence[ModelStage]) -> Sequence[EllipticalOrbit]:
        return [stage.model.run() for stage in stages]

    def rate(self) -> float:
        return self.run().period * YEAR / TURN
