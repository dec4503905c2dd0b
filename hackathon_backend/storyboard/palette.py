"""The accents of a film: each lasting thing keeps the one that it has where it is first shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from .kinds.base import BaseScene

Palette = tuple[tuple[str, int], ...]
"""Things by their identities, each with the number of its accent."""

_ACCENTS = 6
"""Accents that every theme has."""


def palette_of(scenes: Sequence[BaseScene], index: int) -> Palette:
    """The accents of the things in the scene at `index`: those that they have had, or the least used ones."""
    known: dict[str, int] = {}
    for scene in scenes[: index + 1]:
        used = Counter(known[name] for name in scene.hued() if name in known)
        for name in scene.hued():
            if name not in known:
                known[name] = min(range(_ACCENTS), key=lambda number: (used[number], number))
                used[known[name]] += 1
    return tuple((name, known[name]) for name in scenes[index].hued())
