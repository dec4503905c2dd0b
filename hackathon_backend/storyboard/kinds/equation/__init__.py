"""Equations that follow from one another."""

from __future__ import annotations

from ..kind import Kind
from .mending import gather
from .scene import EquationScene

KIND = Kind(
    "equation",
    EquationScene,
    __name__,
    when="When a formula is stated, derived or solved in steps.",
    also=("equations", "formula", "math", "maths", "derivation", "latex"),
    gather=gather,
    # A formula that is as wide as the stage is no higher than it is.
    fills=0.2,
)
