"""Which drawing shows an actor."""

from __future__ import annotations

import re

from ...drawing.art import Art, art_named, find
from .scene import Actor, CastScene

_LOOSE = frozenset({"mdi:molecule", "phosphor:atom", "phosphor:planet"})
"""Drawings of what is one of many: which one it is, the label may tell."""
_COUNT = re.compile(r"^\d{1,2}\s*(?=[A-Z])")
"""How many molecules there are, as in 6 CO2."""


def figure(word: str, language: str, context: str) -> Art | None:
    """The drawing that `word` means: an id, or a noun in the film's language or in English.

    None if it is a word that has no drawing in this context, such as the head of a list.
    """
    if not word:
        return None
    if named := art_named(word):
        return named
    word = _COUNT.sub("", word)
    return find(word, language, context) or find(word, "en", context)


def figure_of(actor: Actor, scene: CastScene, language: str) -> Art | None:
    """The drawing of an actor: by its art, or else by its label, or by its id.

    Parts of a tree are boxes with their names, and sizes are those of discs, unless the writer says what to draw.
    """
    context = f"{scene.heading} {scene.narration}"
    asked = scene.arrangement in ("tree", "big_and_small")
    words = dict.fromkeys((actor.art,) if asked else (actor.art, actor.label, actor.id))
    found = next((art for word in words if (art := figure(word, language, context))), None)
    if found and found.id in _LOOSE:
        return figure(actor.label, language, context) or found
    return found
