"""A planet on its way around the Sun: Kepler's laws."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from ...quantities import Measured
from ..base import ModelStage, SimulationModel

AU = 149_597_870.7
"""Kilometres of an astronomical unit."""
YEAR = 31_557_600.0
"""Seconds of a Julian year."""
TURN = 9.0
"""Seconds of film that a whole turn takes."""
_CLOSE = 1e-12


@dataclass(frozen=True)
class EllipticalOrbit:
    """An orbit of semi-major axis `axis` (AU) with the Sun in a focus; it begins where it is nearest."""

    axis: float
    eccentricity: float

    duration: ClassVar[float] = math.inf

    @property
    def period(self) -> float:
        """Years of a turn, by Kepler's third law."""
        return float(self.axis**1.5)

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
        """AU from the Sun; the nearest point is at the right."""
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
        values = {
            "time": years,
            "distance": self.distance(years),
            "speed": math.hypot(*self.velocity(years)),
            "period": self.period,
        }
        return values[name]


class Orbit(SimulationModel):
    """A planet around the Sun; `axis` is half of the ellipse's length, `eccentricity` 0 for a circle."""

    also: ClassVar[tuple[str, ...]] = (
        "kepler",
        "keplers_laws",
        "planet",
        "planetary_motion",
        "ellipse",
        "planet_orbit",
    )
    lasting: ClassVar[bool] = True
    offers: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"time": "years", "speed": "km/s", "distance": "AU", "period": "years"}
    )
    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType(
        {
            "axis": ("a", "semi_major_axis", "semimajor_axis", "radius", "distance", "r"),
            "eccentricity": ("e", "ecc"),
        }
    )

    name: Literal["orbit"] = "orbit"
    axis: Annotated[float, Measured("distance", 0.01, 1e4)] = 1.0
    eccentricity: Annotated[float, Measured("number", 0.0, 0.95)] = 0.5

    def run(self) -> EllipticalOrbit:
        return EllipticalOrbit(self.axis, self.eccentricity)

    def runs(self, stages: Sequence[ModelStage]) -> Sequence[EllipticalOrbit]:
        return [stage.model.run() for stage in stages]

    def rate(self) -> float:
        return self.run().period * YEAR / TURN
