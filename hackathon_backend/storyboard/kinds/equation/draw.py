"""A derivation: each formula comes below the one that it follows from, and what is new in it lights up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ....errors import StoryboardError
from ...drawing.brushes import GlowBrush, TextBrush, rounded
from ...drawing.context import DrawContext
from ...drawing.formulas.change import Span, changes, occurrences
from ...drawing.formulas.formula import Formula, formula
from ...drawing.marks import Mark
from ...drawing.motion.tracks import ENTER, FADE, Track
from ...drawing.parts.basics import dimmed, following, heading, text_mark
from ...drawing.parts.lists import paced, turned
from ...drawing.stage import Box, around
from ...theme import READABLE, contrast
from ...timing.cues import FIRST, CueClock
from .brush import FormulaBrush
from .layout import set_pages
from .rows import FormulaPage, FormulaRow, Given
from .scene import EquationScene, EquationStep

_LATER = 0.45
"""Seconds after which the new parts of a formula light up: first it is seen as a whole."""
_MOST = 0.6
"""Part of a formula up to which it is worth marking; if more of it is new, nothing stands out."""
_HALO = 7


def compose(scene: EquationScene, context: DrawContext, clock: CueClock) -> list[Mark]:
    """The marks of an equation scene, back to front."""
    head, area = heading(context, scene.heading)
    # There is no place for a formula to be held before it comes, so the first one is there at once.
    times = [FIRST, *clock.times(scene.steps)[1:]]
    pages = set_pages(context, _given(scene.steps, context.language), area)
    firsts = [page.rows[1 if page.carried else 0].given.index for page in pages]
    parts = [range(first, page.rows[-1].given.index + 1) for first, page in zip(firsts, pages, strict=True)]
    times = paced(times, parts, clock)
    starts = [times[first] for first in firsts]
    marks = [_page(context, page, start, times) for page, start in zip(pages, starts, strict=True)]
    return [head, *turned(marks, starts)]


def _given(steps: Sequence[EquationStep], language: str) -> list[Given]:
    formulas = [_read(step.latex, language) for step in steps]
    given = []
    for index, (step, after) in enumerate(zip(steps, formulas, strict=True)):
        before = formulas[index - 1] if index else None
        marks = tuple(_marks(step, before, after, language)) if after else ()
        given.append(Given(index, step.latex, after, marks, step.note))
    return given


def _read(latex: str, language: str) -> Formula | None:
    try:
        return formula(latex, language)
    except StoryboardError:
        return None


def _marks(step: EquationStep, before: Formula | None, after: Formula, language: str) -> list[Span]:
    """The part that the step names, or else what is new, unless that is nearly everything."""
    if step.mark and (part := _read(step.mark, language)) and (found := occurrences(part.tree, after.tree)):
        return found
    spans = changes(before.tree, after.tree) if before else []
    marked = sum(box.width for box in after.part(spans))
    return spans if marked <= after.box.width * _MOST else []


def _page(context: DrawContext, page: FormulaPage, start: float, times: list[float]) -> list[Mark]:
    """The rows of a page. Formulas run from left to right everywhere, so they and what is below them move as one."""
    last = page.rows[-1].given.index
    formulas: list[Mark] = []
    notes: list[Mark] = []
    for number, row in enumerate(page.rows):
        index = row.given.index
        if page.carried and number == 0:
            formulas.append(_carried(context, page, row, start))
            continue
        until = following(times, index) if index < last else None
        formulas += _formula(context, page, row, times[index], until)
        if row.note:
            notes.append(text_mark(context, row.note, *row.note_at, times[index], f"steps.{index}.note"))
    together, apart = (formulas, notes) if page.beside else (formulas + notes, [])
    island = around([mark.box for mark in together])
    return [*(replace(mark, island=island) for mark in together), *apart]


def _brush(
    context: DrawContext, page: FormulaPage, row: FormulaRow, marks: tuple[Span, ...]
) -> FormulaBrush | TextBrush:
    if row.formula is None:
        assert row.source is not None
        return TextBrush(row.source)
    accent, tint = context.theme.accent(0), context.theme.tint(context.theme.accent(0))
    lit = accent if contrast(accent, tint) >= READABLE else context.theme.ink
    return FormulaBrush(row.formula, page.size, context.theme.ink, lit, marks, context.language)


def _carried(context: DrawContext, page: FormulaPage, row: FormulaRow, start: float) -> Mark:
    """The last step of the page before, so that it can be seen what the next one follows from."""
    opacity = Track(0.0).then(context.theme.dim, start, ENTER)
    return Mark(row.box, _brush(context, page, row, ()), f"steps.{row.given.index}.latex", opacity)


def _formula(context: DrawContext, page: FormulaPage, row: FormulaRow, at: float, until: float | None) -> list[Mark]:
    """A step and the halos behind its new parts, which are lit while it is spoken of."""
    motion = context.motion
    opacity = dimmed(motion.appear(at), until, context.theme.dim)
    lit = dimmed(motion.appear(at + _LATER, FADE * 2), until, 0.0)
    brush = _brush(context, page, row, row.given.marks)
    path = f"steps.{row.given.index}.latex"
    return [*_halos(context, page, row, lit), Mark(row.box, brush, path, opacity, grow=lit, dy=motion.rise(at))]


def _halos(context: DrawContext, page: FormulaPage, row: FormulaRow, lit: Track) -> list[Mark]:
    """A tint behind each part that is marked."""
    if row.formula is None:
        return []
    reach = context.u(_HALO)
    marks = []
    for box in row.formula.part(row.given.marks):
        whole, em = row.formula.box, page.size
        x, y = row.box.x + (box.x - whole.x) * em, row.box.y + (box.y - whole.y) * em
        place = Box(x, y, box.width * em, box.height * em).grown(reach)
        brush = GlowBrush(rounded(place.width, place.height, context.u(8)), context.theme.tint(context.theme.accent(0)))
        marks.append(Mark(place, brush, opacity=lit))
    return marks
