"""What the checker finds in colours: things that are drawn in another colour than they are called by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..drawing.brushes import ShapeBrush, StrokeBrush
from ..drawing.colours import colour_of, said_by
from ..drawing.marks import Mark
from ..drawing.stage import Box
from ..kinds.base import BaseScene
from ..kinds.chart.brushes import BarBrush, SliceBrush
from ..kinds.chart.scene import ChartScene
from ..kinds.compare.scene import CompareScene
from ..kinds.graph.scene import GraphScene
from ..kinds.process.scene import ProcessScene
from ..theme import Colour
from .fault import Finding


def colour_findings(marks: Sequence[Mark], scene: BaseScene, language: str) -> Iterator[Finding]:
    """The cards, columns, bars and slices of a scene whose colour contradicts their own words."""
    for path, expected in _called(scene, language):
        seen = _bar(marks, path) if isinstance(scene, ChartScene) else _card(marks, path)
        if seen and not any(colour.is_like(expected) for colour in seen):
            yield "colour", path, f"{path} names a colour, and is drawn in another one"


def _called(scene: BaseScene, language: str) -> Iterator[tuple[str, Colour]]:
    """What is called by a colour, by the path of its name."""
    names: list[tuple[str, str, str]] = []
    if isinstance(scene, GraphScene):
        names = [(f"nodes.{n}.label", node.color, node.label) for n, node in enumerate(scene.nodes)]
    elif isinstance(scene, ProcessScene):
        names = [(f"steps.{n}.label", "", step.label) for n, step in enumerate(scene.steps)]
    elif isinstance(scene, CompareScene):
        names = [(f"columns.{n}.title", column.color, column.title) for n, column in enumerate(scene.columns)]
    elif isinstance(scene, ChartScene) and scene.kind != "line" and len(scene.series) == 1:
        colors = scene.colors or [""] * len(scene.labels)
        names = [(f"labels.{n}", *pair) for n, pair in enumerate(zip(colors, scene.labels, strict=True))]
    for path, color, label in names:
        if expected := colour_of(color, language) or said_by(label, language):
            yield path, expected


def _card(marks: Sequence[Mark], path: str) -> list[Colour]:
    """The colours of what surrounds a name, and of the lines in it."""
    name = next((mark.box for mark in marks if mark.path == path), None)
    grounds = [mark for mark in marks if name and isinstance(mark.brush, ShapeBrush) and mark.box.contains(name)]
    if not grounds:
        return []
    card: Box = min((mark.box for mark in grounds), key=lambda box: box.width * box.height)
    outlines = [mark.brush.outline for mark in grounds if isinstance(mark.brush, ShapeBrush)]
    lines = [mark.brush.colour for mark in marks if isinstance(mark.brush, StrokeBrush) and card.contains(mark.box)]
    return [colour for colour in (*outlines, *lines) if colour]


def _bar(marks: Sequence[Mark], path: str) -> list[Colour]:
    """The colour of the bar or slice of a label."""
    place = path.rpartition(".")[2]
    found = [mark for mark in marks if f"bar {place}" == mark.thing or f"slice {place}" == mark.path]
    if len(found) != 1:
        # On several pages, bars are counted from the first of each.
        return []
    brush = found[0].brush
    return [brush.filling] if isinstance(brush, BarBrush | SliceBrush) else []
