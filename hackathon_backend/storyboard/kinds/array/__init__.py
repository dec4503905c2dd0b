"""Values in a row, and what an algorithm does with them."""

from __future__ import annotations

from ..kind import Kind
from .mending import mend, values_told
from .scene import ArrayScene

KIND = Kind(
    "array",
    ArrayScene,
    __name__,
    when="When an algorithm works on values in a row, such as searching or sorting: it is shown cell by cell.",
    also=("algorithm", "sorting", "cells", "sort"),
    mend=mend,
    figures=values_told,
    # A row that is as wide as the stage is no higher than its cells.
    fills=0.28,
)
