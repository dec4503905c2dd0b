"""The built-in moderator: word lists and rules, in ten languages, without a network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...lessons.languages import base, guess_language
from .concepts import ConceptSpan, languages_in, spans_in
from .folding import Lattice, lattice
from .kind_words import refusal
from .numbers import number_in
from .rules import Breach, breach_in
from .verdict import ALLOWED, ForbiddenKind, Review

_NEARLY = 0.65
"""How many of the words that the likeliest language knows another one has to know to be likely, too."""
_LONGEST = 40_000
"""Characters of one text that are read; orders are shorter."""


class ListModerator:
    """Goes by the lists. A text is read in the language that it seems to be in, and in those that it may be in."""

    def review(self, texts: Sequence[str], language: str | None = None) -> Review:
        """As the lists say; the first text at fault decides."""
        for number, text in enumerate(texts):
            if text.strip() and (found := _reviewed(text[:_LONGEST], language)):
                kind, said, spoken = found
                message, instead = refusal(kind, base(language) if language else spoken)
                return Review(kind, message, instead, number, said)
        return ALLOWED


def _reviewed(text: str, language: str | None) -> tuple[ForbiddenKind, str, str] | None:
    words = lattice(text)
    found = {each: spans_in(words, each) for each in languages_in(words)}
    likely = likely_languages(text, found, language)
    if (number := number_in(text, words)) is not None:
        return ForbiddenKind.PERSONAL_DATA, number, likely[0]
    for each in likely:
        if (breach := breach_in(words, found[each])) is not None:
            return breach.kind, _said(words, breach), each
    return None


def _said(words: Lattice, breach: Breach) -> str:
    return " ".join(words.words[breach.start : breach.end])


def likely_languages(text: str, found: Mapping[str, Sequence[ConceptSpan]], language: str | None) -> list[str]:
    """The languages in whose lists a text is looked up, the likeliest first. `found` is what their lists find in it."""
    named = [base(language)] if language else []
    first = guess_language(text, default="".join(named) or "en")
    known = {
        each: len({place for span in spans for place in range(span.start, span.end)}) for each, spans in found.items()
    }
    enough = max(1.0, max(known.values()) * _NEARLY)
    likely = [first, *named, *(each for each in known if known[each] >= enough)]
    return [each for each in dict.fromkeys(likely) if each in known] or ["en"]
