"""Numbers in text, whatever they are written with: 1,000 / 1 000 / 1.000 / 1e3 / ١٠٠٠ / one thousand.

A mark may mean two things: "1.000" is one, or a thousand. So every number has all values that it can be read as.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from .vocabulary import number_words, scales, units

_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+", strict=True))
_SUPERSCRIPT = re.compile(f"[{''.join(_RAISED)}]+")
_VULGAR = re.compile("(?<=\\d)(?=[¼-¾⅐-⅞])")
_MARKS = str.maketrans(
    {"٫": ".", "٬": ",", "−": "-", "⁄": "/", "·": "×", "∙": "×", "*": "×", "’": "'", "\u200f": "", "\u200e": ""}
)
_LATEX = (
    (re.compile(r"\\[dt]?frac\{(\d+)\}\{(\d+)\}"), r" \1/\2 "),
    (re.compile(r"\{,\}"), ","),
    (re.compile(r"\\[,;:! ]|\\left|\\right"), " "),
    (re.compile(r"\\(?:cdot|times)\b"), "×"),
    (re.compile(r"\\([%$])"), r"\1"),
    (re.compile(r"\^\{([+-]?\d+)\}"), r"^\1"),
    (re.compile(r"_\{?\w+\}?"), "_"),
)
_PLAIN = r"\d{1,3}(?:[ ']\d{3})+(?:[.,]\d+)?(?![\d])|\d+(?:[.,]\d+)*(?:[eE][+-]?\d+)?"
_NUMBER = re.compile(rf"(?<![A-Za-z\u00c0-\u024f\u0370-\u03ff_^])(?P<number>{_PLAIN})")
_POWER = re.compile(r"\s?[×x]\s?10\s?\^\s?(?P<exponent>[+-]?\d{1,3})|\^(?P<power>[+-]?\d{1,3})")
_OVER = re.compile(r"\s?/\s?(?P<under>\d{1,12})(?![\d/])")
_DATE = re.compile(r"(?<!\d)\d{1,4}([.\-/])\d{1,2}\1\d{1,4}(?!\d)")
_WORD = r"°?[^\W\d_]+(?:/[a-z]+)?"
_UNITS = (
    re.compile(rf"\s?({_WORD}\s[^\W\d_]+)(?!\w)"),
    re.compile(rf"\s?({_WORD})(?!\w)"),
    re.compile(r"\s?([%‰€$£])"),
)
_SCALE = re.compile(r"[\s-]?([^\W\d_]+)")
_MOST_EXPONENT, _LONGEST = 60, 60
"""A greater power, or a longer row of digits, is no figure that anybody reads."""


@dataclass(frozen=True)
class WrittenNumber:
    """A number as it stands in a text, all values that it can have, and its unit, "" if it has none that we know.

    `parts` are the values of its digits alone, without the word, the power or the fraction that they belong to.
    """

    written: str
    values: frozenset[Fraction]
    unit: str = ""
    in_words: bool = False
    parts: frozenset[Fraction] = frozenset()


def numbers_in(text: str, language: str) -> Iterator[WrittenNumber]:
    """The numbers of a text, in digits and then in words; letters with digits, such as H2O, are names."""
    plain = normalised(text)
    dates = [found.span() for found in _DATE.finditer(plain)]
    at = 0
    while found := _NUMBER.search(plain, at):
        if any(start <= found.start() < end for start, end in dates):
            at = found.end()
            yield from _parts(found["number"])
        else:
            number, at = _read(found, plain, language)
            yield number
    yield from _in_words(plain, language)


def normalised(text: str) -> str:
    """`text` with one notation for digits, marks, powers and fractions."""
    text = _SUPERSCRIPT.sub(lambda found: "^" + "".join(map(_RAISED.__getitem__, found[0])), text)
    text = _VULGAR.sub(" ", "".join("_" if "₀" <= char <= "₉" else char for char in text))
    text = unicodedata.normalize("NFKC", text).translate(_MARKS)
    text = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)
    for pattern, instead in _LATEX:
        text = pattern.sub(instead, text)
    return text


def _read(found: re.Match[str], text: str, language: str) -> tuple[WrittenNumber, int]:
    """The number, and where the text goes on behind what belongs to it."""
    values, end = _values(found["number"]), found.end()
    parts = frozenset(values)
    if over := _OVER.match(text, end):
        under = int(over["under"])
        parts |= {Fraction(under)}
        values = {value / under for value in values} if under else values
        end = over.end()
    if (power := _POWER.match(text, end)) and abs(
        exponent := int(power["exponent"] or power["power"])
    ) <= _MOST_EXPONENT:
        values = {_raised(value, exponent, is_power=power["power"] is not None) for value in values}
        end = power.end()
    values, end = _scaled(values, text, end, language)
    unit, after = _unit(text, end, found.start())
    return WrittenNumber(text[found.start() : after].strip(), frozenset(values), unit, parts=parts - values), end


def _raised(value: Fraction, exponent: int, *, is_power: bool) -> Fraction:
    if not is_power:
        return value * Fraction(10) ** exponent
    return value**exponent if value and value < 1000 else value


def _scaled(values: set[Fraction], text: str, end: int, language: str) -> tuple[set[Fraction], int]:
    found = _SCALE.match(text, end)
    word = found[1].casefold() if found else ""
    known = scales(language)
    if found and word in known:
        return {value * 10 ** known[word] for value in values}, found.end()
    if end < len(text) and not text[end].isascii() and text[end] in known:
        return {value * 10 ** known[text[end]] for value in values}, end + 1
    return values, end


def _unit(text: str, end: int, start: int) -> tuple[str, int]:
    before = text[start - 1 : start]
    if before in ("€", "$", "£"):
        return before, end
    for pattern in _UNITS:
        found = pattern.match(text, end)
        if found and (unit := units().get(found[1].casefold())):
            return unit, found.end()
    return "", end


def _parts(written: str) -> Iterator[WrittenNumber]:
    for part in re.findall(r"\d+", written):
        yield WrittenNumber(part, frozenset({Fraction(int(part))}))


def _values(written: str) -> set[Fraction]:
    """Everything that digits with marks between them can mean."""
    if len(written) > _LONGEST:
        return set()
    digits = written.replace(" ", "").replace("'", "")
    mantissa, _, exponent = digits.lower().partition("e")
    if exponent and abs(int(exponent)) > _MOST_EXPONENT:
        return set()
    factor = Fraction(10) ** int(exponent) if exponent else Fraction(1)
    marks = re.findall("[.,]", mantissa)
    if not marks:
        return {Fraction(int(mantissa)) * factor}
    groups = re.split("[.,]", mantissa)
    found: set[Fraction] = set()
    if marks.count(marks[-1]) == 1:
        found.add(Fraction(f"{''.join(groups[:-1])}.{groups[-1]}"))
    if len(set(marks)) == 1 and 0 < len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:]):
        found.add(Fraction(int("".join(groups))))
    return {value * factor for value in found or {Fraction(int(group)) for group in groups}}


def _in_words(text: str, language: str) -> Iterator[WrittenNumber]:
    pattern, known = number_words(language)
    if pattern is None:
        return
    for found in pattern.finditer(text.casefold().replace("-", " ")):
        values, end = _scaled({known[found[0]]}, text.casefold().replace("-", " "), found.end(), language)
        unit, end = _unit(text, end, 0)
        yield WrittenNumber(text[found.start() : end].strip(), frozenset(values), unit, in_words=True)
