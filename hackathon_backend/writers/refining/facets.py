"""What a prompt says already of shot, camera, light, setting and style, and with which words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..phrasebook import any_of, flat
from .vocabulary import Facet, patterns, vocabulary

_LIGHT_OF_TIMES = frozenset({"dusk", "dawn"})
"""Times of day that say what the light is like."""


@dataclass(frozen=True)
class SaidWords:
    """Words of a prompt, from `start` to `end`: `kind` is a facet, "style", "time" or "place", `meaning` which one."""

    kind: str
    meaning: str
    start: int
    end: int


@dataclass(frozen=True)
class PromptFacets:
    """All such words of one prompt, in the order in which they were looked for."""

    words: tuple[SaidWords, ...]

    def of(self, kind: str) -> list[SaidWords]:
        """The words of a kind."""
        return [each for each in self.words if each.kind == kind]

    def says(self, facet: Facet) -> bool:
        """Whether the prompt says what the facet is."""
        if facet == "setting":
            return bool(self.of("setting") or self.of("place"))
        if facet == "light":
            return bool(self.of("light")) or any(each.meaning in _LIGHT_OF_TIMES for each in self.of("time"))
        return bool(self.of(facet))

    def circumstances(self) -> list[str]:
        """What is known of place and time, that which matters most first: "water", "night" ..."""
        places = [each.meaning for each in self.of("place") if each.meaning]
        times = [each.meaning for each in self.of("time")]
        special = [place for place in places if place in ("water", "space")]
        return [*special, *times, *places]


def facets_in(text: str, language: str) -> PromptFacets:
    """The words of `text` that say something of the picture. `language` is one that there is a vocabulary of."""
    left, found = flat(text), list[SaidWords]()
    for kind, meaning, pattern in patterns(language):
        words = [SaidWords(kind, meaning, *match.span()) for match in pattern.finditer(left)]
        if kind != "time":  # "golden hour" is a time of day and a light
            left = _without(left, words)
        found += words
    left = _without(left, [each for each in found if each.kind == "time"])
    return PromptFacets((*found, *_marked_places(left, language)))


def _without(text: str, words: list[SaidWords]) -> str:
    for each in words:
        text = text[: each.start] + "\0" * (each.end - each.start) + text[each.end :]
    return text


def _marked_places(text: str, language: str) -> Iterator[SaidWords]:
    """Places that no list has: "in", "under" and the like with a word behind."""
    marks = vocabulary(language).place_marks
    for match in re.finditer(rf"{any_of(marks)}\s+\w+", text) if marks else ():
        yield SaidWords("place", "", *match.span())
