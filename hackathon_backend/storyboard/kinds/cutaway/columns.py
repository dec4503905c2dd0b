"""Labels in two columns, left and right of a drawing, for frames that are wide.

Each line leaves its label level, turns by 45 degrees until it is as high as its dot, and runs there level. Lines of one
column that begin below one another and end below one another can't cross.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from ...drawing.stage import Box
from .labels import (
    Arrangement,
    Chosen,
    LabelChoice,
    MeasuredLabel,
    Place,
    PlacedLabel,
    Size,
    arrangement,
    chosen,
    fitted,
    searched,
    spread,
)

_GAP, _STUB, _SPACE, _BETWEEN = 30, 10, 8, 14
"""Units: from a column to the drawing, of a line before it turns, from a text to its line, and between labels."""


@dataclass(frozen=True)
class Columns:
    """The two columns beside a drawing that fills `sheet`, in an area."""

    unit: float
    labels: tuple[MeasuredLabel, ...]
    sheet: Box
    area: Box

    @lru_cache(maxsize=32)  # noqa: B019 - a frozen value, asked for again by each look at the same scene
    def best(self) -> Arrangement:
        """The best arrangement that is found."""
        return searched(self.labels, LabelChoice.halved(self.labels, 0), self.arranged)

    def arranged(self, choice: LabelChoice) -> Arrangement:
        """The labels in the columns that are chosen for them."""
        widths = [max((each.width for each, s in zip(self.labels, choice.sides, strict=True) if s == side), default=0.0)
                  for side in (0, 1)]  # fmt: skip
        gap = self.unit * (_GAP + _SPACE)
        left, right = (width + gap if width else 0.0 for width in widths)
        room = Box(self.area.x + left, self.area.y, max(self.area.width - left - right, 1.0), self.area.height)
        frame = fitted(self.sheet, room)
        placed: list[PlacedLabel] = []
        over = 0.0
        for side in (0, 1):
            own = chosen(self.labels, choice, side, self.sheet, frame)
            found, more = self._column(sorted(own, key=lambda each: each.dot[1]), frame, side)
            placed += found
            over += more
        return arrangement(placed, frame, self.area, over, self.unit)

    def _column(self, own: Sequence[Chosen], frame: Box, side: int) -> tuple[list[PlacedLabel], float]:
        """The labels of one column from top to bottom, and by how much they are too high together."""
        if not own:
            return [], 0.0
        halves = [each.label.name.height / 2 for each in own]
        rests = [each.label.height - half for each, half in zip(own, halves, strict=True)]
        gaps = [rest + self.unit * _BETWEEN + half for rest, half in zip(rests, halves[1:], strict=False)]
        low, high = self.area.y + halves[0], self.area.bottom - rests[-1]
        places = spread([each.dot[1] for each in own], gaps, low, high)
        over = max(0.0, sum(gaps) - (high - low))
        return [self._set(each, y, frame, side) for each, y in zip(own, places, strict=True)], over

    def _set(self, each: Chosen, y: float, frame: Box, side: int) -> PlacedLabel:
        way = 1 if side == 0 else -1
        edge = frame.x - self.unit * _GAP if side == 0 else frame.right + self.unit * _GAP
        text = edge - way * self.unit * _SPACE
        name = _beside(text, y - each.label.name.height / 2, each.label.name, side)
        note = _beside(text, name.bottom, each.label.note, side)
        line = partial(_line, (edge, y), way, self.unit * _STUB)
        return PlacedLabel(each.number, name, note, each.dot, line, each.anchor, side == 0)


def _beside(x: float, y: float, size: Size, side: int) -> Box:
    return Box(x - size.width if side == 0 else x, y, *size)


def _line(start: Place, way: int, stub: float, dot: Place) -> tuple[Place, ...]:
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
