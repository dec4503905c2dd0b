"""Names beside a drawing: what they say, and how good a choice of their places is."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise
from typing import NamedTuple

from ...drawing.stage import Box

Place = tuple[float, float]

CROSSED, STRUCK = 4000.0, 600.0
"""What it costs, in pixels of way at 720 lines, if two lines cross, and if a line runs over another one's dot."""
_NEAR = 9.0
"""Units between a line and another one's dot at least."""
_ROUNDS = 4
_SIZE, _OVERFLOW = 2.2, 60.0
"""What a pixel of the drawing's width, and one beyond the area, is worth in pixels of way."""


class Size(NamedTuple):
    """Width and height in pixels."""

    width: float
    height: float


class MeasuredLabel(NamedTuple):
    """What has to be known of a label to place it: its texts' sizes, and the places on the sheet it may lead to."""

    name: Size
    note: Size
    anchors: tuple[Place, ...]

    @property
    def width(self) -> float:
        return max(self.name.width, self.note.width)

    @property
    def height(self) -> float:
        return self.name.height + self.note.height


@dataclass(frozen=True)
class PlacedLabel:
    """A label in its place: where its name and its note stand, and its line, which ends at the dot."""

    index: int
    name: Box
    note: Box
    dot: Place
    way: Callable[[Place], tuple[Place, ...]]
    """The line from the label to a dot at a place."""
    anchor: Place
    """Where the dot is on the sheet."""
    to_left: bool
    """Whether it stands left of its line, and so ends there."""

    @cached_property
    def line(self) -> tuple[Place, ...]:
        return self.way(self.dot)

    @cached_property
    def reach(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of its line."""
        xs, ys = [x for x, _ in self.line], [y for _, y in self.line]
        return min(xs), min(ys), max(xs), max(ys)


@dataclass(frozen=True)
class Arrangement:
    """A drawing with its labels in their places."""

    frame: Box
    labels: tuple[PlacedLabel, ...]
    cost: float
    over: float
    """By how many pixels labels reach out of the area."""


@dataclass(frozen=True)
class LabelChoice:
    """For each label, the side that it stands on and which of its anchors it leads to."""

    sides: tuple[int, ...]
    anchors: tuple[int, ...]

    @classmethod
    def halved(cls, labels: Sequence[MeasuredLabel], axis: int) -> LabelChoice:
        """One half on each side, by where their first anchors lie on an axis: 0 across, 1 down."""
        order = sorted(range(len(labels)), key=lambda index: labels[index].anchors[0][axis])
        first = {*order[: (len(order) + 1) // 2]}
        return cls(tuple(int(index not in first) for index in range(len(labels))), (0,) * len(labels))

    def others(self, labels: Sequence[MeasuredLabel], index: int) -> Iterator[LabelChoice]:
        """The choices that differ in the label at `index`."""
        for side in (0, 1):
            for anchor in range(len(labels[index].anchors)):
                if (side, anchor) != (self.sides[index], self.anchors[index]):
                    sides, anchors = [*self.sides], [*self.anchors]
                    sides[index], anchors[index] = side, anchor
                    yield LabelChoice(tuple(sides), tuple(anchors))


def searched(
    labels: Sequence[MeasuredLabel], start: LabelChoice, arrange: Callable[[LabelChoice], Arrangement]
) -> Arrangement:
    """The best arrangement that is found by changing one label after the other."""
    choice, best = start, arrange(start)
    for _ in range(_ROUNDS):
        before = best.cost
        for index in range(len(labels)):
            for each in choice.others(labels, index):
                found = arrange(each)
                if found.cost < best.cost - 1e-6:
                    choice, best = each, found
        if best.cost >= before:
            break
    return best


def spread(wanted: Sequence[float], gaps: Sequence[float], low: float, high: float) -> list[float]:
    """Places as near as can be to the wanted ones, in the same order and at least `gaps` apart (isotonic regression).

    They lie between `low` and `high`, if there is room for all.
    """
    offsets = [0.0]
    for gap in gaps:
        offsets.append(offsets[-1] + gap)
    blocks: list[tuple[float, int]] = []
    for want, offset in zip(wanted, offsets, strict=False):
        blocks.append((want - offset, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (one, n), (other, m) = blocks[-2:]
            blocks[-2:] = [((one * n + other * m) / (n + m), n + m)]
    level = [value for value, count in blocks for _ in range(count)]
    most = max(low, high - offsets[len(wanted) - 1]) if wanted else high
    return [min(max(value, low), most) + offset for value, offset in zip(level, offsets, strict=False)]


def arrangement(placed: Sequence[PlacedLabel], frame: Box, area: Box, over: float, unit: float) -> Arrangement:
    """A drawing in its `frame` with its labels, which reach out of the `area` by `over` pixels, and what that costs."""
    cost = _quality(placed, unit) + _OVERFLOW * over + _SIZE * (area.width - frame.width)
    return Arrangement(frame, tuple(placed), cost, over)


def _quality(placed: Sequence[PlacedLabel], unit: float) -> float:
    """What the lines of labels cost together: their ways, crossings, and dots that they run over."""
    cost = sum(math.dist(*step) for each in placed for step in pairwise(each.line)) * 0.12
    near = _NEAR * unit
    for one, other in combinations(placed, 2):
        a, b = one.reach, other.reach
        if a[2] + near < b[0] or b[2] + near < a[0] or a[3] + near < b[1] or b[3] + near < a[1]:
            continue
        cost += CROSSED * unit * sum(cross(*c, *d) for c in pairwise(one.line) for d in pairwise(other.line))
        for line, dot in ((one.line, other.line[-1]), (other.line, one.line[-1])):
            gap = min(_distance(dot, *step) for step in pairwise(line))
            cost += STRUCK * unit * max(0.0, 1 - gap / near)
    return cost


def cross(a: Place, b: Place, c: Place, d: Place) -> bool:
    """Whether two stretches of lines cross."""
    if max(a[0], b[0]) < min(c[0], d[0]) or max(c[0], d[0]) < min(a[0], b[0]):
        return False
    return _turn(a, b, c) * _turn(a, b, d) < 0 and _turn(c, d, a) * _turn(c, d, b) < 0


def _turn(a: Place, b: Place, c: Place) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _distance(place: Place, start: Place, end: Place) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    t = ((place[0] - start[0]) * dx + (place[1] - start[1]) * dy) / length if length else 0.0
    t = min(max(t, 0.0), 1.0)
    return math.dist(place, (start[0] + t * dx, start[1] + t * dy))


def fitted(sheet: Box, room: Box) -> Box:
    """The place of a sheet as large as it fits into a room, in its middle."""
    scale = max(min(room.width / sheet.width, room.height / sheet.height), 1e-3)
    width, height = sheet.width * scale, sheet.height * scale
    return Box(room.x + (room.width - width) / 2, room.y + (room.height - height) / 2, width, height)


def on_frame(anchor: Place, sheet: Box, frame: Box) -> Place:
    """A place on the sheet in pixels of the picture."""
    x, y = (anchor[0] - sheet.x) / sheet.width, (anchor[1] - sheet.y) / sheet.height
    return frame.x + x * frame.width, frame.y + y * frame.height


class Chosen(NamedTuple):
    """A label that has been given to a side: its number, the place of its dot, and that place on the sheet."""

    number: int
    label: MeasuredLabel
    dot: Place
    anchor: Place


def chosen(labels: Sequence[MeasuredLabel], choice: LabelChoice, side: int, sheet: Box, frame: Box) -> list[Chosen]:
    """The labels of one side."""
    found = []
    for index, (label, own, number) in enumerate(zip(labels, choice.sides, choice.anchors, strict=True)):
        if own == side:
            anchor = label.anchors[number]
            found.append(Chosen(index, label, on_frame(anchor, sheet, frame), anchor))
    return found
