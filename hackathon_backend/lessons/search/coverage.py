"""Whether a lesson is about what a question asks, or only shares words with it.

Words alone do not tell: "binary search trees" shares two words of three with binary search. So a word counts for as
much as the lesson makes of it, and words that stand side by side in the question have to do so in the lesson as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from difflib import get_close_matches
from functools import lru_cache
from itertools import chain, pairwise

from ..lesson import Lesson
from .words import is_paired, phrases, terms

# What a term of the query is worth: as part of one of the lesson's names, of a heading, of the text at most.
_NAMED = 1.0
_HEADING = 0.9
_TEXT = 0.8
# A term that no lesson knows is rather a detail ("in TypeScript", or a word of another language) than the topic.
_UNKNOWN_SHARE = 0.5
# Two words side by side name a thing of their own: "cell phone", "multiplying fractions".
_FOREIGN_COMPOUND = 0.6
_SHORT = 120
"""Terms of a lesson that is short enough to be about everything that it mentions."""
MENTIONED = 0.6
"""The most that a query gets whose words occur in a lesson without one of them being in its names or its title."""

_CAPITALISED = "de"
"""The language that writes every noun as others write names."""
_OFTEN = 4
"""Mentions of a name, from which on a lesson is about what bears it, too."""
_MIDST = re.compile(r"(?<=[\w,;:] )[^\W\d_][\w'-]*")
"""A word that does not begin a sentence."""
_ARTICLED = re.compile(r"\b(?:the|an?|la|le|les|el|los|las|il|lo|o|os|as)\s+([^\W\d_][\w'-]*)", re.IGNORECASE)
"""A word with an article, which is no name of its own: "the Sun"."""

_CLAUSE = re.compile(r"[.!?;:,|\n]+")


class Profile:
    """What a lesson is about: its names, and what it makes of each term."""

    def __init__(self, lesson: Lesson) -> None:
        self.language = lesson.language
        names = [terms(name, lesson.language) for name in (lesson.title, *lesson.keywords)]
        clauses = [terms(clause, lesson.language, index=True) for clause in _CLAUSE.split(lesson.words)]
        self._names = [frozenset(name) for name in names if name]
        self._title = frozenset(names[0])
        self.name_terms = frozenset(chain.from_iterable(names))
        self._headings = self._title.union(*(terms(name, lesson.language, index=True) for name in lesson.sections))
        self._counts = Counter(chain.from_iterable(clauses))
        self._figures = self._proper_names(lesson)
        size = self._counts.total()
        self._short = size < _SHORT
        # In a short text a single mention says much; in a lesson of the usual length it takes two or three.
        self._full_count = min(2.5, 1 + size / 300)
        near = (zip(clause, clause[step:], strict=False) for clause in [*names, *clauses] for step in (1, 2))
        self._neighbours = {frozenset(pair) for pair in chain.from_iterable(near)}

    def _proper_names(self, lesson: Lesson) -> frozenset[str]:
        """Who and what the lesson calls by a name and makes much of: "Napoleon" in its key points, "ATP" throughout."""
        if lesson.language.startswith(_CAPITALISED):
            return frozenset()
        texts = (block.text for block in lesson.blocks if block.kind != "figure")
        written = [word for text in texts for word in _MIDST.findall(text)]
        lowered = {word for word in written if word[:1].islower()}
        lowered |= {word.lower() for word in _ARTICLED.findall(lesson.words)}
        names = {word for word in written if word[:1].isupper() and word.lower() not in lowered}
        points = set(terms(" ".join(lesson.key_points), lesson.language))
        known = (term for name in names for term in terms(name, lesson.language))
        return frozenset(term for term in known if term in points or self._counts[term] >= _OFTEN)

    @property
    def vocabulary(self) -> set[str]:
        """Every term that the lesson uses."""
        return {*self._counts, *self.name_terms}

    def coverage(self, query: str, spelling: Spelling) -> float:
        """How much of the query's meaning the lesson covers: 0 (nothing) to 1."""
        groups = [spelling.corrected(group) for group in phrases(query, self.language)]
        wanted = set(chain.from_iterable(groups))
        named = set(chain.from_iterable(name for name in self._names if name <= wanted))
        wanted -= set(chain.from_iterable(_straddling(group, named) for group in groups))
        if not wanted:
            return 0.0
        size = sum(1.0 if spelling.knows(term) else _UNKNOWN_SHARE for term in wanted)
        share = sum(self._weight(term, named) for term in wanted) / size
        pairs = [pair for group in groups for pair in pairwise(group) if not named or not named.isdisjoint(pair)]
        if any(self._is_foreign(*pair) for pair in pairs):
            share *= _FOREIGN_COMPOUND
        is_topic = self._short or not wanted.isdisjoint(named | self._title | self._figures)
        return share if is_topic else min(share, MENTIONED)

    def _weight(self, term: str, named: set[str]) -> float:
        if term in named:
            return _NAMED
        if term in self._headings:
            return _HEADING
        return min(_TEXT, self._counts[term] / self._full_count)

    def _is_foreign(self, first: str, second: str) -> bool:
        if is_paired(first) or (self._headings | self.name_terms).issuperset((first, second)):
            return False
        return frozenset((first, second)) not in self._neighbours


@lru_cache(maxsize=256)
def profile_of(lesson: Lesson) -> Profile:
    """The lesson's profile: libraries of several people have many lessons in common."""
    return Profile(lesson)


class Spelling:
    """The terms that some lessons know, to tell a slip of the pen from another word."""

    def __init__(self, profiles: Collection[Profile]) -> None:
        self._known = frozenset(chain.from_iterable(profile.vocabulary for profile in profiles))
        self._names = frozenset(chain.from_iterable(profile.name_terms for profile in profiles))

    def knows(self, term: str) -> bool:
        """Whether any of the lessons uses the term."""
        return term in self._known

    def corrected(self, query: Sequence[str]) -> list[str]:
        """The terms of a query; an unknown long one becomes the name that differs from it by a letter, if there is one.

        The first letter has to be right: "evolution" is no slip for "revolution".
        """
        return [term if len(term) < 6 or term in self._known else self._nearest(term) for term in query]

    def _nearest(self, term: str) -> str:
        near = get_close_matches(term, [name for name in self._names if name[0] == term[0]], n=1, cutoff=0.9)
        return near[0] if near else term


def _straddling(group: Sequence[str], named: set[str]) -> list[str]:
    """Character pairs that are half in a name: they say nothing of their own."""
    return [
        loose
        for pair in pairwise(group)
        for loose, other in (pair, pair[::-1])
        if is_paired(loose) and loose not in named and other in named
    ]
