"""What the checker finds in graphs: edges that can't be followed, children on the wrong side, and colours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from ...checking.colours import card_colours, colour_findings
from ...checking.fault import Finding
from ...checking.shapes import Points, along, runs_through
from ...drawing.arrows import ArrowBrush
from ...drawing.brushes import ShapeBrush
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.stage import Box
from .branches import tree_of
from .scene import GraphScene

_SEEN = 0.2
"""Opacity from which a mark is there, be it faintly."""
_INSIDE, _NEAR, _MERGED = 4, 3, 0.4
"""Units that an edge may reach into a box, within which two edges are one, and the part of one that may be so."""
_CENTRED = 2
"""Units by which a child on its side is away from its parent at least."""


def findings(scene: GraphScene, marks: Sequence[Mark], context: DrawContext, duration: float) -> Iterator[Finding]:
    """The faults of a graph's colours, and of its edges on its last page."""
    names = ((f"nodes.{n}.label", node.color, node.label) for n, node in enumerate(scene.nodes))
    yield from colour_findings(names, lambda path: card_colours(marks, path), context.language)
    there = [mark for mark in marks if mark.state(duration - 0.25).opacity > _SEEN]
    boxes = _boxes(there)
    lines = {
        mark.path: along(mark.brush.path) + np.array((mark.box.x, mark.box.y))
        for mark in there
        if isinstance(mark.brush, ArrowBrush)
    }
    yield from _unclear(lines, list(boxes.values()), context)
    yield from _misplaced(boxes, scene, context)


def _boxes(marks: Sequence[Mark]) -> dict[int, Box]:
    """The box of each node that is there, by its number."""
    grounds = [mark.box for mark in marks if isinstance(mark.brush, ShapeBrush)]
    found = {}
    for mark in marks:
        name = mark.path.split(".")
        if len(name) >= 3 and name[-3] == "nodes" and name[-1] == "label":
            own = [box for box in grounds if box.contains(mark.box, 1.0)]
            if own:
                found[int(name[-2])] = min(own, key=lambda box: box.width * box.height)
    return found


def _unclear(lines: dict[str, Points], boxes: Sequence[Box], context: DrawContext) -> Iterator[Finding]:
    for path, line in lines.items():
        if any(runs_through(line, box.grown(-context.u(_INSIDE))) for box in boxes):
            yield "meaning", path, f"{path} runs through a box"
    for (path, one), (other, second) in combinations(lines.items(), 2):
        apart = np.hypot(*(one[:, None, :] - second[None, :, :]).transpose(2, 0, 1))
        if max((apart.min(axis=axis) < context.u(_NEAR)).mean() for axis in (0, 1)) > _MERGED:
            yield "meaning", path, f"{path} and {other} lie on one another"


def _misplaced(boxes: dict[int, Box], scene: GraphScene, context: DrawContext) -> Iterator[Finding]:
    tree = tree_of(scene)
    for parent, children in enumerate(tree.children if tree else ()):
        for child in children:
            if tree and tree.sides[child] and parent in boxes and child in boxes:
                shift = boxes[child].centre[0] - boxes[parent].centre[0]
                if (shift if tree.sides[child] == "right" else -shift) < context.u(_CENTRED):
                    yield "meaning", f"nodes.{child}", f"nodes.{child} is not on the {tree.sides[child]} of its parent"
