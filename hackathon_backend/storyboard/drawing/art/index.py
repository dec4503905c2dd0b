"""The index from words to drawings, as `build_index.py` has made it. Read on first use, a file for each language."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

LANGUAGES = ("en", "es", "fr", "de", "pt", "it", "hi", "ar", "zh", "ja")
"""Those that have words for drawings."""


class Drawing(NamedTuple):
    """A drawing as the index has it."""

    id: str
    name: str
    directed: bool


class Sense(NamedTuple):
    """One meaning of a word: its drawing, empty where there is none, and the words that tell that it is meant."""

    drawing: str
    told_by: frozenset[str]


@cache
def drawings() -> Sequence[Drawing]:
    """All drawings on offer, the plainest first."""
    given: dict[str, str] = _json("drawings.json")
    directed = frozenset(_json("directed.json"))
    return [Drawing(id_, name, id_ in directed) for id_, name in given.items()]


@cache
def words(language: str) -> Mapping[str, str]:
    """The id of the drawing for each word of `language`, folded; empty for a word that must find nothing."""
    found: dict[str, str] = _json(f"index/{language}.json") if language in LANGUAGES else {}
    return found


@cache
def senses(language: str) -> Mapping[str, Sequence[Sense]]:
    """The meanings of the words of `language` that have several; the one that stands first is meant if none is told."""
    given: dict[str, dict[str, list[list[str]]]] = _json("senses.json")
    return {
        word: [Sense(drawing, frozenset(" ".join(told_by).split())) for drawing, *told_by in meanings]
        for word, meanings in given.get(language, {}).items()
    }


def _json(name: str) -> Any:
    return json.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))
