"""The statement of a lesson that answers a question, and how surely it does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise
from math import log

from ..lesson import Lesson
from ..markdown.block import Block
from ..sentences import sentences
from ..summary import is_summary
from .question import Slot, slots_of
from .reranking import MOST, Reranker
from .words import fold, phrases, terms

ANSWERED = 0.68
"""The share of a question that a statement has to speak of to be an answer."""
NEAR = 0.22
"""The share from which on it is worth being shown as what comes nearest."""

# What it counts where a slot is met, if not in the statement: beside it, in its heading, elsewhere in its section.
_BESIDE, _HEADING, _SECTION = 0.85, 0.8, 0.45
_TITLE_WEIGHT = 0.25
_FOREIGN_PAIR = 0.65
"""What is left of a share if the question puts a word beside the topic's that never stands there in the lesson."""
_LONG_WORD = re.compile(r"[^\W_]{4,}")
_MOST_CODE = 2000
_FORMULA_NAMES = (
    "formula equation fórmula ecuación formule équation Formel Gleichung equação equazione सूत्र समीकरण معادلة 公式 方程"
)
"""What somebody asks for who wants to see a formula."""
_NUMERALS = "two three four five six seven eight nine ten both"
_ORDINALS = re.compile(r"\b(?:first|second|third|fourth|fifth)\b")
_ORDERED = re.compile(rf"(?P<order>{_ORDINALS.pattern})\s+(?P<of>\w+)")
_QUOTED = re.compile(r"[“«„「\"]\s?([^“”«»„」\"]+?)\s?[”»“」\"]")


@dataclass(frozen=True)
class Statement:
    """A sentence, a list's item or a table's row: the smallest that can answer. `place` is that of its block."""

    text: str
    block: Block
    place: int
    number: int


@dataclass(frozen=True)
class Found:
    """A statement, and how much of the question it speaks of: 0 to 1."""

    statement: Statement
    share: float


class Finder:
    """The statements of one lesson, indexed."""

    def __init__(self, lesson: Lesson) -> None:
        self.lesson = lesson
        language = lesson.language
        self.statements = list(_statements(lesson.blocks))
        self._said_by = [terms(each.text, language, index=True) for each in self.statements]
        self._terms = [frozenset(said) for said in self._said_by]
        self._headings = {name: frozenset(terms(name, language, index=True)) for name in lesson.sections}
        self._sections: dict[str, frozenset[str]] = {}
        self._blocks: dict[int, frozenset[str]] = {}
        for each, found in zip(self.statements, self._terms, strict=True):
            section = each.block.section
            self._sections[section] = self._sections.get(section, frozenset()) | found
            self._blocks[each.place] = self._blocks.get(each.place, frozenset()) | found
        self._spread = Counter(chain.from_iterable(self._terms))
        self._names = [frozenset(terms(name, language)) for name in (lesson.title, *lesson.keywords)]
        self._title = frozenset(terms(lesson.title, language))
        near = (zip(each, each[step:], strict=False) for each in self._in_order() for step in (1, 2))
        self._neighbours = {frozenset(pair) for pair in chain.from_iterable(near)}
        self._all_headings = frozenset(chain.from_iterable(self._headings.values()))
        self.vocabulary = frozenset(self._spread) | frozenset(chain.from_iterable(self._headings.values()))

    def slots(self, question: str, language: str) -> list[Slot]:
        """What the question asks for beyond the name of the lesson's topic."""
        asked = slots_of(question, language, self.lesson.language, self.vocabulary | self._title)
        said = self._said(asked)
        return [slot for slot in asked if not self._names_topic(slot, said)]

    def find(self, question: str, language: str) -> Found | None:
        """The statement that speaks of most of what is asked; None if the question names only the topic, or nothing."""
        named = (self.of_section(quoted[1]) for quoted in _QUOTED.finditer(question))
        if (section := next(filter(None, named), None)) is not None:
            return section
        slots = self.slots(question, language)
        if not slots or not self.statements:
            return None
        weights = [self._weight(slot) for slot in slots]
        wanted = frozenset[str]().union(*(slot.terms for slot in slots))
        reranker = Reranker(question, wanted, self.lesson.language)
        shares = [self._share(slots, weights, place) for place in range(len(self.statements))]
        if not (most := max(shares)):
            return None
        near = (place for place, share in enumerate(shares) if share >= max(most - MOST, 1e-9))
        _, share, place = max((shares[place] + self._rerank(reranker, place), shares[place], -place) for place in near)
        if not reranker.wants_number and (headed := self._headed(slots)) is not None:
            # A section that is named, and whose sentences need not say its name again.
            return Found(self.statements[-place], 1.0) if self._is_in(headed, -place) else headed
        return Found(self.statements[-place], share * (_FOREIGN_PAIR if self._is_foreign(question, slots) else 1.0))

    def _rerank(self, reranker: Reranker, place: int) -> float:
        statement = self.statements[place]
        section, is_row = statement.block.section, statement.block.kind == "table"
        return reranker.score(
            statement.text,
            self._said_by[place],
            section,
            self._headings.get(section, frozenset()),
            aside=is_summary(section) or statement.block.kind == "code",
            is_row=is_row,
        )

    def of_section(self, section: str) -> Found | None:
        """The first statement below a heading, which is all that its name asks for."""
        wanted = fold(section).strip()
        return next((Found(each, 1.0) for each in self.statements if fold(each.block.section) == wanted), None)

    def _headed(self, slots: Sequence[Slot]) -> Found | None:
        """The section whose heading says all that is asked for, and nothing else."""
        asked = [slot for slot in slots if slot.weight == 1]
        said = self._said(asked)
        for section, heading in self._headings.items():
            # "The same denominator" says more than its terms: searching passes over "same".
            is_whole = 0 < len(heading) == len(_LONG_WORD.findall(section))
            if is_whole and heading <= said and all(not slot.terms.isdisjoint(heading) for slot in asked):
                return self.of_section(section)
        return None

    def _is_in(self, headed: Found, place: int) -> bool:
        return self.statements[place].block.section == headed.statement.block.section

    def names_topic(self, question: str, language: str) -> bool:
        """Whether the question says one of the lesson's names."""
        said = self._said(slots_of(question, language, self.lesson.language, self.vocabulary | self._title))
        return any(name and name <= said for name in self._names)

    def _share(self, slots: Sequence[Slot], weights: Sequence[float], place: int) -> float:
        met = sum(weight * self._met(slot, place) for slot, weight in zip(slots, weights, strict=True))
        return met / (sum(weights) or 1.0)

    def _is_foreign(self, question: str, slots: Sequence[Slot]) -> bool:
        """Whether the question puts a word before one of the title ("divide fractions") that never stands beside it."""
        if self._is_another(question):
            return True
        weak = self._said(slot for slot in slots if slot.weight < 1) | _numerals()
        asked = ([term for term in each if term not in weak] for each in phrases(question, self.lesson.language))
        pairs = [pair for each in asked for pair in pairwise(each)]
        return any(
            topic in self._title
            and other in self.vocabulary - self._title
            and frozenset((other, topic)) not in self._neighbours
            and not self._all_headings.issuperset((other, topic))
            for other, topic in pairs
        )

    def _is_another(self, question: str) -> bool:
        """Whether it is about the first law where the lesson is on the second."""
        own = _ORDINALS.findall(fold(self.lesson.title))
        asked = [found["order"] for found in _ORDERED.finditer(fold(question)) if self._title & {*terms(found["of"])}]
        return bool(own and asked) and not set(own) & set(asked)

    def _in_order(self) -> Iterable[list[str]]:
        names = (terms(name, self.lesson.language) for name in (self.lesson.title, *self.lesson.keywords))
        return chain(self._said_by, names)

    @staticmethod
    def _said(asked: Iterable[Slot]) -> frozenset[str]:
        return frozenset[str]().union(*(each.terms for each in asked))

    def _names_topic(self, slot: Slot, said: frozenset[str]) -> bool:
        """Whether a slot is a part of a name of the whole lesson, its title or one in another language."""
        whole = (name for name in self._names if name and name <= said)
        return any(
            not slot.terms.isdisjoint(name) for name in whole if name == self._title or not name <= self.vocabulary
        )

    def _weight(self, slot: Slot) -> float:
        spread = max((self._spread[term] for term in slot.terms), default=0)
        rarity = log(1 + len(self.statements) / (spread + 0.5))
        return slot.weight * rarity * (1.0 if slot.terms.isdisjoint(self._title) else _TITLE_WEIGHT)

    def _met(self, slot: Slot, place: int) -> float:
        statement = self.statements[place]
        section = statement.block.section
        if not slot.terms.isdisjoint(self._terms[place]):
            return 1.0
        if not slot.terms.isdisjoint(self._blocks[statement.place]) and statement.block.kind not in (
            "table",
            "bullets",
        ):
            return _BESIDE
        if not slot.terms.isdisjoint(self._headings.get(section, ())):
            return _HEADING
        return _SECTION if not slot.terms.isdisjoint(self._sections[section]) else 0.0


@cache
def _numerals() -> frozenset[str]:
    return frozenset(terms(_NUMERALS))


def _statements(blocks: Iterable[Block]) -> Iterable[Statement]:
    for place, block in enumerate(blocks):
        for number, text in enumerate(_texts(block)):
            yield Statement(text, block, place, number)


def _texts(block: Block) -> list[str]:
    if block.kind in ("paragraph", "quote"):
        return sentences(" ".join(block.text.split()))
    if block.kind in ("bullets", "steps"):
        return list(block.items)
    if block.kind == "table" and block.rows:
        header, *rows = block.rows
        return ["; ".join([*row[:1], *map(" ".join, zip(header[1:], row[1:], strict=False))]) for row in rows]
    if block.kind == "code":
        return [block.text[:_MOST_CODE]]
    return [_FORMULA_NAMES] if block.kind == "formula" else []
