"""Cells that belong together under a name, as the words of a sentence by their class: bracketed, named and coloured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import skia

from ...drawing.brushes import StrokeBrush, TextBrush
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.motion.tracks import FADE, Track, ease_both
from ...drawing.stage import Box
from ...drawing.text.text import shortened
from ...drawing.text.typefaces import SEMIBOLD
from ...theme import Colour
from .layout import CellGrid
from .replay import Snapshot

_COLOURS = (0, 1, 3, 4, 5, 2)
"""Accents of groups, in the order in which they are named."""
_TYPE, _RISE, _BESIDE = 28, 14, 6
"""Units of a name, of a bracket, and between what is below one another."""


def colours(context: DrawContext, snapshots: Sequence[Snapshot]) -> dict[str, Colour]:
    """The colour of each group, in the order in which they come."""
    names = dict.fromkeys(name for row in snapshots for name in row.groups)
    return {name: context.theme.accent(_COLOURS[number % len(_COLOURS)]) for number, name in enumerate(names)}


def group_marks(context: DrawContext, plan: CellGrid, snapshots: Sequence[Snapshot]) -> list[Mark]:
    """A bracket below each run of neighbours of a group, with its name, from when they are named."""
    marks: list[Mark] = []
    for name, colour in colours(context, snapshots).items():
        came = next(index for index, row in enumerate(snapshots) if name in row.groups)
        begun = snapshots[came]
        cells = sorted(begun.cells[tile] for tile in begun.groups[name])
        ends = next((row.at for row in snapshots[came:] if row.groups.get(name) != begun.groups[name]), None)
        for run in _runs(cells, plan):
            marks += _named(context, plan, run, (name, colour), begun.at, ends)
    return marks


def _runs(cells: Sequence[int], plan: CellGrid) -> Iterator[list[int]]:
    run: list[int] = []
    for cell in cells:
        if run and (cell != run[-1] + 1 or plan.row(cell) != plan.row(run[-1])):
            yield run
            run = []
        run.append(cell)
    if run:
        yield run


def _named(
    context: DrawContext, plan: CellGrid, run: Sequence[int], named: tuple[str, Colour], at: float, until: float | None
) -> list[Mark]:
    name, colour = named
    u, first, last = context.u, plan.cells[run[0]], plan.cells[run[-1]]
    top = first.bottom + plan.unders[plan.row(run[0])]
    box = Box(first.x, top, last.right - first.x, u(_RISE))
    line = skia.Path().moveTo(0, 0).lineTo(0, box.height).lineTo(box.width, box.height).lineTo(box.width, 0)
    bracket = Mark(
        box, StrokeBrush(line, colour, u(3)), opacity=context.motion.appear(at, 0.05), grow=context.motion.draw(at)
    )
    type_ = replace(context.type(_TYPE, colour=colour, weight=SEMIBOLD, leading=1.2), align="left")
    block = shortened(name, type_, box.width + u(_BESIDE), type_.size * 1.5)
    place = Box(box.centre[0] - block.width / 2, box.bottom + u(_BESIDE), block.width, block.height)
    label = Mark(place, TextBrush(block), "steps", context.motion.appear(at))
    return [replace(mark, opacity=_gone(mark.opacity, until)) for mark in (bracket, label)]


def _gone(opacity: Track, until: float | None) -> Track:
    return opacity if until is None else opacity.then(0.0, until, FADE, ease_both)
