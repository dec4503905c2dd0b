"""How a refusal is said: kindly, in the language of whoever asked, with what can be asked instead."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from .verdict import ForbiddenKind

_WORDS = Path(__file__).with_name("kind_words.json")


def refusal(kind: ForbiddenKind, language: str) -> tuple[str, str]:
    """Why it is not made, and what can be asked instead; in English for a language that has no words."""
    words = _words()
    told = words.get(language, words["en"])[kind.value]
    return told[0], told[1]


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = json.loads(_WORDS.read_text("utf-8"))
    return found
