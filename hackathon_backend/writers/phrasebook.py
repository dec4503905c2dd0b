"""What people say of a video, in the languages of the chat: lists of phrases, and the patterns that find them."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

_LISTS = Path(__file__).with_name("wishes.json")
_WIDE = "\u3041-\u3096\u30a1-\u30ff\u3400-\u9fff\uac00-\ud7a3"
"""Scripts in which words are not parted by spaces, or have endings grown to them."""


def flat(text: str) -> str:
    """`text` without case, accents and width, character by character: a place in it is the same place in `text`."""
    return "".join(_flat(char) for char in text)


@cache
def _flat(char: str) -> str:
    if char in "’ʼ":
        return "'"
    bare = "".join(c for c in unicodedata.normalize("NFKD", char.casefold()) if not unicodedata.combining(c))
    plain = unicodedata.normalize("NFC", bare)
    return plain if len(plain) == 1 else char


def tidied(text: str) -> str:
    """`text` composed, on one line, with one space between words."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def phrases(kind: str) -> list[str]:
    """The phrases under `kind`, whatever they mean."""
    found = _book()[kind]
    return found if isinstance(found, list) else [each for group in found.values() for each in group]


def by_meaning(kind: str) -> dict[str, list[str]]:
    """The phrases under `kind` by what they mean; {} for a kind that has only one meaning."""
    found = _book()[kind]
    return found if isinstance(found, dict) else {}


def any_of(said: Iterable[str]) -> str:
    """The part of a pattern that finds any of the phrases, the longest first, as whole words."""
    known = sorted({flat(tidied(phrase)) for phrase in said}, key=lambda each: (-len(each), each))
    return f"(?:{'|'.join(map(_whole, known))})"


@cache
def pattern(kind: str) -> re.Pattern[str]:
    """What finds any phrase under `kind`."""
    return re.compile(any_of(phrases(kind)))


@cache
def meaning(kind: str) -> Mapping[str, str]:
    """What each phrase under `kind` means; of two meanings the first."""
    means: dict[str, str] = {}
    for value, said in by_meaning(kind).items():
        for phrase in said:
            means.setdefault(flat(tidied(phrase)), value)
    return means


@cache
def _book() -> dict[str, list[str] | dict[str, list[str]]]:
    book: dict[str, list[str] | dict[str, list[str]]] = json.loads(_LISTS.read_text("utf-8"))
    return book


def _whole(phrase: str) -> str:
    left = "" if re.match(f"[{_WIDE}]", phrase) else r"(?<!\w)"
    right = "" if re.search(f"[{_WIDE}]$", phrase) or phrase.endswith("'") else r"(?!\w)"
    # "만" (only) is grown to its noun, and begins "만들어" (make).
    return f"{left}{re.escape(phrase)}{'(?!들)' if phrase == '만' else right}"
