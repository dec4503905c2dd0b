"""Columns of a comparison measured: beside one another or stacked, their items in common rows on one or more pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from ...drawing.context import DrawContext
from ...drawing.parts.basics import all_have
from ...drawing.parts.lists import chunks
from ...drawing.stage import Box
from ...drawing.text.text import ELLIPSIS, TextBlock, measure, shortened
from ...drawing.text.typefaces import SEMIBOLD
from .scene import CompareScene

PAD = 22
_ROW_GAP, _TIGHT_GAP, _LOOSER = 24, 14, 48
"""Units inside a column at its sides, and between its rows: at least, where they would need a page more, and what is
added at most where there is room.
"""
_HEADS, _ITEM = (40, 28), 40
"""Units of type at most: of a column's title, at first and where its items need the room, and of the items."""


@dataclass(frozen=True)
class CompareGrid:
    """Measured rows: `rows[i][j]` is item i of column j, None where a column has no more."""

    indices: range
    rows: list[list[TextBlock | None]]
    gap: float

    @property
    def heights(self) -> list[float]:
        return [max((block.height for block in row if block), default=0.0) for row in self.rows]

    @property
    def height(self) -> float:
        return sum(self.heights) + self.gap * len(self.rows)


@dataclass(frozen=True)
class CompareSheet:
    """Columns beside one another: their numbers and frames, their heads, and their items on one or more pages."""

    numbers: list[int]
    frames: list[Box]
    heads: list[TextBlock]
    head_height: float
    icons: bool
    grids: list[CompareGrid]

    @property
    def neat(self) -> bool:
        """Whether all fits on one page without a broken word."""
        return len(self.grids) == 1 and self.whole and self.unbroken

    @property
    def unbroken(self) -> bool:
        """Whether no word had to be broken."""
        return not any(block.breaks_words for block in self.blocks)

    @property
    def whole(self) -> bool:
        """Whether no words are left out."""
        return not any(block.text.endswith(ELLIPSIS) for block in self.blocks)

    @property
    def item(self) -> float:
        """The size of the items' type, in pixels."""
        return min(block.type.size for grid in self.grids for row in grid.rows for block in row if block)

    @property
    def blocks(self) -> list[TextBlock]:
        return [*self.heads, *(block for grid in self.grids for row in grid.rows for block in row if block)]


def arranged(scene: CompareScene, context: DrawContext, area: Box, *, stacks: bool) -> list[CompareSheet]:
    """The columns side by side, or below one another if that is neater or (`stacks`) as neat; none if words would have
    to be left out, or broken that have room on a page of their own.
    """
    gap, count = context.u(24), len(scene.columns)
    ways = []
    for icons, head in product((True, False), _HEADS):
        side = [measured(scene, context, list(range(count)), area.columns(count, gap), icons=icons, head=head)]
        stack = _stack(scene, context, area, icons=icons, head=head)
        ways += [stack, side] if stacks else [side, stack]
    neat = [way for way in ways if all(sheet.neat for sheet in way)]
    whole = [way for way in ways if all(sheet.whole for sheet in way)]
    unbroken = [way for way in whole if all(sheet.unbroken for sheet in way)]
    if neat or unbroken:
        return [*neat, *unbroken][0]
    alone = [measured(scene, context, [number], [area], icons=True) for number in range(count)]
    return whole[0] if whole and not all(sheet.unbroken for sheet in alone) else []


def _stack(scene: CompareScene, context: DrawContext, area: Box, *, icons: bool, head: float) -> list[CompareSheet]:
    """The columns below one another, with items of one size."""
    frames, item = _stacked(scene, context, area, context.u(14)), float(_ITEM)
    for _ in range(2):
        sheets = [
            measured(scene, context, [number], [frame], icons=icons, head=head, item=item)
            for number, frame in enumerate(frames)
        ]
        item = min(sheet.item for sheet in sheets) / context.u(1)
    return sheets


def _stacked(scene: CompareScene, context: DrawContext, area: Box, gap: float) -> list[Box]:
    """Frames below one another, each with a share of the height that goes with what is in it."""
    floor, width = context.sizes(24)[-1], area.width - 2 * context.u(PAD)
    shares = [
        context.u(2.6 * floor)
        + sum(context.measure(item.text, floor, width).height + context.u(_TIGHT_GAP) for item in column.items)
        for column in scene.columns
    ]
    free = area.height - gap * (len(shares) - 1)
    frames, y = [], area.y
    for share in shares:
        height = free * share / sum(shares)
        frames.append(Box(area.x, y, area.width, height))
        y += height + gap
    return frames


def measured(
    scene: CompareScene,
    context: DrawContext,
    numbers: list[int],
    frames: list[Box],
    *,
    icons: bool,
    head: float = _HEADS[0],
    item: float = _ITEM,
) -> CompareSheet:
    """The columns with these `numbers` measured for their `frames`; type has `head` and `item` units at most."""
    width, height = frames[0].width - 2 * context.u(PAD), frames[0].height
    heads = _heads(scene, context, numbers, (width, height), head, icons=icons)
    head_height = max(block.height for block in heads) + context.u(28)
    grids = _grids(scene, context, numbers, width, height - head_height - context.u(10), item)
    return CompareSheet(numbers, frames, heads, head_height, icons, grids)


def _heads(
    scene: CompareScene,
    context: DrawContext,
    numbers: list[int],
    inside: tuple[float, float],
    largest: float,
    *,
    icons: bool,
) -> list[TextBlock]:
    width, height = inside
    titles = [scene.columns[number].title for number in numbers]
    rooms = [(width - (icon_room(context, scene) if icons else 0.0), height * 0.36)] * len(numbers)
    blocks = context.fit_all(titles, rooms, largest, weight=SEMIBOLD)
    floor = context.type(context.sizes(24)[-1], weight=SEMIBOLD)
    return blocks or [shortened(text, floor, *room) for text, room in zip(titles, rooms, strict=True)]


def icon_room(context: DrawContext, scene: CompareScene) -> float:
    """The pixels that icons take in front of the titles: none unless every column has one."""
    return context.u(52) if all_have(column.icon for column in scene.columns) else 0.0


def _grids(
    scene: CompareScene, context: DrawContext, numbers: list[int], width: float, room: float, largest: float
) -> list[CompareGrid]:
    """The items in rows, on as few pages as they fit, at one size."""
    items = [[item.text for item in scene.columns[number].items] for number in numbers]
    count = max(map(len, items))
    floor = context.sizes(_ITEM)[-1]
    tries = [*((size, _ROW_GAP) for size in context.sizes(largest)), (floor, _TIGHT_GAP)]
    # Rows are as high on one page as on another.
    rows_at = cache(lambda size: _rows(context, items, count, width, size))
    for pages in range(1, count + 1):
        for size, gap in tries:
            rows = rows_at(size)
            parts = chunks(count, pages)
            grids = [CompareGrid(part, rows[part.start : part.stop], context.u(gap)) for part in parts]
            broken = any(block and block.breaks_words for grid in grids for row in grid.rows for block in row)
            if all(grid.height <= room for grid in grids) and (not broken or context.is_floor(size)):
                return [_loosened(grid, room, context) for grid in grids]
    type_ = context.type(floor)
    return [
        CompareGrid(
            range(i, i + 1), [[shortened(c[i], type_, width, room) if i < len(c) else None for c in items]], 0.0
        )
        for i in range(count)
    ]


def _rows(
    context: DrawContext, items: Sequence[Sequence[str]], count: int, width: float, size: float
) -> list[list[TextBlock | None]]:
    type_ = context.type(size)
    return [
        [measure(column[row], type_, width, balance=True) if row < len(column) else None for column in items]
        for row in range(count)
    ]


def _loosened(grid: CompareGrid, room: float, context: DrawContext) -> CompareGrid:
    spare = max(0.0, room - grid.height) / (len(grid.rows) + 1)
    return CompareGrid(grid.indices, grid.rows, grid.gap + min(spare, context.u(_LOOSER)))
