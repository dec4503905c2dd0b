"""A timeline: a line with a dot for each event, from left to right, or downwards where that fits better.

The line with its dots and dates is there from the start, as an axis is; what happened comes when it is spoken of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...drawing.brushes import ShapeBrush, StrokeBrush, rounded
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.motion.tracks import DRAW, NOWHERE
from ...drawing.parts.basics import FAINT, dimmed, following, heading, text_mark
from ...drawing.parts.lists import chunks, paced, turned
from ...drawing.stage import Box
from ...drawing.text.text import TextBlock, measure, shortened
from ...drawing.text.typefaces import SEMIBOLD
from ...theme import Colour
from ...timing.cues import CueClock
from .scene import Event, TimelineScene

import skia  # isort: skip

_DOT = 18
_AWAY = 30
"""Units across a dot on the line, and from the line to the notes."""
_LARGEST = (44, 40, 42)
"""Units of type at most: of notes on one side of the line, on both, and below one another."""
_LOW = 0.5
"""Part of the height below which a line with its notes is low: events below one another fill it in larger type."""
_ONE_SIDE = 3
"""Events that have room on one side of the line; more take turns above and below it."""


@dataclass(frozen=True)
class Note:
    """A measured event: its date above what happened."""

    when: TextBlock
    text: TextBlock

    @property
    def width(self) -> float:
        return max(self.when.width, self.text.width)

    @property
    def height(self) -> float:
        return self.when.height + self.text.height

    @property
    def broken(self) -> bool:
        return self.when.breaks_words or self.text.breaks_words


def compose(scene: TimelineScene, context: DrawContext, clock: CueClock) -> list[Mark]:
    """The marks of a timeline scene, back to front."""
    head, area = heading(context, scene.heading)
    times = clock.times(scene.events)
    columns = _columns(context, scene.events, area)
    if not context.stage.tall and 2 <= len(scene.events) <= 7 and (notes := _fitted(context, scene.events, area)):
        is_low = _height(context, notes) < _LOW * area.height
        if not (is_low and len(columns) == 1 and columns[0][1][0].text.type.size > notes[0].text.type.size):
            return [head, *_across(context, notes, area, times)]
    times = paced(times, [part for part, _ in columns], clock)
    starts = [0.0, *(times[part.start] for part, _ in columns[1:])]
    pages = [
        _down(context, notes, area, times, part, start) for (part, notes), start in zip(columns, starts, strict=True)
    ]
    return [head, *turned(pages, starts)]


def _note(context: DrawContext, event: Event, room: float, size: float) -> Note:
    when = measure(event.when, context.type(size * 1.05, weight=SEMIBOLD, colour=context.theme.accent(0)), room)
    return Note(when, measure(event.text, context.type(size), room, balance=True))


def _fitted(context: DrawContext, events: Sequence[Event], area: Box) -> list[Note] | None:
    """The notes of a line from left to right, at one size; None if they are too many or too long for that."""
    count, alternate = len(events), len(events) > _ONE_SIDE
    column = area.width / count
    room = min(column * (1.75 if alternate else 0.9), context.line_length(28))
    height = area.height / 2 - context.u(_AWAY + 8)
    for size in context.sizes(_LARGEST[alternate]):
        notes = [_note(context, event, room, size) for event in events]
        step = _step(notes, area)
        free = step * (2 if alternate else 1) - context.u(28)
        fits = all(note.height <= height and not note.broken for note in notes)
        if fits and all(note.width <= free for note in notes[: -2 if alternate else -1]):
            return notes
    return None


def _height(context: DrawContext, notes: Sequence[Note]) -> float:
    """What a line with these notes takes of the height, from the first to the last."""
    sides = 2 if len(notes) > _ONE_SIDE else 1
    return sides * (context.u(_AWAY) + max(note.height for note in notes))


def _step(notes: Sequence[Note], area: Box) -> float:
    """From one dot to the next, so that the last two notes still end inside of the area."""
    count = len(notes)
    steps = [(area.width - notes[-1].width) / (count - 1)]
    if count > _ONE_SIDE:
        steps.append((area.width - notes[-2].width) / (count - 2))
    return min(*steps, area.width / count * 1.1)


def _across(context: DrawContext, notes: Sequence[Note], area: Box, times: list[float]) -> list[Mark]:
    alternate, step, dot = len(notes) > _ONE_SIDE, _step(notes, area), context.u(_DOT)
    width = min(max(step * index + note.width for index, note in enumerate(notes)), area.width)
    tallest = context.u(_AWAY) + max(note.height for note in notes)
    left = area.x + (area.width - width) / 2
    y = area.y + (area.height * 0.48 if alternate else max(dot, (area.height - tallest) * 0.42))
    marks = _line(context, (left + dot / 2, y), (left + width, y), times, 0.0)
    for index, note in enumerate(notes):
        x = left + step * index
        above = alternate and index % 2 == 0
        top = y - context.u(_AWAY) - note.height if above else y + context.u(_AWAY)
        box = Box(x, y - dot / 2, dot, dot)
        marks += _event(context, note, index, box, (x, top), (0.0, times[index], following(times, index)))
    return marks


def _event(
    context: DrawContext,
    note: Note,
    index: int,
    dot: Box,
    corner: tuple[float, float],
    span: tuple[float, float, float | None],
) -> list[Mark]:
    """An event: its dot and its date from the first of three moments on, lit from the second to the third."""
    (start, at, until), (x, y) = span, corner
    motion, shape, name = context.motion, rounded(dot.width, dot.height, dot.width / 2), f"events.{index}"
    hollow = ShapeBrush(shape, context.theme.paper, _faint(context), context.u(3))
    lit = ShapeBrush(shape, context.theme.accent(0))
    marks = [
        Mark(dot, hollow, opacity=motion.appear(start), thing=name),
        Mark(dot, lit, opacity=dimmed(motion.appear(at), until, FAINT + 0.3), thing=name),
    ]
    if note.when.height:
        marks.append(replace(text_mark(context, note.when, x, y, start, f"{name}.when"), names=name))
    text = text_mark(context, note.text, x, y + note.when.height, at, f"{name}.text")
    return [*marks, replace(text, opacity=dimmed(text.opacity, until, context.theme.dim), names=name)]


def _line(
    context: DrawContext, start: tuple[float, float], end: tuple[float, float], times: Sequence[float], at: float
) -> list[Mark]:
    """The line, there from `at` seconds on, and drawn over from event to event as they come."""
    box = Box(*start, end[0] - start[0], end[1] - start[1])
    path = skia.Path().moveTo(0, 0).lineTo(box.width, box.height)
    grow = NOWHERE
    for index, time in enumerate(times, 1):
        grow = context.motion.travel(grow, index / len(times), max(0.0, time - 0.2), DRAW)
    drawn = StrokeBrush(path, context.theme.accent(0), context.u(3))
    whole = StrokeBrush(path, _faint(context), context.u(3))
    return [Mark(box, whole, opacity=context.motion.appear(at)), Mark(box, drawn, grow=grow)]


def _faint(context: DrawContext) -> Colour:
    return context.theme.line.mixed(context.theme.muted, 0.4)


def _columns(context: DrawContext, events: Sequence[Event], area: Box) -> list[tuple[range, list[Note]]]:
    """The events below one another, on as few pages as they fit, at one size."""
    room = min(area.width - context.u(56), context.line_length(40))
    gap = context.u(24)
    for pages in range(1, len(events) + 1):
        for size in context.sizes(_LARGEST[2]):
            parts = [
                (part, [_note(context, events[i], room, size) for i in part]) for part in chunks(len(events), pages)
            ]
            fits = all(sum(n.height for n in notes) + gap * (len(notes) - 1) <= area.height for _, notes in parts)
            broken = any(note.broken for _, notes in parts for note in notes)
            if fits and (not broken or context.is_floor(size)):
                return parts
    floor = context.sizes(24)[-1]
    cut = [
        replace(_note(context, e, room, floor), text=shortened(e.text, context.type(floor), room, area.height * 0.8))
        for e in events
    ]
    return [(range(i, i + 1), [note]) for i, note in enumerate(cut)]


def _down(
    context: DrawContext, notes: Sequence[Note], area: Box, times: list[float], part: range, start: float
) -> list[Mark]:
    spare = area.height - sum(note.height for note in notes)
    gap = min(spare / max(len(notes), 1), context.u(72))
    dot, y = context.u(_DOT), area.y + max(0.0, spare - gap * (len(notes) - 1)) * 0.42
    tops = []
    for note in notes:
        tops.append(y)
        y += note.height + gap
    marks = []
    levels = [_level(note, top) for note, top in zip(notes, tops, strict=True)]
    if len(notes) > 1:
        x = area.x + dot / 2
        marks += _line(context, (x, levels[0]), (x, levels[-1]), times[part.start : part.stop], start)
    for index, note, top, level in zip(part, notes, tops, levels, strict=True):
        box = Box(area.x, level - dot / 2, dot, dot)
        until = following(times, index) if index < part.stop - 1 else None
        marks += _event(context, note, index, box, (area.x + context.u(56), top), (start, times[index], until))
    return marks


def _level(note: Note, top: float) -> float:
    """Where the dot of a note is that begins at `top`: at its first line, or beside the end of a time of several."""
    if note.when.lines > 1:
        return top + note.when.height
    first = note.when if note.when.height else note.text
    return top + first.height / first.lines / 2
