"""For how long each part of a scene is seen."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..drawing.marks import Mark
from ..kinds.base import BaseScene
from .cues import SEEN

THERE = 0.3
"""Opacity from which a thing counts as being there."""
_SHARE = 0.5
"""Part of an even share of the time that each part is seen at least, where they take turns."""


def enough(scene: BaseScene, duration: float) -> float:
    """Seconds for which parts have to be seen. Those that take turns share what time there is."""
    seconds = min(SEEN, duration)
    return min(seconds, _SHARE * duration / scene.notes) if scene.notes else seconds


def seconds_seen(scene: BaseScene, marks: Sequence[Mark], duration: float) -> dict[str, float]:
    """For how many of its seconds each part of `scene` is there that is ever shown, by its path."""
    spans: dict[str, list[tuple[float, float]]] = {}
    for mark in marks:
        changes = mark.passing or mark.path.split(".")[0] in scene.changing
        if mark.path and mark.path not in scene.heads and not changes:
            spans.setdefault(mark.path, []).extend(seen(mark, duration))
    return {path: _covered(found) for path, found in spans.items() if found}


def seen(mark: Mark, duration: float, there: float = THERE) -> Iterator[tuple[float, float]]:
    """When a mark is there, as spans of seconds."""
    opacity = mark.opacity
    turns = [(-math.inf, opacity.start), *((move.at, move.to) for move in opacity.moves), (duration, 0.0)]
    for (at, strength), (until, _) in pairwise(turns):
        start, end = max(at, 0.0), min(until, duration)
        if strength >= there and end > start:
            yield start, end


def appears(mark: Mark, duration: float, there: float = THERE) -> float:
    """When a mark is there for the first time, in seconds; minus infinity if it never is."""
    return min((start for start, _ in seen(mark, duration, there)), default=-math.inf)


def _covered(spans: Sequence[tuple[float, float]]) -> float:
    """Seconds that lie in any of `spans`."""
    total, reached = 0.0, 0.0
    for start, end in sorted(spans):
        total += max(0.0, end - max(start, reached))
        reached = max(reached, end)
    return total
