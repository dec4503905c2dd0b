"""What the checker finds in charts: axes out of proportion, and lines that hide one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..drawing.marks import Mark
from ..kinds.base import BaseScene
from ..kinds.chart.brushes import DashedBrush
from ..kinds.chart.curves import HIDDEN, covered
from ..kinds.chart.scene import ChartScene
from ..kinds.chart.x_axis import across
from .fault import Finding

_OFF = 0.02
"""Part of an axis by which a point may be away from its place."""
_SEEN = 0.25
"""Part of a dashed line that is left free, from which what it covers is seen."""


def chart_findings(marks: Sequence[Mark], scene: BaseScene, language: str) -> Iterator[Finding]:
    """The faults of a chart."""
    if isinstance(scene, ChartScene) and scene.kind == "line":
        yield from _out_of_proportion(marks, scene, language)
        yield from _hidden(marks)


def _out_of_proportion(marks: Sequence[Mark], scene: ChartScene, language: str) -> Iterator[Finding]:
    along = across(scene.labels, language)
    points = {mark.thing: mark.box.centre[0] for mark in marks if mark.thing.startswith("point 0.")}
    places = {int(thing.rpartition(".")[2]): x for thing, x in points.items()}
    if along is None or len(places) < 2:
        return
    left, right = min(places.values()), max(places.values())
    for place, x in places.items():
        if abs(left + along.shares[place] * (right - left) - x) > _OFF * (right - left):
            yield (
                "axis",
                f"labels.{place}",
                f"labels.{place} is a number, and does not stand in proportion to the others",
            )


def _hidden(marks: Sequence[Mark]) -> Iterator[Finding]:
    lines = [(mark, mark.brush) for mark in marks if isinstance(mark.brush, DashedBrush)]
    for index, (mark, brush) in enumerate(lines):
        above = [_points(line, other) for line, other in lines[index + 1 :] if other.part > 1 - _SEEN]
        if any(covered(_points(mark, brush), points, brush.thickness / 2) > HIDDEN for points in above):
            yield "hidden", mark.path, f"{mark.path} is hidden by another line"


def _points(mark: Mark, brush: DashedBrush) -> list[tuple[float, float]]:
    found = [brush.path.getPoint(place) for place in range(brush.path.countPoints())]
    return [(point.x() + mark.box.x, point.y() + mark.box.y) for point in found]
