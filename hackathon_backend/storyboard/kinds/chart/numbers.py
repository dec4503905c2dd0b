"""Numbers as a teacher writes them: rounded, grouped, with the unit where the language puts it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.numbers import format_compact_decimal, format_decimal

from ...drawing.text.text import TextRun
from ...drawing.text.typefaces import REGULAR
from ...theme import Colour

DIGITS = 4
_KEPT = 3
"""Digits that the largest number of a chart is given to, and those that any other keeps at least."""
_EXACT, _SMALL = 4, 10.0
"""Decimals that are kept if all numbers of a chart have no more, and none is as large as this."""
_MILLION, _THOUSANDTH = 1e6, 1e-3
"""From where numbers are written with words, and below which they are written as powers of ten."""
_CURRENCIES = frozenset("$€£¥₹₩₽₺₪₴฿")
_CENTS = _CURRENCIES - {"¥", "₩"}
_IN_FRONT = frozenset({"pH"})
"""What is no unit, but said before a number."""
_NARROW, _SPACE = "\u202f", "\u00a0"
_LEFT_TO_RIGHT, _END = "\u2066", "\u2069"
_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u061c"))
_BRIEF = 3
"""Letters of a unit that may follow every number; a longer one is named once."""


@dataclass(frozen=True)
class Figures:
    """How the numbers of one chart are written. `decimals` are those that its largest number needs.

    With `words`, a million is written out; else it is short, as 1.2M. With `attached`, the unit follows each number if
    it is brief; signs such as % do so anyway. Years are not `grouped`: 1990, where a number is 1,990.
    """

    language: str
    unit: str
    decimals: int
    words: bool = True
    attached: bool = True
    grouped: bool = True

    @classmethod
    def of(cls, values: Sequence[float], language: str, unit: str = "") -> Figures:
        """The way in which all of `values` can be written alike."""
        largest = max(map(abs, values), default=0.0)
        whole = math.floor(math.log10(largest)) + 1 if largest >= 1 else 1
        # A number that is given with one digit more, such as 1.0003 beside 2.417, says something by it.
        exact = next((count for count in range(_EXACT + 1) if all(round(each, count) == each for each in values)), 0)
        return cls(language, unit, max(exact if largest < _SMALL else 0, DIGITS - whole))

    @property
    def shorter(self) -> Figures:
        """The same with fewer letters."""
        return replace(self, words=False, attached=False)

    @property
    def caption(self) -> str:
        """The unit as it has to be named beside the numbers, or nothing if it stands with them."""
        return "" if self._unit_follows else self.unit

    def runs(self, value: float, colour: Colour, weight: int = REGULAR, *, rtl: bool = False) -> list[TextRun]:
        """`value` with its unit, as the parts of a text. With `rtl`, the number is kept together in such a text."""
        number, exponent = self._number(value)
        digits, word = _parted(number)
        before, after = self._around
        # Signs belong to the digits; words follow them in the direction of the text.
        sign, unit = (after, "") if not any(map(str.isalpha, after)) else ("", after)
        opening, closing = (_LEFT_TO_RIGHT, _END) if rtl else ("", "")
        runs = [
            TextRun(f"{opening}{_signed(before, digits)}", colour, weight),
            TextRun(exponent, colour, weight, raised=True),
        ]
        rest = f"{closing}{word}{sign}{unit}" if word else f"{sign}{closing}{unit}"
        return [run for run in (*runs, TextRun(rest, colour, weight)) if run.text]

    def text(self, value: float) -> str:
        """`value` with its unit as plain text, an exponent behind a ^."""
        number, exponent = self._number(value)
        before, after = self._around
        return f"{_signed(before, number)}{'^' if exponent else ''}{exponent}{after}"

    @cached_property
    def _locale(self) -> Locale:
        try:
            return Locale.parse(self.language, sep="-")
        except (UnknownLocaleError, ValueError):
            return Locale("en")

    @property
    def _unit_follows(self) -> bool:
        sign = not any(char.isalpha() for char in self.unit) or self.unit.startswith("°")
        return sign or (self.attached and len(self.unit) <= _BRIEF)

    @cached_property
    def _around(self) -> tuple[str, str]:
        """What stands before and behind a number."""
        if not self.unit or not self._unit_follows:
            return "", ""
        if self.unit in _CURRENCIES and self._locale.currency_formats["standard"].pattern.startswith("¤"):
            return self.unit, ""
        if self.unit in _IN_FRONT:
            return self.unit + _SPACE, ""
        if self.unit in {"%", "‰"}:
            spaced = "%" not in self._locale.percent_formats[None].pattern.replace("0%", "")
            return "", self.unit if spaced else _NARROW + self.unit
        return "", self.unit if self.unit in {"°", "′", "″"} else _SPACE + self.unit

    def _number(self, value: float) -> tuple[str, str]:
        """`value` in digits, and the power of ten that follows it, if any."""
        size = abs(value)
        if 0 < size < _THOUSANDTH:
            exponent = math.floor(math.log10(size))
            mantissa = round(value / 10.0**exponent, 2)
            if abs(mantissa) >= 10:
                mantissa, exponent = mantissa / 10, exponent + 1
            return _minus(f"{self._decimal(mantissa, 2)}{_SPACE}×{_SPACE}10"), _minus(str(exponent))
        if size >= _MILLION:
            return _minus(self._compact(value)), ""
        # A small number beside large ones keeps its first digits.
        needed = _KEPT - 1 - math.floor(math.log10(size)) if size else 0
        return _minus(self._decimal(value, max(self.decimals, needed))), ""

    def _decimal(self, value: float, decimals: int) -> str:
        given = round(value, decimals)
        # A sum of money has both digits of its cents, or none.
        cents = self.unit in _CENTS and round(given, 2) == given and given != round(given)
        whole = "#,##0" if self.grouped else "0"
        return str(format_decimal(given, f"{whole}.{'00' if cents else '#' * decimals}", self._locale))

    def _compact(self, value: float) -> str:
        whole = (math.floor(math.log10(abs(value))) % 3) + 1
        form: Literal["long", "short"] = "short"
        if self.words and "long" in self._locale.compact_decimal_formats:
            form = "long"
        return str(format_compact_decimal(value, format_type=form, locale=self._locale, fraction_digits=3 - whole))


def _signed(before: str, number: str) -> str:
    """`number` with the sign of a currency in front of it, behind a minus."""
    return f"−{before}{number[1:]}" if before and number.startswith("−") else before + number


def _minus(number: str) -> str:
    """`number` with a true minus sign, which is as wide as a digit, and without marks that set its direction."""
    return number.replace("-", "−").translate(_MARKS)


def _parted(number: str) -> tuple[str, str]:
    """The digits of `number`, and the word that stands behind them, as in 1.2 million."""
    end = next((place for place, char in enumerate(number) if char.isalpha()), len(number))
    digits = number[:end].rstrip()
    return digits, number[len(digits) :]
