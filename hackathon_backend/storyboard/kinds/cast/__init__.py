"""Drawn things in relation, and what happens to them."""

from __future__ import annotations

from ..kind import Kind
from .mending import gather, mend
from .scene import CastScene

KIND = Kind(
    "cast",
    CastScene,
    __name__,
    when="When things act on one another, belong together or differ in size: they are drawn, with what flows between.",
    also=("actors", "objects", "relations"),
    mend=mend,
    gather=gather,
    # A row of drawings is as wide as the stage, and a column only as high as it.
    fills=0.06,
)
