"""A comparison: columns with a coloured head, their items in common rows; below one another in tall frames."""

from __future__ import annotations

from dataclasses import replace

import skia

from ...drawing.brushes import ShapeBrush, StrokeBrush, rounded
from ...drawing.colours import colour_of, said_by
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.parts.basics import empty_card, heading, icon_mark, text_mark
from ...drawing.parts.lists import paced, turned
from ...drawing.stage import Box
from ...drawing.text.text import TextBlock
from ...theme import Tone
from ...timing.cues import CueClock
from .layout import PAD, CompareGrid, CompareSheet, arranged, icon_room, measured
from .scene import CompareScene
from .times import by_rows, first_time, is_by_rows, told_times


def compose(scene: CompareScene, context: DrawContext, clock: CueClock) -> list[Mark]:
    """The marks of a compare scene, back to front."""
    head, area = heading(context, scene.heading)
    times = told_times(scene, clock)
    sheets = arranged(scene, context, area, stacks=context.stage.tall and not is_by_rows(times))
    if sheets:
        return [head, *(mark for sheet in sheets for mark in _columns(scene, context, clock, sheet, times))]
    return [head, *_one_by_one(scene, context, clock, area)]


def _one_by_one(scene: CompareScene, context: DrawContext, clock: CueClock, area: Box) -> list[Mark]:
    """Each column on a page of its own, or on several: there is too much in them for one frame."""
    sheets = [measured(scene, context, [number], [area], icons=True) for number in range(len(scene.columns))]
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
        times = by_rows(times, sheet.numbers, [grid.indices for grid in sheet.grids], clock)
    top = boxes[0].y + sheet.head_height + context.u(5)
    pages = [_page(context, grid, sheet.numbers, boxes, top, times) for grid in sheet.grids]
    starts = [first_time(times, sheet.numbers, grid.indices[0]) for grid in sheet.grids]
    return [*marks, *turned(pages, starts)]


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
    accent, pad, height = _tones(scene, context)[number].line, context.u(PAD), sheet.head_height
    shift = icon_room(context, scene) if sheet.icons else 0.0
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
            marks.append(text_mark(context, block, box.x + context.u(PAD), y, at, path))
        y += height + grid.gap
    return marks


def _hairline(context: DrawContext, box: Box, y: float, at: float) -> Mark:
    width = box.width - 2 * context.u(PAD)
    brush = StrokeBrush(skia.Path().moveTo(0, 0).lineTo(width, 0), context.theme.line, context.u(1.5))
    return Mark(Box(box.x + context.u(PAD), y, width, 0), brush, opacity=context.motion.appear(at))
