"""What makes a request a forbidden one: ideas that stand together, unless others say that it is a lesson.

A rule in `rules.json` has a `kind` and `find`: "howto build weapon" are ideas in any order, "person > act" in this
one, "a|b" either of two, all of one sentence and no further from each other than `within` words. `unless` are ideas
that make a lesson of it wherever they are near, `before` those that do so ahead of it, `apart` those that may not
stand within. Of one that is `grave`, once is too often even in a document; of one that is `mild`, an exercise has some;
one that is `bare` goes by a first name alone, which is a pupil's where no story is told of it.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from .concepts import ConceptSpan
from .folding import Lattice
from .verdict import ForbiddenKind

_RULES = Path(__file__).with_name("rules.json")
_LONG = 90.0
"""Words of a text in which a word at one end says nothing about the other."""
_AROUND = 30.0
_REACH = 45
"""Words, or signs, within which another idea is looked for: all that `within` may allow."""


class ModerationRule(BaseModel):
    """One rule."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ForbiddenKind
    find: tuple[str, ...]
    within: float = 8
    unless: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    grave: bool = False
    mild: bool = False
    bare: bool = False


@dataclass(frozen=True)
class Breach:
    """A rule that was broken, and the words by which."""

    kind: ForbiddenKind
    start: int
    end: int
    grave: bool = False
    mild: bool = False
    bare: bool = False


@cache
def rules() -> tuple[ModerationRule, ...]:
    """All rules, in the order in which they are tried."""
    return tuple(ModerationRule.model_validate(each) for each in json.loads(_RULES.read_text("utf-8")))


def breach_in(text: Lattice, spans: Sequence[ConceptSpan]) -> Breach | None:
    """The first rule that the text breaks."""
    return next(breaches_in(text, spans), None)


def breaches_in(text: Lattice, spans: Sequence[ConceptSpan], around: float = _AROUND) -> Iterator[Breach]:
    """All places at which the text breaks rules, rule by rule; in a long one what is further than `around` away says
    nothing about a place.
    """
    known = _Known(text, spans, around)
    for rule in rules():
        for wanted in rule.find:
            for start, end in known.matches(rule, wanted):
                yield Breach(rule.kind, start, end, rule.grave, rule.mild, rule.bare)


class _Known:
    """The ideas of a text, by name and place."""

    def __init__(self, text: Lattice, spans: Sequence[ConceptSpan], around: float) -> None:
        self._text = text
        self._reach = around
        self._spans: dict[str, list[ConceptSpan]] = {}
        for each in spans:
            self._spans.setdefault(each.concept, []).append(each)

    def matches(self, rule: ModerationRule, wanted: str) -> Iterator[tuple[int, int]]:
        """From where to where the rule's ideas stand together, if no others make a lesson of it."""
        in_order = ">" in wanted
        parts = [each.strip().split("|") for each in wanted.split(">" if in_order else None)]
        if all(any(name in self._spans for name in names) for names in parts):
            for name in parts[0]:
                for first in self._spans.get(name, ()):
                    if self._is_lesson(rule, first):
                        continue
                    yield from self._joined(rule, parts[1:], in_order, (first,))

    def _joined(
        self, rule: ModerationRule, parts: Sequence[Sequence[str]], in_order: bool, taken: tuple[ConceptSpan, ...]
    ) -> Iterator[tuple[int, int]]:
        if not parts:
            start, end = min(each.start for each in taken), max(each.end for each in taken)
            if not any(span.end <= end for name in rule.apart for span in self._around(name, start, end)):
                yield start, end
            return
        before = taken[-1]
        least = before.end if in_order else before.start - _REACH
        for name in parts[0]:
            for span in self._around(name, least, before.end + _REACH):
                if all(self._together(one, span, rule.within) for one in taken):
                    yield from self._joined(rule, parts[1:], in_order, (*taken, span))

    def _around(self, name: str, least: int, most: int) -> Sequence[ConceptSpan]:
        spans = self._spans.get(name, [])
        place = attrgetter("start")
        return spans[bisect_left(spans, least, key=place) : bisect_left(spans, most, key=place)]

    def _together(self, one: ConceptSpan, two: ConceptSpan, within: float) -> bool:
        text = self._text
        if text.sentence[one.start] != text.sentence[two.start]:
            return False
        first, second = (one, two) if one.start <= two.start else (two, one)
        return text.at[second.start] - text.at[first.end - 1] <= within

    def _is_lesson(self, rule: ModerationRule, first: ConceptSpan) -> bool:
        at = self._text.at
        least, most = 0, len(at)
        if at[-1] > _LONG:
            least, most = (bisect_left(at, at[first.start] + by) for by in (-self._reach, self._reach))
        return any(self._around(name, least, first.start) for name in rule.before) or any(
            self._around(name, least, most) for name in rule.unless
        )
