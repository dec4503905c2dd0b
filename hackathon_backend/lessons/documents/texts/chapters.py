"""A long talk in chapters: it has no headings, and what it speaks of tells where one theme ends and the next begins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from math import log, sqrt

from ...search.words import is_paired, terms

LONG = 6_000
"""Characters of a talk from which on it has chapters: some six minutes."""
_LEAST, _MOST = 2_400, 5_000
"""Characters of a chapter: what a film of two to five minutes says."""
_AROUND = 1_200
"""Characters before and after a place whose words are compared."""
_NAMED = 3
"""Words that a chapter is named by."""
_WORD = re.compile(r"[^\W\d_]{4,}")


def chapter_starts(paragraphs: Sequence[str], language: str) -> list[int]:
    """The paragraphs that chapters begin with, the first one included; [0] of a short talk."""
    starts = [0]
    if sum(map(len, paragraphs)) < LONG:
        return starts
    counts = [Counter(terms(paragraph, language)) for paragraph in paragraphs]
    left = sum(map(len, paragraphs))
    while left >= _LEAST + _MOST // 2:
        places = list(_places(paragraphs, starts[-1]))
        if not places:
            break
        best = min(places, key=lambda place: _likeness(paragraphs, counts, place))
        left -= sum(map(len, paragraphs[starts[-1] : best]))
        starts.append(best)
    return starts


def named(paragraphs: Sequence[Sequence[str]], language: str) -> list[str]:
    """What each chapter, given as its paragraphs, speaks of more than the others; "" where words have no spaces."""
    told = [Counter(_stems(" ".join(chapter), language)) for chapter in paragraphs]
    spread = Counter(stem for counts in told for stem in counts)
    return [
        _name(" ".join(chapter), counts, {stem: log(1 + len(told) / spread[stem]) for stem in counts}, language)
        for chapter, counts in zip(paragraphs, told, strict=True)
    ]


def _places(paragraphs: Sequence[str], start: int) -> Iterator[int]:
    """Where a chapter that began at `start` may end."""
    length = 0
    for place in range(start, len(paragraphs)):
        if length >= _LEAST:
            yield place
        length += len(paragraphs[place])
        if length > _MOST:
            return


def _likeness(paragraphs: Sequence[str], counts: Sequence[Counter[str]], place: int) -> float:
    before, after = Counter[str](), Counter[str]()
    for words, places in ((before, range(place - 1, -1, -1)), (after, range(place, len(paragraphs)))):
        length = 0
        for each in places:
            words.update(counts[each])
            length += len(paragraphs[each])
            if length >= _AROUND:
                break
    shared = sum(count * after[word] for word, count in before.items())
    return shared / (sqrt(_squared(before) * _squared(after)) or 1.0)


def _squared(counts: Counter[str]) -> int:
    return sum(count * count for count in counts.values())


def _stems(text: str, language: str) -> Iterator[str]:
    for word in _WORD.findall(text):
        yield from terms(word, language) if not is_paired(word) else ()


def _name(text: str, counts: Counter[str], rarity: dict[str, float], language: str) -> str:
    weights = {stem: count * rarity[stem] for stem, count in counts.items() if count > 1}
    chosen = set(sorted(weights, key=lambda stem: -weights[stem])[:_NAMED])
    written: dict[str, Counter[str]] = {}
    for word in _WORD.findall(text):
        for stem in chosen.intersection(terms(word, language)):
            written.setdefault(stem, Counter())[word] += 1
    name = ", ".join(words.most_common(1)[0][0] for words in written.values())
    return name[:1].upper() + name[1:]
