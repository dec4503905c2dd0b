"""What a question asks for, in the terms of a lesson that may be in another language."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches

from ..languages import base
from .everyday import everyday
from .glossary import meanings_of, spoken_of
from .words import is_paired, terms

_WEAK = 0.2
_UNKNOWN_ABROAD = 0.4
"""What a word of another language counts that no list and no likeness translates: it may be a detail."""
_LIKE_OTHER, _LIKE_OWN = 0.76, 0.85
"""How alike two words have to be, in two languages ("discriminante") and in one (a slip of the pen)."""
_LONG = 5
_LIMIT, _MOST_SLOTS = 600, 24
"""Characters of a question, and things that it asks for, beyond which it is a text."""


@dataclass(frozen=True)
class Slot:
    """One thing that a question speaks of: any of `terms` says it. `weight` is 1, less for a word that tells little."""

    terms: frozenset[str]
    weight: float = 1.0


def slots_of(question: str, asked_in: str, lesson_in: str, vocabulary: Collection[str]) -> list[Slot]:
    """The slots of a question in the language `asked_in`, for a lesson in `lesson_in` with this vocabulary."""
    question = question[:_LIMIT]
    asked_in, lesson_in = base(asked_in), base(lesson_in)
    abroad = asked_in != lesson_in
    question, meant = everyday(question, vocabulary) if asked_in == lesson_in == "en" else (question, [])
    found = [Slot(each) for each in meant]
    found += [Slot(m.terms_in(lesson_in), _WEAK if m.is_weak else 1.0) for m, _ in spoken_of(question, asked_in)]
    asked = zip(terms(question, asked_in), terms(question, lesson_in), strict=False)
    for own, foreign in asked:
        if abroad and is_paired(own) and foreign not in vocabulary:
            continue
        found.append(_slot(own, foreign, asked_in, lesson_in, vocabulary))
    # A word that tells little and that the lesson does not use tells nothing.
    told = (slot for slot in found if slot.weight > _WEAK or not slot.terms.isdisjoint(vocabulary))
    return list(dict.fromkeys(slot for slot in told if slot.terms))[:_MOST_SLOTS]


def _slot(own: str, foreign: str, asked_in: str, lesson_in: str, vocabulary: Collection[str]) -> Slot:
    known = meanings_of(own, asked_in)
    said = frozenset[str]().union(*(meaning.terms_in(lesson_in) for meaning in known))
    weak = bool(known) and all(meaning.is_weak for meaning in known)
    alike = frozenset[str]()
    if not known and foreign not in vocabulary and len(foreign) >= _LONG:
        cutoff = _LIKE_OTHER if asked_in != lesson_in else _LIKE_OWN
        near = [term for term in vocabulary if term[0] == foreign[0] and len(term) >= _LONG - 1]
        alike = frozenset(get_close_matches(foreign, near, n=2, cutoff=cutoff))
    unknown = asked_in != lesson_in and not known and not alike and foreign not in vocabulary
    return Slot(said | alike | {foreign}, _WEAK if weak else _UNKNOWN_ABROAD if unknown else 1.0)
