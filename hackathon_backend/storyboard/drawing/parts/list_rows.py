"""Rows of a list: each a faint card from the start, in which a sign and a text come when they are spoken of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ..context import DrawContext
from ..marks import Mark
from ..stage import Box
from .basics import dimmed, empty_card, following, text_mark
from .lists import ListColumn, turned


@dataclass(frozen=True)
class Highlight:
    """When a row is there, its item comes, and steps back if it does; in seconds."""

    start: float
    at: float
    until: float | None


Sign = Callable[[int, Box, Highlight], list[Mark]]
"""The marks at the start of a row, by the number of its item and its box."""


def row_marks(
    context: DrawContext,
    columns: Sequence[ListColumn],
    times: list[float],
    aside: float,
    paths: Sequence[str],
    sign: Sign,
    *,
    fading: bool,
) -> list[Mark]:
    """All pages of a list, each there from its start with empty rows; `paths` are the fields of its texts.

    With `fading`, an item steps back when the next one comes.
    """
    starts = [0.0, *(times[column.indices[0]] for column in columns[1:])]
    pages: list[list[Mark]] = []
    for column, start in zip(columns, starts, strict=True):
        page: list[Mark] = []
        for index, block, row in zip(column.indices, column.blocks, column.rows, strict=True):
            is_last = index == column.indices[-1]
            spell = Highlight(start, times[index], following(times, index) if fading and not is_last else None)
            page += [empty_card(context, row, start), *sign(index, row, spell)]
            y = row.centre[1] - block.height / 2
            text = text_mark(context, block, row.x + aside, y, spell.at, paths[index])
            page.append(replace(text, opacity=dimmed(text.opacity, spell.until, context.theme.dim)))
        pages.append(page)
    return turned(pages, starts)
