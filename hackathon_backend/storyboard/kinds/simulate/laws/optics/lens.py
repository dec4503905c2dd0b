"""A thin lens and the image that it makes: 1/f = 1/g + 1/b."""

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


class Lens(SimulationModel):
    """An object of a `height` at a `distance` from a lens with a `focal` length; negative for a diverging lens."""

    also: ClassVar[tuple[str, ...]] = (
        "converging_lens", "diverging_lens", "thin_lens", "lens_image", "convex_lens", "concave_lens", "optics",
    )  # fmt: skip
    lasting: ClassVar[bool] = True
    timed: ClassVar[bool] = False
    usual: ClassVar[int] = 3
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

    name: Literal["lens"] = "lens"
    focal: Annotated[float, Measured("length", -1e3, 1e3)] = 0.1
    distance: Annotated[float, Measured("length", 1e-4, 1e4)] = 0.25
    height: Annotated[float, Measured("length", 1e-4, 1e3)] = 0.05

    @model_validator(mode="after")
    def _bends(self) -> Self:
        if abs(self.focal) < 1e-3:
            raise ValueError("focal must be at least 1 mm, or at most -1 mm for a diverging lens")
        return self

    def run(self) -> Imaging:
        return self.runs([ModelStage(self, 0.0, math.inf)])[0]

    def runs(self, stages: Sequence[ModelStage]) -> Sequence[Imaging]:
        first: Lens = stages[0].model
        return [Imaging(Course.of(stages, "focal"), Course.of(stages, "distance"), first.height)] * len(stages)

    @classmethod
    def quantities(cls) -> list[str]:
        return ["focal", "distance"]
