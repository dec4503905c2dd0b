"""What is on every page: running heads and feet, page numbers, logos."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from .fragments import Mark, fragments_of
from .glyphs import frame_of, glyphs_of
from .letters import with_accents
from .lines import PageLine
from .page import PagePicture, ReadPage

_PAGE_NUMBER = re.compile(
    r"[\s\-–—|.·()\[\]]*(?:(?:page|seite|p\.|s\.|página|pagina|стр\.?|страница|صفحة|第)?\s*)"
    r"[\d٠-٩۰-۹०-९ivxlc]{1,5}(?:\s*(?:/|of|von|de|di|из|sur)\s*[\d٠-٩۰-۹]{1,4})?\s*(?:页|頁|ページ)?[\s\-–—|.·()\[\]]*",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"\d+")
_NUMBERED = re.compile(r"(?:(?P<first>\d{1,4}|[ivxl]{1,7})\s+\S.*|.*\S\s+(?P<last>\d{1,4}|[ivxl]{1,7}))")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
_FEWEST_HEADS = 3
_LOOKED_AT, _FEWEST_SLIDES, _ON_MOST = 8, 6, 0.6
"""Slides that are looked at for a panel, how many there must be, and the part of them that has it."""
_MOST_OF_HEAD = 100
"""Letters of a running head, at most."""
_WORDS_OF_TASK = 2


def steps_of(pages: Sequence[ReadPage]) -> set[int]:
    """The numbers of slides that are steps towards the next one, which shows all of them and more."""
    found: set[int] = set()
    for number, (page, following) in enumerate(pairwise(pages), 1):
        here, there = _texts(page), _texts(following)
        others = _others(page) <= _others(following)
        if page.is_wide and len(here) > 1 and here[:1] == there[:1] and others and _is_within(here, there):
            found.add(number)
    return found


def _texts(page: ReadPage) -> list[str]:
    lines = (*page.top, *page.parts)
    return [line.plain for line in lines if isinstance(line, PageLine) and not _PAGE_NUMBER.fullmatch(line.plain)]


def _others(page: ReadPage) -> set[object]:
    """What tells the pictures, tables and listings of a page."""
    parts = (part for part in page.parts if not isinstance(part, PageLine))
    return {part.key if isinstance(part, PagePicture) else part for part in parts}


def _is_within(here: list[str], there: list[str]) -> bool:
    left = iter(there)
    return all(line in left for line in here)


def panel_of(document: Any) -> frozenset[Mark]:
    """What stands beside the text of most slides: the plan of the talk, its title and who gives it.

    Some slides tell it: those of a whole document are read once.
    """
    numbers = range(len(document))
    some = sorted({numbers[place * len(numbers) // _LOOKED_AT] for place in range(_LOOKED_AT)}) if numbers else []
    if len(some) < _FEWEST_SLIDES:
        return frozenset()
    seen: Counter[Mark] = Counter()
    for number in some:
        page = document[number]
        frame = frame_of(page)
        if frame.width <= frame.height:
            return frozenset()
        seen.update({each.mark for each in fragments_of(with_accents(glyphs_of(page, frame)))})
        page.close()
    return frozenset(
        mark for mark, times in seen.items() if times > _ON_MOST * len(some) and sum(map(str.isalnum, mark[0])) > 2
    )


class Furniture:
    """Tells what of the edges of pages stands on many of them."""

    def __init__(self, pages: Sequence[ReadPage], body: float) -> None:
        self._body = body
        self._pages = {id(page): number for number, page in enumerate(pages)}
        self._least = 2 if len(pages) <= 4 else 3
        self._seen = Counter(key for page in pages for key in {self._key(line) for line in (*page.top, *page.bottom)})
        pictures: Counter[tuple[int, ...]] = Counter(
            part.key for page in pages for part in page.parts if isinstance(part, PagePicture)
        )
        self._logos = {key for key, times in pictures.items() if times >= 3 and times * 2 > len(pages)}
        self._offset = _offset_of(pages)
        self.lines = 0
        self.logos = 0

    def without(self, page: ReadPage) -> Iterator[object]:
        """The parts of a page without what stands on others, too."""
        number = self._pages[id(page)]
        yield from self._kept(page.top, number)
        outer = _outermost(page)
        for part in page.parts:
            if isinstance(part, PagePicture) and part.key in self._logos:
                self.logos += 1
            elif part in outer and self._is_head(part, number):
                self.lines += 1
            else:
                yield part
        yield from self._kept(page.bottom, number)

    def _kept(self, lines: Sequence[PageLine], number: int) -> Iterator[PageLine]:
        for line in lines:
            # In large letters it is a title, which several slides may have.
            is_running = line.size <= 1.05 * self._body and self._seen[self._key(line)] >= self._least
            is_running |= self._offset is not None and _number_beside(line) == number + self._offset
            if is_running or _PAGE_NUMBER.fullmatch(line.plain):
                self.lines += 1
            else:
                yield line

    def _is_head(self, line: PageLine, number: int) -> bool:
        """Whether a line that is not at the edge of a page is its running head: a small page on a large sheet has it
        further in. A number with one word is none: "Task 3" stands on a third page, too.
        """
        numbered = self._offset is not None and _number_beside(line) == number + self._offset
        return numbered and line.size <= 1.05 * self._body and len(line.plain.split()) > _WORDS_OF_TASK

    def _key(self, line: PageLine) -> tuple[str, int]:
        return _FIGURES.sub("#", line.plain), round(line.base / 6)


def _outermost(page: ReadPage) -> tuple[PageLine, ...]:
    """The first and the last line of a page at whose edges nothing stands."""
    lines = [part for part in page.parts if isinstance(part, PageLine)]
    first = lines[:1] if not page.top else []
    return (*first, *(lines[-1:] if not page.bottom else []))


def _offset_of(pages: Sequence[ReadPage]) -> int | None:
    """By how much the numbers beside running heads differ from the places of their pages; None if there are none."""
    offsets = Counter(
        found - number
        for number, page in enumerate(pages)
        for found in {_number_beside(line) for line in (*page.top, *_outermost(page), *page.bottom)}
        if found is not None
    )
    offset, times = offsets.most_common(1)[0] if offsets else (0, 0)
    return offset if times >= _FEWEST_HEADS and times * 3 > len(pages) else None


def _number_beside(line: PageLine) -> int | None:
    """The number that a line begins or ends with, as a running head does with that of its page."""
    found = _NUMBERED.fullmatch(line.plain) if len(line.plain) <= _MOST_OF_HEAD else None
    if found is None:
        return None
    digits = found["first"] or found["last"]
    return int(digits) if digits.isdecimal() else _roman(digits)


def _roman(letters: str) -> int:
    values = [_ROMAN[letter] for letter in letters]
    return sum(-one if one < two else one for one, two in pairwise([*values, 0]))
