"""Two or three things side by side."""

from __future__ import annotations

from ..dressing import dressed
from ..kind import Kind
from .mending import gather
from .scene import CompareScene

KIND = Kind(
    "compare",
    CompareScene,
    __name__,
    when="When two or three things differ in the same few respects, such as two methods, two organs or before "
    "and after.",
    also=("comparison", "versus", "vs", "table", "columns", "two_column", "pros_cons"),
    gather=gather,
    meant=dressed("columns", "title"),
)
