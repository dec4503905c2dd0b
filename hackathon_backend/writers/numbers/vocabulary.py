"""Words for numbers, for what is counted in thousands, and for units."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import TypedDict

from num2words import num2words

from ...lessons.languages import base

_SPELLED = ("en", "de", "fr", "es", "it", "pt")
"""Languages whose numbers in words stand between spaces, so that they are found without doubt."""
_MOST = 100


class _NumberWords(TypedDict):
    """The file of words: powers of ten, everywhere and by language; parts, multiples, units; and what is in doubt."""

    scales: dict[str, int]
    long_scales: dict[str, dict[str, int]]
    parts: dict[str, str]
    double: dict[str, int]
    units: dict[str, str]
    doubtful: list[str]


@cache
def number_words(language: str) -> tuple[re.Pattern[str] | None, dict[str, Fraction]]:
    """What finds numbers in words, and what they mean; None for languages in which that is not sure."""
    code = base(language)
    if code not in _SPELLED:
        return None, {}
    known = {_spelled(number, code): Fraction(number) for number in range(_MOST + 1)}
    known |= {word: Fraction(part) for word, part in _words()["parts"].items()}
    known |= {word: Fraction(times) for word, times in _words()["double"].items()}
    longest_first = sorted(known, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)"), known


@cache
def scales(language: str) -> dict[str, int]:
    """Words after a number by which it is to be taken, as powers of ten; "billion" is not the same everywhere."""
    words = _words()
    return words["scales"] | words["long_scales"].get(base(language), {})


def units() -> dict[str, str]:
    """Units by the words and signs for them."""
    return _words()["units"]


def is_doubtful(word: str) -> bool:
    """Whether a word for a number often means something else."""
    return word.casefold() in _words()["doubtful"]


def _spelled(number: int, code: str) -> str:
    return str(num2words(number, lang=code)).casefold().replace("-", " ")


@cache
def _words() -> _NumberWords:
    read: _NumberWords = json.loads((files(__package__) / "words.json").read_text("utf-8"))
    return read
