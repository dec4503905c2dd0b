"""Texts below one another: as large as they fit, on further pages if they don't."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..clock import LAST, Clock
from ..stage import Box
from ..text import Block, shortened
from .easel import Easel
from .marks import Mark

_LOOSEST = 56
"""Units that a gap may have over its least, where there is room."""


@dataclass(frozen=True)
class Column:
    """A page of a list: the numbers of its items, and their texts with where each begins."""

    indices: range
    blocks: tuple[Block, ...]
    tops: tuple[float, ...]


@dataclass(frozen=True)
class ListStyle:
    """How a list is set. `largest` is the size of its type, `gap` the least space between items, both in units; an item
    takes at least `height` pixels even if its text is smaller.
    """

    largest: float = 44
    gap: float = 22
    height: float = 0.0


def set_list(easel: Easel, texts: Sequence[str], area: Box, style: ListStyle) -> list[Column]:
    """`texts` in `area`, all at the same size. A page more is begun as soon as the floor size does not fit."""
    for pages in range(1, len(texts) + 1):
        for size in easel.sizes(style.largest):
            columns = [_page(easel, texts, chunk, area, size, style) for chunk in chunks(len(texts), pages)]
            if all(columns):
                return [column for column in columns if column]
    return [_crammed(easel, texts, index, area) for index in range(len(texts))]


def chunks(count: int, pages: int) -> list[range]:
    """`count` indices in `pages` ranges of nearly the same length."""
    edges = [round(page * count / pages) for page in range(pages + 1)]
    return [range(start, end) for start, end in pairwise(edges)]


def _page(easel: Easel, texts: Sequence[str], chunk: range, area: Box, size: float, style: ListStyle) -> Column | None:
    room = min(area.width, easel.line_length(max(size, 40)))
    blocks = [easel.measure(texts[index], size, room) for index in chunk]
    heights = [max(block.height, style.height) for block in blocks]
    spare = area.height - sum(heights) - easel.u(style.gap) * (len(blocks) - 1)
    broken = any(block.breaks_words for block in blocks) and not easel.is_floor(size)
    if spare < 0 or broken:
        return None
    looser = min(spare / (len(blocks) + 1), easel.u(_LOOSEST))
    lead = min(spare / (len(blocks) + 2), easel.u(_LOOSEST)) * 0.4
    return Column(chunk, tuple(blocks), _tops(area.y + lead, heights, easel.u(style.gap) + looser))


def _tops(y: float, heights: Sequence[float], gap: float) -> tuple[float, ...]:
    tops = []
    for height in heights:
        tops.append(y)
        y += height + gap
    return tuple(tops)


def _crammed(easel: Easel, texts: Sequence[str], index: int, area: Box) -> Column:
    floor = easel.sizes(24)[-1]
    block = shortened(texts[index], easel.type(floor), area.width, area.height)
    return Column(range(index, index + 1), (block,), (area.y,))


def paced(times: Sequence[float], pages: Sequence[range], clock: Clock) -> list[float]:
    """`times` of items that are shown on several `pages`, moved so that nothing is gone before it could be read."""
    if len(pages) == 1:
        return list(times)
    end = max(clock.duration, times[0] + 0.1)
    least = min(LAST, (end - times[0]) / len(pages))
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
            result[index] = min(max(times[index], begin), max(begin, until - LAST))
        result[page.start] = begin
        earliest = begin + least
    return result


def turned(pages: Sequence[Sequence[Mark]], starts: Sequence[float]) -> list[Mark]:
    """The marks of all pages, each leaving just before the next begins at its start."""
    marks: list[Mark] = []
    for page, following in zip(pages, [*starts[1:], None], strict=True):
        marks += page if following is None else [mark.leaving(following) for mark in page]
    return marks
