"""How a derivation is laid out: as large as it fits, on further pages if it has to be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...drawing.context import DrawContext
from ...drawing.parts.lists import chunks
from ...drawing.stage import Box
from .desk import Desk
from .rows import FormulaLayout, FormulaPage, Given, crammed, page

_LARGEST = {1: 136, 2: 104, 3: 88}
"""Units of type by the number of steps; 72 for more."""
_COMFORT, _FLOOR, _BROKEN, _TALL_BROKEN = 34, 28, 44, 56
"""Units of type: where lines are given up to keep formulas large, the least, and the largest of broken formulas: on a
wide stage and on a tall one.
"""


def set_pages(context: DrawContext, steps: Sequence[Given], area: Box) -> list[FormulaPage]:
    """`steps` on as few pages as there have to be, all at one size.

    Each page begins with the last step before it, if there is room. A step that fits no page stands on its own.
    """
    desk = Desk(context, area)
    alone = [_together(desk, [[step]]) for step in steps]
    if all(alone):
        for count in range(1, len(steps)):
            for carry in (1, 0) if count > 1 else (0,):
                parts = [steps[max(0, part.start - carry) : part.stop] for part in chunks(len(steps), count)]
                if pages := _together(desk, parts):
                    return [replace(each, carried=bool(carry and index)) for index, each in enumerate(pages)]
    return [pages[0] if pages else crammed(desk, step) for step, pages in zip(steps, alone, strict=True)]


def _together(desk: Desk, parts: Sequence[Sequence[Given]]) -> list[FormulaPage]:
    """A page for each of `parts`, in the best layout that does for all of them; none if none does."""
    has_notes = any(step.note for part in parts for step in part)
    for layout in _layouts(desk.context, max(map(len, parts)), has_notes):
        pages = []
        for part in parts:
            made = page(desk, part, layout)
            if made is None:
                break
            pages.append(made)
        if len(pages) == len(parts):
            return pages
    return []


def _layouts(context: DrawContext, count: int, has_notes: bool) -> Iterator[FormulaLayout]:
    """What to try, best first: large type, then small type, then relations out of line, then broken formulas."""
    beside = (True, False) if has_notes and count > 1 and not context.stage.tall else (False,)
    large = context.sizes(_LARGEST.get(count, 72), _COMFORT)
    small, broken = context.sizes(_COMFORT, _FLOOR), context.sizes(_BROKEN, _FLOOR)
    ways = [(large, "aligned"), (small, "aligned"), (large, "loose"), (broken, "broken")]
    if context.stage.tall:
        # Where there is height to spare, two lines are better read than small type.
        large = context.sizes(_LARGEST.get(count, 72), _BROKEN)
        ways = [(large, "aligned"), (context.sizes(_TALL_BROKEN, _BROKEN), "broken"), *ways]
    if count == 1:
        # Alone on its page, a formula is better read in two lines than in small type.
        ways = [(large, "loose"), (broken, "broken")]
    for sizes, how in ways:
        for aside in beside:
            for size in sizes:
                yield FormulaLayout(size, aside, how, has_notes and not aside)
