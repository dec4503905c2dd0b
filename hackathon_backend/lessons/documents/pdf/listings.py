"""Listings of programs: lines in letters of one width, one below the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from .lines import PageLine

_LEAST = 2
"""Lines from which on it is a listing, and no address within a text."""


@dataclass(frozen=True)
class PageCode:
    """A listing."""

    text: str


def with_listings(parts: Iterable[object]) -> Iterator[object]:
    """Parts of a page, in which lines of a program that follow one another are one listing."""
    run: list[PageLine] = []
    for part in parts:
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
