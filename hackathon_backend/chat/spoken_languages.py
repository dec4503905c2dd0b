"""The languages that a message names: "in French", "auf Spanisch", "フランス語で"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from babel import Locale

from ..intent.language import languages
from ..writers.phrasebook import any_of, flat

_NAMED = (
    *("en", "de", "es", "fr", "pt", "it", "nl", "pl", "ru", "tr", "hi", "ar", "zh", "ja", "ko", "uk", "cs", "sk", "sv"),
    *("da", "nb", "fi", "el", "he", "ro", "hu", "bg", "hr", "sr", "id", "vi", "th", "bn", "ta", "te", "ur", "fa", "sw"),
    *("ca", "la"),
)
"""Those whose names are known."""
_INFLECTED = {"ru": 2, "pl": 1}
"""Languages in which the name of one changes its end, and how many of its letters do."""
_FEWEST_LETTERS = 4
_INTO = """in, into, to, auf, ins, en, al, em, para o, na, no, in het, naar het, po, w, на, 用, を, बोली"""
_AFTER = ("speaking", "language", "version", "sprache", "文", "で", "로", "में", "の")


@dataclass(frozen=True)
class NamedLanguage:
    """A language with its code; `start` and `end` are the place of the whole phrase in the flat text."""

    code: str
    start: int
    end: int


def language_named(text: str, *, framed: bool = True) -> NamedLanguage | None:
    """The language that flat `text` asks for; `framed`: only if a word says that it is the language to be used ("in
    French"), for French may be the topic as well.
    """
    for found in _pattern().finditer(text):
        name = found["name"]
        code = _codes().get(name) or next((code for stem, code in _stems() if name.startswith(stem)), None)
        if code and (not framed or found["into"] or found["after"]):
            return NamedLanguage(code, found.start(), found.end())
    return None


@cache
def _pattern() -> re.Pattern[str]:
    stems = "|".join(rf"(?<!\w){re.escape(stem)}\w*" for stem, _code in _stems())
    into = any_of(_INTO.split(","))
    return re.compile(
        rf"(?P<into>{into}\s*|(?<!\w)ب)?(?P<name>{any_of(_codes())}|{stems}|(?<=ب)(?:{'|'.join(_arabic())}))"
        rf"(?:\s*(?P<after>{any_of(_AFTER)}))?"
    )


@cache
def _codes() -> dict[str, str]:
    """The names in every language of the chat, flat, with the code of what they name; "Spanish" is no "Spanisch"."""
    return {name: code for ui in languages() for name, code in _names(ui)}


@cache
def _stems() -> tuple[tuple[str, str], ...]:
    found = [(name[:-cut], code) for ui, cut in _INFLECTED.items() for name, code in _names(ui)]
    return tuple(
        sorted(((stem, code) for stem, code in found if len(stem) >= _FEWEST_LETTERS), key=lambda each: each[0])
    )


@cache
def _arabic() -> tuple[str, ...]:
    return tuple(re.escape(name) for name, _code in _names("ar"))


def _names(ui: str) -> Iterator[tuple[str, str]]:
    known = Locale(ui).languages
    for code in _NAMED:
        if name := known.get(code):
            yield flat(name), code
