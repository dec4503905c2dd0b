"""An array: values in their cells, pointers below them, and what an algorithm does step by step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.motion.tracks import FADE, ease_both
from ...drawing.parts.basics import heading, text_mark
from ...drawing.parts.lists import paced
from ...drawing.stage import Box
from ...drawing.text.text import TextBlock, shortened
from ...timing.cues import LAST, CueClock
from .groups import group_marks
from .layout import CellGrid, grid
from .needs import needs
from .pointers import pointer_marks, pointers, spots, stations
from .replay import Snapshot, replay
from .scene import ArrayScene
from .tiles import brackets, indices, tiles

_SETTLED, _ENDING = 0.9, LAST + 0.5
"""Seconds until all values are there, and in which the last step is done and seen before the scene ends."""
_NOTE, _NOTE_GAP = 40, 26
"""Units of a caption's type at most, and between the figure and it."""
_SHARE = 0.7
"""Part of an even share of the time that each caption has at least, so that it can still come with its step."""


def compose(scene: ArrayScene, context: DrawContext, clock: CueClock) -> list[Mark]:
    """The marks of an array scene, back to front."""
    head, area = heading(context, scene.heading)
    last = max(_SETTLED, clock.duration - _ENDING)
    snapshots = replay(scene, clock.times(scene.steps, start=_SETTLED, end=last), last)
    notes, arrows, plan = _planned(context, snapshots, area, [step.note for step in scene.steps if step.note])
    over = [*brackets(context, plan, snapshots), *tiles(context, plan, snapshots)]
    figure = [*indices(context, plan), *arrows, *group_marks(context, plan, snapshots), *over]
    widest = max((block.width for block in notes.values()), default=0.0)
    left = area.x if context.rtl else min(plan.cells[0].x, area.right - widest)
    captions = _captions(scene, context, snapshots, notes, Box(left, plan.bottom + context.u(_NOTE_GAP), 0, 0), clock)
    # Indices count from left to right in every language, so the figure is not turned around.
    return [head, *(replace(mark, island=area) for mark in figure), *captions]


def _planned(
    context: DrawContext, snapshots: Sequence[Snapshot], area: Box, notes: Sequence[str]
) -> tuple[dict[str, TextBlock], list[Mark], CellGrid]:
    """The captions, the marks of all pointers and the cells. If values can't be read otherwise, captions are small."""
    floor = context.sizes(_NOTE)[-1]
    for largest in (_NOTE, floor):
        blocks = _set_notes(context, area, notes, largest)
        deepest = max((block.height + context.u(_NOTE_GAP) for block in blocks.values()), default=0.0)
        arrows, plan = _pointers(context, snapshots, replace(area, height=area.height - deepest))
        if not notes or plan.size >= floor - 0.01:
            break
    return blocks, arrows, plan


def _pointers(context: DrawContext, snapshots: Sequence[Snapshot], area: Box) -> tuple[list[Mark], CellGrid]:
    """The marks of all pointers, and the cells with as much room below them as their names need."""
    given = pointers(context, snapshots, area.width / 3)
    plan = grid(context, area, needs(snapshots, min(len(given), 1)))
    places = [spots(context, given, row, plan, area) for row in snapshots]
    lines = max((spot.line + 1 for place in places for spot in place.values()), default=0)
    if lines > 1:
        plan = grid(context, area, needs(snapshots, lines))
        places = [spots(context, given, row, plan, area) for row in snapshots]
    marks: list[Mark] = []
    for pointer in given:
        marks += pointer_marks(context, pointer, stations(pointer, snapshots, places), plan)
    return marks, plan


def _set_notes(context: DrawContext, area: Box, notes: Sequence[str], largest: float) -> dict[str, TextBlock]:
    """The captions at one size up to `largest`, each on two lines at most, or four of the smallest size."""
    room = min(area.width, context.line_length(44))
    for size in context.sizes(largest):
        blocks = [context.measure(note, size, room) for note in notes]
        lines = 4 if context.is_floor(size) else 2
        if all(block.lines <= lines and not block.breaks_words for block in blocks):
            return dict(zip(notes, blocks, strict=True))
    type_ = context.type(context.sizes(_NOTE)[-1])
    return {note: shortened(note, type_, room, type_.size * 5) for note in notes}


def _captions(
    scene: ArrayScene,
    context: DrawContext,
    snapshots: Sequence[Snapshot],
    notes: dict[str, TextBlock],
    place: Box,
    clock: CueClock,
) -> list[Mark]:
    """The captions of the steps at `place`, one after the other, each for long enough to be read if there is time."""
    runs = [(note, next(rows).at) for note, rows in groupby(snapshots, key=lambda row: row.note)]
    # The row is there before the first step, and has no caption then.
    runs = runs[1:] if not runs[0][0] else runs
    if not runs:
        return []
    stay = min(LAST, _SHARE * clock.duration / len(runs))
    times = paced([at for _, at in runs], [range(i, i + 1) for i in range(len(runs))], clock, stay)
    marks = []
    for (note, _), at, until in zip(runs, times, [*times[1:], None], strict=True):
        if not note:
            continue
        number = next(index for index, step in enumerate(scene.steps) if step.note == note)
        mark = text_mark(context, notes[note], place.x, place.y, at + FADE, f"steps.{number}.note")
        gone = mark.opacity if until is None else mark.opacity.then(0.0, until, FADE, ease_both)
        marks.append(replace(mark, opacity=gone))
    return marks
