"""One page of a derivation: formulas below one another, with their notes beside them or below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...drawing.context import DrawContext
from ...drawing.formulas.change import Span
from ...drawing.formulas.formula import Formula
from ...drawing.stage import Box
from ...drawing.text.text import TextBlock, shortened
from .desk import NOTE, TALLEST, Desk

_FLOOR, _LEAST = 28, 18
"""Units of type: of formulas that fill a page, and what may not be undercut by those that can't be broken: then their
source is shown."""
_NOTES, _NOTED = 0.29, 0.32
"""Part of the width that notes beside formulas may take, and of the height that a note takes of a page at most."""
_ASIDE, _BELOW = 88, 12
"""Units between a formula and the note beside it or below it."""
_RELATION = 0.94
"""Width of a relation sign with the space behind it, in sizes."""
_GAP, _LOOSEST = 30, 64
"""Units between two steps, at least and at most."""


@dataclass(frozen=True)
class Given:
    """A step of a derivation: its number, its formula (None if it can't be read), and what is to be marked in it."""

    index: int
    latex: str
    formula: Formula | None
    marks: tuple[Span, ...]
    note: str


@dataclass(frozen=True)
class FormulaRow:
    """A step with its place: the `box` of its formula or its source, and where its note begins."""

    given: Given
    formula: Formula | None
    source: TextBlock | None
    box: Box
    note: TextBlock | None
    note_at: tuple[float, float]


@dataclass(frozen=True)
class FormulaPage:
    """Steps that are seen together, their formulas in type of `size` pixels, their notes `beside` or below them.

    The first may be `carried` over from the page before.
    """

    rows: tuple[FormulaRow, ...]
    size: float
    beside: bool
    carried: bool = False


@dataclass(frozen=True)
class FormulaLayout:
    """How a page is tried: `size` of type in units, notes `beside` the formulas or below them.

    How the formulas stand: "aligned", with their relations in line; "loose", if they are too wide for that; or "broken"
    too. Each is in the middle if they are `centred` above their notes.
    """

    size: float
    beside: bool
    how: str
    centred: bool


@dataclass(frozen=True)
class FormulaPart:
    """A step as it is set: its formula, or the source of one that can't be shown, and its note; sizes in pixels."""

    given: Given
    formula: Formula | None
    source: TextBlock | None
    note: TextBlock | None
    em: float

    @property
    def width(self) -> float:
        return self.formula.box.width * self.em if self.formula else self.source.width if self.source else 0.0

    @property
    def height(self) -> float:
        return self.formula.box.height * self.em if self.formula else self.source.height if self.source else 0.0

    @property
    def anchor(self) -> float | None:
        """How far its relation is from its left edge."""
        if self.formula is None or self.formula.anchor is None:
            return None
        return (self.formula.anchor - self.formula.box.x) * self.em

    def tall(self, gap: float | None) -> float:
        """Its height with its note, which is `gap` pixels below it, or beside it if None."""
        note = self.note.height if self.note else 0.0
        return max(self.height, note) if gap is None else self.height + (gap + note if note else 0.0)


def page(desk: Desk, steps: Sequence[Given], layout: FormulaLayout) -> FormulaPage | None:
    """`steps` on a page as `layout` has it; None if they don't fit that way."""
    context, area = desk.context, desk.area
    note_room = area.width * _NOTES if layout.beside else min(area.width, context.line_length(34))
    room = area.width - note_room - context.u(_ASIDE) if layout.beside else area.width
    parts: list[FormulaPart] = []
    for step in steps:
        part = _part(desk, step, room, note_room, layout)
        if part is None or (layout.beside and part.note and part.note.breaks_words):
            return None
        parts.append(part)
    return _placed(desk, parts, layout)


def _part(desk: Desk, step: Given, room: float, note_room: float, layout: FormulaLayout) -> FormulaPart | None:
    em, note = desk.context.u(layout.size), desk.note(step.note, note_room)
    if step.formula is None:
        source = desk.source(step.latex, room, desk.context.u(TALLEST))
        # What is cut here may have room on a page of its own.
        return None if source.text != step.latex else FormulaPart(step, None, source, note, em)
    formula = step.formula.broken(room / em) if layout.how == "broken" else step.formula
    return FormulaPart(step, formula, None, note, em) if formula and formula.box.width * em <= room + 0.5 else None


def _placed(desk: Desk, parts: Sequence[FormulaPart], layout: FormulaLayout) -> FormulaPage | None:
    context, area, em = desk.context, desk.area, desk.context.u(layout.size)
    gap = None if layout.beside else max(context.u(_BELOW), em * 0.3)
    tops = _tops(context, [part.tall(gap) for part in parts], area)
    aside = (
        max((part.note.width + context.u(_ASIDE) for part in parts if part.note), default=0.0) if layout.beside else 0.0
    )
    lefts = _lefts(parts, area.width - aside, layout)
    if tops is None or lefts is None:
        return None
    width = max(left + part.width for left, part in zip(lefts, parts, strict=True))
    whole = Box(area.x + (area.width - width - aside) / 2, area.y, width, area.height)
    rows = []
    for part, left, top in zip(parts, lefts, tops, strict=True):
        y = top + (part.tall(None) - part.height) / 2 if layout.beside else top
        box = Box(whole.x + left, y, part.width, part.height)
        rows.append(
            _row(
                part,
                box,
                _beside(context, whole, box, part.note)
                if gap is None
                else _under(area, whole, box.bottom + gap, part.note),
            )
        )
    return FormulaPage(tuple(rows), em, layout.beside)


def _row(part: FormulaPart, box: Box, note_at: tuple[float, float]) -> FormulaRow:
    return FormulaRow(part.given, part.formula, part.source, box, part.note, note_at)


def _beside(context: DrawContext, whole: Box, box: Box, note: TextBlock | None) -> tuple[float, float]:
    return whole.right + context.u(_ASIDE), box.centre[1] - (note.height / 2 if note else 0.0)


def _under(area: Box, whole: Box, y: float, note: TextBlock | None) -> tuple[float, float]:
    """In the middle below all formulas, as far as the area goes."""
    if note is None:
        return 0.0, y
    x = min(max(area.x, whole.centre[0] - note.width / 2), area.right - note.width)
    return x - note.indent, y


def _tops(context: DrawContext, heights: Sequence[float], area: Box) -> list[float] | None:
    """Where each row begins; None if there is not enough room for them."""
    gap = context.u(_GAP)
    spare = area.height - sum(heights) - gap * (len(heights) - 1)
    if spare < 0:
        return None
    gap = min(gap + spare / (len(heights) + 1), context.u(_LOOSEST))
    used = sum(heights) + gap * (len(heights) - 1)
    tops = [area.y + (area.height - used) * 0.42]
    for height in heights[:-1]:
        tops.append(tops[-1] + height + gap)
    return tops


def _lefts(parts: Sequence[FormulaPart], room: float, layout: FormulaLayout) -> list[float] | None:
    """Where each formula begins; None if they are too wide to be in line, and have to be."""
    widest = max(part.width for part in parts)
    lefts = [(widest - part.width) / 2 for part in parts] if layout.centred else _aligned(parts)
    if max(left + part.width for left, part in zip(lefts, parts, strict=True)) <= room:
        return lefts
    return None if layout.how == "aligned" else [0.0] * len(parts)


def _aligned(parts: Sequence[FormulaPart]) -> list[float]:
    """Where each formula begins so that their relations stand below one another.

    Terms without a relation stand where the right sides do if nothing else stands on the left.
    """
    known = [part.anchor for part in parts if part.anchor is not None]
    deepest = max(known, default=0.0)
    free = parts[0].em * _RELATION if known and deepest < parts[0].em * 0.1 else 0.0
    return [free if part.anchor is None else deepest - part.anchor for part in parts]


def crammed(desk: Desk, step: Given) -> FormulaPage:
    """A step that fills a page: smaller than is comfortable, or as its source."""
    context, area = desk.context, desk.area
    note = shortened(step.note, context.type(NOTE, colour=context.theme.muted), area.width, area.height * _NOTED)
    height = area.height - (note.height + context.u(_BELOW) if step.note else 0.0)
    em = context.u(_FLOOR)
    if formula := step.formula:
        em = min(em, area.width / formula.box.width, height / formula.box.height)
        formula = formula if em >= context.u(_LEAST) else None
    source = None if formula else desk.source(step.latex, area.width, height)
    part = FormulaPart(step, formula, source, note if step.note else None, em)
    top = area.y + max(0.0, area.height - part.tall(context.u(_BELOW))) * 0.36
    box = Box(area.x + (area.width - part.width) / 2, top, part.width, part.height)
    return FormulaPage(
        (_row(part, box, _under(area, box, box.bottom + context.u(_BELOW), part.note)),), em, beside=False
    )
