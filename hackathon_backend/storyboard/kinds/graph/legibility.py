"""Whether a graph that has been laid out can be read: every label at its own edge, every edge clear of the boxes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np

from ...drawing.parts.cards import Card
from ...drawing.stage import Box
from ...drawing.text.text import TextBlock
from .ranks import End
from .straight_edges import Points, points_of

_POINTS = 80
"""Points of an edge that are looked at."""
_CLEAR = 3.0
"""Units between a label and anything but its own edge at least."""
_SLACK = 3.0
"""Units that an edge may reach into a box: half of its own thickness, and a corner."""
_FAR = 14
"""Units from its edge at which a label is moved nearer."""
_ASIDE = 7
"""Units between an edge and a label that was moved along it."""
_PLACES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74)
"""Parts of the way of an edge at which its label may stand."""

Label = tuple[TextBlock, Box]


@dataclass(frozen=True)
class MeasuredGraph:
    """What is to be laid out, measured: `ends` and `labels` are those of the edges, `unit` is in pixels, and `uniform`
    makes all boxes equally wide.
    """

    ends: Sequence[End]
    cards: list[Card]
    labels: Sequence[TextBlock | None]
    down: bool
    unit: float
    uniform: bool


@dataclass(frozen=True)
class GraphDrawing:
    """A graph as it is laid out: its cards with their boxes, the path of each edge, and the edges' labels in place.

    Of several edges from a node to itself only the first has a path; the others only repeat it.
    """

    cards: list[Card]
    boxes: list[Box]
    paths: list[Any]
    labels: list[Label | None]
    unit: float
    """Pixels of a unit, less than the frame's where type is smaller than its floor."""
    neat: bool
    """Whether nothing looks squeezed: edges have more than the least space, and those that run back are on the side."""
    sided: bool = False
    """Whether left and right mean something, so that it is not turned around where scripts run from right to left."""


def sound(drawing: GraphDrawing | None, area: Box) -> GraphDrawing | None:
    """`drawing` with every label clear of all else and nearest to its own edge, some of them moved if they must be.

    None if that can't be done, if an edge runs behind a box, or if there is no drawing.
    """
    if drawing is None:
        return None
    lines = {edge: points_of(path, _POINTS) for edge, path in enumerate(drawing.paths) if path is not None}
    if not _stand_clear(drawing.boxes, lines, area, _SLACK * drawing.unit):
        return None
    labels = {edge: label[1] for edge, label in enumerate(drawing.labels) if label}
    wrong = [edge for edge in labels if not _is_well(edge, labels, lines, drawing, area, _FAR * drawing.unit)]
    for edge in wrong:
        places = _places(edge, labels, lines, drawing.unit)
        fit = (box for box in places if _is_well(edge, {**labels, edge: box}, lines, drawing, area))
        place = next(fit, None)
        if place is None:
            return None
        labels[edge] = place
    moved = [label and (label[0], labels[edge]) for edge, label in enumerate(drawing.labels)]
    return replace(drawing, labels=moved) if wrong else drawing


def _stand_clear(boxes: Sequence[Box], lines: Mapping[int, Points], area: Box, slack: float) -> bool:
    """Whether all boxes stand in the area, none on another, and no edge runs behind one by more than `slack`."""
    if not all(area.contains(box, 1.0) for box in boxes):
        return False
    if any(one.overlap(other) > 0.5 for one, other in combinations(boxes, 2)):
        return False
    return all(gap(box.grown(-slack), points) > 0 for box in boxes for points in lines.values())


def _is_well(
    edge: int,
    labels: Mapping[int, Box],
    lines: Mapping[int, Points],
    drawing: GraphDrawing,
    area: Box,
    far: float = math.inf,
) -> bool:
    """Whether a label stands inside the area, on nothing else, nearest to its own edge, and less than `far` from it."""
    label, clear = labels[edge], _CLEAR * drawing.unit
    around = label.grown(clear)
    others = [box for other, box in labels.items() if other != edge]
    if not area.contains(label, 1.0) or any(around.overlap(box) > 0 for box in (*others, *drawing.boxes)):
        return False
    own = gap(label, lines[edge]) if edge in lines else 0.0
    return 1.0 <= own < far and all(
        gap(label, points) >= max(own, clear) for other, points in lines.items() if other != edge
    )


def _places(edge: int, labels: Mapping[int, Box], lines: Mapping[int, Points], unit: float) -> Iterator[Box]:
    """Where a label could stand along its edge: on either side, from the middle outwards."""
    label, points = labels[edge], lines[edge]
    for part in _PLACES:
        index = round(part * _POINTS)
        (x, y), (before, after) = points[index], (points[index - 2], points[index + 2])
        across = np.array([after[1] - before[1], before[0] - after[0]])
        length = float(np.hypot(*across))
        if not length:
            continue
        for nx, ny in (across / length, -across / length):
            away = _ASIDE * unit + abs(nx) * label.width / 2 + abs(ny) * label.height / 2
            yield Box(x + nx * away - label.width / 2, y + ny * away - label.height / 2, label.width, label.height)


def gap(box: Box, points: Points) -> float:
    """The distance of the nearest of `points` from a box; 0 if one lies in it."""
    dx = np.maximum(np.maximum(box.x - points[:, 0], points[:, 0] - box.right), 0)
    dy = np.maximum(np.maximum(box.y - points[:, 1], points[:, 1] - box.bottom), 0)
    return float(np.hypot(dx, dy).min())
