"""Looks for the numbers of a film in the lessons that it was made of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from babel import Locale, UnknownLocaleError

from ...lessons import Lesson
from ...lessons.languages import base
from ...lessons.sentences import sentences
from ...storyboard.kinds.base import BaseScene
from ..citing import plain
from ..cutting import cut_at_word
from .claims import claims_of
from .reading import WrittenNumber, normalised, numbers_in
from .vocabulary import is_doubtful

_FEWEST_IN_WORDS = 4
"""A smaller number in words counts what is seen, or is no more than an article."""
_QUOTE, _SHARED = 140, 2
_TERM = r"\d+(?:[.,]\d+)?"
_SUM = re.compile(rf"(?P<terms>{_TERM}(?:\s*[-+×/:÷]\s*{_TERM})+)\s*=\s*(?P<result>{_TERM})")


@dataclass(frozen=True)
class UnprovedNumber:
    """A number that is not in the lesson, and the sentence of the lesson that is nearest to what was said with it."""

    written: str
    instead: str = ""


class LessonNumbers:
    """The numbers of lessons, and of other texts that may be relied on, such as what was asked for."""

    def __init__(self, lessons: Sequence[Lesson], others: Iterable[str] = (), language: str = "en") -> None:
        self._language = language
        self._units: dict[Fraction, set[str]] = defaultdict(set)
        self._sentences: list[tuple[str, frozenset[str]]] = []
        self.is_empty = not lessons
        for lesson in lessons:
            self._take(lesson)
        for text in others:
            self._add(text, language)

    def unproved(self, text: str) -> list[UnprovedNumber]:
        """The numbers of a text that no lesson has and that the text does not work out before the reader's eyes."""
        worked_out = set(self._worked_out(text))
        missing = (
            number
            for number in numbers_in(text, self._language)
            if _is_claim(number) and not self._is_proved(number) and worked_out.isdisjoint(number.values)
        )
        return [UnprovedNumber(number.written, self._nearest(text)) for number in missing]

    def of_scene(self, scene: BaseScene, *, said: bool = True) -> list[UnprovedNumber]:
        """The same of all that a scene shows and, with `said`, says; each number once."""
        found = {each.written: each for text in claims_of(scene, said=said) for each in reversed(self.unproved(text))}
        return list(found.values())

    def _take(self, lesson: Lesson) -> None:
        told = [lesson.title, lesson.summary, lesson.text, *(block.text for block in lesson.blocks)]
        for text in told:
            self._add(text, lesson.language)
        for block in lesson.blocks:
            # How many there are of what is listed can be counted.
            for count in filter(None, (len(block.items), len(block.rows) - 1, len(block.rows[0]) if block.rows else 0)):
                self._units[Fraction(count)].add("")
            for line in sentences(block.text) if block.kind in ("paragraph", "quote") else block.items:
                if any(numbers_in(line, lesson.language)):
                    self._sentences.append((line, frozenset(_telling(line))))

    def _add(self, text: str, language: str) -> None:
        for number in numbers_in(text, language):
            for value in number.values:
                self._units[value].add(number.unit)
            # Its digits are there by themselves as well: in a table or on an axis the word may stand elsewhere.
            for value in number.parts:
                self._units[value].add("")
        for value in _months_in(text, language):
            self._units[value].add("")

    def _is_proved(self, number: WrittenNumber) -> bool:
        return any(_fits(number.unit, self._units[value]) for value in number.values if value in self._units) or (
            number.unit == "%" and any(value / 100 in self._units for value in number.values)
        )

    def _worked_out(self, text: str) -> Iterator[Fraction]:
        """The results of sums in a text that are right, and whose terms are known."""
        for found in _SUM.finditer(normalised(text)):
            terms = [Fraction(each.replace(",", ".")) for each in re.findall(_TERM, found["terms"])]
            signs = re.findall(r"[-+×/:÷]", found["terms"])
            result = Fraction(found["result"].replace(",", "."))
            if all(term in self._units for term in terms) and _reckoned(terms, signs) == result:
                yield result

    def _nearest(self, text: str) -> str:
        told = _telling(text)
        best = max(self._sentences, key=lambda each: len(told & each[1]), default=("", frozenset[str]()))
        return cut_at_word(best[0], _QUOTE) if len(told & best[1]) >= _SHARED else ""


def _is_claim(number: WrittenNumber) -> bool:
    if not number.values:
        return False
    if number.in_words:
        return not is_doubtful(number.written) and min(number.values) >= _FEWEST_IN_WORDS
    return True


def _fits(unit: str, known: set[str]) -> bool:
    return not unit or "" in known or unit in known


def _telling(text: str) -> frozenset[str]:
    """The words of a text that tell what it is about."""
    return frozenset(word for word in plain(text).split() if len(word) > 3 or not word.isascii())


def _reckoned(terms: Sequence[Fraction], signs: Sequence[str]) -> Fraction | None:
    """The result of a sum; products come first."""
    left, pending = Fraction(0), terms[0]
    for sign, term in zip(signs, terms[1:], strict=True):
        if sign == "×":
            pending *= term
        elif sign in "/:÷":
            if not term:
                return None
            pending /= term
        else:
            left, pending = left + pending, term if sign == "+" else -term
    return left + pending


def _months_in(text: str, language: str) -> Iterator[Fraction]:
    """The numbers of months that are named: dates may be written either way."""
    try:
        names = Locale.parse(base(language)).months["format"]["wide"]
    except (UnknownLocaleError, ValueError):
        return
    folded = text.casefold()
    yield from (Fraction(number) for number, name in names.items() if name.casefold() in folded)
