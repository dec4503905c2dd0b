"""The layouts of charts in the order in which they are tried: the first one that can be read is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from ...drawing.marks import Mark
from .axes.category_labels import counted_labels, cut_labels, level_labels, turned_labels
from .bars.lying import lying
from .bars.upright import upright
from .chart import Chart
from .lines.lines import lines
from .pages import Layout, on_pages
from .pie.pie import pie


def first(layouts: Sequence[Layout], chart: Chart) -> list[Mark] | None:
    """The marks of `chart` in the first of `layouts` in which it can be read; None if there is none."""
    return next((marks for layout in layouts if (marks := layout(chart))), None)


_ONE_PAGE: tuple[Layout, ...] = (
    partial(upright, below=level_labels, numbered=True),
    partial(lying, named=False),
    partial(lying, named=True),
    partial(upright, below=level_labels),
    partial(upright, below=partial(level_labels, lines=4)),
    partial(upright, below=counted_labels),
    partial(upright, below=turned_labels),
)
_BARS: tuple[Layout, ...] = (
    *_ONE_PAGE,
    partial(on_pages, draw=partial(first, _ONE_PAGE)),
    partial(upright, below=cut_labels),
)
LAYOUTS: Mapping[str, Sequence[Layout]] = {"bar": _BARS, "pie": (pie, *_BARS), "line": (lines,)}
"""By the kind of chart that was asked for; what a pie can't show is shown as bars."""
