"""A plane, concave or convex mirror and the image that it makes: 1/f = 1/g + 1/b."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal, Self

from pydantic import model_validator

from ...quantities import Measured
from ..base import ModelStage, SimulationModel
from ..course import Course
from .imaging import Imaging


class Mirror(SimulationModel):
    """An object of a `height` at a `distance` from a mirror; a negative `focal` length is that of a convex one."""

    also: ClassVar[tuple[str, ...]] = (
        "plane_mirror", "flat_mirror", "curved_mirror", "concave_mirror", "convex_mirror", "spherical_mirror",
        "mirror_image", "mirrors",
    )  # fmt: skip
    implied: ClassVar[Mapping[str, Mapping[str, str]]] = MappingProxyType(
        {
            "plane_mirror": {"form": "plane"},
            "flat_mirror": {"form": "plane"},
            "convex_mirror": {"form": "convex"},
            "concave_mirror": {"form": "concave"},
        }
    )
    lasting: ClassVar[bool] = True
    timed: ClassVar[bool] = False
    usual: ClassVar[int] = 3
    offers: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"object": "cm", "image": "cm", "magnification": "", "focal": "cm", "time": "s"}
    )
    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType(
        {
            "form": ("shape", "mirror_type", "kind", "curvature"),
            "focal": ("f", "focal_length"),
            "distance": ("g", "object_distance", "u", "do", "d_o"),
            "height": ("h", "object_height", "size"),
        }
    )

    name: Literal["mirror"] = "mirror"
    form: Literal["plane", "concave", "convex"] = "concave"
    focal: Annotated[float, Measured("length", -1e3, 1e3)] = 0.1
    distance: Annotated[float, Measured("length", 1e-4, 1e4)] = 0.25
    height: Annotated[float, Measured("length", 1e-4, 1e3)] = 0.05

    @model_validator(mode="after")
    def _reflects(self) -> Self:
        if abs(self.focal) < 1e-3:
            raise ValueError("focal must be at least 1 mm, or at most -1 mm for a convex mirror")
        return self

    def run(self) -> Imaging:
        return self.runs([ModelStage(self, 0.0, math.inf)])[0]

    def runs(self, stages: Sequence[ModelStage]) -> Sequence[Imaging]:
        first: Mirror = stages[0].model
        kept = tuple((stage.start, stage.model.signed) for stage in stages)
        # What is infinite can't come to another value, and need not: a plane mirror stays one.
        focal = Course(kept[:1] if first.form == "plane" else kept)
        return [Imaging(focal, Course.of(stages, "distance"), first.height)] * len(stages)

    @property
    def signed(self) -> float:
        """The focal length: infinite for a plane mirror, negative for a convex one."""
        if self.form == "plane":
            return math.inf
        return -abs(self.focal) if self.form == "convex" else self.focal

    @classmethod
    def quantities(cls) -> list[str]:
        return ["focal", "distance"]

    def told(self) -> list[tuple[str, float, str]]:
        return [each for each in super().told() if each[0] != "focal" or self.form != "plane"]
