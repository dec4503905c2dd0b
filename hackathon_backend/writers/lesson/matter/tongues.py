"""A document that is half translated: a film of it is in one language, since one voice reads it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from ....lessons import Block
from ....lessons.documents.language import document_language, likelier_language
from ....lessons.languages import base, guess_language
from ....lessons.sentences import sentences
from .lines import is_finished, with_lines

_SAID = ("paragraph", "bullets", "steps")
"""What is in a language by itself; a quotation is in another one on purpose."""
_ORIGINAL = "en"
"""The language that documents are translated from: only between two of them is a short text told for sure."""
_SENTENCE, _TELLING = 30, 60
"""Letters of a sentence, and of any other text, that tells which of two languages it is in: names are in any."""


def in_one_language(blocks: Sequence[Block], language: str) -> tuple[str, list[Block], list[str]]:
    """The language that most of the blocks are in, the blocks that are told in it, and the texts that are not."""
    other = _ORIGINAL if base(language) != _ORIGINAL else _other_in(_prose(blocks), language)
    if base(other) == base(language):
        return language, list(blocks), []
    found = [_language_of(block.text, language, other) if block.kind in _SAID else "" for block in blocks]
    letters = Counter[str]()
    for block, each in zip(blocks, found, strict=True):
        letters[each] += len(block.text)
    told = other if letters[other] > letters[language] else language
    foreign = language if told == other else other
    kept, gone = list[Block](), list[str]()
    for block, each in zip(blocks, found, strict=True):
        lines = [block.text] if each == foreign else _foreign_lines(block, told, foreign)
        gone += lines
        if lines != [block.text]:
            rest = [line for line in _lines(block) if line not in lines]
            kept += with_lines(block, rest) if lines else [block]
    return told, kept, gone


def _prose(blocks: Sequence[Block]) -> str:
    return "\n".join(block.text for block in blocks if block.kind in _SAID)


def _other_in(text: str, language: str) -> str:
    """The language that a text is in by two ways of telling it; `language` if they differ."""
    other = document_language(text, language)
    return other if guess_language(text, other) == other else language


@lru_cache(maxsize=4096)
def _language_of(text: str, one: str, two: str) -> str:
    """Which of two languages a text is in; "" if that can't be told."""
    if sum(map(str.isalpha, text)) < (_SENTENCE if is_finished(text) else _TELLING):
        return ""
    found = likelier_language(text, one, two)
    # Names of programs and of people look English; English has small words between them.
    return "" if base(found) == _ORIGINAL != guess_language(text, "") else found


def _foreign_lines(block: Block, told: str, foreign: str) -> list[str]:
    if block.kind not in _SAID:
        return []
    return [line for line in _lines(block) if _language_of(line, told, foreign) == foreign]


def _lines(block: Block) -> Sequence[str]:
    return block.items or sentences(block.text)
