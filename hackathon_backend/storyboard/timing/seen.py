"""For how long each part of a scene is seen."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..drawing.marks import Mark
from ..kinds.array.scene import ArrayScene
from ..kinds.base import BaseScene
from .cues import SEEN

HEADS = frozenset({"heading", "question", "title", "subtitle"})
"""Paths of what is there from the start."""
THERE = 0.3
"""Opacity from which a thing counts as being there."""
_SHARE = 0.5
"""Part of an even share of the time that each note on the steps of an algorithm is seen at least."""
_CHANGING = re.compile(r"values\.|labels\.")
"""Values in a row, which an algorithm sets anew at its own pace, and the names of a chart, which make room for
those that are spoken of.
"""


def enough(scene: BaseScene, duration: float) -> float:
    """Seconds for which parts have to be seen. Notes on the steps of an algorithm share what time there is."""
    seconds = min(SEEN, duration)
    if isinstance(scene, ArrayScene) and (notes := sum(bool(step.note) for step in scene.steps)):
        seconds = min(seconds, _SHARE * duration / notes)
    return seconds


def seconds_seen(marks: Sequence[Mark], duration: float) -> dict[str, float]:
    """For how many of a scene's seconds each part is there that is ever shown, by its path."""
    spans: dict[str, list[tuple[float, float]]] = {}
    for mark in marks:
        if mark.path and mark.path not in HEADS and not (mark.passing or _CHANGING.match(mark.path)):
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


def _covered(spans: Sequence[tuple[float, float]]) -> float:
    """Seconds that lie in any of `spans`."""
    total, reached = 0.0, 0.0
    for start, end in sorted(spans):
        total += max(0.0, end - max(start, reached))
        reached = max(reached, end)
    return total
