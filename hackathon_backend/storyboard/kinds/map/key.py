"""The key of a map: what the colours of its groups mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...drawing.brushes import GlowBrush, rounded
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.parts.basics import text_mark
from ...drawing.stage import Box
from ...drawing.text.text import TextBlock
from ...theme import Colour

_SWATCH, _BESIDE, _APART, _ROW = 24, 12, 36, 10
"""Units across a swatch, from it to its name, between entries, and between rows."""


@dataclass(frozen=True)
class MapKey:
    """The names of groups in rows, and how high they are in pixels."""

    rows: Sequence[Sequence[tuple[str, TextBlock]]]
    height: float


def key_of(context: DrawContext, groups: Sequence[str], width: float) -> MapKey:
    """The key to groups, in as few rows of `width` pixels as hold it."""
    rows: list[list[tuple[str, TextBlock]]] = []
    taken = width
    for group in groups:
        block = context.measure(group, 24, width - context.u(_SWATCH + _BESIDE))
        needed = block.width + context.u(_SWATCH + _BESIDE + _APART)
        if not rows or taken + needed - context.u(_APART) > width:
            rows.append([])
            taken = 0.0
        rows[-1].append((group, block))
        taken += needed
    height = sum(max(block.height for _, block in row) + context.u(_ROW) for row in rows)
    return MapKey(rows, height)


def key_marks(
    context: DrawContext,
    key: MapKey,
    area: Box,
    colours: Mapping[str, tuple[Colour, Colour]],
    starts: Mapping[str, float],
) -> list[Mark]:
    """A key at the foot of `area`; each entry comes with the first land of its group."""
    marks, y = [], area.bottom - key.height
    swatch = context.u(_SWATCH)
    for row in key.rows:
        x, y = area.x, y + context.u(_ROW)
        height = max(block.height for _, block in row)
        for group, block in row:
            filling, edge = colours[group]
            brush = GlowBrush(rounded(swatch, swatch, swatch / 5), filling, edge, context.u(2))
            line = block.height / block.lines
            box = Box(x, y + (line - swatch) / 2, swatch, swatch)
            marks.append(Mark(box, brush, opacity=context.motion.appear(starts[group])))
            marks.append(text_mark(context, block, x + swatch + context.u(_BESIDE), y, starts[group]))
            x += swatch + block.width + context.u(_BESIDE + _APART)
        y += height
    return marks
