"""Drawings for a picker: all whose words begin as what was typed."""

from __future__ import annotations

from collections.abc import Iterator

from .art import Art, art_named
from .find import find
from .fold import bare, fold
from .index import drawings, words

_MOST = 100


def search(text: str, language: str = "en", limit: int = 24) -> list[Art]:
    """At most `limit` (1-100) drawings for what was typed in `language` or in English, the most fitting first."""
    typed = bare(fold(text))
    best = find(text, language) if typed else None
    ranked = sorted(_matches(typed, language), key=lambda match: match[0])
    ids = dict.fromkeys([*([best.id] if best else []), *(drawing for _, drawing in ranked)])
    found = (art_named(drawing) for drawing in ids)
    return [art for art in found if art][: max(1, min(limit, _MOST))]


def _matches(typed: str, language: str) -> Iterator[tuple[int, str]]:
    """How far each word is from `typed` (0: equal), and its drawing."""
    if not typed:
        yield from ((0, drawing.id) for drawing in drawings())
        return
    own = [*words(language).items()] if language != "en" else []
    named = [(drawing.name, drawing.id) for drawing in drawings()]
    for word, drawing in (*own, *words("en").items(), *named):
        rank = _rank(typed, bare(word))
        if drawing and rank is not None:
            yield rank, drawing


def _rank(typed: str, word: str) -> int | None:
    if word == typed:
        return 0
    if word.startswith(typed):
        return 1
    if f" {typed}" in word:
        return 2
    return 3 if len(typed) > 2 and typed in word else None
