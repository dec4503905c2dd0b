"""What a lens or a mirror makes of an object: 1/f = 1/g + 1/b, with f, g and b from its middle."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, ClassVar, Self

from pydantic import model_validator

from ...quantities import Measured
from ..base import ModelStage, SimulationModel
from ..course import Course


@dataclass(frozen=True)
class Imaging:
    """All lengths in metres; those of real images are positive, of virtual ones negative.

    A real image is behind a lens and in front of a mirror. An infinite `focal` length is that of a plane mirror.
    """

    focal: Course
    distance: Course
    height: float

    duration: ClassVar[float] = math.inf

    def length(self, t: float) -> float:
        """The focal length, never 0: on its way from a positive to a negative one it passes that."""
        return self.focal.at(t) or 1e-9

    def image(self, t: float) -> float:
        """Where the image is; infinite for an object in the focus."""
        f, g = self.length(t), self.distance.at(t)
        if math.isinf(f):
            return -g
        return f * g / (g - f) if abs(g - f) > 1e-9 * abs(f) else math.inf

    def magnification(self, t: float) -> float:
        """How large the image is, negative if it is upside down."""
        f, g = self.length(t), self.distance.at(t)
        if math.isinf(f):
            return 1.0
        return f / (f - g) if abs(g - f) > 1e-9 * abs(f) else math.inf

    def reading(self, name: str, t: float) -> float:
        values = {
            "object": self.distance.at(t) * 100,
            "image": self.image(t) * 100,
            "magnification": self.magnification(t),
            "focal": self.length(t) * 100,
            "time": t,
        }
        return values[name]


class ImagingModel(SimulationModel):
    """An object of a `height` at a `distance` from what makes an image of it, which has a `focal` length."""

    spreading: ClassVar[str] = ""
    """What has a negative focal length."""
    lasting: ClassVar[bool] = True
    timed: ClassVar[bool] = False
    offers: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"object": "cm", "image": "cm", "magnification": "", "focal": "cm", "time": "s"}
    )
    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType(
        {
            "focal": ("f", "focal_length"),
            "distance": ("g", "object_distance", "u", "do", "d_o"),
            "height": ("h", "object_height", "size"),
        }
    )

    focal: Annotated[float, Measured("length", -1e3, 1e3)] = 0.1
    distance: Annotated[float, Measured("length", 1e-4, 1e4)] = 0.25
    height: Annotated[float, Measured("length", 1e-4, 1e3)] = 0.05

    @model_validator(mode="after")
    def _has_a_focus(self) -> Self:
        if abs(self.focal) < 1e-3:
            raise ValueError(f"focal must be at least 1 mm, or at most -1 mm for {self.spreading}")
        return self

    def run(self) -> Imaging:
        return self.runs([ModelStage(self, 0.0, math.inf)])[0]

    def runs(self, stages: Sequence[ModelStage]) -> Sequence[Imaging]:
        return [Imaging(self.focal_lengths(stages), Course.of(stages, "distance"), stages[0].model.height)] * len(
            stages
        )

    @staticmethod
    def focal_lengths(stages: Sequence[ModelStage]) -> Course:
        """The focal length over the running clock."""
        return Course.of(stages, "focal")

    @classmethod
    def quantities(cls) -> list[str]:
        return ["focal", "distance"]
