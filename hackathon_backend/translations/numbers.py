"""Whether two texts have the same numbers, in whatever digits and notation each language writes them."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from num2words import num2words

from ..lessons.languages import base
from ..lessons.search.words import fold

_SPACES = "\u00a0\u202f\u2009 "
_NUMBER = re.compile(rf"\d+(?:[.,'’٫٬·{_SPACES}]\d+)*")
_POINTS = re.compile(r"[.,'’٫٬·]")
_SPELLED_UP_TO = 100
"""Whole numbers up to this one may be written as words in one of the languages."""
_ANYWHERE = Decimal(1)
"""It comes and goes with articles: "a cell" and "one cell" are the same in many languages."""
_ENGLISH = {"half": 2, "twice": 2, "both": 2, "double": 2, "pair": 2, "couple": 2, "dozen": 12, "once": 1, "triple": 3}


@dataclass(frozen=True)
class NumberRead:
    """A number as it stands in a text, and the values that it may be; `scaled` are those with the word behind it
    counted in ("1.4 billion").
    """

    shown: str
    values: frozenset[Decimal]
    scaled: frozenset[Decimal] = frozenset()

    def may_be(self, other: NumberRead) -> bool:
        """Whether both can be one and the same number."""
        if self.scaled and other.scaled:
            return bool(self.scaled & other.scaled)
        return bool((self.values | self.scaled) & (other.values | other.scaled))


def changed_numbers(source: str, told: str, languages: tuple[str, str]) -> list[str]:
    """What is wrong with the numbers of a translation from the first of `languages` into the second, in words for
    whoever made it.
    """
    best: list[str] | None = None
    for spaced in (False, True):
        for spaced_too in (False, True):
            before = numbers_in(source, languages[0], spaced=spaced)
            after = numbers_in(told, languages[1], spaced=spaced_too)
            wrong = _differences(before, after, (source, told), languages)
            if not wrong:
                return []
            best = wrong if best is None or len(wrong) < len(best) else best
    return best or []


def numbers_in(text: str, language: str, *, spaced: bool = False) -> list[NumberRead]:
    """The numbers of a text, in order; `spaced` takes digits with spaces between them for one number."""
    found = []
    for match in _NUMBER.finditer(text):
        parts = [match[0]] if spaced else re.split(rf"[{_SPACES}]", match[0])
        for place, part in enumerate(parts):
            behind = text[match.end() :] if place == len(parts) - 1 else ""
            found.append(_read(re.sub(rf"[{_SPACES}]", "", part), behind, language))
    return found


def _read(part: str, behind: str, language: str) -> NumberRead:
    plain = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in part)
    values = frozenset(_values(plain))
    power = _power(behind, language)
    scaled = frozenset(value * Decimal(10) ** power for value in values) if power else frozenset[Decimal]()
    return NumberRead(part, values, scaled)


def _values(plain: str) -> Iterable[Decimal]:
    digits = _POINTS.sub("", plain)
    points = _POINTS.findall(plain)
    if not points:
        yield Decimal(digits)
        return
    *between, last = map(len, _POINTS.split(plain)[1:])
    if last == 3 and (all(each == 3 for each in between) or all(each == 2 for each in between)):
        yield Decimal(digits)
    yield Decimal(f"{digits[:-last]}.{digits[-last:]}")


def _power(behind: str, language: str) -> int:
    following = behind.lstrip(_SPACES + "-").casefold()[:24]
    for word, power in _magnitudes().get(base(language), {}).items():
        if following.startswith(word):
            return power
    return 0


@cache
def _magnitudes() -> dict[str, dict[str, int]]:
    text = (files(__package__) / "magnitudes.json").read_text("utf-8")
    tables: dict[str, dict[str, int]] = json.loads(text)
    return {name: dict(sorted(table.items(), key=lambda row: -len(row[0]))) for name, table in tables.items()}


def _differences(
    before: Sequence[NumberRead], after: Sequence[NumberRead], texts: tuple[str, str], languages: tuple[str, str]
) -> list[str]:
    left = list(after)
    wrong = []
    for number in before:
        same = next((each for each in left if number.may_be(each)), None)
        if same is not None:
            left.remove(same)
        elif not _is_spelled(number, texts[1], languages[1]):
            wrong.append(f"the number {number.shown} is missing")
    added = (each for each in left if not _is_spelled(each, texts[0], languages[0]))
    return wrong + [f"the number {each.shown} is not in the source" for each in added]


def _is_spelled(number: NumberRead, text: str, language: str) -> bool:
    """Whether a small whole number stands in the text as a word."""
    whole = [int(value) for value in number.values if value == value.to_integral_value() and value <= _SPELLED_UP_TO]
    if not whole or _ANYWHERE in number.values:
        return bool(whole)
    plain, words = f" {_plain(text)} ", _words(whole[0], base(language))
    # Scripts without spaces have nothing before a word; elsewhere it may have an ending.
    begins = "" if base(language) in ("ja", "zh", "th") else " "
    return any(f"{begins}{_plain(word)}" in plain for word in words)


@cache
def _words(value: int, language: str) -> tuple[str, ...]:
    """A number as words, and as an ordinal; none in a language that nobody knows them of."""
    words = []
    for form in ("cardinal", "ordinal"):
        try:
            words.append(str(num2words(value, lang=language, to=form)))
        except (NotImplementedError, ValueError, TypeError, OverflowError, AttributeError, KeyError, IndexError):
            continue
    words += [word for word, meant in _ENGLISH.items() if meant == value and language == "en"]
    return tuple(word for word in words if word.strip() and not word[0].isdigit())


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text)))
