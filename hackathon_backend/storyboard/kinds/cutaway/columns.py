"""Labels in two columns, left and right of a drawing, for frames that are wide.

Each line leaves its label level, turns by 45 degrees until it is as high as its dot, and runs there level. Lines of one
column that begin below one another and end below one another can't cross.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...drawing.context import DrawContext
from ...drawing.stage import Box
from .labels import Arrangement, Choice, Label, Place, Set, chosen, fitted, quality, searched, spread

_GAP, _STUB, _SPACE, _BETWEEN = 30, 10, 8, 14
"""Units: from a column to the drawing, of a line before it turns, from a text to its line, and between labels."""
_SIZE = 2.2
"""What a pixel of the drawing's width is worth in pixels of way."""
_OVERFLOW = 60.0


@dataclass(frozen=True)
class Columns:
    """The two columns beside a drawing that fills `sheet`, in an area."""

    context: DrawContext
    labels: Sequence[Label]
    sheet: Box
    area: Box

    def best(self) -> Arrangement:
        """The best arrangement that is found."""
        order = sorted(range(len(self.labels)), key=lambda i: self.labels[i].anchors[0][0])
        left = {*order[: (len(order) + 1) // 2]}
        sides = tuple(0 if i in left else 1 for i in range(len(self.labels)))
        return searched(self.labels, Choice(sides, tuple(0 for _ in sides)), self.arranged)

    def arranged(self, choice: Choice) -> Arrangement:
        """The labels in the columns that are chosen for them."""
        widths = [max((each.width for each, s in zip(self.labels, choice.sides, strict=True) if s == side), default=0.0)
                  for side in (0, 1)]  # fmt: skip
        gap = self.context.u(_GAP + _SPACE)
        left, right = (width + gap if width else 0.0 for width in widths)
        room = Box(self.area.x + left, self.area.y, max(self.area.width - left - right, 1.0), self.area.height)
        frame = fitted(self.sheet, room)
        placed: list[Set] = []
        over = 0.0
        for side in (0, 1):
            own = chosen(self.labels, choice, side, self.sheet, frame)
            found, more = self._column(sorted(own, key=lambda pair: pair[1][1]), frame, side)
            placed += found
            over += more
        cost = quality(placed, self.context.u(1)) + _OVERFLOW * over + _SIZE * (self.area.width - frame.width)
        return Arrangement(frame, tuple(placed), cost, over)

    def _column(self, own: Sequence[tuple[Label, Place]], frame: Box, side: int) -> tuple[list[Set], float]:
        """The labels of one column from top to bottom, and by how much they are too high together."""
        if not own:
            return [], 0.0
        between = self.context.u(_BETWEEN)
        halves = [label.name.height / 2 for label, _ in own]
        rests = [label.height - half for (label, _), half in zip(own, halves, strict=True)]
        gaps = [rest + between + half for rest, half in zip(rests, halves[1:], strict=False)]
        low, high = self.area.y + halves[0], self.area.bottom - rests[-1]
        places = spread([dot[1] for _, dot in own], gaps, low, high)
        over = max(0.0, sum(gaps) - (high - low))
        return [self._set(label, dot, y, frame, side) for (label, dot), y in zip(own, places, strict=True)], over

    def _set(self, label: Label, dot: Place, y: float, frame: Box, side: int) -> Set:
        context, way = self.context, 1 if side == 0 else -1
        edge = frame.x - context.u(_GAP) if side == 0 else frame.right + context.u(_GAP)
        text = edge - way * context.u(_SPACE)
        top = y - label.name.height / 2
        name = _beside(text, top, label.name.width, label.name.height, side)
        note = _beside(text, name.bottom, label.note.width, label.note.height, side) if label.note else None
        return Set(label, name, note, _line((edge, y), dot, way, context.u(_STUB)), side == 0)


def _beside(x: float, y: float, width: float, height: float, side: int) -> Box:
    return Box(x - width if side == 0 else x, y, width, height)


def _line(start: Place, dot: Place, way: int, stub: float) -> tuple[Place, ...]:
    """A line that is level, then goes at 45 degrees, and ends level; or upright, if the dot is too near for that."""
    x, y = start
    turn = x + way * stub
    down, across = dot[1] - y, way * (dot[0] - turn)
    if abs(down) < 0.5:
        return start, dot
    if abs(down) <= across:
        return start, (turn, y), (turn + way * abs(down), dot[1]), dot
    slope = max(across, 0.0)
    corner = (turn + way * slope, y + (slope if down > 0 else -slope))
    return start, (turn, y), corner, (corner[0], dot[1]), dot
