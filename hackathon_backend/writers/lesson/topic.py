"""What of a lesson a topic is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from math import log

from ...lessons import Lesson
from ...lessons.search.words import terms

_MUCH = 0.5
_MOST_OCCURRENCES = 3
_SHORT_LINE = 2
"""Words by which a line counts as longer than it is: one of a single word says little."""


def relevance(lesson: Lesson, topic: str, texts: Sequence[str]) -> list[float]:
    """How much each of `texts`, parts of the lesson, says about `topic`: 0 to 1.

    All are 0 if the topic is the whole lesson: its title, a name in another language, or what it speaks of throughout.
    """
    counts = [_counted(text, lesson.language, True) for text in texts]
    rarity = _rarity(set(terms(topic, lesson.language)) - set(terms(lesson.title, lesson.language)), counts)
    raw = [sum(min(each[term], _MOST_OCCURRENCES) * weight for term, weight in rarity.items()) for each in counts]
    top = max(raw, default=0.0)
    if not top:
        return [0.0] * len(texts)
    shares = [value / top for value in raw]
    is_everywhere = len(shares) > 3 and sum(share > _MUCH for share in shares) > _MUCH * len(shares)
    return [0.0] * len(texts) if is_everywhere else shares


def summed_up(lesson: Lesson, texts: Sequence[str]) -> list[int]:
    """How many of the lesson's key points sum up each of `texts`: every point counts for the one that is nearest."""
    counts = [_counted(text, lesson.language, False) for text in texts]
    votes = [0] * len(texts)
    for point in lesson.key_points:
        rarity = _rarity(set(terms(point, lesson.language)), counts)
        near = [sum(weight * min(each[term], 2) for term, weight in rarity.items()) for each in counts]
        if any(near):
            votes[near.index(max(near))] += 1
    return votes


def telling_first(lesson: Lesson, lines: Sequence[str]) -> list[str]:
    """The lines that speak of what the lesson speaks of most first, its title counted; among equals in their order."""
    known = Counter(term for block in lesson.blocks for term in _counted(block.text, lesson.language, False))
    for term in terms(lesson.title, lesson.language):
        known[term] += 1 + max(known.values(), default=0) // 4
    weights = [_weight(_counted(line, lesson.language, False), known) for line in lines]
    return [line for _, line in sorted(zip(weights, lines, strict=True), key=lambda pair: -pair[0])]


def _weight(words: Counter[str], known: Counter[str]) -> float:
    return sum(log(1 + known[term]) for term in words) / (len(words) + _SHORT_LINE) if words else 0.0


@lru_cache(maxsize=1024)
def _counted(text: str, language: str, index: bool) -> Counter[str]:
    """The terms of a text, counted. Kept, since a film is planned several times over; nobody may change it."""
    return Counter(terms(text, language, index=index))


def _rarity(wanted: set[str], counts: Sequence[Counter[str]]) -> dict[str, float]:
    spread = {term: sum(term in each for each in counts) for term in wanted}
    return {term: log(1 + len(counts) / count) for term, count in spread.items() if count}
