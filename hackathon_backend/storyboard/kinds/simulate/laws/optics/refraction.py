"""A ray at the border of two media: reflection, and refraction by Snell's law."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Literal

from pydantic import model_validator

from ....base import OptionalShort
from ...quantities import Measured
from ..base import ModelStage, SimulationModel
from ..course import Course
from .media import index_of, medium

Index = Annotated[float, Measured("number", 1.0, 5.0)]


@dataclass(frozen=True)
class Ray:
    """The angles at a border, in degrees from the normal."""

    angle: Course
    first: Course
    second: Course

    duration: ClassVar[float] = math.inf

    def sine(self, t: float) -> float:
        """The sine of the angle of refraction; more than 1 if there is none."""
        return self.first.at(t) / self.second.at(t) * math.sin(math.radians(self.angle.at(t)))

    def is_total(self, t: float) -> bool:
        """Whether all light is thrown back."""
        return self.sine(t) >= 1.0

    def refracted(self, t: float) -> float:
        """The angle behind the border; 90 where all is thrown back."""
        return math.degrees(math.asin(min(self.sine(t), 1.0)))

    def reading(self, name: str, t: float) -> float:
        first, second = self.first.at(t), self.second.at(t)
        values = {
            "incidence": self.angle.at(t),
            "refraction": self.refracted(t),
            "reflection": self.angle.at(t),
            "critical": math.degrees(math.asin(min(second / first, 1.0))),
            "time": t,
        }
        return values[name]


class Refraction(SimulationModel):
    """A ray falls on the border of two media with refractive indices `n1` (above) and `n2` (below), named by media."""

    also: ClassVar[tuple[str, ...]] = (
        "snell", "snells_law", "light_refraction", "total_internal_reflection", "total_reflection", "light_ray",
    )  # fmt: skip
    lasting: ClassVar[bool] = True
    timed: ClassVar[bool] = False
    offers: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"incidence": "°", "refraction": "°", "reflection": "°", "critical": "°", "time": "s"}
    )
    usual: ClassVar[int] = 2
    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType(
        {
            "angle": ("incidence", "angle_of_incidence", "incident_angle", "theta", "theta1", "theta_1", "alpha"),
            "n1": ("index1", "n_1", "from_index", "first_index", "refractive_index_1", "n_above"),
            "n2": (
                "index2",
                "n_2",
                "to_index",
                "second_index",
                "refractive_index_2",
                "n",
                "refractive_index",
                "n_below",
            ),
            "above": ("medium1", "medium_1", "from", "first_medium", "from_medium"),
            "below": ("medium2", "medium_2", "to", "second_medium", "to_medium", "into"),
        }
    )

    name: Literal["refraction"] = "refraction"
    angle: Annotated[float, Measured("angle", 0.0, 89.0)] = 45.0
    n1: Index = 1.0
    n2: Index = 1.5
    above: OptionalShort = ""
    below: OptionalShort = ""

    @model_validator(mode="before")
    @classmethod
    def _as_its_media_have_it(cls, fields: Any) -> Any:
        """The indices of media that are named, where none is given."""
        if not isinstance(fields, Mapping):
            return fields
        given = dict(fields)
        for field, index in (("above", "n1"), ("below", "n2")):
            name = given.get(field)
            if isinstance(name, str) and given.get(index) in (None, "") and (known := index_of(name)):
                given[index] = known
        return given

    def meant(self, heading: str, narration: str) -> dict[str, Any]:
        """The medium that a ray goes into."""
        named = medium(heading) or medium(narration)
        given = self.model_fields_set & {"n1", "n2", "above", "below"}
        return {} if given or named in ("", "air", "vacuum") else {"below": named}

    def run(self) -> Ray:
        return self.runs([ModelStage(self, 0.0, math.inf)])[0]

    def runs(self, stages: Sequence[ModelStage]) -> Sequence[Ray]:
        angle, first, second = (Course.of(stages, name) for name in ("angle", "n1", "n2"))
        return [Ray(angle, first, second)] * len(stages)
