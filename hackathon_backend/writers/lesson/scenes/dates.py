"""Whether something is a date, and a list of such things a timeline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from babel import Locale

from .labels import term_of

_LANGUAGES = ("en", "es", "fr", "de", "pt", "it")
# A year stands alone, or with its age; a number with a unit behind it is a measure.
_YEAR = re.compile(
    r"(?:^|\D)\d{3,4}s?(?:\s*[-–—/]\s*\d{2,4})?(?:\s*\(.*\))?\W*$"
    r"|\d\s*(?:BCE?|CE|AD|v\.\s?Chr|n\.\s?Chr|av\.\s?J|apr\.\s?J|a\.\s?C|d\.\s?C)\b"
    r"|\b(?:AD|BC)\s+\d|\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b|[年月]|世紀|世纪"
)
_CLOCK = re.compile(r"^\W*(?:at\s|um\s|à\s|a las\s)?\d{1,2}(?:[:.h]\d{2})?\s*(?:[ap]\.?m\.?|uhr|h)?\W*$", re.IGNORECASE)
_COUNTED = re.compile(
    r"\b(?:days?|weeks?|months?|years?|century|centuries|decade|million years|billion years|día|semana|mes|año|siglo"
    r"|jours?|semaine|mois|an|année|siècle|tag|woche|monat|jahr|jahrhundert|jahre|dia|mês|ano|século|giorno|settimana"
    r"|mese|anno|secolo)\b",
    re.IGNORECASE,
)


def is_date(text: str) -> bool:
    """Whether `text`, what an item of a list names, says when: a year, a day, a time, a century."""
    if not any(map(str.isdigit, text)):
        return False
    is_clock = _CLOCK.match(text) is not None and re.search(r"\d[:.h]\d|[ap]\.?m|uhr", text, re.IGNORECASE) is not None
    return bool(is_clock or _YEAR.search(text) or _COUNTED.search(text) or _months().search(text))


_YEARS = r"(?:1\d|20)\d\d|[1-9]\d\d(?=\s?(?:年|AD|CE|BC|v\.\s?Chr|n\.\s?Chr|av\.\s?J|a\.\s?C|d\.\s?C))"
_IN = (
    r"(?:in|since|from|until|till|by|around|about|year|im jahre?|anno|seit|ab|bis|um|en|desde|hacia|hasta|año|em"
    r"|até|ano|nel|dal|al|vers|depuis|dès|l'an|à partir de|सन्?|عام|سنة|منذ|公元|西暦|c\.|ca\.)"
)
_NO_AMOUNT = r"(?![\d.,]*\d|\s?(?:[%°€$£²³]|(?:k?m|cm|mm|kg|mg|k?Hz|k?W|k?V|k?J|N|k?Pa|ml)\b))"
"""What does not stand behind a year: more digits, or a unit."""


@cache
def _said() -> re.Pattern[str]:
    day = r"(?:\d{1,2}(?:st|nd|rd|th|er|\.|º)?\s(?:de\s|of\s)?)?"
    month = rf"(?:{'|'.join(_month_names())})\.?(?:\s\d{{1,2}},)?\s(?:de\s|of\s)?"
    before = rf"(?:(?<![^\W\d_]){_IN}\s(?:the\s(?:year|spring|summer|autumn|winter)\s(?:of\s)?)?|[(（])"
    return re.compile(
        rf"(?P<full>(?<!\d){day}{month}(?:{_YEARS}))(?!\d)|{before}(?P<year>{_YEARS}){_NO_AMOUNT}"
        r"|(?P<wide>\d{3,4}\s?年)",
        re.IGNORECASE,
    )


def date_in(sentence: str) -> str:
    """When what a sentence tells has happened, as it is written there: a year, a month or a day of one; "" if it names
    none, or several.
    """
    found = {match[0]: match["full"] or match["year"] or match["wide"] for match in _said().finditer(sentence)}
    return next(iter(found.values())).strip() if len(found) == 1 else ""


def year_of(date: str) -> int:
    """The year of a date that has one."""
    return int(next(iter(re.findall(r"\d{3,4}", date)), "0"))


def is_timeline(items: Sequence[str]) -> bool:
    """Whether most items of a list begin with a date."""
    return sum(is_date(term_of(item)) for item in items) > len(items) / 2


@cache
def _months() -> re.Pattern[str]:
    """The names of months, in the languages that lessons are mostly written in."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(_month_names())})(?!\w)", re.IGNORECASE)


@cache
def _month_names() -> tuple[str, ...]:
    names = {
        name.rstrip(".")
        for language in _LANGUAGES
        for width in ("wide", "abbreviated")
        for name in Locale(language).months["format"][width].values()
    }
    return tuple(sorted(map(re.escape, names), reverse=True))
