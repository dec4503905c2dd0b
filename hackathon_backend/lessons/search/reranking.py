"""Statements that have the words of a question, told apart by their form and by where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..sentences import is_question
from .words import fold, terms

_FITS, _HINTS, _HEADED, _DENSE = 0.12, 0.05, 0.08, 0.06
MOST = 0.7
"""The most by which two statements differ in this."""
_SHARED, _MOST_SHARED, _SMALL = 0.04, 3, 4
"""For words that searching passes over ("different", "causes"), of at least so many letters."""
_ARTICLES = frozenset(
    re.findall(r"\w+", "the a an el la los las le les un une una der die das ein eine o os as il lo i gli")
)
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(
    r"\b(?!(?:1\d|20)\d\d\b)\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|hundred|half"
    r"|sixth|thousand|million)\b"
)
_DATE = re.compile(r"\b(?:1\d|20)\d\d\b")
_HOW_MANY = re.compile(
    r"\bhow many\b|\bcuant[oa]s\b|\bcombien de\b|\bwie ?viele\b|\bquant[oaie]s?\b|कितने|كم عدد|多少|几个|いくつ"
)
_HOW_MUCH = re.compile(
    r"\bhow (?:much|long|old|far|fast|big|large|often|high|deep)\b|\bcuant[oa]\b|\bcombien\b"
    r"|\bwie (?:viel|lange|gross|oft)\b|\bquant[oa]\b|कितन|كم|多|どのくらい|どれ"
)
_WHEN = re.compile(r"\bwhen\b|\bcuando\b|\bquand\b|\bwann\b|\bquando\b|कब|متى|什么时候|何時|いつ")
_WHAT_IF = re.compile(
    r"\bwhat happens (?:when|if)\b|\bque pasa (?:cuando|si)\b"
    r"|\bwas passiert,? wenn\b|\bque se passe t il (?:quand|si)\b"
)
_IF = re.compile(r"(?:if|when|wenn|si|cuando|quand|se|quando)\b")
_WHAT_IS = re.compile(
    r"\bwhat (?:is|are|does .* (?:mean|say))\b|\bque (?:es|son)\b|\bqu.est.ce que\b"
    r"|\bwas (?:ist|sind)\b|\bo que (?:e|sao)\b"
    r"|\bche cos.?\b|\bque (?:dice|diz)\b|\bwas sagt\b|क्या है|ما هو|ما هي|什么是|是什么|とは|何ですか"
)
_DEFINES = re.compile(r"\b(?:called|named|llama|llaman|appelle|heisst|nennt|chama|chiama)\b")
_IS = re.compile(r"(?:\w+ ){0,4}(?:is|are|es|son|est|sont|ist|sind|e|sao)\b")


class Reranker:
    """Scores a lesson's statements for one question, which asks for the terms `wanted`."""

    def __init__(self, question: str, wanted: frozenset[str], language: str) -> None:
        self._wanted, self._language = wanted, language
        text = fold(question)
        self._how_many = _HOW_MANY.search(text) is not None
        self._how_much = not self._how_many and _HOW_MUCH.search(text) is not None
        self._when = _WHEN.search(text) is not None
        self._what_if = _WHAT_IF.search(text) is not None
        self._what_is = _WHAT_IS.search(text) is not None
        words = _WORD.findall(text)
        self._first = next(iter(words), "")
        self._small = {word for word in words if len(word) >= _SMALL and not terms(word, language)}

    @property
    def wants_number(self) -> bool:
        """Whether a number or a date is asked for."""
        return self._how_many or self._how_much or self._when

    def score(
        self, text: str, said: Sequence[str], section: str, heading: frozenset[str], *, aside: bool, is_row: bool
    ) -> float:
        """How much speaks for a statement of the terms `said`, below the heading `section`; `aside`: it only sums up.

        A table's row that begins with what is asked for is all about it.
        """
        folded = fold(text)
        found = _DENSE * len(self._wanted.intersection(said)) / (len(said) or 1)
        found += _HINTS * self._begins(folded) * (2 if is_row else 1)
        found += _SHARED * min(_MOST_SHARED, len(self._small.intersection(_WORD.findall(f"{folded} {fold(section)}"))))
        found += _HEADED * (not heading.isdisjoint(self._wanted))
        found -= _FITS * (aside + is_question(folded))
        return found + self._form(folded)

    def _form(self, text: str) -> float:
        words = _WORD.findall(text)
        fits = (self._how_many and self._near(_NUMBER, text)) or (self._how_much and _NUMBER.search(text) is not None)
        fits = fits or (self._when and _DATE.search(text) is not None)
        fits = fits or (self._what_is and self._near(_DEFINES, text))
        fits = fits or (self._what_if and _IF.match(text) is not None)
        # A row that is called "Where" answers "where"; a sentence may, too, that has the word.
        fits = fits or words[:1] == [self._first]
        fits = fits or (self._what_is and self._begins(text) and _IS.match(text) is not None)
        hints = self._first in words
        return _FITS * bool(fits) + _HINTS * bool(hints)

    def _begins(self, text: str) -> bool:
        """Whether a text begins with what is asked for, articles apart."""
        first = next((word for word in _WORD.findall(text)[:2] if word not in _ARTICLES), "")
        return not self._wanted.isdisjoint(terms(first, self._language))

    def _near(self, sign: re.Pattern[str], text: str) -> bool:
        """Whether the sign stands just before something that is asked for: a number, or "called"."""
        after = (" ".join(_WORD.findall(text[found.end() :])[:3]) for found in sign.finditer(text))
        return any(not self._wanted.isdisjoint(terms(words, self._language)) for words in after)
