"""A picture with call-outs."""

from __future__ import annotations

from ..kind import Kind
from .scene import ImageScene

KIND = Kind(
    "image",
    ImageScene,
    __name__,
    when="When a picture at hand shows the thing itself, and its parts are to be named.",
    written=False,
    also=("picture", "photo", "figure", "illustration"),
    # A picture keeps its proportions.
    fills=0.3,
)
