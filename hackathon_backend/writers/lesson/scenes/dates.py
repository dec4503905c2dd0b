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


def is_timeline(items: Sequence[str]) -> bool:
    """Whether most items of a list begin with a date."""
    return sum(is_date(term_of(item)) for item in items) > len(items) / 2


@cache
def _months() -> re.Pattern[str]:
    """The names of months, in the languages that lessons are mostly written in."""
    names = {
        name.rstrip(".")
        for language in _LANGUAGES
        for width in ("wide", "abbreviated")
        for name in Locale(language).months["format"][width].values()
    }
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, names), reverse=True))})(?!\w)", re.IGNORECASE)
