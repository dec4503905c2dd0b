"""Blocks of a PDF into a lesson: what goes on from one column or page to the next is one paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..sheet import LessonSheet
from .blocks import PdfBlock
from .lines import PageLine, joined
from .listings import PageCode
from .marks import CAPTION
from .page import PagePicture, PageTable

Block = PdfBlock | PageTable | PagePicture | PageCode
_NOTE_MARK = re.compile(r"<sup>[∗*†‡§¶\\,\s]+</sup>")
_CONTENTS = re.compile(r".*(?:[.·…]\s*){4,}\s*[\divxlc٠-٩۰-۹०-९]{1,5}")
"""A line of a table of contents: dots lead to the number of a page."""
_LEADER = re.compile(r"(?:[.·…]\s*){5,}")


def is_contents(part: object) -> bool:
    """Whether it is a line of a table of contents."""
    if isinstance(part, PageTable):
        return sum(_LEADER.search(" ".join(row)) is not None for row in part.rows) * 2 > len(part.rows)
    return isinstance(part, PageLine) and _CONTENTS.fullmatch(part.plain) is not None


def without_contents(parts: Iterator[object]) -> Iterator[object]:
    """The parts without lines of tables of contents."""
    return (part for part in parts if not is_contents(part))


class BlockWriter:
    """Writes blocks; what goes on from one column or page to the next is held back until its end is there."""

    def __init__(self, sheet: LessonSheet, words: frozenset[str]) -> None:
        self._sheet = sheet
        self._words = words
        self._open: tuple[PdfBlock, str] | None = None
        self._mark = ""
        self._heading_above = ""

    def page(self, number: int, blocks: list[Block]) -> None:
        """Write the blocks of a page."""
        self._mark = f"page {number}"
        for block in _captioned(blocks):
            if isinstance(block, PdfBlock):
                self._block(block)
            else:
                self.end()
                self._place()
                self._other(block)

    def end(self) -> None:
        """Write what was held back."""
        if self._open is not None:
            block, text = self._open
            self._open = None
            if block.level:
                self._heading(block.level, _NOTE_MARK.sub("", text.replace("**", "")))
            elif block.depth:
                self._sheet.item(block.depth, text, numbered=block.number > 0, number=block.number)
            else:
                self._sheet.paragraph(text)

    def _heading(self, level: int, text: str) -> None:
        """A heading; the title of a slide that goes on with the one before it is not said again."""
        if text != self._heading_above:
            self._sheet.heading(level, text)
        self._heading_above = text

    def _block(self, block: PdfBlock) -> None:
        text = block.markdown(self._words)
        if self._open is not None and _continues(self._open[0], block):
            before, start = self._open
            before.lines += block.lines
            self._open = before, joined(start, text, self._words)
            return
        self.end()
        self._place()
        self._open = block, text

    def _place(self) -> None:
        if self._mark:
            self._sheet.place(self._mark)
            self._mark = ""

    def _other(self, block: PageTable | PageCode | PagePicture | tuple[PagePicture, str]) -> None:
        if isinstance(block, PageTable):
            self._sheet.table(block.rows)
            return
        if isinstance(block, PageCode):
            self._sheet.code(block.text)
            return
        picture, caption = block if isinstance(block, tuple) else (block, "")
        if picture.data:
            self._sheet.picture(picture.data, caption, is_formula=picture.is_formula)
        else:
            self._sheet.pictures.one_too_many()
            self._sheet.paragraph(caption)


def _captioned(blocks: list[Block]) -> Iterator[Any]:
    """The blocks, pictures with their captions, wherever these stand."""
    taken: set[int] = set()
    for place, block in enumerate(blocks):
        if place in taken:
            continue
        if isinstance(block, PagePicture) and not block.is_formula:
            near = next(
                (each for each in (place + 1, place + 2) if each not in taken and _is_caption(blocks, each)), None
            )
            if near is not None:
                taken.add(near)
                yield block, blocks[near].markdown(frozenset()).replace("**", "")  # type: ignore[union-attr]
                continue
        yield block


def _is_caption(blocks: list[Block], place: int) -> bool:
    block = blocks[place] if place < len(blocks) else None
    return isinstance(block, PdfBlock) and bool(CAPTION.match(block.plain)) and len(block.plain) < 900


def _continues(before: PdfBlock, block: PdfBlock) -> bool:
    """Whether a block goes on with a sentence that the column or page before it has not ended."""
    if before.level or block.level or block.depth or CAPTION.match(block.plain):
        return False
    if (before.page, before.last.left) == (block.page, block.first.left):
        return False
    if abs(before.last.size - block.first.size) > 0.1 * before.last.size:
        return False
    last, first = before.last.plain, block.first.plain
    if re.search(r"[.!?:…。！？؟۔।][\"'”’»)\]]*$", last) or before.last.rest > 0.25 * (
        before.last.right - before.last.left
    ):
        return False
    return first[:1].islower() or not (first[:1].isupper() or first[:1].isdigit())
