"""The axis below a line: what its labels count or when they are, so that they stand in proportion."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Literal

from babel import Locale, UnknownLocaleError

_DAYS, _YEARS = 365.2425, (1000, 2200)
"""Days of a year, and between which whole numbers are years."""
_DECADES = 4
"""Labels from which powers of ten stand at equal distances."""

Kind = Literal["number", "year", "date", "time", "month"]


@dataclass(frozen=True)
class Across:
    """Where each label stands, from 0 (left) to 1. `dated` if they are moments; `powers` if it is a scale of powers."""

    shares: tuple[float, ...]
    dated: bool = False
    powers: bool = False

    @property
    def is_even(self) -> bool:
        """Whether all labels are at equal distances, in their order."""
        last = len(self.shares) - 1
        return all(math.isclose(share, place / last, abs_tol=1e-3) for place, share in enumerate(self.shares))


@dataclass(frozen=True)
class _Read:
    """A label as a number, and what is written around it."""

    value: float
    kind: Kind = "number"
    around: tuple[str, str] = ("", "")


def across(labels: Sequence[str], language: str) -> Across | None:
    """The places of `labels` if all are numbers with one unit, dates, times or months; None if they are names."""
    read = [_read(_plain(label), language) for label in labels]
    known = [each for each in read if each]
    if len(known) < 2 or len(known) < len(read):
        return None
    kinds = {each.kind for each in known}
    if not (kinds == {"number", "year"} or len(kinds) == 1) or not _one_unit(known):
        return None
    values = [each.value for each in known]
    if kinds == {"time"}:
        values = _past_midnight(values)
    if len(set(values)) < len(values):
        return None
    dated = "number" not in kinds
    if not dated and _are_decades(values):
        return Across(_shares([math.log10(value) for value in values], turned=values[0] > values[-1]), powers=True)
    falling = all(later < earlier for earlier, later in pairwise(values))
    return Across(_shares(values, turned=falling and not dated), dated)


def _shares(values: Sequence[float], *, turned: bool) -> tuple[float, ...]:
    low, high = min(values), max(values)
    shares = [(value - low) / (high - low) for value in values]
    return tuple(1 - share for share in shares) if turned else tuple(shares)


def _one_unit(known: Sequence[_Read]) -> bool:
    """Whether the same is written around all numbers; some may go without it."""
    return all(len({each.around[side] for each in known} - {""}) <= 1 for side in (0, 1))


def _past_midnight(hours: Sequence[float]) -> list[float]:
    """Times that go on into the next day, if they go back once."""
    back = [place for place, (earlier, later) in enumerate(pairwise(hours), 1) if later < earlier]
    return [hour + 24 * (len(back) == 1 and place >= back[0]) for place, hour in enumerate(hours)]


def _are_decades(values: Sequence[float]) -> bool:
    ordered = sorted(values)
    if len(values) < _DECADES or ordered[0] <= 0:
        return False
    return all(math.isclose(later / earlier, 10, rel_tol=1e-9) for earlier, later in pairwise(ordered))


def _plain(label: str) -> str:
    """`label` with digits, signs and spaces as ASCII has them."""
    text = "".join(str(unicodedata.decimal(char, char)) for char in label)
    text = re.sub("[\u2010-\u2012\u2212]", "-", text.replace("\u066b", ".").replace("\u066c", ""))
    return re.sub(r"\s+", " ", text).strip().casefold()


def _read(text: str, language: str) -> _Read | None:
    for reader in (_date, _time, _named_month, _special):
        if found := reader(text, language):
            return found
    return _number(text, language)


_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?")
_QUARTER = re.compile(r"(?:[qt](\d)[ /]*(\d{4})|(\d{4})[ /-]*[qt](\d))")
_DOTTED = re.compile(r"(\d{1,2})([./])(\d{1,2})[./](\d{4})")


def _date(text: str, language: str) -> _Read | None:
    if found := _ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3] or 1))
    if found := _QUARTER.fullmatch(text):
        return _day(int(found[2] or found[3]), 3 * int(found[1] or found[4]) - 2, 1)
    if found := _DOTTED.fullmatch(text):
        first, second = int(found[1]), int(found[3])
        american = found[2] == "/" and language.lower() in {"en", "en-us"}
        month, day = (first, second) if (american and first <= 12) or second > 12 else (second, first)
        return _day(int(found[4]), month, day)
    return None


def _day(year: int, month: int, day: int) -> _Read | None:
    try:
        return _Read(date(year, month, day).toordinal() / _DAYS, "date")
    except ValueError:
        return None


_CLOCK = re.compile(r"(\d{1,2})(?:[:h](\d{2}))?(?::(\d{2}))? ?(a\.?m\.?|p\.?m\.?|uhr|h)?")


def _time(text: str, _language: str) -> _Read | None:
    found = _CLOCK.fullmatch(text)
    if not found or int(found[1]) > 24 or not (found[2] or (found[4] or "")[:1] in {"a", "p", "u"}):
        return None
    half = (found[4] or "")[:1]
    hour = int(found[1]) % 12 + (12 if half == "p" else 0) if half in {"a", "p"} else int(found[1])
    return _Read(hour + int(found[2] or 0) / 60 + int(found[3] or 0) / 3600, "time")


_ORDINAL = re.compile(r"\b(\d+)(?:er|st|nd|rd|th)\b")


def _named_month(text: str, language: str) -> _Read | None:
    """A month by its name, with a day, a year, both or none."""
    words = re.findall(r"[^\W\d]+|\d+", _ORDINAL.sub(r"\1", text))
    months = [month for word in words if (month := _months(language).get(word))]
    figures = [int(word) for word in words if word.isdigit()]
    if len(months) != 1 or len(figures) + 1 != len(words) or len(figures) > 2:
        return None
    years = [figure for figure in figures if figure > 31]
    days = [figure for figure in figures if figure <= 31]
    if len(days) > 1 or len(years) > 1:
        return None
    day = days[0] if days else 1
    return _day(years[0], months[0], day) if years else _Read(months[0] + (day - 1) / 31, "month")


@cache
def _months(language: str) -> dict[str, int]:
    """The names of months, whole and short, in `language` and in English."""
    names: dict[str, int] = {}
    for locale in (Locale("en"), _locale(language)):
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for month, name in locale.months[context][width].items():
                    names.setdefault(name.casefold().strip("."), month)
    return {name: month for name, month in names.items() if not any(map(str.isdigit, name))}


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


_SEASON = re.compile(r"(\d{4})[/–](?:\d{2}|\d{4})")
_POWER = re.compile(r"10(?:\^(-?\d+)|([⁻⁰¹²³⁴-⁹]+))")
_PI = re.compile(r"(-?)(\d*) ?π(?: ?[/⁄] ?(\d+))?|(-?)(\d+)[/⁄](\d+) ?π")
_RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def _special(text: str, _language: str) -> _Read | None:
    """A season such as 2019/20, a power of ten, a multiple of pi, or a fraction that is one sign."""
    if found := _SEASON.fullmatch(text):
        return _Read(float(found[1]), "year")
    if found := _POWER.fullmatch(text):
        exponent = found[1] or found[2].translate(_RAISED)
        return _Read(10.0 ** int(exponent)) if re.fullmatch(r"-?\d{1,2}", exponent) else None
    if found := _PI.fullmatch(text):
        times, parts = found[2] or found[5] or "1", found[3] or found[6] or "1"
        sign = -1 if found[1] or found[4] else 1
        return _Read(sign * math.pi * int(times) / int(parts)) if int(parts) else None
    if len(text) == 1 and unicodedata.category(text) == "No":
        return _Read(unicodedata.numeric(text))
    return None


_FIGURE = re.compile(r"(-?)(\d+(?:[ .,']\d+)*|\.\d+)(?:[/⁄](\d+))?")
_BEFORE_CHRIST = re.compile(
    r"b\.? ?c\.?(?: ?e\.?)?|v\. ?chr\.?|av\.? ?j\.?-? ?c\.?|a\.? ?c\.?|p\.? ?n\. ?e\.?|до н\. ?э\.?|前"
)
_AFTER_CHRIST = re.compile(r"a\.? ?d\.?|c\.? ?e\.?|n\. ?chr\.?|ap\.? ?j\.?-? ?c\.?|d\.? ?c\.?|н\. ?э\.?")
_BOUND = re.compile(r"[<>≤≥+~…]")


def _number(text: str, language: str) -> _Read | None:
    """A number, with or without a unit: one alone, and no bound such as 65+."""
    found = list(_FIGURE.finditer(text))
    if len(found) != 1:
        return None
    sign, digits, part = found[0].groups()
    before, after = text[: found[0].start()].strip(" '"), text[found[0].end() :].strip(" .")
    if sign and before[-1:].isalnum():
        return None
    if _BOUND.search(before + after):
        return None
    value = _value(digits, language) / (int(part) if part and int(part) else 1)
    if _BEFORE_CHRIST.fullmatch(after) or _BEFORE_CHRIST.fullmatch(before):
        return _Read(-value, "year")
    if _AFTER_CHRIST.fullmatch(after) or _AFTER_CHRIST.fullmatch(before):
        return _Read(value, "year")
    if not before and after in {"月", "월"}:
        return _Read(value, "month")
    is_year = not (before or sign or part) and after in {"", "s", "er", "年", "년"} and digits.isdigit()
    kind: Kind = "year" if is_year and _YEARS[0] <= value <= _YEARS[1] else "number"
    return _Read(-value if sign else value, kind, (before, after))


def _value(digits: str, language: str) -> float:
    """`digits` as a number: where only one sign could be either, the language says if it groups thousands."""
    digits = digits.replace(" ", "").replace("'", "")
    signs = [char for char in digits if char in ".,"]
    decimal = ""
    if len(set(signs)) == 2 or (len(signs) == 1 and not re.search(r"^[1-9]\d{0,2}[.,]\d{3}$", digits)):
        decimal = signs[-1]
    elif len(signs) == 1:
        decimal = "," if _locale(language).number_symbols.get("latn", {}).get("decimal") == "," else "."
    return float("".join("." if char == decimal else "" if char in ".," else char for char in digits))
