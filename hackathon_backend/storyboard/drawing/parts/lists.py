"""Texts below one another: as large as they fit, on further pages if they don't."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...timing.cues import LAST, CueClock
from ..context import DrawContext
from ..marks import Mark
from ..stage import Box
from ..text.text import TextBlock, shortened

_LARGEST, _LEAST_HEIGHT = 46, 72
"""Units of type at most, and of a row's height where there is room."""
_PAD, GAP = 14, 16
"""Units inside a row above and below its text, and between rows."""
_HIGHEST = 0.36
"""Part of the height that a row takes at most, so that two of them fill the stage."""
_END = 28
"""Units between a text and the end of its row."""


@dataclass(frozen=True)
class ListColumn:
    """A page of a list: the numbers of its items, their texts, and the rows that these stand in."""

    indices: range
    blocks: tuple[TextBlock, ...]
    rows: tuple[Box, ...]


def set_list(
    context: DrawContext, texts: Sequence[str], area: Box, aside: float, *, least: float = 0.0
) -> list[ListColumn]:
    """`texts` in rows as wide as `area` and at least `least` pixels high, each `aside` pixels from the start of a row.

    The rows fill the height, and type is all of one size, as large as lets them. A page more is begun as soon as the
    floor size does not fit.
    """
    for pages in range(1, len(texts) + 1):
        for size in context.sizes(_LARGEST):
            columns = [_page(context, texts, chunk, area, size, aside, least) for chunk in chunks(len(texts), pages)]
            if all(columns):
                return [column for column in columns if column]
    return [_crammed(context, texts, index, area, aside) for index in range(len(texts))]


def chunks(count: int, pages: int) -> list[range]:
    """`count` indices in `pages` ranges of nearly the same length."""
    edges = [round(page * count / pages) for page in range(pages + 1)]
    return [range(start, end) for start, end in pairwise(edges)]


def _page(
    context: DrawContext, texts: Sequence[str], chunk: range, area: Box, size: float, aside: float, least: float
) -> ListColumn | None:
    room = min(area.width - aside - context.u(_END), context.line_length(max(size, 40)))
    blocks = [context.measure(texts[index], size, room) for index in chunk]
    if any(block.breaks_words for block in blocks) and not context.is_floor(size):
        return None
    heights = _heights(context, [max(block.height + 2 * context.u(_PAD), least) for block in blocks], area.height)
    return ListColumn(chunk, tuple(blocks), _rows(context, area, heights)) if heights else None


def _heights(context: DrawContext, least: Sequence[float], room: float) -> list[float] | None:
    """The heights of rows that have to be as high as `least`, all the same if they can be; None if they don't fit."""
    free = room - context.u(GAP) * (len(least) - 1)
    if sum(least) > free + 0.5:
        return None
    even = min(free / len(least), max(room * _HIGHEST, context.u(_LEAST_HEIGHT)))
    if max(least) <= even:
        return [even] * len(least)
    return [height + (free - sum(least)) / len(least) for height in least]


def _rows(context: DrawContext, area: Box, heights: Sequence[float]) -> tuple[Box, ...]:
    used = sum(heights) + context.u(GAP) * (len(heights) - 1)
    y, rows = area.y + max(0.0, area.height - used) * 0.4, []
    for height in heights:
        rows.append(Box(area.x, y, area.width, height))
        y += height + context.u(GAP)
    return tuple(rows)


def _crammed(context: DrawContext, texts: Sequence[str], index: int, area: Box, aside: float) -> ListColumn:
    floor = context.sizes(24)[-1]
    block = shortened(texts[index], context.type(floor), area.width - aside - context.u(_END), area.height)
    return ListColumn(range(index, index + 1), (block,), (area,))


def paced(times: Sequence[float], pages: Sequence[range], clock: CueClock, stay: float = LAST) -> list[float]:
    """`times` of items that are shown on several `pages`, moved so that nothing is gone before it could be read.

    Everything stays for `stay` seconds at least, if the scene is long enough.
    """
    if len(pages) == 1:
        return list(times)
    end = max(clock.duration, times[0] + 0.1)
    least = min(stay, (end - times[0]) / len(pages))
    starts = [times[page.start] for page in pages]
    latest = end - least
    for number in reversed(range(len(pages))):
        starts[number] = min(starts[number], latest)
        latest = starts[number] - least
    result = list(times)
    earliest = times[0]
    for page, start, until in zip(pages, starts, [*starts[1:], end], strict=True):
        begin = max(start, earliest)
        for index in page:
            result[index] = min(max(times[index], begin), max(begin, until - stay))
        result[page.start] = begin
        earliest = begin + least
    return result


def turned(pages: Sequence[Sequence[Mark]], starts: Sequence[float]) -> list[Mark]:
    """The marks of all pages, each leaving just before the next begins at its start."""
    marks: list[Mark] = []
    for page, following in zip(pages, [*starts[1:], None], strict=True):
        marks += page if following is None else [mark.leaving(following) for mark in page]
    return marks
