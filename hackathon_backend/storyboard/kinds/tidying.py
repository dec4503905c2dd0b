"""Text as it can be drawn: on one clean line."""

from __future__ import annotations

import re
import unicodedata

_BREAKS = re.compile(r"[\s\u0085\u2028\u2029]+")
_JOINERS = "\u200c\u200d"


def tidy(value: object) -> object:
    """`value` as one clean line if it is text: composed, one space between words, nothing that can't be seen.

    Joiners stay, since Persian and the scripts of India are misspelled without them; zero-width spaces, controls and
    direction overrides go.
    """
    if not isinstance(value, str):
        return value
    spaced = _BREAKS.sub(" ", value)
    return "".join(char for char in unicodedata.normalize("NFC", spaced) if is_visible(char)).strip(" " + _JOINERS)


def is_visible(char: str) -> bool:
    """Whether `char` draws something, is a space, or joins its neighbours."""
    return char in _JOINERS or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
