"""Which language is this? By script first, then by the small words that only one language uses so often."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from .text import clean, tokens
from .words import LANGUAGES

DEFAULT = "en"

_SCRIPTS = {
    "kana": re.compile("[\u3041-\u3096\u30a1-\u30fa]"),
    "han": re.compile("[\u3400-\u9fff]"),
    "hangul": re.compile("[\uac00-\ud7a3]"),
    "hi": re.compile("[\u0904-\u0939]+[\u0900-\u097f]*"),
    "ar": re.compile("[\u0620-\u064a\u0671-\u06d3]+"),
    "ru": re.compile("[\u0400-\u04ff]+"),
    "el": re.compile("[\u0370-\u03ff]+"),
    "he": re.compile("[\u05d0-\u05ea]+"),
    "th": re.compile("[\u0e01-\u0e3a]+"),
}
_QUOTED = re.compile(r"[“«„「\"][^“”«»„」\"]*[”»“」\"]")
_JAPANESE_ONLY = re.compile("動画|説明|図解")


def spoken(texts: Iterable[str], before: str = DEFAULT) -> str:
    """The language of the last of a conversation's messages: where it tells nothing, that of those before it.

    What is quoted is the name of something, whatever language it is in.
    """
    for text in texts:
        before = detect(clean(_QUOTED.sub(" ", text)), before)
    return before


def detect(text: str, before: str = DEFAULT) -> str:
    """The language of a cleaned text as an ISO 639-1 code; `before` if nothing tells, or if that is as likely.

    A script counts its words (two Han characters as one), a language in Latin script its function words, so that
    "Explain 光合作用 to me" is English and "React hooks का वीडियो बनाओ" is Hindi.
    """
    latin = _latin(text, before)
    count = {name: len(pattern.findall(text)) for name, pattern in _SCRIPTS.items()}
    east = (count.pop("kana") + count["han"] + count["hangul"]) / 2
    kana, han, hangul = "ja" if _is_japanese(text) else "zh", count.pop("han"), count.pop("hangul")
    count["ko" if hangul > han / 4 else kana] = int(east + 0.5)
    script, words = max(count.items(), key=lambda item: item[1])
    return script if words and words >= latin[1] else latin[0]


def _is_japanese(text: str) -> bool:
    return bool(_SCRIPTS["kana"].search(text) or _JAPANESE_ONLY.search(text))


def _latin(text: str, before: str) -> tuple[str, int]:
    """The likeliest language in Latin script, and how many of its function words there are; a tie is `before`."""
    found = {elides: [_spelled(text[t.start : t.end]) for t in tokens(text, elides=elides)] for elides in (False, True)}
    low = text.casefold()
    hits = {
        code: sum(word in marks for word in found[LANGUAGES[code].elides])
        + sum(low.count(letter) for letter in LANGUAGES[code].letters)
        for code, marks in _marks().items()
        if marks
    }
    best = max(hits.values())
    if not best:
        return before, best
    return next(code for code in (before, DEFAULT, *hits) if hits.get(code) == best), best


def _spelled(word: str) -> str:
    """A word as it is looked up here: accents count, for they tell languages apart."""
    return unicodedata.normalize("NFKC", word).casefold().replace("’", "'")


@cache
def _marks() -> dict[str, frozenset[str]]:
    return {
        code: frozenset(_spelled(mark.strip()) for mark in words.marks.split(",") if mark.strip())
        for code, words in LANGUAGES.items()
    }
