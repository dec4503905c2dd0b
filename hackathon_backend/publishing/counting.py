"""How long a text is, as platforms count it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Literal

TextUnit = Literal["characters", "bytes", "weighted", "graphemes"]

_ADDRESS = re.compile(r"https?://\S+")
_ADDRESS_COUNTS = 23
"""Characters that X counts for an address, however long it is."""
_HASHTAG = re.compile(r"(?<![\w#&])#\w+")
_LIGHT = (range(0x1100), range(0x2000, 0x200E), range(0x2010, 0x2020), range(0x2032, 0x2038))
"""Signs that X counts as one; all others count as two."""
_JOINER, _TONES, _FLAGS = "\u200d", range(0x1F3FB, 0x1F400), range(0x1F1E6, 0x1F200)


def length(text: str, unit: TextUnit) -> int:
    """How long the text is in that unit."""
    return _COUNTS[unit](text)


def hashtags(text: str) -> int:
    """How many hashtags are in the text."""
    return len(_HASHTAG.findall(text))


def _bytes(text: str) -> int:
    return len(text.encode())


def _weighted(text: str) -> int:
    text, addresses = _ADDRESS.subn("", unicodedata.normalize("NFC", text))
    return addresses * _ADDRESS_COUNTS + sum(1 if any(ord(sign) in each for each in _LIGHT) else 2 for sign in text)


def _graphemes(text: str) -> int:
    """Signs as people see them: accents, joined emoji, tones of skin and flags are no signs of their own."""
    count, joined, flags = 0, False, 0
    for sign in text.replace("\r\n", "\n"):
        is_flag = ord(sign) in _FLAGS
        flags = flags + 1 if is_flag else 0
        extends = unicodedata.category(sign) in ("Mn", "Me", "Mc", "Cf") or ord(sign) in _TONES
        if not (extends or joined or (is_flag and flags % 2 == 0)):
            count += 1
        joined = sign == _JOINER
    return count


_COUNTS: Mapping[TextUnit, Callable[[str], int]] = {
    "characters": len,
    "bytes": _bytes,
    "weighted": _weighted,
    "graphemes": _graphemes,
}
