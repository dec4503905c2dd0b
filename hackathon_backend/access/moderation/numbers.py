"""Numbers that belong to somebody: of cards, accounts, insurances and telephones."""

from __future__ import annotations

import re

from .concepts import spans_in
from .folding import Lattice

_CARD = re.compile(r"(?<![\d.])(?:\d[ -]?){15}\d(?![\d.])")
_SOCIAL = re.compile(r"(?<![\d-])\d{3}-\d{2}-\d{4}(?![\d-])")
_ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")
_PHONE = re.compile(r"(?<![\w.])\+?\d[\d ()/-]{6,16}\d(?![\w.])")
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
    if _PHONE.search(text) and any(span.concept == _PHONES for span in spans_in(words, "any")):
        return "phone"
    return None


def _is_card(digits: list[int]) -> bool:
    doubled = sum(sum(divmod(2 * each, 10)) for each in digits[-2::-2])
    return digits[0] in (3, 4, 5, 6) and (doubled + sum(digits[-1::-2])) % 10 == 0


def _is_account(number: str) -> bool:
    turned = number[4:] + number[:4]
    return int("".join(str(int(char, 36)) for char in turned)) % 97 == 1
