"""A thin lens and the image that it makes: 1/f = 1/g + 1/b."""

from __future__ import annotations

from typing import ClassVar, Literal

from .imaging import ImagingModel


class Lens(ImagingModel):
    """An object of a `height` at a `distance` from a lens with a `focal` length; negative for a diverging lens."""

    also: ClassVar[tuple[str, ...]] = (
        "converging_lens", "diverging_lens", "thin_lens", "lens_image", "convex_lens", "concave_lens", "optics",
    )  # fmt: skip
    spreading: ClassVar[str] = "a diverging lens"

    name: Literal["lens"] = "lens"
