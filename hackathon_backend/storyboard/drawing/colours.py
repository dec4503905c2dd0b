"""Colours by their names, in the languages that lessons are in."""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from pathlib import Path

from ..theme import Colour

_HEX = re.compile(r"#?([0-9a-fA-F]{6})")
_MOST_WORDS = 3
"""Words of a label that may speak of a thing by its colour; a longer one speaks of more than that."""

PURE = {
    name: Colour.parse(code)
    for name, code in {
        "red": "#C62828", "orange": "#E8710A", "yellow": "#F9C80E", "green": "#2F7D32", "teal": "#0B7A75",
        "blue": "#2457D6", "purple": "#7B3FA0", "pink": "#D6337A", "brown": "#7A4A2B", "black": "#1C1C1E",
        "white": "#FFFFFF", "grey": "#767B84", "gold": "#C8960C", "silver": "#9AA3AD",
    }.items()
}  # fmt: skip
"""What each colour is on paper of any colour; a theme makes it darker or lighter until it can be seen there."""


def colour_of(text: str, language: str = "en") -> Colour | None:
    """The colour that `text` is: a name in English or `language`, or "#C62828"; None if it is none."""
    found = _HEX.fullmatch(text.strip())
    if found:
        return Colour.parse(f"#{found[1]}")
    name = _names(language[:2]).get(text.strip().casefold())
    return PURE[name] if name else None


@lru_cache(maxsize=1024)
def said_by(label: str, language: str) -> Colour | None:
    """The colour of the thing that `label` names by it, as "Red" or "Blue marble" do; None if it says none, or two."""
    names = mentioned(label, language)
    return PURE[next(iter(names))] if len(names) == 1 else None


def mentioned(label: str, language: str) -> frozenset[str]:
    """The colours, by their English names, that a label of few words speaks of."""
    words = re.findall(r"[^\W\d_]+", label.casefold())
    names = _names(language[:2])
    return frozenset(names[word] for word in words if word in names) if len(words) <= _MOST_WORDS else frozenset()


@cache
def known(name: str) -> bool:
    """Whether `name` is a colour in any of the languages, or written like #C62828."""
    return bool(colour_of(name)) or any(colour_of(name, language) for language in _table())


@cache
def _names(language: str) -> dict[str, str]:
    """The English name of each word for a colour, in `language` and in English."""
    table = _table()
    return {word: name for each in ("en", language) for name, words in table.get(each, {}).items() for word in words}


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    given: dict[str, dict[str, str]] = json.loads(Path(__file__).with_name("colour_names.json").read_text("utf-8"))
    return {
        language: {name: [word.casefold() for word in words.split()] for name, words in names.items()}
        for language, names in given.items()
    }
