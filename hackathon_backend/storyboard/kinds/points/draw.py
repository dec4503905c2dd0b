"""Points: each with its icon or a bar, the one that is spoken of in full strength."""

from __future__ import annotations

from dataclasses import replace

from ...drawing.brushes import ShapeBrush, rounded
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.parts.basics import FAINT, all_have, dimmed, heading, icon_mark, tile
from ...drawing.parts.list_rows import Highlight, row_marks
from ...drawing.parts.lists import ListColumn, paced, set_list
from ...drawing.stage import Box
from ...timing.cues import CueClock
from .scene import PointsScene

_TILES = (88, 72, 56, 48)
"""Units across the tile of an icon: as large as lets all points stand on one page, if any does."""
_BEFORE, _AROUND, _BESIDE, _BESIDE_BAR = 22, 14, 28, 40
"""Units from the start of a row to a tile, above and below it together, from there to its text, and from the start of
a row with a bar to its text.
"""


def compose(scene: PointsScene, context: DrawContext, clock: CueClock) -> list[Mark]:
    """The marks of a points scene, back to front."""
    head, area = heading(context, scene.heading)
    side, aside, columns = _set(scene, context, area)
    times = paced(clock.times(scene.points), [column.indices for column in columns], clock)

    def sign(index: int, row: Box, spell: Highlight) -> list[Mark]:
        return _icon(context, scene.points[index].icon, row, side, spell) if side else _bar(context, row, spell)

    paths = [f"points.{index}.text" for index in range(len(scene.points))]
    return [head, *row_marks(context, columns, times, aside, paths, sign, fading=True)]


def _set(scene: PointsScene, context: DrawContext, area: Box) -> tuple[float, float, list[ListColumn]]:
    """The size of the tiles (0 for none), how far texts are from the start of their rows, and the rows."""
    texts = [point.text for point in scene.points]
    tries = []
    for units in _TILES if all_have(point.icon for point in scene.points) else (0,):
        aside = context.u(units + _BEFORE + _BESIDE) if units else context.u(_BESIDE_BAR)
        columns = set_list(context, texts, area, aside, least=context.u(units + _AROUND) if units else 0.0)
        tries.append((context.u(units), aside, columns))
    return min(tries, key=lambda each: len(each[2]))


def _bar(context: DrawContext, row: Box, spell: Highlight) -> list[Mark]:
    """A bar along the start of a row, grey until its point is spoken of."""
    height = row.height - context.u(24)
    box = Box(row.x + context.u(14), row.centre[1] - height / 2, context.u(6), height)
    shape = rounded(box.width, box.height, box.width / 2)
    lit = dimmed(context.motion.appear(spell.at), spell.until, FAINT)
    return [
        Mark(box, ShapeBrush(shape, context.theme.line), opacity=context.motion.appear(spell.start)),
        Mark(box, ShapeBrush(shape, context.theme.accent(0)), opacity=lit),
    ]


def _icon(context: DrawContext, icon: str, row: Box, side: float, spell: Highlight) -> list[Mark]:
    """The icon of a point in its tile, which is there before it."""
    accent = context.theme.accent(0)
    box = Box(row.x + context.u(_BEFORE), row.centre[1] - side / 2, side, side)
    mark = icon_mark(context, icon, box.grown(-side * 0.18), accent, spell.at)
    return [tile(context, box, accent, spell.start), replace(mark, opacity=dimmed(mark.opacity, spell.until, FAINT))]
