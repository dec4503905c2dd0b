"""Takeaways: three numbered lines, parted by hairlines."""

from __future__ import annotations

from ..clock import Clock
from ..scenes.takeaways import TakeawaysScene
from ..stage import Box
from ..text import measure
from ..typefaces import SEMIBOLD
from .base import compose
from .brushes import StrokeBrush
from .easel import Easel
from .lists import Column, ListStyle, paced, set_list, turned
from .marks import Mark
from .parts import heading, text_mark

import skia  # isort: skip


@compose.register
def _takeaways(scene: TakeawaysScene, easel: Easel, clock: Clock) -> list[Mark]:
    head, area = heading(easel, scene.heading)
    indent = easel.u(96)
    room = Box(area.x + indent, area.y + easel.u(20), area.width - indent, area.height - easel.u(20))
    texts = [takeaway.text for takeaway in scene.takeaways]
    columns = set_list(easel, texts, room, ListStyle(gap=48, height=easel.u(64)))
    times = paced(clock.times(scene.takeaways), [column.indices for column in columns], clock)
    pages = [_page(easel, column, area, room, times) for column in columns]
    return [head, *turned(pages, [times[column.indices[0]] for column in columns])]


def _page(easel: Easel, column: Column, area: Box, room: Box, times: list[float]) -> list[Mark]:
    marks: list[Mark] = []
    for index, block, top in zip(column.indices, column.blocks, column.tops, strict=True):
        at = times[index]
        figure = measure(
            str(index + 1),
            easel.type(64, colour=easel.theme.accent(0), weight=SEMIBOLD, leading=1.0),
            indent_of(area, room),
        )
        first_line = block.height / max(block.lines, 1)
        level = max(0.0, (easel.u(64) - block.height) / 2)
        marks.append(text_mark(easel, figure, area.x, top + level + (first_line - figure.height) / 2, at))
        marks.append(text_mark(easel, block, room.x, top + level, at, f"takeaways.{index}.text"))
        if index > column.indices[0]:
            marks.append(_hairline(easel, area, top - easel.u(24), at))
    return marks


def indent_of(area: Box, room: Box) -> float:
    """How far the room for the texts is from the left of the area, in pixels."""
    return room.x - area.x


def _hairline(easel: Easel, area: Box, y: float, at: float) -> Mark:
    path = skia.Path().moveTo(0, 0).lineTo(area.width, 0)
    brush = StrokeBrush(path, easel.theme.line, easel.u(1.5))
    return Mark(Box(area.x, y, area.width, 0), brush, grow=easel.motion.draw(at))
