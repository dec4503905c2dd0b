"""The few words that a hand-out adds by itself, in the languages of lessons."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files


def word(name: str, language: str) -> str:
    """The word called `name` in `language`; in English if it is not known there."""
    words = _words()[name]
    return words.get(language[:2].lower(), words["en"])


@cache
def _words() -> dict[str, dict[str, str]]:
    read: dict[str, dict[str, str]] = json.loads(files(__package__).joinpath("words.json").read_text("utf-8"))
    return read
