"""The few words that a simulation writes by itself, in the languages of lessons, and its numbers."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from babel import Locale, UnknownLocaleError
from babel.numbers import get_decimal_symbol, get_group_symbol

_NARROW = "\u00a0"
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_LARGE, _SMALL = 1e6, 1e-3
_FINEST = 4


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    given = json.loads(files(__package__).joinpath("words.json").read_text("utf-8"))
    languages: list[str] = given["languages"]
    return {name: dict(zip(languages, row.split("|"), strict=True)) for name, row in given["words"].items()}


@cache
def by_words() -> Mapping[str, str]:
    """The names of words by what they are in each language, in small letters; of one with two meanings, the first."""
    found: dict[str, str] = {}
    for name, row in _table().items():
        for text in row.values():
            found.setdefault(text.casefold(), name)
    return found


def word(name: str, language: str) -> str:
    """The word called `name` in `language`; in English if it is not known there; `name` itself if there is none."""
    words = _table().get(name)
    if words is None:
        return name.replace("_", " ")
    return words.get(language[:2].lower(), words["en"])


@cache
def _symbols(language: str) -> tuple[str, str]:
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return get_decimal_symbol(locale), get_group_symbol(locale)


def decimals_for(values: Sequence[float]) -> int:
    """Decimals with which the largest of `values` has three digits."""
    largest = max((abs(value) for value in values if math.isfinite(value)), default=0.0)
    if largest <= 0 or largest >= _LARGE:
        return 0 if largest else 1
    return min(max(2 - math.floor(math.log10(largest) + 1e-9), 0), _FINEST)


@dataclass(frozen=True)
class Written:
    """How numbers of one kind are written: always with as many decimals, so that nothing jumps while they run."""

    language: str
    unit: str
    decimals: int

    def text(self, value: float) -> str:
        """`value` with its unit."""
        return f"{self.number(value)}{self.gap}{self.unit}"

    @property
    def tiny(self) -> tuple[float, ...]:
        """A value that is written with a power of ten, if small ones are: nothing takes more room."""
        return (0.555 * _SMALL,) if self.decimals >= _FINEST else ()

    @property
    def gap(self) -> str:
        return "" if self.unit in ("", "°") else _NARROW

    def number(self, value: float) -> str:
        """`value` as its language writes it."""
        if not math.isfinite(value):
            return "∞"
        point, group = _symbols(self.language)
        size = abs(value)
        if size >= _LARGE or (0 < size < _SMALL and self.decimals >= _FINEST):
            power = math.floor(math.log10(size))
            return f"{_plain(value / 10.0**power, 2, point, group)}{_NARROW}×{_NARROW}10{str(power).translate(_RAISED)}"
        return _plain(value, self.decimals, point, group)


def _plain(value: float, decimals: int, point: str, group: str) -> str:
    rounded = round(value, decimals) + 0.0
    digits = f"{rounded:,.{decimals}f}" if abs(rounded) >= 10_000 else f"{rounded:.{decimals}f}"
    return digits.translate({ord(","): group, ord("."): point, ord("-"): "−"})


def steady(value: float, unit: str, language: str) -> str:
    """`value` with one decimal at every moment, so that it does not jump while it runs."""
    return Written(language, unit, 0 if abs(value) >= 100 else 1).text(value)


def brief(value: float, unit: str, language: str) -> str:
    """`value` as it stands on a thing: with as few decimals as say it in three digits."""
    decimals = decimals_for([value])
    while decimals and round(value, decimals) == round(value, decimals - 1):
        decimals -= 1
    return Written(language, unit, decimals).text(value)


def round_step(value: float) -> float:
    """The number near to `value` that is 1, 2, 2.5 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(value))
    return min((each * power for each in (1.0, 2.0, 2.5, 5.0, 10.0)), key=lambda each: abs(math.log(each / value)))
