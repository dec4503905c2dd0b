"""How numbers of special forms are read out: Roman numerals, fractions, times, ratios, dates, ranges and years."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date

from babel import UnknownLocaleError
from babel.dates import format_date
from num2words import num2words

from .vocabulary import WrittenText

NUMBER = r"[-+−]?\d+(?:[.,]\d+)*"
"""A number as it is written, for `re`."""

_ROMAN = re.compile(r"(?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_MOST_RULERS = 30
_LONG_NUMERAL = 5
_RULER = re.compile(
    "Alexander|Carlos|Cat[eh]rin[ea]|Charles|[EÉ]li[sz]abeth|Ferdinand|Felipe|Fran[cçzç]i?s?|Fred[de]?rick|Friedrich|Georg[e]?|"
    "Heinrich|Henr[iy]|Isabel(?:la)?|James|João|Joseph|Karl|Leopold|Louis|Ludwig|Manuel|Maria|Mary|Maximilian|"
    "Napol[eé]on|Nicholas|Nikolaus|Otto|Pedro|Peter|Philip|Pius|Ramses|Rudolf|Umberto|Victor|Wilhelm|William"
)
_FEMININE = re.compile(r"(?:[aà]|Isabel|Elisabeth|Élisabeth|Beatrix|Margarethe|Margrethe|Anne|Marie|Catherine|Mary)$")
_FEMININE_ENDINGS = {"es": ("o", "a"), "it": ("o", "a"), "pt": ("o", "a")}
_TELEPHONE = re.compile(r"\d{3}-\d{4}")
_CENTURY = re.compile(r"(?!Le\b)([IVXL]+)(?:e|ème|er|re)")


def roman(here: WrittenText) -> str | None:
    """A Roman numeral: "Part IV" as "4", "Henry VIII" as "the eighth", "MCMXLV" as the number."""
    written = unicodedata.normalize("NFKC", here.core)
    plain = written.upper() if written != here.core else written
    if not _ROMAN.fullmatch(plain):
        return _french_century(plain) if here.table.language == "fr" else None
    value = _value(plain)
    is_year = len(plain) >= _LONG_NUMERAL and value > 1000
    if is_year or here.before.lower() in here.table.numbered or plain != here.core:
        return str(value)
    if (ordinal := _ordinal_before(value, here)) is not None:
        return ordinal
    return _ruler(value, here) if value <= _MOST_RULERS and _follows_a_name(plain, here) else None


def _french_century(plain: str) -> str | None:
    """The ordinal of "XIXe"."""
    found = _CENTURY.fullmatch(plain)
    return str(num2words(_value(found[1]), lang="fr", to="ordinal")) if found else None


def _ordinal_before(value: int, here: WrittenText) -> str | None:
    """The ordinal of "XIX secolo" and "II. Kapitel"."""
    if here.table.language == "it" and here.after.lower() == "secolo":
        return str(num2words(value, lang="it", to="ordinal"))
    if here.table.language == "de" and here.full_stop and here.after.lower() in here.table.numbered:
        return f"{num2words(value, lang='de', to='ordinal')}r".capitalize()
    return None


def _follows_a_name(plain: str, here: WrittenText) -> bool:
    """Single letters are more often a pronoun, a variable or a unit than a number."""
    is_name = here.before[:1].isupper() and here.before[1:].islower()
    return is_name and (len(plain) > 1 or _RULER.fullmatch(here.before) is not None)


def _value(numeral: str) -> int:
    digits = [_VALUES[sign] for sign in numeral]
    return sum(-digit if digit < after else digit for digit, after in zip(digits, [*digits[1:], 0], strict=True))


def _ruler(value: int, here: WrittenText) -> str:
    if value > here.table.ruler_ordinals:
        return str(value)
    ordinal = str(num2words(value, lang=here.table.language, to="ordinal"))
    pattern = here.table.ruler
    feminine = _FEMININE.search(here.before)
    if here.table.language == "fr":
        ordinal = "première" if feminine else "premier"
    if here.table.language == "de":
        ordinal, pattern = ordinal.capitalize(), "die {}" if feminine else pattern
    if feminine and here.table.language in _FEMININE_ENDINGS:
        ending, other = _FEMININE_ENDINGS[here.table.language]
        ordinal = ordinal.removesuffix(ending) + other
    return pattern.format(ordinal)


def fraction(here: WrittenText) -> str | None:
    """3/4, ¾, 2½ and the 3/4 of "1 3/4" in words; a whole number before it is joined by "and"."""
    plain = unicodedata.normalize("NFKC", re.sub(r"(?<=\d)(?=[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])", " ", here.core)).replace("⁄", "/")
    found = re.fullmatch(r"(?:(\d+) )?(\d{1,2})/(\d{1,3})", plain)
    if not found or found[3] not in here.table.fractions or not 0 < int(found[2]) < int(found[3]):
        return None
    whole, above, below = found.groups()
    single = above == "1"
    words = f"{here.table.one if single else above} {here.table.fractions[below][not single]}"
    mixed = whole or (re.fullmatch(r"\d+", here.before) and here.before)
    return f"{f'{whole} ' if whole else ''}{here.table.and_} {words}" if mixed else words


def time_or_ratio(here: WrittenText) -> str | None:
    """7:45 as "7 45", 2:1 as "2 to 1"."""
    found = re.fullmatch(r"(\d{1,3}):(\d{1,3})(?::(\d{1,3}))?(am|pm|AM|PM)?", here.core)
    if not found:
        return None
    hour, minute, rest, half = found.groups()
    if not _is_time(hour, minute, rest):
        return f" {here.table.ratio} ".join(filter(None, (hour, minute, rest)))
    said = _time(hour, minute, here, is_halved=bool(half) or here.after.replace(".", "").lower() in ("am", "pm"))
    said += f" {' '.join(half.upper())}" if half else ""
    return f"{said} {here.table.and_} {int(rest)}" if rest else said


def _is_time(hour: str, minute: str, second: str | None) -> bool:
    return len(minute) == 2 and int(hour) <= 24 and int(minute) <= 59 and (not second or len(second) == 2)


def _time(hour: str, minute: str, here: WrittenText, *, is_halved: bool) -> str:
    """The words for hour and minute; of a full hour in English the hour alone, if "am" or "pm" follows."""
    kind = "full" if minute == "00" else "early" if minute[0] == "0" else "usual"
    if is_halved and kind == "full" and here.table.language == "en":
        return hour
    return here.table.clock[kind].format(h=hour, m=int(minute))


def written_date(here: WrittenText) -> str | None:
    """28/11/2026, 2026-11-28 and 28.11.2026 as a date in words; in American English the month comes first."""
    iso = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", here.core)
    local = re.fullmatch(r"(\d{1,2})([/.])(\d{1,2})\2(\d{4})", here.core)
    if iso:
        year, month, day = (int(part) for part in iso.groups())
    elif local:
        day, month, year = int(local[1]), int(local[3]), int(local[4])
        if month > 12 or (here.table.month_first and day <= 12):
            day, month = month, day
    else:
        return None
    try:
        return str(
            format_date(
                date(year, month, day),
                "long",
                locale="en_GB" if here.table.language == "en" and not here.table.month_first else here.table.language,
            )
        )
    except (ValueError, UnknownLocaleError):
        return None


def year(here: WrittenText) -> str | None:
    """1945 as "nineteen forty-five", 1990s as "19 90s"."""
    if not (here.table.years_in_pairs and re.fullmatch(r"(1[1-9]\d\d|20[1-9]\d)s?", here.core)):
        return None
    if here.core.endswith("s"):
        return f"{here.core[:2]} hundreds" if here.core[2:4] == "00" else f"{here.core[:2]} {here.core[2:]}"
    # In words: beside other numbers, as in "14 July 1789", digits would be read as theirs.
    return str(num2words(int(here.core), lang="en", to="year"))


def decade(here: WrittenText) -> str | None:
    """'80s as "80s"."""
    found = re.fullmatch(r"['’‘]?(\d0)['’]?s", here.core)
    return f"{found[1]}s" if found and here.table.years_in_pairs else None


def spread(here: WrittenText) -> str | None:
    """A range: 3–5 as "3 to 5", -5–10 °C and 10%–20% too."""
    found = re.fullmatch(r"([-−]?)(\d+(?:[.,]\d+)*%?)[–—-](\d+(?:[.,]\d+)*%?)", here.core)
    if not found or (found[1] and here.core.count("-") > 1) or _TELEPHONE.fullmatch(here.core):
        return None
    minus = f"{here.table.signs['-']} " if found[1] else ""
    first, last = (year(replace(here, core=part)) or part for part in (found[2], found[3]))
    return f"{minus}{first} {here.table.to} {last}"
