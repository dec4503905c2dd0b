"""Listings of programs: lines in letters of one width, one below the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from ..texts.plain import SIGNS
from .lines import PageLine

_BULLET = re.compile(rf"[{SIGNS}]\s")
_CLOSE = 1.6
"""From line to line of an item, at most, in sizes."""
_LEAST = 2
"""Lines from which on it is a listing, and no address within a text."""


@dataclass(frozen=True)
class PageCode:
    """A listing."""

    text: str


def with_listings(parts: Iterable[object]) -> Iterator[object]:
    """Parts of a page, in which lines of a program that follow one another are one listing."""
    run: list[PageLine] = []
    for part in _with_items(parts):
        if isinstance(part, PageLine) and part.code and (not run or _follows(run[-1], part)):
            run.append(part)
            continue
        yield from _listing(run)
        run = []
        if isinstance(part, PageLine) and part.code:
            run = [part]
        else:
            yield part
    yield from _listing(run)


def _with_items(parts: Iterable[object]) -> Iterator[object]:
    """The parts, in which a command behind a bullet is an item of a list, with the lines on which it goes on."""
    item: PageLine | None = None
    last: PageLine | None = None
    for part in parts:
        is_line = isinstance(part, PageLine) and bool(part.code)
        if isinstance(part, PageLine) and is_line and _BULLET.match(part.code):
            item, part = part, replace(part, code="")
        elif isinstance(part, PageLine) and is_line and item and last and _goes_on(item, last, part):
            part = replace(part, code="")
        else:
            item = None
        last = part if isinstance(part, PageLine) else None
        yield part


def _goes_on(item: PageLine, last: PageLine, line: PageLine) -> bool:
    return line.start > item.start and line.left == item.left and 0 < line.base - last.base < _CLOSE * line.size


def _follows(last: PageLine, line: PageLine) -> bool:
    return last.left == line.left and 0 < line.base - last.base < 3.2 * max(last.size, line.size)


def _listing(run: list[PageLine]) -> Iterator[object]:
    if len(run) < _LEAST:
        yield from run
        return
    left = min(line.box[0] for line in run)
    usual = min(later.base - line.base for line, later in pairwise(run))
    text, before = "", run[0].base
    for line in run:
        text += "\n" * max(0, min(3, round((line.base - before) / max(1.0, usual))))
        text += " " * min(60, round((line.box[0] - left) / line.letter)) + line.code
        before = line.base
    yield PageCode(text)
