"""A comparison: columns with a coloured head, their items in common rows; below one another in tall frames."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product

from ...drawing.brushes import ShapeBrush, StrokeBrush, rounded
from ...drawing.colours import colour_of, said_by
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.motion.tracks import STAGGER
from ...drawing.parts.basics import all_have, empty_card, heading, icon_mark, text_mark
from ...drawing.parts.lists import chunks, paced, turned
from ...drawing.stage import Box
from ...drawing.text.text import ELLIPSIS, TextBlock, measure, shortened
from ...drawing.text.typefaces import SEMIBOLD
from ...theme import Tone
from ...timing.cues import FIRST, LAST, CueClock
from .scene import CompareScene

import skia  # isort: skip

_PAD = 22
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


def compose(scene: CompareScene, context: DrawContext, clock: CueClock) -> list[Mark]:
    """The marks of a compare scene, back to front."""
    head, area = heading(context, scene.heading)
    times = _times(scene, clock)
    sheets = _sheets(scene, context, area, stacks=context.stage.tall and not _is_by_rows(times))
    if sheets:
        return [head, *(mark for sheet in sheets for mark in _columns(scene, context, clock, sheet, times))]
    return [head, *_one_by_one(scene, context, clock, area)]


def _sheets(scene: CompareScene, context: DrawContext, area: Box, *, stacks: bool) -> list[CompareSheet]:
    """The columns side by side, or below one another if that is neater or (`stacks`) as neat; none if words would have
    to be left out, or broken that have room on a page of their own.
    """
    gap, count = context.u(24), len(scene.columns)
    ways = []
    for icons, head in product((True, False), _HEADS):
        side = [_sheet(scene, context, list(range(count)), area.columns(count, gap), icons=icons, head=head)]
        stack = _stack(scene, context, area, icons=icons, head=head)
        ways += [stack, side] if stacks else [side, stack]
    neat = [way for way in ways if all(sheet.neat for sheet in way)]
    whole = [way for way in ways if all(sheet.whole for sheet in way)]
    unbroken = [way for way in whole if all(sheet.unbroken for sheet in way)]
    if neat or unbroken:
        return [*neat, *unbroken][0]
    alone = [_sheet(scene, context, [number], [area], icons=True) for number in range(count)]
    return whole[0] if whole and not all(sheet.unbroken for sheet in alone) else []


def _one_by_one(scene: CompareScene, context: DrawContext, clock: CueClock, area: Box) -> list[Mark]:
    """Each column on a page of its own, or on several: there is too much in them for one frame."""
    sheets = [_sheet(scene, context, [number], [area], icons=True) for number in range(len(scene.columns))]
    spans, edge = [], 0
    for sheet in sheets:
        for grid in sheet.grids:
            # The head of a column comes with the first of its items.
            length = len(grid.indices) + (grid is sheet.grids[0])
            spans.append(range(edge, edge + length))
            edge += length
    flat = iter(
        paced(clock.times([part for column in scene.columns for part in (column, *column.items)]), spans, clock)
    )
    times = [[next(flat) for _ in (column, *column.items)] for column in scene.columns]
    starts = [0.0, *(column[0] for column in times[1:])]
    pages = [_columns(scene, context, clock, sheet, times, start) for sheet, start in zip(sheets, starts, strict=True)]
    return turned(pages, starts)


def _stack(scene: CompareScene, context: DrawContext, area: Box, *, icons: bool, head: float) -> list[CompareSheet]:
    """The columns below one another, with items of one size."""
    frames, item = _stacked(scene, context, area, context.u(14)), float(_ITEM)
    for _ in range(2):
        sheets = [
            _sheet(scene, context, [number], [frame], icons=icons, head=head, item=item)
            for number, frame in enumerate(frames)
        ]
        item = min(sheet.item for sheet in sheets) / context.u(1)
    return sheets


def _stacked(scene: CompareScene, context: DrawContext, area: Box, gap: float) -> list[Box]:
    """Frames below one another, each with a share of the height that goes with what is in it."""
    floor, width = context.sizes(24)[-1], area.width - 2 * context.u(_PAD)
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


def _times(scene: CompareScene, clock: CueClock) -> list[list[float]]:
    """For each column, when its head comes and then each of its items; no column before those in front of it."""
    parts = [[column, *column.items] for column in scene.columns]
    flat = [part for column in parts for part in column]
    if not any(part.cue for part in flat):
        times = iter(clock.times(flat))
        return [[next(times) for _ in column] for column in parts]
    # Item by item or column by column: only the cues know which way the voice goes.
    columns = [clock.times(column) for column in parts]
    for column, later in reversed(list(pairwise(columns))):
        column[:] = [min((at, *later[row : row + 1])) for row, at in enumerate(column)]
    return columns


def _is_by_rows(times: Sequence[Sequence[float]]) -> bool:
    """Whether the columns are told row by row, as a table is read: then their items stand beside one another."""
    return any(later[1] < column[-1] for column, later in pairwise(times) if len(later) > 1 and len(column) > 2)


def _sheet(
    scene: CompareScene,
    context: DrawContext,
    numbers: list[int],
    frames: list[Box],
    *,
    icons: bool,
    head: float = _HEADS[0],
    item: float = _ITEM,
) -> CompareSheet:
    width, height = frames[0].width - 2 * context.u(_PAD), frames[0].height
    heads = _heads(scene, context, numbers, (width, height), head, icons=icons)
    head_height = max(block.height for block in heads) + context.u(28)
    grids = _grids(scene, context, numbers, width, height - head_height - context.u(10), item)
    return CompareSheet(numbers, frames, heads, head_height, icons, grids)


def _columns(
    scene: CompareScene,
    context: DrawContext,
    clock: CueClock,
    sheet: CompareSheet,
    times: list[list[float]],
    start: float = 0.0,
) -> list[Mark]:
    """The marks of columns beside one another, with faint frames from `start` seconds on.

    Pages of their items turn if they don't fit on one.
    """
    below = max(grid.height for grid in sheet.grids) + context.u(10)
    boxes = [replace(frame, height=min(frame.height, sheet.head_height + below)) for frame in sheet.frames]
    boxes = [box.moved(dy=(frame.height - box.height) * 0.42) for frame, box in zip(sheet.frames, boxes, strict=True)]
    marks = [empty_card(context, box, start) for box in boxes]
    for number, box, block in zip(sheet.numbers, boxes, sheet.heads, strict=True):
        at = times[number][0]
        marks += _frame(context, box, _tones(scene, context)[number], at)
        marks += _head(scene, context, sheet, number, box, block, at)
    if len(sheet.grids) > 1:
        times = _by_rows(times, sheet.numbers, [grid.indices for grid in sheet.grids], clock)
    top = boxes[0].y + sheet.head_height + context.u(5)
    pages = [_page(context, grid, sheet.numbers, boxes, top, times) for grid in sheet.grids]
    starts = [_first(times, sheet.numbers, grid.indices[0]) for grid in sheet.grids]
    return [*marks, *turned(pages, starts)]


def _by_rows(
    times: list[list[float]], numbers: list[int], pages: Sequence[range], clock: CueClock
) -> list[list[float]]:
    """Times for items on several pages: row by row, since a column can't be told to its end while pages turn."""
    rows = sorted(_first(times, numbers, item) for page in pages for item in page)
    # Two pages need twice the time: they begin sooner if there would not be enough.
    rows[0] = min(rows[0], max(FIRST, clock.duration - LAST * len(pages)))
    rows = paced(rows, pages, clock)
    result = [list(column) for column in times]
    for place, number in enumerate(numbers):
        head, *items = times[number]
        result[number] = [min(head, rows[0]), *(rows[item] + place * STAGGER for item in range(len(items)))]
    return result


def _first(times: list[list[float]], numbers: list[int], item: int) -> float:
    """When the first of the columns' items with this index comes."""
    return min(times[number][1 + item] for number in numbers if len(times[number]) > 1 + item)


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
    rooms = [(width - (_icon_room(context, scene) if icons else 0.0), height * 0.36)] * len(numbers)
    blocks = context.fit_all(titles, rooms, largest, weight=SEMIBOLD)
    floor = context.type(context.sizes(24)[-1], weight=SEMIBOLD)
    return blocks or [shortened(text, floor, *room) for text, room in zip(titles, rooms, strict=True)]


def _icon_room(context: DrawContext, scene: CompareScene) -> float:
    return context.u(52) if all_have(column.icon for column in scene.columns) else 0.0


def _grids(
    scene: CompareScene, context: DrawContext, numbers: list[int], width: float, room: float, largest: float
) -> list[CompareGrid]:
    """The items in rows, on as few pages as they fit, at one size."""
    items = [[item.text for item in scene.columns[number].items] for number in numbers]
    count = max(map(len, items))
    floor = context.sizes(_ITEM)[-1]
    tries = [*((size, _ROW_GAP) for size in context.sizes(largest)), (floor, _TIGHT_GAP)]
    for pages in range(1, count + 1):
        for size, gap in tries:
            grids = [_grid(context, items, part, width, size, gap) for part in chunks(count, pages)]
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


def _grid(
    context: DrawContext, items: Sequence[Sequence[str]], part: range, width: float, size: float, gap: float
) -> CompareGrid:
    type_ = context.type(size)
    rows = [[measure(c[i], type_, width, balance=True) if i < len(c) else None for c in items] for i in part]
    return CompareGrid(part, rows, context.u(gap))


def _loosened(grid: CompareGrid, room: float, context: DrawContext) -> CompareGrid:
    spare = max(0.0, room - grid.height) / (len(grid.rows) + 1)
    return CompareGrid(grid.indices, grid.rows, grid.gap + min(spare, context.u(_LOOSER)))


def _tones(scene: CompareScene, context: DrawContext) -> list[Tone]:
    """The colours of the columns: their own, those that their titles name, or accents."""
    own = [colour_of(each.color, context.language) or said_by(each.title, context.language) for each in scene.columns]
    return context.theme.tones(own)


def _frame(context: DrawContext, box: Box, tone: Tone, at: float) -> list[Mark]:
    shape = rounded(box.width, box.height, context.u(12))
    brush = ShapeBrush(
        shape, context.theme.paper.mixed(tone.ground, 0.6), tone.line.mixed(context.theme.paper, 0.55), context.u(1.5)
    )
    return [Mark(box, brush, opacity=context.motion.appear(at))]


def _head(
    scene: CompareScene, context: DrawContext, sheet: CompareSheet, number: int, box: Box, block: TextBlock, at: float
) -> list[Mark]:
    accent, pad, height = _tones(scene, context)[number].line, context.u(_PAD), sheet.head_height
    shift = _icon_room(context, scene) if sheet.icons else 0.0
    y = box.y + (height - block.height) / 2
    marks = [text_mark(context, block, box.x + pad + shift, y, at, f"columns.{number}.title")]
    if shift:
        side = context.u(40)
        icon = Box(box.x + pad - context.u(2), box.y + (height - side) / 2, side, side)
        marks.append(icon_mark(context, scene.columns[number].icon, icon, accent, at))
    line = skia.Path().moveTo(0, 0).lineTo(box.width - 2 * pad, 0)
    rule = StrokeBrush(line, accent, context.u(3))
    marks.append(Mark(Box(box.x + pad, box.y + height, box.width - 2 * pad, 0), rule, grow=context.motion.draw(at)))
    return marks


def _page(
    context: DrawContext, grid: CompareGrid, numbers: list[int], boxes: list[Box], top: float, times: list[list[float]]
) -> list[Mark]:
    marks = []
    y = top + grid.gap * 0.5
    for index, row, height in zip(grid.indices, grid.rows, grid.heights, strict=True):
        for number, box, block in zip(numbers, boxes, row, strict=True):
            if block is None:
                continue
            at = times[number][1 + index]
            if index > grid.indices[0]:
                marks.append(_hairline(context, box, y - grid.gap / 2, at))
            path = f"columns.{number}.items.{index}.text"
            marks.append(text_mark(context, block, box.x + context.u(_PAD), y, at, path))
        y += height + grid.gap
    return marks


def _hairline(context: DrawContext, box: Box, y: float, at: float) -> Mark:
    width = box.width - 2 * context.u(_PAD)
    brush = StrokeBrush(skia.Path().moveTo(0, 0).lineTo(width, 0), context.theme.line, context.u(1.5))
    return Mark(Box(box.x + context.u(_PAD), y, width, 0), brush, opacity=context.motion.appear(at))
