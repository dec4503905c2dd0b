"""The values of an array as tiles: they light up, step back, change, and trade places."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby

import skia

from ...drawing.brushes import Brush, ShapeBrush, StrokeBrush, TextBrush, TickBrush, rounded
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.motion.tracks import FADE, STAGGER, Track, ease_both
from ...drawing.stage import Box
from ...drawing.text.text import measure
from ...theme import Colour
from .flight import Changes, Flight, faded, flight_of
from .groups import colours
from .layout import CellGrid, lines_height, value_block
from .replay import Snapshot

LOOKED_AT, DONE = 2, 4
"""Accents of values that are compared or moved, and of those that are finished."""
_IDLE = 0.35
"""Opacity of a cell that is out of play; its value stays readable."""


def tiles(context: DrawContext, plan: CellGrid, snapshots: Sequence[Snapshot]) -> list[Mark]:
    """All values, those last that pass over others."""
    swaps = [row.swapped for row in snapshots if row.swapped]
    firsts, seconds = {pair[0] for pair in swaps}, {pair[1] for pair in swaps}
    order = sorted(range(len(plan.cells)), key=lambda tile: (tile in firsts, tile in seconds))
    return [
        mark
        for tile in order
        for mark in _tile(context, plan, snapshots, tile, flight_of(context, plan, snapshots, tile))
    ]


def indices(context: DrawContext, plan: CellGrid) -> list[Mark]:
    """The number of each cell below it, from 0, if there is room for it."""
    if not plan.indexed:
        return []
    type_ = context.type(24, colour=context.theme.muted, align="centre")
    marks = []
    for index, cell in enumerate(plan.cells):
        block = measure(str(index), type_, cell.width)
        box = Box(cell.x + block.indent, cell.bottom + context.u(5), block.width, block.height)
        marks.append(Mark(box, TextBrush(block), opacity=context.motion.appear(_entrance(index, len(plan.cells)))))
    return marks


def brackets(context: DrawContext, plan: CellGrid, snapshots: Sequence[Snapshot]) -> list[Mark]:
    """A bracket over values that are compared, while they are, if there is room for it."""
    if not plan.brackets:
        return []
    runs = [list(rows) for _, rows in groupby(snapshots, key=lambda row: row.compared)]
    marks = []
    for run, following in zip(runs, [*runs[1:], None], strict=True):
        cells = run[0].compared
        if len(cells) > 1 and plan.row(cells[0]) == plan.row(cells[-1]):
            until = following[0].at if following else None
            marks.append(_bracket(context, plan.cells[cells[0]], plan.cells[cells[-1]], run[0].at, until))
    return marks


def _bracket(context: DrawContext, first: Box, last: Box, at: float, until: float | None) -> Mark:
    rise, corner = context.u(16), context.u(8)
    box = Box(first.centre[0], first.y - context.u(8) - rise, last.centre[0] - first.centre[0], rise)
    path = skia.Path().moveTo(0, rise).lineTo(0, corner).quadTo(0, 0, corner, 0)
    path.lineTo(box.width - corner, 0).quadTo(box.width, 0, box.width, corner).lineTo(box.width, rise)
    brush = StrokeBrush(path, context.theme.accent(LOOKED_AT), context.u(3))
    mark = Mark(box, brush, opacity=context.motion.appear(at, 0.05), grow=context.motion.draw(at))
    return mark if until is None else replace(mark, opacity=mark.opacity.then(0.0, until, FADE, ease_both))


def _entrance(index: int, count: int) -> float:
    return 0.1 + index * min(STAGGER, 0.5 / count)


def _tile(context: DrawContext, plan: CellGrid, snapshots: Sequence[Snapshot], tile: int, flight: Flight) -> list[Mark]:
    box, comes = plan.cells[tile], context.motion.appear(_entrance(tile, len(plan.cells)))
    idle = _when(snapshots, lambda row: tile in row.idle, 1.0, _IDLE)
    marks = [_mark(box, _ground(context, box, None), faded(comes, idle, flight), flight)]
    lit = [(context.theme.accent(LOOKED_AT), _is_looked_at(tile)), (context.theme.accent(DONE), _is_done(tile))]
    lit += [(colour, _is_of(tile, name)) for name, colour in colours(context, snapshots).items()]
    for accent, holds in lit:
        if any(map(holds, snapshots)):
            opacity = faded(Track(0.0), _when(snapshots, holds, 0.0, 1.0), flight)
            marks.append(_mark(box, _ground(context, box, accent), opacity, flight))
    marks += _values(context, plan, snapshots, tile, flight, comes)
    if any(map(_is_done(tile), snapshots)):
        text = context.u(plan.size) * (lines_height(plan.lines) - 0.7)
        marks.append(_tick(context, box, text, _when(snapshots, _is_done(tile), 0.0, 1.0), flight))
    return marks


def _is_looked_at(tile: int) -> Callable[[Snapshot], bool]:
    return lambda row: tile in row.looked_at


def _is_done(tile: int) -> Callable[[Snapshot], bool]:
    return lambda row: tile in row.done


def _is_of(tile: int, group: str) -> Callable[[Snapshot], bool]:
    return lambda row: tile in row.groups.get(group, ())


def _mark(box: Box, brush: Brush, opacity: Track, flight: Flight, path: str = "") -> Mark:
    return Mark(box, brush, path, opacity, dx=flight.dx, dy=flight.dy)


def _when(snapshots: Sequence[Snapshot], holds: Callable[[Snapshot], bool], off: float, on: float) -> Changes:
    """The changes to `on` whenever `holds` begins to be true of the row, and back to `off` when it ends."""
    changes, was = [], False
    for row in snapshots:
        if holds(row) != was:
            was = not was
            changes.append((row.at, on if was else off))
    return changes


def _ground(context: DrawContext, box: Box, accent: Colour | None) -> ShapeBrush:
    shape, theme = rounded(box.width, box.height, context.u(10)), context.theme
    if accent is None:
        return ShapeBrush(shape, theme.card, theme.paper.mixed(theme.muted, 0.4), context.u(1.5))
    return ShapeBrush(shape, theme.tint(accent, 0.12), accent, context.u(2.5))


def _values(
    context: DrawContext, plan: CellGrid, snapshots: Sequence[Snapshot], tile: int, flight: Flight, comes: Track
) -> list[Mark]:
    """The value of a tile, one mark for each that it ever has."""
    runs = [list(rows) for _, rows in groupby(snapshots, key=lambda row: row.texts[tile])]
    marks = []
    for index, (run, following) in enumerate(zip(runs, [*runs[1:], None], strict=True)):
        block, cell = value_block(context, plan, run[0].texts[tile]), plan.cells[tile]
        box = Box(cell.centre[0] - block.width / 2, cell.centre[1] - block.height / 2, block.width, block.height)
        changes = _when(run, lambda row: tile in row.idle, 1.0, context.theme.dim)
        changes += [(following[0].at, 0.0)] if following else []
        opacity = faded(context.motion.appear(run[0].at + 1.5 * FADE) if index else comes, changes, flight)
        marks.append(_mark(box, TextBrush(block), opacity, flight, "" if index else f"values.{tile}"))
    return marks


def _tick(context: DrawContext, cell: Box, text: float, changes: Changes, flight: Flight) -> Mark:
    """A check mark in a disc on the upper edge of the tile, clear of the figures, which are `text` pixels high."""
    size = min(context.u(24), cell.width * 0.4)
    over = min(size / 2, (cell.height - text) * 0.42)
    box = Box(cell.centre[0] - size / 2, cell.y - size + over, size, size)
    brush = TickBrush(size, context.theme.accent(DONE), context.theme.paper)
    return _mark(box, brush, faded(Track(0.0), changes, flight), flight)
