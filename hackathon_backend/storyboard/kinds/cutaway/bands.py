"""Labels in rows above and below a drawing, for frames that are tall.

Each label is a flag on a pole: the pole runs upright from the text, turns by 45 degrees until it is above or below its
dot, and runs there upright. No pole runs through a text: either all flags fly to the right, and those further to the
left further out; or those of the left half fly to the left, the others to the right, and the outermost stand innermost.
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

_GAP, _SPACE, _BETWEEN, _POLES, _APART = 30, 9, 12, 26, 28
"""Units: from a band to the drawing, from a pole to its text, between rows, between poles, between texts."""
_SHIFT = 90
"""Units by which a pole may be moved for its label to have room in a row."""


@dataclass(frozen=True)
class _Flag:
    """A label with its dot, its pole, the row that it is in, and whether its text flies to the left."""

    own: Chosen
    pole: float
    row: int
    to_left: bool = False


@dataclass(frozen=True)
class Bands:
    """The two bands above and below a drawing that fills `sheet`, in an area; `parted` flags fly to both sides."""

    unit: float
    labels: tuple[MeasuredLabel, ...]
    sheet: Box
    area: Box
    parted: bool

    @lru_cache(maxsize=32)  # noqa: B019 - a frozen value, asked for again by each look at the same scene
    def best(self) -> Arrangement:
        """The best arrangement that is found."""
        return searched(self.labels, LabelChoice.halved(self.labels, 1), self.arranged)

    def arranged(self, choice: LabelChoice) -> Arrangement:
        """The labels in the bands that are chosen for them. Poles depend on the drawing's size, and that on rows."""
        frame = fitted(self.sheet, self.area)
        bands: list[list[_Flag]] = []
        for _ in range(2):
            bands = [self._flags(choice, side, frame) for side in (0, 1)]
            heights = [self._height(band) for band in bands]
            top, bottom = (height + self.unit * _GAP if height else 0.0 for height in heights)
            room = Box(self.area.x, self.area.y + top, self.area.width, max(self.area.height - top - bottom, 1.0))
            frame = fitted(self.sheet, room)
        bands = [self._flags(choice, side, frame) for side in (0, 1)]
        placed = [each for side, band in enumerate(bands) for each in self._placed(band, side, frame)]
        over = sum(_beyond(box, self.area) for each in placed for box in (each.name, each.note))
        return arrangement(placed, frame, self.area, over, self.unit)

    def _flags(self, choice: LabelChoice, side: int, frame: Box) -> list[_Flag]:
        """The flags of one band from left to right, each in a row counted from the drawing outwards."""
        own = sorted(chosen(self.labels, choice, side, self.sheet, frame), key=lambda each: each.dot[0])
        if not own:
            return []
        return self._to_both_sides(own) if self.parted else self._to_the_right(own)

    def _to_the_right(self, own: Sequence[Chosen]) -> list[_Flag]:
        flags: list[_Flag] = []
        space, apart, shift = self.unit * _SPACE, self.unit * _APART, self.unit * _SHIFT
        most = self.area.right
        poles = spread([each.dot[0] for each in own], [self.unit * _POLES] * (len(own) - 1), self.area.x + 2, most)
        row, limit = 0, most
        for index in range(len(own) - 1, -1, -1):
            widest = space + own[index].label.width
            pole = min(poles[index], limit - widest)
            if flags and poles[index] - pole > shift and limit < most:
                row, limit = row + 1, most
                pole = min(poles[index], flags[-1].pole - self.unit * _POLES, most - widest)
            flags.append(_Flag(own[index], pole, row))
            limit = pole - apart
        return flags[::-1]

    def _to_both_sides(self, own: Sequence[Chosen]) -> list[_Flag]:
        """Two flags in each row. Poles keep away from the edges, so that the texts beyond them have room."""
        half, step = (len(own) + 1) // 2, self.unit * _POLES
        room = [each.label.width + self.unit * _SPACE for each in own]
        poles = [each.dot[0] for each in own]
        for index in range(half):
            poles[index] = max(poles[index], self.area.x + room[index], poles[index - 1] + step if index else 0.0)
        for index in range(len(own) - 1, half - 1, -1):
            after = poles[index + 1] - step if index + 1 < len(own) else self.area.right
            poles[index] = min(poles[index], self.area.right - room[index], after)
        if half < len(own) and poles[half] - poles[half - 1] < step:
            middle = (poles[half] + poles[half - 1]) / 2
            for index in range(half):
                poles[index] = min(poles[index], middle - step * (half - 0.5 - index))
            for index in range(half, len(own)):
                poles[index] = max(poles[index], middle + step * (index - half + 0.5))
        rows = [*range(half), *range(len(own) - half - 1, -1, -1)]
        return [_Flag(each, poles[i], rows[i], i < half) for i, each in enumerate(own)]

    def _rows(self, flags: Sequence[_Flag]) -> list[float]:
        """The height of each row from the drawing outwards."""
        count = max((flag.row for flag in flags), default=-1) + 1
        return [max((flag.own.label.height for flag in flags if flag.row == row), default=0.0) for row in range(count)]

    def _height(self, flags: Sequence[_Flag]) -> float:
        rows = self._rows(flags)
        return sum(rows) + self.unit * _BETWEEN * max(len(rows) - 1, 0)

    def _placed(self, flags: Sequence[_Flag], side: int, frame: Box) -> list[PlacedLabel]:
        rows = self._rows(flags)
        return [self._set(flag, rows, side, frame) for flag in flags]

    def _set(self, flag: _Flag, rows: Sequence[float], side: int, frame: Box) -> PlacedLabel:
        """Upwards a row is measured from its foot, downwards from its head."""
        label, gap, pad = flag.own.label, self.unit * _GAP, self.unit * 4
        inner = gap + sum(rows[: flag.row]) + self.unit * _BETWEEN * flag.row
        top = frame.y - inner - label.height if side == 0 else frame.bottom + inner
        name = self._beside(flag, top, label.name)
        note = self._beside(flag, name.bottom, label.note)
        begin = (flag.pole, top + pad if side == 0 else top + label.height - pad)
        edge = frame.y - gap if side == 0 else frame.bottom + gap
        line = partial(_pole, begin, edge, 1 if side == 0 else -1)
        return PlacedLabel(flag.own.number, name, note, flag.own.dot, line, flag.own.anchor, flag.to_left)

    def _beside(self, flag: _Flag, top: float, size: Size) -> Box:
        space = self.unit * _SPACE
        return Box(flag.pole - space - size.width if flag.to_left else flag.pole + space, top, *size)


def _beyond(box: Box, area: Box) -> float:
    """By how many pixels a text reaches out of the area."""
    across = max(0.0, box.right - area.right - 0.5, area.x - box.x - 0.5)
    return across + max(0.0, box.bottom - area.bottom - 0.5, area.y - box.y - 0.5)


def _pole(start: Place, edge: float, way: int, dot: Place) -> tuple[Place, ...]:
    """A line that runs upright to the edge of the band, then at 45 degrees, then upright to its dot."""
    x = start[0]
    across, down = dot[0] - x, way * (dot[1] - edge)
    if abs(across) < 0.5:
        return start, (dot[0], start[1]), dot
    if abs(across) <= down:
        return start, (x, edge), (dot[0], edge + way * abs(across)), dot
    slope = max(down, 0.0)
    corner = (x + (slope if across > 0 else -slope), edge + way * slope)
    return start, (x, edge), corner, (dot[0], corner[1]), dot
