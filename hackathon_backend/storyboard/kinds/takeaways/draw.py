"""Takeaways: three numbered lines, their numbers there from the start."""

from __future__ import annotations

from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.parts.basics import heading, text_mark
from ...drawing.parts.list_rows import Highlight, row_marks
from ...drawing.parts.lists import paced, set_list
from ...drawing.stage import Box
from ...drawing.text.text import measure
from ...drawing.text.typefaces import SEMIBOLD
from ...timing.cues import CueClock
from .scene import TakeawaysScene

_ASIDE, _FIGURE = 104, 64
"""Units from the start of a row to its text, and of a number's type."""


def compose(scene: TakeawaysScene, context: DrawContext, clock: CueClock) -> list[Mark]:
    """The marks of a takeaways scene, back to front."""
    head, area = heading(context, scene.heading)
    aside = context.u(_ASIDE)
    columns = set_list(context, [takeaway.text for takeaway in scene.takeaways], area, aside)
    times = paced(clock.times(scene.takeaways), [column.indices for column in columns], clock)

    def number(index: int, row: Box, spell: Highlight) -> list[Mark]:
        type_ = context.type(_FIGURE, colour=context.theme.accent(0), weight=SEMIBOLD, align="centre", leading=1.0)
        block = measure(str(index + 1), type_, aside)
        return [text_mark(context, block, row.x, row.centre[1] - block.height / 2, spell.start)]

    return [head, *row_marks(context, columns, times, aside, "takeaways", number, fading=False)]
