"""A picture in a frame. It settles as it comes, and its call-outs stand right beside what they name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

import skia

from ..clock import Clock
from ..motion import ease_both
from ..scenes.image import ImageScene
from ..stage import Box
from ..text import Block, measure
from ..typefaces import SEMIBOLD
from .base import compose
from .brushes import Kind, ShapeBrush, StrokeBrush, TextBrush, rounded, stroke
from .easel import Easel
from .marks import Mark
from .parts import heading, text_mark
from .photo import photo

_SETTLE = 1.6
_CLOSER = 0.05
"""Seconds in which a picture settles, and how much larger it is when it begins."""
_DOT = 16
_PAD_X, _PAD_Y = 14, 7
"""Units across a dot on the picture, and around the words of a call-out."""


@dataclass(frozen=True)
class PictureBrush:
    """A picture with round corners that becomes a little smaller as it grows to its full 1."""

    image: Any
    width: float
    height: float
    radius: float
    edge: Any
    kind: ClassVar[Kind] = "shape"
    overhang: ClassVar[float] = 2.0

    def paint(self, canvas: Any, grow: float) -> None:
        frame = rounded(self.width, self.height, self.radius)
        scale = 1 + _CLOSER * (1 - grow)
        canvas.save()
        canvas.clipPath(frame, True)
        canvas.translate(self.width * (1 - scale) / 2, self.height * (1 - scale) / 2)
        canvas.scale(scale, scale)
        smooth = skia.SamplingOptions(skia.FilterMode.kLinear)
        canvas.drawImageRect(self.image, skia.Rect.MakeWH(self.width, self.height), smooth)
        canvas.restore()
        canvas.drawPath(frame, self.edge)

    def mirrored(self, _width: float) -> Self:
        return self


@compose.register
def _image(scene: ImageScene, easel: Easel, clock: Clock) -> list[Mark]:
    head, area = heading(easel, scene.heading)
    caption = easel.fit(scene.caption, min(area.width, easel.line_length(32)), area.height * 0.2, 28)
    below = caption.height + easel.u(20) if scene.caption else 0.0
    picture = photo(scene.source, easel.images, area.width * 1.1, area.height * 1.1)
    frame = _frame(replace(area, height=area.height - below), picture.width(), picture.height())
    brush = PictureBrush(picture, frame.width, frame.height, easel.u(12), stroke(easel.theme.line, easel.u(1.5)))
    grow = easel.motion.draw(0.0, _SETTLE, ease_both)
    marks = [Mark(frame, brush, "source", easel.motion.appear(0.1), grow)]
    times = clock.times(scene.callouts, start=0.8)
    marks += _callouts(scene, easel, frame, area, times)
    marks = [replace(mark, island=frame) for mark in marks]
    if scene.caption:
        marks.append(text_mark(easel, caption, area.x, frame.bottom + easel.u(20), 0.4, "caption"))
    return [head, *marks]


def _frame(area: Box, width: float, height: float) -> Box:
    """The largest box of the picture's shape in `area`, a little above its middle."""
    scale = min(area.width / width, area.height / height)
    wide, high = width * scale, height * scale
    return Box(area.x + (area.width - wide) / 2, area.y + (area.height - high) * 0.3, wide, high)


def _callouts(scene: ImageScene, easel: Easel, frame: Box, area: Box, times: Sequence[float]) -> list[Mark]:
    dots = [(frame.x + frame.width * callout.x, frame.y + frame.height * callout.y) for callout in scene.callouts]
    blocks = [measure(c.text, easel.type(24, weight=SEMIBOLD), area.width * 0.3, balance=True) for c in scene.callouts]
    widest = max((block.width for block in blocks), default=0.0) + 2 * easel.u(_PAD_X)
    # Labels stay on the picture, unless it is too narrow for them.
    room = frame.grown(-easel.u(8)) if frame.width > widest * 1.6 else area
    marks: list[Mark] = []
    for index, (block, box) in enumerate(zip(blocks, _placed(easel, blocks, dots, room), strict=True)):
        marks += _callout(easel, index, block, box, dots[index], times[index])
    return marks


def _placed(easel: Easel, blocks: Sequence[Block], dots: Sequence[tuple[float, float]], area: Box) -> list[Box]:
    """A box for each label: the nearest to its dot that covers no other label and no other dot."""
    half = easel.u(_DOT) / 2 + easel.u(4)
    spots = [Box(x - half, y - half, 2 * half, 2 * half) for x, y in dots]
    boxes: list[Box] = []
    for index, block in enumerate(blocks):
        width, height = block.width + 2 * easel.u(_PAD_X), block.height + 2 * easel.u(_PAD_Y)
        best: tuple[float, Box] | None = None
        for reach, box in _around(easel, dots[index], width, height):
            inside = _pushed(box, area)
            covered = sum(inside.overlap(other.grown(easel.u(6))) for other in [*boxes, *spots])
            if best is None or covered < best[0]:
                best = covered, inside
            if covered == 0 and reach >= 0:
                break
        assert best is not None
        boxes.append(best[1])
    return boxes


def _around(easel: Easel, dot: tuple[float, float], width: float, height: float) -> Iterator[tuple[float, Box]]:
    """Places for a label around `dot`, near ones first."""
    x, y = dot
    for reach in (20, 48, 84, 130, 190):
        away = easel.u(reach)
        for dx, dy in ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1)):
            cx = x + dx * (away + width / 2)
            cy = y + dy * (away + height / 2)
            yield reach, Box(cx - width / 2, cy - height / 2, width, height)


def _pushed(box: Box, area: Box) -> Box:
    """`box` moved into `area`."""
    x = min(max(box.x, area.x), area.right - box.width)
    return replace(box, x=x, y=min(max(box.y, area.y), area.bottom - box.height))


def _callout(easel: Easel, index: int, block: Block, box: Box, dot: tuple[float, float], at: float) -> list[Mark]:
    """A dot, a line to the label, and the label on a ground of its own, since the picture may be of any colour."""
    theme, accent, side = easel.theme, easel.theme.accent(0), easel.u(_DOT)
    shown, name = easel.motion.appear(at), f"callouts.{index}"
    nearest = (min(max(dot[0], box.x), box.right), min(max(dot[1], box.y), box.bottom))
    left, top = min(dot[0], nearest[0]), min(dot[1], nearest[1])
    line = skia.Path().moveTo(dot[0] - left, dot[1] - top).lineTo(nearest[0] - left, nearest[1] - top)
    line_box = Box(left, top, abs(dot[0] - nearest[0]), abs(dot[1] - nearest[1]))
    ring = ShapeBrush(rounded(side, side, side / 2), accent, theme.paper, easel.u(3))
    plate = ShapeBrush(rounded(box.width, box.height, easel.u(8)), theme.paper, accent, easel.u(2))
    text = Box(box.x + easel.u(_PAD_X), box.y + easel.u(_PAD_Y), block.width, block.height)
    return [
        Mark(line_box, StrokeBrush(line, accent, easel.u(2.5)), "", shown, easel.motion.draw(at, 0.3)),
        Mark(Box(dot[0] - side / 2, dot[1] - side / 2, side, side), ring, "", shown, thing=name),
        Mark(box, plate, "", shown),
        Mark(text, TextBrush(block), f"{name}.text", shown, names=name),
    ]
