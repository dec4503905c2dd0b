"""Whether the units of numbers are the same in two texts: by their signs, or by what each language calls them."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files

from babel import Locale, UnknownLocaleError
from babel.units import UnknownUnitError, format_unit

from ..lessons.search.words import fold

_STEM = 4
"""Letters of a unit's name that are the same in all its cases."""
_PIECE = re.compile(r"[^\W\d_]+")


def changed_measures(source: str, told: str, languages: tuple[str, str]) -> list[str]:
    """What is wrong with the units of a translation from the first of `languages` into the second."""
    pattern, plain = _measured(), fold(told)
    wrong = []
    for sign in dict.fromkeys(found[1] for found in pattern.finditer(source)):
        if sign not in told and not any(all(piece in plain for piece in name) for name in _names(sign, languages[1])):
            wrong.append(f"the unit {sign} is missing")
    return wrong


@cache
def _units() -> dict[str, str]:
    units: dict[str, str] = json.loads((files(__package__) / "measures.json").read_text("utf-8"))
    return units


@cache
def _measured() -> re.Pattern[str]:
    signs = "|".join(re.escape(sign) for sign in sorted(_units(), key=len, reverse=True))
    return re.compile(rf"\d[\s\u00a0\u202f]?({signs})(?![\w/²³])")


@cache
def _names(sign: str, language: str) -> tuple[tuple[str, ...], ...]:
    """What a unit is called in a language: short, long, and of one and of many; of each name the stems of its words."""
    try:
        locale = Locale.parse(language, sep="-")
        told = [
            format_unit(amount, _units()[sign], length=length, locale=locale)
            for amount in (1, 2, 5, 100)
            for length in ("short", "long", "narrow")
        ]
    except (UnknownLocaleError, UnknownUnitError, ValueError):
        return ()
    signs = [re.sub(r"[\d\s\u00a0\u202f٠-٩۰-۹०-९]+", " ", each).strip() for each in told]
    return tuple({_stems(each): None for each in signs if each})


def _stems(name: str) -> tuple[str, ...]:
    return tuple(word[:_STEM] for word in _PIECE.findall(fold(name))) or (name,)
