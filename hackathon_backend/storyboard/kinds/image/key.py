"""A key to a picture: numbers on it, and beside or below it what they stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from ...drawing.brushes import ShapeBrush, TextBrush, rounded
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.stage import Box
from ...drawing.text.text import TextBlock, measure
from ...drawing.text.typefaces import SEMIBOLD
from .scene import ImageScene

_PIN, _BESIDE, _GAP, _BETWEEN = 38, 14, 16, 36
"""Units across a number in its disc, between it and its name, between names, and between picture and key."""
_SIDE, _BELOW = 0.34, 0.45
"""Part of the width that a key takes beside a picture, and of the height below it at most."""
_SIZES = (30, 27, 24)
_ROUNDS = 80


@dataclass(frozen=True)
class _Key:
    """The names in `columns` columns of `width` pixels."""

    blocks: list[TextBlock]
    columns: int
    width: float
    pin: float
    gap: float

    @property
    def rows(self) -> int:
        return -(-len(self.blocks) // self.columns)

    @property
    def heights(self) -> list[float]:
        """The height of each row."""
        rows = [self.blocks[row * self.columns : (row + 1) * self.columns] for row in range(self.rows)]
        return [max(self.pin, *(block.height for block in row)) for row in rows]

    @property
    def height(self) -> float:
        return sum(self.heights) + self.gap * (self.rows - 1)

    def fits(self, height: float) -> bool:
        """Whether it takes `height` pixels at most, and no word is broken."""
        return self.height <= height and not any(block.breaks_words for block in self.blocks)


def with_key(
    scene: ImageScene, context: DrawContext, area: Box, shape: float, times: Sequence[float]
) -> tuple[Box, list[Mark]]:
    """The frame of a picture that is `shape` times as wide as high, and the marks of its key."""
    between, width = context.u(_BETWEEN), area.width * _SIDE
    key = _key(scene, context, width, 1, area.height)
    if area.width > area.height * 1.15 and shape < 2.4 and key.fits(area.height):
        room = replace(area, width=area.width - width - between, x=area.x + (width + between if context.rtl else 0.0))
        frame = framed(room, shape)
        x = frame.x - between - width if context.rtl else frame.right + between
        place = Box(x, max(area.y, frame.centre[1] - key.height / 2), width, key.height)
    else:
        for columns in (2, 1) if len(scene.callouts) > 2 else (1,):
            key = _key(scene, context, (area.width - between * (columns - 1)) / columns, columns, area.height * _BELOW)
            if key.fits(area.height * _BELOW):
                break
        frame = framed(replace(area, height=area.height - key.height - context.u(24)), shape)
        place = Box(area.x, frame.bottom + context.u(24), area.width, key.height)
    return frame, [*_pins(scene, context, frame, times), *_names(context, key, place, times)]


def framed(area: Box, shape: float) -> Box:
    """The largest box in `area` that is `shape` times as wide as high, a little above its middle."""
    width = min(area.width, area.height * shape)
    height = width / shape
    return Box(area.x + (area.width - width) / 2, area.y + (area.height - height) * 0.3, width, height)


def _key(scene: ImageScene, context: DrawContext, width: float, columns: int, height: float) -> _Key:
    """The names in the largest type that fits."""
    pin, gap = context.u(_PIN), context.u(_GAP)
    for size in _SIZES:
        room = width - pin - context.u(_BESIDE)
        blocks = [measure(callout.text, context.type(size), room) for callout in scene.callouts]
        key = _Key(blocks, columns, width, pin, gap)
        if key.fits(height):
            return key
    return key


def _pins(scene: ImageScene, context: DrawContext, frame: Box, times: Sequence[float]) -> list[Mark]:
    """The numbers on the picture, moved apart where two would touch."""
    pin = context.u(_PIN)
    wanted = [(frame.x + frame.width * each.x, frame.y + frame.height * each.y) for each in scene.callouts]
    marks: list[Mark] = []
    for index, (x, y) in enumerate(_apart(wanted, pin + context.u(6), frame.grown(-pin / 2 - context.u(4)))):
        marks += _disc(context, index, Box(x - pin / 2, y - pin / 2, pin, pin), times[index])
    return marks


def _apart(points: Sequence[tuple[float, float]], distance: float, room: Box) -> list[tuple[float, float]]:
    """`points` moved as little as it takes for all to be `distance` apart, inside of `room`."""
    placed = [list(point) for point in points]
    for _ in range(_ROUNDS):
        for index, one in enumerate(placed):
            for other in placed[:index]:
                dx, dy = one[0] - other[0], one[1] - other[1]
                push = (distance - max(abs(dx), abs(dy))) / 2
                if push > 0:
                    # They part along the way on which they are further apart already, those in one place crosswise.
                    axis = int(abs(dy) > abs(dx) or (dx == dy == 0 and index % 2 == 1))
                    sign = 1 if (dx, dy)[axis] >= 0 else -1
                    one[axis] += sign * (push + 0.5)
                    other[axis] -= sign * (push + 0.5)
        for point in placed:
            point[0] = min(max(point[0], room.x), room.right)
            point[1] = min(max(point[1], room.y), room.bottom)
    near = [max(abs(a[0] - b[0]), abs(a[1] - b[1])) for a, b in combinations(placed, 2)]
    return _in_line(points, room) if min(near, default=distance) < distance - 2 else [(x, y) for x, y in placed]


def _in_line(points: Sequence[tuple[float, float]], room: Box) -> list[tuple[float, float]]:
    """`points` in their order along the longer side of `room`, as far apart as that lets them be."""
    wide = room.width >= room.height
    order = sorted(range(len(points)), key=lambda index: points[index][0 if wide else 1])
    step = 1 / max(len(points) - 1, 1)
    found = {}
    for rank, index in enumerate(order):
        x, y = points[index]
        along = (room.x + room.width * rank * step, min(max(y, room.y), room.bottom))
        down = (min(max(x, room.x), room.right), room.y + room.height * rank * step)
        found[index] = along if wide else down
    return [found[index] for index in range(len(points))]


def _disc(context: DrawContext, index: int, box: Box, at: float, thing: str = "") -> list[Mark]:
    """The number of a call-out in a disc."""
    theme, shown = context.theme, context.motion.appear(at)
    figure = measure(str(index + 1), context.type(24, weight=SEMIBOLD, colour=theme.paper, leading=1.0), box.width)
    disc = ShapeBrush(rounded(box.width, box.height, box.width / 2), theme.accent(0), theme.paper, context.u(2))
    place = Box(box.centre[0] - figure.width / 2, box.centre[1] - figure.height / 2, figure.width, figure.height)
    return [Mark(box, disc, "", shown, thing=thing), Mark(place, TextBrush(figure), "", shown)]


def _names(context: DrawContext, key: _Key, place: Box, times: Sequence[float]) -> list[Mark]:
    """What the numbers stand for, row by row."""
    marks: list[Mark] = []
    y = place.y
    for row, height in enumerate(key.heights):
        for column, block in enumerate(key.blocks[row * key.columns : (row + 1) * key.columns]):
            index = row * key.columns + column
            left = place.x + column * (key.width + context.u(_BETWEEN))
            # The figure as a whole is not turned around in scripts from right to left, but its key begins at the right.
            x = place.x + place.right - left - key.pin if context.rtl else left
            beside = x - context.u(_BESIDE) - block.width if context.rtl else x + key.pin + context.u(_BESIDE)
            name, at = f"callouts.{index}", times[index]
            marks += _disc(context, index, Box(x, y + (height - key.pin) / 2, key.pin, key.pin), at, name)
            text = Box(beside, y + (height - block.height) / 2, block.width, block.height)
            marks.append(Mark(text, TextBrush(block), f"{name}.text", context.motion.appear(at), names=name))
        y += height + key.gap
    return marks
