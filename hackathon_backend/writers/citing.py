"""Finds what a scene shows or says in the lesson that it was made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from ..lessons import Block, Lesson
from ..lessons.search.words import fold
from ..lessons.sentences import sentences
from ..storyboard.kinds.source import SceneSource
from .cutting import cut_at_word

_QUOTE, _SECTION = 100, 120
"""Characters of a source's words and of its heading."""
_TELLING = 8
"""Letters that a text needs to be looked for anywhere in a lesson: a shorter one may stand in many places."""
_PROSE = frozenset({"paragraph", "quote", "bullets", "steps"})


def source_at(lesson: Lesson, block: Block | None = None, quote: str = "") -> SceneSource:
    """The source that a block of a lesson is, or the lesson as a whole; `quote` are words of it."""
    return SceneSource(
        lesson="" if lesson.is_inline else lesson.id,
        document=lesson.document,
        place=block.place if block else "",
        section=cut_at_word(block.section, _SECTION) if block else "",
        quote=cut_at_word(quote, _QUOTE),
    )


def source_of(lesson: Lesson, lines: Iterable[str], section: str | None = None) -> SceneSource | None:
    """The source of the first of `lines` that stands in the lesson, in `section` rather than elsewhere; None if none
    does.
    """
    known = _known(lesson, lesson.blocks)
    for line in filter(None, map(plain, lines)):
        own = [each for each in known if each[0].section == section]
        for block, sentence, words in (*own, *(known if len(line) >= _TELLING else ())):
            if _holds(words, line):
                return source_at(lesson, block, sentence)
    return None


def nearest(lesson: Lesson, block: Block, said: str) -> SceneSource:
    """The source that the block is, by that sentence of it which has most words of what is said."""
    told = set(plain(said).split())
    texts = [text for text, _ in _texts(block)]
    best = max(texts, key=lambda text: len(told.intersection(plain(text).split())), default="")
    return source_at(lesson, block, best)


def plain(text: str) -> str:
    """The words of a text without marks and case, by which two spellings of a sentence are known to be the same."""
    return " ".join(re.findall(r"\w+", fold(text)))


def _holds(words: str, line: str) -> bool:
    return line in words if not line.isascii() else f" {line} " in f" {words} "


@lru_cache(maxsize=8)
def _known(lesson: Lesson, _blocks: Sequence[Block]) -> tuple[tuple[Block, str, str], ...]:
    """Each text of a lesson: its block, what is quoted of it, and its words. Equal lessons may differ in their blocks:
    the key has these as well.
    """
    return tuple(
        (block, quote, words)
        for block in lesson.blocks
        if block.kind != "heading"
        for quote, text in _texts(block)
        if (words := plain(text))
    )


def _texts(block: Block) -> Iterator[tuple[str, str]]:
    """What can be quoted of a block, as it is read on its page, each with all that it says."""
    if block.kind in _PROSE:
        for text in block.items or (block.text,):
            yield from ((sentence, sentence) for sentence in sentences(text))
            # What is said may be an item of several sentences.
            yield text, text
    elif block.kind == "table":
        for row in block.rows:
            yield next(filter(None, row), ""), " ".join(row)
    elif block.kind == "image":
        yield block.text, block.text
    else:
        yield "", block.text
