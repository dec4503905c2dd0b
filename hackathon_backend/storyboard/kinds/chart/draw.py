"""A chart: bars, lines or a pie, that grow from their axis and are labelled where they are."""

from __future__ import annotations

from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.parts.basics import heading
from ...timing.cues import CueClock
from .chart import Chart
from .layouts import LAYOUTS, first
from .pace import pace
from .scene import ChartScene


def compose(scene: ChartScene, context: DrawContext, clock: CueClock) -> list[Mark]:
    """The marks of a chart scene, back to front."""
    head, area = heading(context, scene.heading)
    chart = Chart(scene, context, clock, pace(scene, clock, one_by_one=scene.kind != "line"), area)
    return [head, *(first(LAYOUTS[scene.kind], chart) or [])]
