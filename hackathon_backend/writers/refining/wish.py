"""How a prompt is wished to be different ("make it warmer, at night"), as far as rules understand it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..phrasebook import flat
from .vocabulary import PictureWords, patterns, phrase_pattern, vocabulary

_CLAUSE = re.compile(r"[,;.!?،。，、；！？।\n]+")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True)
class ReadWish:
    """`phrases` are what it comes to for a camera, `time` the time of day. `clauses` are its parts that say something
    else, in its own words; `refused` those that want something left out, which a prompt can't say.
    """

    phrases: tuple[str, ...] = ()
    time: str | None = None
    clauses: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def read_wish(wish: str, language: str) -> ReadWish:
    """The wish as rules understand it. `language` is one that there is a vocabulary of."""
    words = vocabulary(language)
    phrases, clauses, refused = list[str](), list[str](), list[str]()
    time = None
    for clause in filter(None, map(str.strip, _CLAUSE.split(wish))):
        left, found = _relative(flat(clause), words)
        left, said = _time_of_day(left, language)
        phrases += found
        time = said or time
        rest = _unread(left, words)
        if rest and phrase_pattern(tuple(words.negations)).search(left):
            refused.append(clause)
        elif rest:
            clauses.append(clause)
    return ReadWish(tuple(dict.fromkeys(phrases)), time, tuple(clauses), tuple(refused))


def _relative(text: str, words: PictureWords) -> tuple[str, list[str]]:
    """What is left of the text without words such as "warmer", and what these come to."""
    found = list[str]()
    for wished in words.wishes.values():
        for phrase, said in wished.items():
            text, count = phrase_pattern(tuple(said)).subn(" ", text)
            found += [phrase] if count else []
    return text, found


def _time_of_day(text: str, language: str) -> tuple[str, str | None]:
    found = None
    for kind, meaning, pattern in patterns(language):
        if kind == "time":
            text, count = pattern.subn(" ", text)
            found = meaning if count else found
    return text, found


def _unread(text: str, words: PictureWords) -> bool:
    """Whether more is left than words that say nothing by themselves."""
    left = phrase_pattern(tuple(words.fillers)).sub(" ", text)
    return _WORD.search(left) is not None
