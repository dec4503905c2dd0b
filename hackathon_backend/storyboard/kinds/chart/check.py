"""What the checker finds in charts: axes out of proportion, lines that hide one another, and colours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...checking.colours import colour_findings
from ...checking.fault import Finding
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...theme import Colour
from .axes.x_axis import across
from .brushes import BarBrush, DashedBrush, SliceBrush
from .lines.curves import HIDDEN, covered
from .scene import ChartScene

_OFF = 0.02
"""Part of an axis by which a point may be away from its place."""
_SEEN = 0.25
"""Part of a dashed line that is left free, from which what it covers is seen."""


def findings(scene: ChartScene, marks: Sequence[Mark], context: DrawContext, _duration: float) -> Iterator[Finding]:
    """The faults of a chart."""
    if scene.kind == "line":
        yield from _out_of_proportion(marks, scene, context.language)
        yield from _hidden(marks)
    elif len(scene.series) == 1:
        colors = scene.colors or [""] * len(scene.labels)
        names = ((f"labels.{n}", *pair) for n, pair in enumerate(zip(colors, scene.labels, strict=True)))
        yield from colour_findings(names, lambda path: _bar(marks, path), context.language)


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


def _bar(marks: Sequence[Mark], path: str) -> list[Colour]:
    """The colour of the bar or slice of a label."""
    place = path.rpartition(".")[2]
    found = [mark for mark in marks if f"bar {place}" == mark.thing or f"slice {place}" == mark.path]
    if len(found) != 1:
        # On several pages, bars are counted from the first of each.
        return []
    brush = found[0].brush
    return [brush.filling] if isinstance(brush, BarBrush | SliceBrush) else []
