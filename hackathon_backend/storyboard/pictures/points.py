"""Points: each with its icon or a bar, the one that is spoken of in full strength."""

from __future__ import annotations

from dataclasses import replace

from ..clock import Clock
from ..scenes.base import Icon
from ..scenes.points import PointsScene
from ..stage import Box
from ..text import Block
from .base import compose
from .brushes import ShapeBrush, rounded
from .easel import Easel
from .lists import Column, ListStyle, paced, set_list, turned
from .marks import Mark
from .parts import FAINT, dimmed, following, heading, icon_mark, text_mark, tile

_TILES = (76, 60, 48)
"""Units across the tile of an icon: as large as lets all points stand on one page, if any does."""
_BESIDE_TILE, _BESIDE_BAR = 32, 34
"""Units between a tile and its text, and from the start of a bar to its text."""


@compose.register
def _points(scene: PointsScene, easel: Easel, clock: Clock) -> list[Mark]:
    head, area = heading(easel, scene.heading)
    tile_size, room, columns = _set(scene, easel, area)
    times = paced(clock.times(scene.points), [column.indices for column in columns], clock)
    pages = [_page(scene, easel, column, room, tile_size, times) for column in columns]
    return [head, *turned(pages, [times[column.indices[0]] for column in columns])]


def _set(scene: PointsScene, easel: Easel, area: Box) -> tuple[float, Box, list[Column]]:
    """The size of the tiles, the room of the texts, and the texts on their pages."""
    texts = [point.text for point in scene.points]
    has_icons = any(point.icon is not Icon.none for point in scene.points)
    tries = []
    for units in _TILES if has_icons else (0,):
        indent = easel.u(units + _BESIDE_TILE) if units else easel.u(_BESIDE_BAR)
        room = Box(area.x + indent, area.y, area.width - indent, area.height)
        tries.append((easel.u(units), room, set_list(easel, texts, room, ListStyle(height=easel.u(units)))))
    return min(tries, key=lambda each: len(each[2]))


def _page(scene: PointsScene, easel: Easel, column: Column, room: Box, side: float, times: list[float]) -> list[Mark]:
    marks: list[Mark] = []
    for index, block, top in zip(column.indices, column.blocks, column.tops, strict=True):
        at = times[index]
        ends = following(times, index) if index < column.indices[-1] else None
        height = max(block.height, side)
        icon, y = scene.points[index].icon, top + (height - block.height) / 2
        sign = _icon(easel, icon, room, top + (height - side) / 2, side, at)
        sign = sign or [_bar(easel, room, y, block, at)]
        text = text_mark(easel, block, room.x, y, at, f"points.{index}.text")
        marks.append(replace(text, opacity=dimmed(text.opacity, ends, easel.theme.dim)))
        marks += [replace(mark, opacity=dimmed(mark.opacity, ends, FAINT)) for mark in sign]
    return marks


def _bar(easel: Easel, room: Box, top: float, block: Block, at: float) -> Mark:
    box = Box(room.x - easel.u(_BESIDE_BAR), top + block.height * 0.06, easel.u(6), block.height * 0.88)
    brush = ShapeBrush(rounded(box.width, box.height, box.width / 2), easel.theme.accent(0))
    return Mark(box, brush, opacity=easel.motion.appear(at))


def _icon(easel: Easel, icon: Icon, room: Box, top: float, side: float, at: float) -> list[Mark]:
    """The icon of a point in its tile; nothing if it has none."""
    if icon is Icon.none:
        return []
    accent = easel.theme.accent(0)
    box = Box(room.x - easel.u(_BESIDE_TILE) - side, top, side, side)
    return [tile(easel, box, accent, at), icon_mark(easel, icon, box.grown(-side * 0.2), accent, at)]
