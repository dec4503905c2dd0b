"""Lines into blocks: paragraphs, headings, and items of lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from ..texts.plain import BULLET, BULLETS, NUMBER
from .lines import PageLine, joined
from .listings import PageCode, with_listings
from .marks import numbered_headings
from .page import PagePicture, PageTable

_ENDS = re.compile(r"[.!?:;…。！？：；؟۔।॥][\s\"'”’»)\]<>/supb\d]*$")
_DASHES = "-–—*·."
_ITEM = re.compile(rf"(?:[{BULLETS}]|\(?\d{{1,3}}[.)]|\([a-zA-Z]\)|[a-zA-Z]\))\s+(?=\S)")
_MOST_OF_HEADING = 160
_LARGER = 1.13
_LEAST_OF_HEADINGS = 5
"""Letters of one size in a document, from which on it is a size of headings rather than that of a number or a sign."""


@dataclass
class PdfBlock:
    """Lines that are one paragraph, heading or item; `level` is a heading's, `depth` an item's (0: none)."""

    lines: list[PageLine]
    page: int
    level: int = 0
    depth: int = 0
    number: int = 0
    is_first: bool = False
    """Whether it is the first of its page."""

    @property
    def first(self) -> PageLine:
        """Its first line."""
        return self.lines[0]

    @property
    def last(self) -> PageLine:
        """Its last line."""
        return self.lines[-1]

    @property
    def plain(self) -> str:
        """Its text."""
        return " ".join(line.plain for line in self.lines)

    def markdown(self, words: frozenset[str]) -> str:
        """Its text as Markdown, without the mark of an item."""
        text = ""
        for line in self.lines:
            text = joined(text, line.markdown, words)
        return BULLET.sub("", text, count=1).strip() if self.depth else text


_FAR, _FARTHEST = 1.22, 1.6
"""Usual distances of two lines up to which they are of one paragraph, and if the second goes on within a sentence."""


@dataclass
class BlockMaker:
    """Makes blocks of the lines of a document whose text is mostly of the size `body`, page after page."""

    body: float
    leading: float
    headings: list[float]
    bold_is_heading: bool
    numbered: Mapping[str, int] = field(default_factory=dict)
    """Headings that are told by their numbers, and how many numbers each has."""
    _indents: list[float] = field(default_factory=list)
    _page: int = 0

    def blocks(self, parts: Iterable[object], page: int) -> Iterator[PdfBlock | PageTable | PagePicture | PageCode]:
        """The blocks of a page."""
        current: PdfBlock | None = None
        self._indents = []
        for part in with_listings(parts):
            if isinstance(part, PageLine):
                if current is not None and self._goes_on(current, part):
                    current.lines.append(part)
                    continue
                if current is not None:
                    yield self._finished(current)
                current = self._begun(part, page, current)
            elif isinstance(part, PageTable | PagePicture | PageCode):
                if current is not None:
                    yield self._finished(current)
                current = None
                self._indents = []
                yield part
        if current is not None:
            yield self._finished(current)

    def _begun(self, line: PageLine, page: int, before: PdfBlock | None) -> PdfBlock:
        block = PdfBlock([line], page, is_first=before is None and page != self._page)
        self._page = page
        marker = _marker(line)
        is_large = line.size > _LARGER * self.body or (line.is_bold and self.bold_is_heading)
        if not marker or (is_large and marker.strip()[0].isdigit()):
            self._indents = []
            return block
        at = line.start
        self._indents = [each for each in self._indents if each < at - 3]
        self._indents.append(at)
        block.depth = len(self._indents)
        number = NUMBER.match(line.plain)
        block.number = int(number[1]) if number else 0
        return block

    def _goes_on(self, block: PdfBlock, line: PageLine) -> bool:
        last = block.last
        if line.plain in self.numbered or (last.plain in self.numbered and _is_over(last)):
            return False
        gap = line.base - last.base
        if _marker(line) and not (_marker(line).strip() in _DASHES and not _is_over(last)):
            return False
        if (line.left, line.right) != (last.left, last.right):
            return False
        # A raised sign or a formula within a line moves that away from the one above.
        reach = _FARTHEST if line.plain[:1].islower() and not _is_over(last) else _FAR
        if not 0 < gap <= self.leading * reach * max(last.size, line.size):
            return False
        if abs(line.size - last.size) > 0.08 * last.size and not (line.is_maths or last.is_maths):
            return False
        if line.is_bold != last.is_bold and (len(block.lines) == 1 or _is_over(last)) and last.rest > 3 * last.size:
            return False
        return not self._begins(block, line)

    def _begins(self, block: PdfBlock, line: PageLine) -> bool:
        """Whether a paragraph begins with the line, by how it and the one above are set."""
        last = block.last
        width = max(1.0, line.right - line.left)
        indent = line.start - last.start
        if block.depth:
            return line.start < block.first.start - 2 or (line.start <= block.first.start + 2 and _is_over(last))
        if _is_centred(line) and _is_centred(last):
            return False
        if last.size > _LARGER * self.body and _is_balanced(line) and _is_balanced(last):
            return False
        if indent > 0.7 * line.size and (len(block.lines) > 1 or _is_over(last)):
            return True
        return last.rest > 0.22 * width and (_ENDS.search(last.plain) is not None or line.plain[:1].isupper())

    def _finished(self, block: PdfBlock) -> PdfBlock:
        numbers = self.numbered.get(block.plain, 0)
        if not block.depth and (numbers or self._is_heading(block)):
            size = block.first.size
            ranks = [rank for rank, each in enumerate(self.headings, 1) if size >= 0.95 * each]
            block.level = min(4, ranks[0] if ranks else len(self.headings) + max(1, numbers - 1))
        return block

    def _is_heading(self, block: PdfBlock) -> bool:
        text = block.plain
        if len(text) > _MOST_OF_HEADING or len(block.lines) > 3 or sum(map(str.isalpha, text)) < 2:
            return False
        if block.first.is_maths:
            return False
        if block.first.size > _LARGER * self.body:
            return not (text.endswith((".", ",", ";")) and len(text) > 60)
        is_bold = all(line.is_bold for line in block.lines) and self.bold_is_heading
        # The title of a slide may be a sentence.
        ends = (",", ";", ":") if block.is_first else (".", ",", ";", ":")
        return is_bold and len(block.lines) <= 2 and len(text) <= 100 and not text.endswith(ends)


def maker_for(lines: Sequence[PageLine]) -> BlockMaker:
    """A maker for the lines of a document."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 2) / 2] += len(line.plain)
    body = sizes.most_common(1)[0][0] if sizes else 10.0
    bold = sum(len(line.plain) for line in lines if line.is_bold)
    numbered = numbered_headings(line.plain for line in lines if not (line.code or line.is_maths))
    return BlockMaker(body, _leading(lines), _heading_sizes(lines, body), bold * 3 < sizes.total(), numbered)


def _leading(lines: Sequence[PageLine]) -> float:
    """The usual distance of two lines, in sizes of their letters."""
    gaps = [
        (two.base - one.base) / one.size
        for one, two in pairwise(lines)
        if (one.left, one.size) == (two.left, two.size) and 0.8 < (two.base - one.base) / one.size < 2.4
    ]
    return min(2.0, max(1.1, median(gaps))) if gaps else 1.3


def _heading_sizes(lines: Sequence[PageLine], body: float) -> list[float]:
    """The sizes of headings, largest first; sizes that nearly agree are one."""
    letters: Counter[float] = Counter()
    for line in lines:
        if line.size > _LARGER * body and not line.is_maths and len(line.plain) <= _MOST_OF_HEADING:
            letters[line.size] += sum(map(str.isalpha, line.plain))
    found: list[float] = []
    for size in sorted((size for size, count in letters.items() if count >= _LEAST_OF_HEADINGS), reverse=True):
        if not found or size < 0.93 * found[-1]:
            found.append(size)
    return found


def _marker(line: PageLine) -> str:
    found = _ITEM.match(line.plain)
    if found:
        return found[0]
    first = line.plain.split(" ", 1)[0]
    return first if line.has_bullet and len(first) == 1 and " " in line.plain else ""


def _is_over(line: PageLine) -> bool:
    return bool(_ENDS.search(line.plain)) or line.rest > 0.25 * (line.right - line.left)


def _is_centred(line: PageLine) -> bool:
    return line.start > line.size and _is_balanced(line)


def _is_balanced(line: PageLine) -> bool:
    """Whether there is as much room before a line as behind it, if only because it is as long as a line can be."""
    return abs(line.start - line.rest) < 1.5 * line.size
