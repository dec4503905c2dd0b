"""Where a text may be parted, and how wide it is on the screen."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

LINE = 42.0
"""Columns of a caption's line: 42 Latin letters (BBC and Netflix guides), 18 Chinese or Japanese signs."""
_WIDE = LINE / 18

_UNSPACED = re.compile("[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003134f]")
_SENTENCE = re.compile(r"[.!?…。！？।؟][\"'”’»)\]」』）]*$")
_PHRASE = re.compile(r"[,;:،、，；：–—-][\"'”’»)\]」』）]*$")


def width(text: str) -> float:
    """Columns that a text takes; accents and other joined signs take none."""
    return sum(_columns(sign) for sign in text)


@cache
def _columns(sign: str) -> float:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0.0
    return _WIDE if unicodedata.east_asian_width(sign) in "WF" else 1.0


def spaced(before: str, after: str) -> bool:
    """Whether a space stands between two words; Chinese and Japanese have none."""
    return bool(before and after) and not (_UNSPACED.match(before[-1]) or _UNSPACED.match(after[0]))


def ends_sentence(word: str) -> bool:
    """Whether a sentence ends with this word."""
    return _SENTENCE.search(word) is not None


def break_cost(word: str) -> float:
    """How bad it is to part a text after `word`: 0 at the end of a sentence, little after a comma, much after a short
    word, which in most languages is an article or a preposition and belongs to what follows.
    """
    if ends_sentence(word):
        return 0.0
    if _PHRASE.search(word):
        return 1.0
    if _UNSPACED.search(word):
        return 3.0
    return 6.0 if len(word) <= 3 else 3.0
