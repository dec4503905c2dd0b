"""Takeaways: three lines, each with its drawing or with its number, which is there from the start."""

from __future__ import annotations

from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.parts.basics import all_have, heading, icon_mark, text_mark
from ...drawing.parts.list_rows import Highlight, row_marks
from ...drawing.parts.lists import paced, set_list
from ...drawing.stage import Box
from ...drawing.text.text import measure
from ...drawing.text.typefaces import SEMIBOLD
from ...timing.cues import CueClock
from .scene import TakeawaysScene

_ASIDE, _FIGURE = 104, 64
"""Units from the start of a row to its text, and of a number's type."""
_ASIDE_ART, _BEFORE, _ART = 216, 28, 148
"""Units from the start of a row to its text beside a drawing, to the drawing, and across one at most."""


def compose(scene: TakeawaysScene, context: DrawContext, clock: CueClock) -> list[Mark]:
    """The marks of a takeaways scene, back to front."""
    head, area = heading(context, scene.heading)
    drawn = all_have(takeaway.icon for takeaway in scene.takeaways)
    aside = context.u(_ASIDE_ART if drawn else _ASIDE)
    columns = set_list(context, [takeaway.written for takeaway in scene.takeaways], area, aside)
    times = paced(clock.times(scene.takeaways), [column.indices for column in columns], clock)

    def number(index: int, row: Box, spell: Highlight) -> list[Mark]:
        type_ = context.type(_FIGURE, colour=context.theme.accent(0), weight=SEMIBOLD, align="centre", leading=1.0)
        block = measure(str(index + 1), type_, aside)
        return [text_mark(context, block, row.x, row.centre[1] - block.height / 2, spell.start)]

    def art(index: int, row: Box, spell: Highlight) -> list[Mark]:
        side = min(context.u(_ART), row.height - context.u(16))
        box = Box(row.x + context.u(_BEFORE) + (context.u(_ART) - side) / 2, row.centre[1] - side / 2, side, side)
        return [icon_mark(context, scene.takeaways[index].icon, box, context.theme.accent(index), spell.at)]

    paths = [f"takeaways.{index}.{'key' if item.key else 'text'}" for index, item in enumerate(scene.takeaways)]
    return [head, *row_marks(context, columns, times, aside, paths, art if drawn else number, fading=False)]
