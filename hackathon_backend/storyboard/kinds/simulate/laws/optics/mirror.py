"""A plane, concave or convex mirror and the image that it makes: 1/f = 1/g + 1/b."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar, Literal

from ..base import ModelStage
from ..course import Course
from .imaging import ImagingModel


class Mirror(ImagingModel):
    """An object of a `height` at a `distance` from a mirror; a negative `focal` length is that of a convex one."""

    also: ClassVar[tuple[str, ...]] = (
        "plane_mirror", "flat_mirror", "curved_mirror", "concave_mirror", "convex_mirror", "spherical_mirror",
        "mirror_image", "mirrors", "reflection", "law_of_reflection",
    )  # fmt: skip
    implied: ClassVar[Mapping[str, Mapping[str, str]]] = MappingProxyType(
        {
            "plane_mirror": {"form": "plane"},
            "flat_mirror": {"form": "plane"},
            "reflection": {"form": "plane"},
            "law_of_reflection": {"form": "plane"},
            "convex_mirror": {"form": "convex"},
            "concave_mirror": {"form": "concave"},
        }
    )
    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType(
        {"form": ("shape", "mirror_type", "kind", "curvature"), **ImagingModel.synonyms}
    )
    spreading: ClassVar[str] = "a convex mirror"

    name: Literal["mirror"] = "mirror"
    form: Literal["plane", "concave", "convex"] = "concave"

    @staticmethod
    def focal_lengths(stages: Sequence[ModelStage]) -> Course:
        kept = tuple((stage.start, stage.model.signed) for stage in stages)
        # What is infinite can't come to another value, and need not: a plane mirror stays one.
        return Course(kept[:1] if stages[0].model.form == "plane" else kept)

    @property
    def signed(self) -> float:
        """The focal length: infinite for a plane mirror, negative for a convex one."""
        if self.form == "plane":
            return math.inf
        return -abs(self.focal) if self.form == "convex" else self.focal

    def told(self) -> list[tuple[str, float, str]]:
        return [each for each in super().told() if each[0] != "focal" or self.form != "plane"]
