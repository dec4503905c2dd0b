"""Call-outs on a picture or beside it, each with a line to the dot that it names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from math import hypot

import skia

from ...drawing.brushes import ShapeBrush, StrokeBrush, TextBrush, rounded
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.stage import Box
from ...drawing.text.text import TextBlock, measure
from ...drawing.text.typefaces import SEMIBOLD
from .scene import ImageScene

_DOT = 16
_PAD_X, _PAD_Y = 14, 7
"""Units across a dot on the picture, and around the words of a call-out."""
_CLEAR = 5
"""Units between a call-out and all else."""
_STEPS = 24

Point = tuple[float, float]


def beside_their_dots(
    scene: ImageScene, context: DrawContext, frame: Box, area: Box, times: Sequence[float]
) -> list[Mark] | None:
    """The call-outs of a picture in `frame`; None if they are in one another's way."""
    dots = [(frame.x + frame.width * callout.x, frame.y + frame.height * callout.y) for callout in scene.callouts]
    reach = context.u(_DOT) / 2
    dots = [
        (min(max(x, frame.x + reach), frame.right - reach), min(max(y, frame.y + reach), frame.bottom - reach))
        for x, y in dots
    ]
    blocks = [_block(context, callout.text, area.width * 0.3) for callout in scene.callouts]
    boxes = _placed(context, blocks, dots, frame.grown(-context.u(8)))
    if not _is_clear(context, boxes, dots, frame):
        return None
    marks: list[Mark] = []
    for index, (block, box) in enumerate(zip(blocks, boxes, strict=True)):
        marks += _callout(context, index, block, box, dots[index], times[index])
    return marks


def _block(context: DrawContext, text: str, room: float) -> TextBlock:
    type_ = context.type(24, weight=SEMIBOLD)
    block = measure(text, type_, room, balance=True)
    return measure(text, type_, block.longest_word + 1, balance=True) if block.breaks_words else block


def _is_clear(context: DrawContext, boxes: Sequence[Box], dots: Sequence[Point], frame: Box) -> bool:
    """Whether all call-outs are on the picture, clear of each other, of dots and lines, and nearest to their own."""
    clear, half = context.u(_CLEAR), context.u(_DOT) / 2
    spots = [Box(x - half, y - half, 2 * half, 2 * half) for x, y in dots]
    if any(
        one.overlap(other) > 0 for one, other in combinations([*(box.grown(clear / 2) for box in boxes), *spots], 2)
    ):
        return False
    for index, box in enumerate(boxes):
        if not frame.contains(box.grown(clear), 0.5):
            return False
        own = _distance(box, dots[index])
        if any(_distance(box, dot) < own + 1 for other, dot in enumerate(dots) if other != index):
            return False
        line = _line(dots[index], _nearest(box, dots[index]))
        others = [other.grown(clear / 2) for place, other in enumerate(boxes) if place != index]
        others += [spot for place, spot in enumerate(spots) if place != index]
        if any(_distance(other, point) == 0 for other in others for point in line):
            return False
    return True


def _line(start: Point, end: Point) -> list[Point]:
    parts = [step / _STEPS for step in range(_STEPS + 1)]
    return [(start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part) for part in parts]


def _nearest(box: Box, dot: Point) -> Point:
    """The point of a box that is nearest to a dot."""
    return min(max(dot[0], box.x), box.right), min(max(dot[1], box.y), box.bottom)


def _distance(box: Box, dot: Point) -> float:
    x, y = _nearest(box, dot)
    return hypot(dot[0] - x, dot[1] - y)


def _placed(
    context: DrawContext, blocks: Sequence[TextBlock], dots: Sequence[tuple[float, float]], area: Box
) -> list[Box]:
    """A box for each label: the nearest to its dot that covers no other label and no other dot."""
    half = context.u(_DOT) / 2 + context.u(4)
    spots = [Box(x - half, y - half, 2 * half, 2 * half) for x, y in dots]
    boxes: list[Box] = []
    for index, block in enumerate(blocks):
        width, height = block.width + 2 * context.u(_PAD_X), block.height + 2 * context.u(_PAD_Y)
        best: tuple[float, Box] | None = None
        for reach, box in _around(context, dots[index], width, height):
            inside = _pushed(box, area)
            covered = sum(inside.overlap(other.grown(context.u(6))) for other in [*boxes, *spots])
            if best is None or covered < best[0]:
                best = covered, inside
            if covered == 0 and reach >= 0:
                break
        assert best is not None
        boxes.append(best[1])
    return boxes


def _around(context: DrawContext, dot: tuple[float, float], width: float, height: float) -> Iterator[tuple[float, Box]]:
    """Places for a label around `dot`, near ones first."""
    x, y = dot
    for reach in (20, 48, 84, 130, 190):
        away = context.u(reach)
        for dx, dy in ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1)):
            cx = x + dx * (away + width / 2)
            cy = y + dy * (away + height / 2)
            yield reach, Box(cx - width / 2, cy - height / 2, width, height)


def _pushed(box: Box, area: Box) -> Box:
    """`box` moved into `area`."""
    x = min(max(box.x, area.x), area.right - box.width)
    return replace(box, x=x, y=min(max(box.y, area.y), area.bottom - box.height))


def _callout(
    context: DrawContext, index: int, block: TextBlock, box: Box, dot: tuple[float, float], at: float
) -> list[Mark]:
    """A dot, a line to the label, and the label on a ground of its own, since the picture may be of any colour."""
    theme, accent, side = context.theme, context.theme.accent(0), context.u(_DOT)
    shown, name = context.motion.appear(at), f"callouts.{index}"
    nearest = _nearest(box, dot)
    left, top = min(dot[0], nearest[0]), min(dot[1], nearest[1])
    line = skia.Path().moveTo(dot[0] - left, dot[1] - top).lineTo(nearest[0] - left, nearest[1] - top)
    line_box = Box(left, top, abs(dot[0] - nearest[0]), abs(dot[1] - nearest[1]))
    ring = ShapeBrush(rounded(side, side, side / 2), accent, theme.paper, context.u(3))
    plate = ShapeBrush(rounded(box.width, box.height, context.u(8)), theme.paper, accent, context.u(2))
    text = Box(box.x + context.u(_PAD_X), box.y + context.u(_PAD_Y), block.width, block.height)
    return [
        Mark(line_box, StrokeBrush(line, accent, context.u(2.5)), "", shown, context.motion.draw(at, 0.3)),
        Mark(Box(dot[0] - side / 2, dot[1] - side / 2, side, side), ring, "", shown, thing=name),
        Mark(box, plate, "", shown),
        Mark(text, TextBrush(block), f"{name}.text", shown, names=name),
    ]
