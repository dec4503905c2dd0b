"""Takeaways: three numbered lines, their numbers there from the start."""

from __future__ import annotations

from ..clock import Clock
from ..scenes.takeaways import TakeawaysScene
from ..stage import Box
from ..text import measure
from ..typefaces import SEMIBOLD
from .base import compose
from .easel import Easel
from .list_rows import Spell, row_marks
from .lists import paced, set_list
from .marks import Mark
from .parts import heading, text_mark

_ASIDE, _FIGURE = 104, 64
"""Units from the start of a row to its text, and of a number's type."""


@compose.register
def _takeaways(scene: TakeawaysScene, easel: Easel, clock: Clock) -> list[Mark]:
    head, area = heading(easel, scene.heading)
    aside = easel.u(_ASIDE)
    columns = set_list(easel, [takeaway.text for takeaway in scene.takeaways], area, aside)
    times = paced(clock.times(scene.takeaways), [column.indices for column in columns], clock)

    def number(index: int, row: Box, spell: Spell) -> list[Mark]:
        type_ = easel.type(_FIGURE, colour=easel.theme.accent(0), weight=SEMIBOLD, align="centre", leading=1.0)
        block = measure(str(index + 1), type_, aside)
        return [text_mark(easel, block, row.x, row.centre[1] - block.height / 2, spell.start)]

    return [head, *row_marks(easel, columns, times, aside, "takeaways", number, fading=False)]
