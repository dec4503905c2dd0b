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

_DOT = 22
_AWAY = 32
"""Units across a dot on the line, and from the line to the notes."""
_LARGEST = (44, 44, 52)
"""Units of type at most: of notes on one side of the line, on both, and below one another."""
_DATE = (1.5, 1.3, 1.15)
"""Size of a date in each of these cases, as a part of that of what happened."""
_ROOMS = (1.75, 1.25)
"""Widths of a note of those that take turns, as parts of its share of the line, from which the larger type is taken."""
_FURTHEST = 150
"""Units between events below one another, at most."""
_LOW, _SMALL = 0.4, 0.8
"""Part of the height below which a line with its notes is low, and size of its type beside that of events below one
another from which it is small: those are better then.
"""
_ONE_SIDE = 3
"""Events that have their dates above the line and what happened below it; more take turns on both sides."""


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
        below = columns[0][1][0].text.type.size if len(columns) == 1 else 0.0
        is_low = _height(context, notes) < _LOW * area.height
        if notes[0].text.type.size >= below * (1.0 if is_low else _SMALL):
            return [head, *_across(context, notes, area, times)]
    times = paced(times, [part for part, _ in columns], clock)
    starts = [0.0, *(times[part.start] for part, _ in columns[1:])]
    pages = [
        _down(context, notes, area, times, part, start) for (part, notes), start in zip(columns, starts, strict=True)
    ]
    return [head, *turned(pages, starts)]


def _note(context: DrawContext, event: Event, room: float, size: float, date: float) -> Note:
    when = measure(event.when, context.type(size * date, weight=SEMIBOLD, colour=context.theme.accent(0)), room)
    return Note(when, measure(event.text, context.type(size), room, balance=True))


def _fitted(context: DrawContext, events: Sequence[Event], area: Box) -> list[Note] | None:
    """The notes of a line from left to right, at one size; None if they are too many or too long for that."""
    alternate, column = len(events) > _ONE_SIDE, area.width / len(events)
    height = area.height / 2 - context.u(_AWAY + 8)
    for size in context.sizes(_LARGEST[alternate]):
        for part in _ROOMS if alternate else (0.9,):
            room = min(column * part, context.line_length(28))
            notes = [_note(context, event, room, size, _DATE[alternate]) for event in events]
            free = _step(notes, area) * (2 if alternate else 1) - context.u(28)
            fits = all(note.height <= height and not note.broken for note in notes)
            if fits and all(note.width <= free for note in notes[: -2 if alternate else -1]):
                return notes
    return None


def _height(context: DrawContext, notes: Sequence[Note]) -> float:
    """What a line with these notes takes of the height, from the first to the last."""
    tallest = max(note.height for note in notes)
    return 2 * (context.u(_AWAY) + tallest) if len(notes) > _ONE_SIDE else 2 * context.u(_AWAY) + tallest


def _step(notes: Sequence[Note], area: Box) -> float:
    """From one dot to the next, so that the last two notes still end inside of the area."""
    count = len(notes)
    steps = [(area.width - notes[-1].width) / (count - 1)]
    if count > _ONE_SIDE:
        steps.append((area.width - notes[-2].width) / (count - 2))
    return min(*steps, area.width / count * 1.1)


def _across(context: DrawContext, notes: Sequence[Note], area: Box, times: list[float]) -> list[Mark]:
    alternate, step, dot, away = len(notes) > _ONE_SIDE, _step(notes, area), context.u(_DOT), context.u(_AWAY)
    width = min(max(step * index + note.width for index, note in enumerate(notes)), area.width)
    lefts = [area.x + (area.width - width) / 2 + step * index for index in range(len(notes))]
    dates = max(note.when.height for note in notes)
    y = area.y + (area.height * 0.48 if alternate else (area.height - _height(context, notes)) * 0.45 + dates + away)
    marks = _line(context, (area.x, y), (area.right, y), [x + dot / 2 - area.x for x in lefts], times)
    for index, (note, x) in enumerate(zip(notes, lefts, strict=True)):
        happened = y + away + (note.when.height if alternate else 0.0)
        if alternate and index % 2 == 0:
            happened = y - away - note.text.height
        dated = happened - note.when.height if alternate else y - away - note.when.height
        span = (0.0, times[index], following(times, index))
        marks += _event(context, note, index, Box(x, y - dot / 2, dot, dot), (x, dated, happened), span)
    return marks


def _event(
    context: DrawContext,
    note: Note,
    index: int,
    dot: Box,
    place: tuple[float, float, float],
    span: tuple[float, float, float | None],
) -> list[Mark]:
    """An event: its dot and its date from the first of three moments on, lit from the second to the third.

    `place` is where its texts begin from the left, and from above: its date and what happened.
    """
    (start, at, until), (x, dated, happened) = span, place
    motion, shape, name = context.motion, rounded(dot.width, dot.height, dot.width / 2), f"events.{index}"
    hollow = ShapeBrush(shape, context.theme.paper, _faint(context), context.u(3))
    lit = ShapeBrush(shape, context.theme.accent(0))
    marks = [
        Mark(dot, hollow, opacity=motion.appear(start), thing=name),
        Mark(dot, lit, opacity=dimmed(motion.appear(at), until, FAINT + 0.3), thing=name),
    ]
    if note.when.height:
        marks.append(replace(text_mark(context, note.when, x, dated, start, f"{name}.when"), names=name))
    text = text_mark(context, note.text, x, happened, at, f"{name}.text")
    return [*marks, replace(text, opacity=dimmed(text.opacity, until, context.theme.dim), names=name)]


def _line(
    context: DrawContext,
    start: tuple[float, float],
    end: tuple[float, float],
    dots: Sequence[float],
    times: Sequence[float],
    at: float = 0.0,
) -> list[Mark]:
    """The line, there from `at` seconds on, and drawn over as far as each of `dots` as it comes.

    `dots` are pixels from its start.
    """
    box = Box(*start, end[0] - start[0], end[1] - start[1])
    path = skia.Path().moveTo(0, 0).lineTo(box.width, box.height)
    grow = NOWHERE
    for dot, time in zip(dots, times, strict=True):
        grow = context.motion.travel(grow, dot / (box.width + box.height), max(0.0, time - 0.2), DRAW)
    drawn = StrokeBrush(path, context.theme.accent(0), context.u(3))
    whole = StrokeBrush(path, _faint(context), context.u(3))
    return [Mark(box, whole, opacity=context.motion.appear(at)), Mark(box, drawn, grow=grow)]


def _faint(context: DrawContext) -> Colour:
    return context.theme.line.mixed(context.theme.muted, 0.4)


def _columns(context: DrawContext, events: Sequence[Event], area: Box) -> list[tuple[range, list[Note]]]:
    """The events below one another, on as few pages as they fit, at one size."""
    room = min(area.width - context.u(56), context.line_length(_LARGEST[2]))
    gap = context.u(24)
    for pages in range(1, len(events) + 1):
        for size in context.sizes(_LARGEST[2]):
            parts = [
                (part, [_note(context, events[i], room, size, _DATE[2]) for i in part])
                for part in chunks(len(events), pages)
            ]
            fits = all(sum(n.height for n in notes) + gap * (len(notes) - 1) <= area.height for _, notes in parts)
            broken = any(note.broken for _, notes in parts for note in notes)
            if fits and (not broken or context.is_floor(size)):
                return parts
    floor = context.sizes(24)[-1]
    cut = [
        replace(
            _note(context, e, room, floor, _DATE[2]),
            text=shortened(e.text, context.type(floor), room, area.height * 0.8),
        )
        for e in events
    ]
    return [(range(i, i + 1), [note]) for i, note in enumerate(cut)]


def _down(
    context: DrawContext, notes: Sequence[Note], area: Box, times: list[float], part: range, start: float
) -> list[Mark]:
    spare = area.height - sum(note.height for note in notes)
    gap = min(spare / max(len(notes), 1), context.u(_FURTHEST))
    dot, y = context.u(_DOT), area.y + max(0.0, spare - gap * (len(notes) - 1)) * 0.42
    tops = []
    for note in notes:
        tops.append(y)
        y += note.height + gap
    marks = []
    levels = [_level(note, top) for note, top in zip(notes, tops, strict=True)]
    if len(notes) > 1:
        x = area.x + dot / 2
        below = [level - levels[0] for level in levels]
        marks += _line(context, (x, levels[0]), (x, levels[-1]), below, times[part.start : part.stop], start)
    for index, note, top, level in zip(part, notes, tops, levels, strict=True):
        box = Box(area.x, level - dot / 2, dot, dot)
        until = following(times, index) if index < part.stop - 1 else None
        place = (area.x + context.u(56), top, top + note.when.height)
        marks += _event(context, note, index, box, place, (start, times[index], until))
    return marks


def _level(note: Note, top: float) -> float:
    """Where the dot of a note is that begins at `top`: at its first line, or beside the end of a time of several."""
    if note.when.lines > 1:
        return top + note.when.height
    first = note.when if note.when.height else note.text
    return top + first.height / first.lines / 2
