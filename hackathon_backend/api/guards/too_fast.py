"""How somebody is told to wait who asks too often: in the language that their browser asks for."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from werkzeug.datastructures import LanguageAccept

_WORDS = Path(__file__).with_name("too_fast.json")


def too_fast(languages: LanguageAccept, seconds: float, often: str) -> str:
    """The words; `often` says in English how often one may ask, for programs. English if none of ours is asked for."""
    words = _words()
    language = languages.best_match(words) or "en"
    return words[language].format(seconds=f"{seconds:.0f}", often=often)


@cache
def _words() -> dict[str, str]:
    found: dict[str, str] = json.loads(_WORDS.read_text("utf-8"))
    return found
