"""Numbers that belong to somebody: of cards, accounts, insurances and telephones."""

from __future__ import annotations

import re

from .concepts import spans_in
from .folding import Lattice, lattice

_CARD = re.compile(r"(?<![\d.])(?:\d[ -]?){15}\d(?![\d.])")
_SOCIAL = re.compile(r"(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])")
_ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")
_PHONE = re.compile(r"(?<![\w.])\+?\d[\d ()/-]{6,16}\d(?!\w|\.\d)")
_COUNTED = re.compile(r"(?:19|20)\d\d ?[-/] ?(?:(?:19|20)\d\d|\d\d?[-/ ]+\d\d?)|[1-9]\d{0,2}(?: \d{3})* 000")
"""From one year to another, a day, or thousands: nobody's number."""
_SHORT, _NEAR = 600, 60
"""Characters of a text of which all has to do with all, as an order is; and how far a word for a telephone stands from
its number in a longer one, such as a document.
"""
_PHONES = "phone"
"""The section of words for a telephone's number; it is the same in all languages' lists."""


def number_in(text: str, words: Lattice) -> str | None:
    """The kind of number that stands in the text, None if there is none."""
    for card in _CARD.findall(text):
        if _is_card([int(char) for char in card if char.isdigit()]):
            return "card"
    if _SOCIAL.search(text):
        return "social security"
    if any(_is_account("".join(each.split())) for each in _ACCOUNT.findall(text)):
        return "account"
    return "phone" if _has_phone(text, words) else None


def _has_phone(text: str, words: Lattice) -> bool:
    """Whether there is a number that may be a telephone's, and a word for one: in a long text, one near the other."""
    found = [each.span() for each in _PHONE.finditer(text) if not _COUNTED.fullmatch(each[0].strip("() "))]
    if not found or not _names_phone(words):
        return False
    if len(text) <= _SHORT:
        return True
    return any(_names_phone(lattice(text[max(0, start - _NEAR) : end + _NEAR])) for start, end in found)


def _names_phone(words: Lattice) -> bool:
    return any(span.concept == _PHONES for span in spans_in(words, "any"))


def _is_card(digits: list[int]) -> bool:
    doubled = sum(sum(divmod(2 * each, 10)) for each in digits[-2::-2])
    return digits[0] in (3, 4, 5, 6) and (doubled + sum(digits[-1::-2])) % 10 == 0


def _is_account(number: str) -> bool:
    turned = number[4:] + number[:4]
    return int("".join(str(int(char, 36)) for char in turned)) % 97 == 1
