"""A lesson's passages, and how well each answers a query: BM25."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from ..lesson import Lesson
from ..markdown.block import Block
from ..summary import is_summary
from .words import terms

PASSAGE_LIMIT = 1500
"""Characters of a passage, above which a section is parted between blocks."""

# The customary constants of BM25 (Robertson and Zaragoza 2009, section 3.4); a heading counts as often as this.
_K1 = 1.4
_B = 0.6
_HEADING_WEIGHT = 2
# A summary has all the words of the lesson close together and explains none of them.
_SUMMARY_SHARE = 0.4


@dataclass(frozen=True)
class Passage:
    """A section of a lesson, or a part of a long one. `text` is plain; `score` is comparable within one search only."""

    lesson: Lesson
    section: str
    text: str
    blocks: tuple[Block, ...]
    score: float = 0.0


def passages_of(lesson: Lesson) -> list[Passage]:
    """The passages of a lesson, in order, without those that are only a heading."""
    found: list[list[Block]] = []
    size = 0
    for block in lesson.blocks:
        if block.kind == "heading":
            found.append([])
            size = 0
            continue
        if block.kind == "figure":
            # What a figure shows is said by the words around it.
            continue
        if not found or (size and size + len(block.text) > PASSAGE_LIMIT):
            found.append([])
            size = 0
        found[-1].append(block)
        size += len(block.text)
    return [
        Passage(lesson, blocks[0].section, "\n".join(block.text for block in blocks), tuple(blocks))
        for blocks in found
        if blocks
    ]


@lru_cache(maxsize=256)
def _counted(lesson: Lesson) -> tuple[tuple[Passage, Counter[str]], ...]:
    # Libraries of several people have many lessons in common.
    return tuple((passage, _count(passage)) for passage in passages_of(lesson))


class Index:
    """The passages of some lessons with their terms counted."""

    def __init__(self, lessons: Iterable[Lesson]) -> None:
        counted = [pair for lesson in lessons for pair in _counted(lesson)]
        self.passages = [passage for passage, _counts in counted]
        self._counts = [counts for _passage, counts in counted]
        self._sizes = [sum(counts.values()) for counts in self._counts]
        self._mean = sum(self._sizes) / max(1, len(self._sizes)) or 1.0
        self._spread = Counter(term for counts in self._counts for term in counts)

    def rarity(self, term: str) -> float:
        """The inverse document frequency of a term among the passages; the greatest for one that no passage has."""
        spread = self._spread[term]
        return log(1 + (len(self.passages) - spread + 0.5) / (spread + 0.5))

    def scores(self, query: Sequence[str]) -> list[float]:
        """The BM25 score of every passage for the terms of a query; 0 if it has none of them."""
        wanted = {term: self.rarity(term) for term in set(query)}
        return [self._score(wanted, place) for place in range(len(self.passages))]

    def _score(self, wanted: dict[str, float], place: int) -> float:
        counts = self._counts[place]
        norm = _K1 * (1 - _B + _B * self._sizes[place] / self._mean)
        score = sum(rarity * counts[term] * (_K1 + 1) / (counts[term] + norm) for term, rarity in wanted.items())
        return score * _SUMMARY_SHARE if is_summary(self.passages[place].section) else score


def _count(passage: Passage) -> Counter[str]:
    language = passage.lesson.language
    counts = Counter(terms(passage.text, language, index=True))
    for term in terms(passage.section, language, index=True):
        counts[term] += _HEADING_WEIGHT
    return counts
