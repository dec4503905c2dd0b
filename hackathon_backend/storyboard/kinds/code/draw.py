"""A listing in a card. The lines that are spoken of keep their colours and get a band; the others go grey."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...drawing.brushes import GlowBrush, ShapeBrush, TextBrush, rounded
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.motion.tracks import ENTER, FADE, NOWHERE, STAGGER, STILL, Track, ease_both
from ...drawing.parts.basics import heading
from ...drawing.stage import Box
from ...drawing.text.text import TextBlock, TextRun, measure
from ...drawing.text.typefaces import MONO
from ...theme import Colour
from ...timing.cues import CueClock
from .layout import CodeRow, columns_of, rows
from .scene import CodeScene

ADVANCE = 0.6
"""Width of a character of Source Code Pro, as a part of the size."""
LOOSE, TIGHT = 1.5, 1.35
"""Line heights, as multiples of the size: where there is room, and where there is little."""


@dataclass(frozen=True)
class CodeSheet:
    """Where a listing is: its card, the inside of it, and the measures of its rows in pixels."""

    card: Box
    inner: Box
    size: float
    leading: float
    gutter: float
    rows: tuple[CodeRow, ...]

    @property
    def pitch(self) -> float:
        return self.size * self.leading

    def band(self, first: int, last: int) -> Box:
        """The box of the rows from `first` to `last`, counted from 0, before any scrolling."""
        top = self.inner.y + first * self.pitch
        return Box(self.card.x, top, self.card.width, (last - first + 1) * self.pitch)


def compose(scene: CodeScene, context: DrawContext, clock: CueClock) -> list[Mark]:
    """The marks of a code scene, back to front."""
    head, area = heading(context, scene.heading)
    sheet = _sheet(scene, context, area)
    times = clock.times(scene.focus, start=0.9)
    spans = [_rows_of(sheet, part.numbers()) for part in scene.focus]
    scroll = _scroll(sheet, context, times, spans, clock)
    marks = [head, _card(context, sheet)]
    marks += _bands(context, sheet, times, spans, scroll)
    for index, row in enumerate(sheet.rows):
        marks += _row(context, sheet, index, row, _attention(index, times, spans), scroll)
    marks[2:] = [replace(mark, island=sheet.card, clip=_window(sheet)) for mark in marks[2:]]
    return [*marks, *_language(scene, context, sheet)]


def _sheet(scene: CodeScene, context: DrawContext, area: Box) -> CodeSheet:
    """The listing as large as it fits: 34 units at most, a thirtieth of the shorter side at least, then it scrolls."""
    pad = context.u(24)
    area = Box(area.x, area.y - context.u(8), area.width, context.stage.safe.bottom - area.y - context.u(4))
    lines = scene.code.split("\n")
    numbers = len(str(len(lines))) + 2
    longest = max(map(columns_of, lines)) + numbers
    tall = (area.height - 2 * pad) / len(lines)
    leading = min(LOOSE, max(TIGHT, tall / context.u(27)))
    fitting = min((area.width - 2 * pad) / (longest * ADVANCE), tall / leading)
    size = max(context.stage.shorter / 30, min(context.u(34), fitting))
    columns = max(12, int((area.width - 2 * pad) / (ADVANCE * size)) - numbers)
    laid = _fitted(scene, context, size, columns)
    shown = min(len(laid), int((area.height - 2 * pad) / (size * leading)))
    height = shown * size * leading + 2 * pad
    card = Box(area.x, area.y + max(0.0, area.height - height) * 0.38, area.width, height)
    return CodeSheet(card, card.grown(-pad), size, leading, numbers * ADVANCE * size, tuple(laid))


def _fitted(scene: CodeScene, context: DrawContext, size: float, columns: int) -> list[CodeRow]:
    """The rows of the listing, with fewer columns if letters of other scripts make one too wide."""
    type_ = replace(context.type(1, family=MONO), size=size)
    room = columns * ADVANCE * size + 1
    while True:
        laid = rows(scene.code, scene.language, columns, context.theme.code)
        foreign = [row for row in laid if not row.text.isascii()]
        widest = max((measure(row.text, type_, room * 4).width for row in foreign), default=0.0)
        if widest <= room or columns <= 4:
            return laid
        columns = max(4, min(columns - 1, int(columns * room / widest)))


def _window(sheet: CodeSheet) -> Box:
    return Box(sheet.card.x, sheet.inner.y - 1, sheet.card.width, sheet.inner.height + 2)


def _card(context: DrawContext, sheet: CodeSheet) -> Mark:
    shape = rounded(sheet.card.width, sheet.card.height, context.u(12))
    brush = ShapeBrush(shape, context.theme.card, context.theme.line, context.u(1.5))
    return Mark(sheet.card, brush, opacity=context.motion.appear(STAGGER))


def _language(scene: CodeScene, context: DrawContext, sheet: CodeSheet) -> list[Mark]:
    """The name of the language in the corner of the card, if the first rows leave room for it."""
    if not scene.language:
        return []
    block = measure(scene.language, context.type(24, colour=context.theme.code.comment), sheet.inner.width / 3)
    box = Box(sheet.inner.right - block.width, sheet.inner.y, block.width, block.height)
    free = sheet.inner.width - block.width - context.u(16)
    reach = max((_line(context, sheet, row.runs).width for row in sheet.rows[:2]), default=0.0) + sheet.gutter
    scrolls = len(sheet.rows) * sheet.pitch > sheet.inner.height + 1
    if block.lines > 1 or reach > free or scrolls:
        return []
    return [Mark(box, TextBrush(block), "language", context.motion.appear(STAGGER), island=sheet.card)]


def _rows_of(sheet: CodeSheet, numbers: frozenset[int]) -> frozenset[int]:
    return frozenset(index for index, row in enumerate(sheet.rows) if row.number in numbers)


def _attention(index: int, times: list[float], spans: list[frozenset[int]]) -> Track:
    """How much row `index` is in focus, 0-1: all rows are until the first focus."""
    return STILL.stepping((at, float(index in span)) for at, span in zip(times, spans, strict=True) if span)


def _scroll(
    sheet: CodeSheet, context: DrawContext, times: list[float], spans: list[frozenset[int]], clock: CueClock
) -> Track:
    """How far the rows are shifted, in pixels, so that those in focus are in sight."""
    excess = len(sheet.rows) * sheet.pitch - sheet.inner.height
    if excess <= 1:
        return NOWHERE
    stops = [(at, min(span), max(span)) for at, span in zip(times, spans, strict=True) if span]
    if not stops:
        pages = int(excess / sheet.inner.height) + 1
        shown = clock.speech_end / (pages + 1)
        step = excess / sheet.pitch / pages
        return _steps(context, [(shown * (n + 1), round(step * (n + 1)) * sheet.pitch) for n in range(pages)])
    rows_shown = round(sheet.inner.height / sheet.pitch)
    last_top = len(sheet.rows) - rows_shown
    # Whole rows, so that none is cut in two; the first of them matters most if not all fit.
    tops = [(at, min(first, (first + last + 1 - rows_shown) // 2)) for at, first, last in stops]
    return _steps(context, [(at, min(max(top, 0), last_top) * sheet.pitch) for at, top in tops])


def _steps(context: DrawContext, stops: list[tuple[float, float]]) -> Track:
    track = NOWHERE
    for at, offset in stops:
        track = context.motion.travel(track, -offset, at)
    return track


def _bands(
    context: DrawContext, sheet: CodeSheet, times: list[float], spans: list[frozenset[int]], scroll: Track
) -> list[Mark]:
    """A band behind each run of rows in focus, there while it is spoken of."""
    marks: list[Mark] = []
    for index, (at, span) in enumerate(zip(times, spans, strict=True)):
        until = times[index + 1] if index + 1 < len(times) else None
        for first, last in _runs(sorted(span)):
            marks += _band(context, sheet.band(first, last), at, until, scroll)
    return marks


def _band(context: DrawContext, box: Box, at: float, until: float | None, scroll: Track) -> list[Mark]:
    accent = context.theme.accent(0)
    opacity = context.motion.appear(at, FADE)
    if until is not None:
        opacity = opacity.then(0.0, until, FADE, ease_both)
    edge = Box(box.x, box.y, context.u(6), box.height)
    ground = GlowBrush(rounded(box.width, box.height, 0), context.theme.card.mixed(accent, 0.1))
    bar = GlowBrush(rounded(edge.width, edge.height, 0), accent)
    return [Mark(box, ground, opacity=opacity, dy=scroll), Mark(edge, bar, opacity=opacity, dy=scroll)]


def _runs(indices: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for index in indices:
        if runs and runs[-1][1] == index - 1:
            runs[-1] = (runs[-1][0], index)
        else:
            runs.append((index, index))
    return runs


def _row(
    context: DrawContext, sheet: CodeSheet, index: int, row: CodeRow, attention: Track, scroll: Track
) -> list[Mark]:
    """One row twice: in its colours, and in grey for when the voice speaks of others."""
    y = sheet.inner.y + index * sheet.pitch
    comes = context.motion.appear(STAGGER + 0.02 * min(index, 15), ENTER)
    muted = context.theme.code.comment
    marks = []
    if row.first:
        number = _line(context, sheet, [TextRun(f"{row.number:>{len(str(sheet.rows[-1].number))}}", muted)])
        marks.append(Mark(_box(sheet.inner.x, y, number), TextBrush(number), opacity=comes, dy=scroll))
    if row.text.strip():
        lit = _line(context, sheet, row.runs)
        grey = _line(context, sheet, [TextRun(row.text, muted)])
        box, path = _box(sheet.inner.x + sheet.gutter, y, lit), f"code.{row.number}"
        marks.append(Mark(box, TextBrush(lit), path, _both(comes, attention), dy=scroll))
        if attention.moves:
            marks.append(Mark(box, TextBrush(grey), path, _opposite(attention), dy=scroll))
    return marks


def _box(x: float, y: float, block: TextBlock) -> Box:
    return Box(x, y, block.width, block.height)


def _both(comes: Track, attention: Track) -> Track:
    return replace(comes, moves=comes.moves + attention.moves)


def _opposite(attention: Track) -> Track:
    return Track(0.0, tuple(replace(move, to=1.0 - move.to) for move in attention.moves))


def _line(context: DrawContext, sheet: CodeSheet, runs: list[TextRun] | tuple[TextRun, ...]) -> TextBlock:
    colour: Colour = context.theme.code.plain
    type_ = replace(context.type(1, colour=colour, family=MONO, leading=sheet.leading), size=sheet.size)
    return measure(runs, type_, sheet.inner.width * 4)
