"""What people say of a video, in the languages of the chat: lists of phrases, and the patterns that find them."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

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


def lists(kind: str) -> Any:
    """What the phrase book has under `kind`: a list of phrases, or such lists by what they mean."""
    return _book()[kind]


def any_of(phrases: Iterable[str]) -> str:
    """The part of a pattern that finds any of `phrases`, the longest first, as whole words."""
    known = sorted({flat(tidied(phrase)) for phrase in phrases}, key=lambda each: (-len(each), each))
    return f"(?:{'|'.join(map(_whole, known))})"


@cache
def pattern(kind: str) -> re.Pattern[str]:
    """What finds any phrase under `kind`."""
    found = lists(kind)
    return re.compile(
        any_of(found if isinstance(found, list) else (each for group in found.values() for each in group))
    )


@cache
def meaning(kind: str) -> Mapping[str, str]:
    """What each phrase under `kind` means; of two meanings the first."""
    means: dict[str, str] = {}
    for value, phrases in lists(kind).items():
        for phrase in phrases:
            means.setdefault(flat(tidied(phrase)), value)
    return means


@cache
def _book() -> dict[str, Any]:
    book: dict[str, Any] = json.loads(_LISTS.read_text("utf-8"))
    return book


def _whole(phrase: str) -> str:
    left = "" if re.match(f"[{_WIDE}]", phrase) else r"(?<!\w)"
    right = "" if re.search(f"[{_WIDE}]$", phrase) or phrase.endswith("'") else r"(?!\w)"
    # "만" (only) is grown to its noun, and begins "만들어" (make).
    return f"{left}{re.escape(phrase)}{'(?!들)' if phrase == '만' else right}"
