"""A chart: bars, lines or a pie, that grow from their axis and are labelled where they are."""

from __future__ import annotations

from dataclasses import replace

from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.parts import heading
from ...timing.cues import Clock
from .bars import crowded, upright
from .horizontal_bars import lying
from .labels import Chart
from .lines import lines
from .pace import pace
from .pages import on_pages
from .pie import MOST, pie
from .scene import ChartScene


def compose(scene: ChartScene, context: DrawContext, clock: Clock) -> list[Mark]:
    head, area = heading(context, scene.heading)
    chart = Chart(scene, context, pace(scene, clock, one_by_one=scene.kind != "line"), area)
    return [head, *_marks(chart, clock)]


def _marks(chart: Chart, clock: Clock) -> list[Mark]:
    """The kind that was asked for; what a pie can't show is shown as bars."""
    kind = chart.scene.kind
    if kind == "line":
        # Axes run from left to right in every script.
        return [replace(mark, island=chart.area) for mark in lines(chart)]
    if kind == "pie" and chart.count <= MOST and (slices := pie(chart)):
        return slices
    return _bars(chart) or on_pages(chart, clock, _bars) or crowded(chart, forced=True) or []


def _bars(chart: Chart) -> list[Mark] | None:
    """Bars with all their names, as they can be read best; None if there are too many."""
    return (
        upright(chart, numbered=True)
        or lying(chart)
        or upright(chart, numbered=False)
        or upright(chart, numbered=False, lines=4)
        or crowded(chart, forced=False)
    )
