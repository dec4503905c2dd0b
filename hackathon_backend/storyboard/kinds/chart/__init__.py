"""Numbers as bars, lines or parts of a whole."""

from __future__ import annotations

from ..kind import Kind
from .mending import mend, numbers_told
from .scene import ChartScene
from .spoken import meant

KIND = Kind(
    "chart",
    ChartScene,
    __name__,
    when="When numbers are the point: bars for amounts compared, a line for change over time, a pie for "
    "shares of a whole.",
    also=("bar_chart", "line_chart", "pie_chart", "bar", "line", "pie", "histogram", "statistics"),
    mend=mend,
    meant=meant,
    figures=numbers_told,
    # Bars of nothing but zeros take no room.
    fills=0.25,
)
