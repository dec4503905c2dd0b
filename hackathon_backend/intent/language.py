"""Which language is this? By script first, then by the small words that only one language uses so often."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from .tokenise import clean, tokens

DEFAULT = "en"

_MARKS = Path(__file__).with_name("words") / "languages.json"

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


@dataclass(frozen=True)
class Marks:
    """What tells a language: its function words, if its script does not, and letters that hardly another one has.

    `elides`: "l'eau" is two words.
    """

    words: frozenset[str]
    letters: str
    elides: bool


@cache
def languages() -> dict[str, Marks]:
    """The languages that have a word list, by their ISO 639-1 codes."""
    listed = json.loads(_MARKS.read_text("utf-8"))
    return {
        code: Marks(frozenset(map(_spelled, each["marks"])), each.get("letters", ""), each.get("elides", False))
        for code, each in listed.items()
    }


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
    hits = _function_words(text)
    best = max(hits.values())
    if not best:
        return before, best
    return next(code for code in (before, DEFAULT, *hits) if hits.get(code) == best), best


def _function_words(text: str) -> dict[str, int]:
    """How many function words and letters of each language there are in it."""
    plain = tokens(text)
    elided = plain if text.isascii() and "'" not in text else tokens(text, elides=True)
    found = [[_spelled(text[token.start : token.end]) for token in parted] for parted in (plain, elided)]
    low = text.casefold()
    return {
        code: sum(word in marks.words for word in found[marks.elides]) + sum(map(low.count, marks.letters))
        for code, marks in languages().items()
        if marks.words
    }


@lru_cache(maxsize=1024)
def _spelled(word: str) -> str:
    """A word as it is looked up here: accents count, for they tell languages apart."""
    return unicodedata.normalize("NFKC", word).casefold().replace("’", "'")
