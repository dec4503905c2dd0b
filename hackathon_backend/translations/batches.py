"""Units in parts that are each small enough for one answer of a language model."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from .units import TextUnit

MOST_CHARACTERS, MOST_UNITS = 3500, 60


def batches(units: Iterable[TextUnit]) -> list[list[TextUnit]]:
    """The units in batches; those of a scene stay together, since cues are copied from its narration."""
    found: list[list[TextUnit]] = []
    for _, group in groupby(sorted(units, key=lambda unit: (unit.scene, unit.number)), key=lambda unit: unit.scene):
        scene = list(group)
        if found and _fits([*found[-1], *scene]):
            found[-1] += scene
        else:
            found.append(scene)
    return found


def _fits(units: list[TextUnit]) -> bool:
    return len(units) <= MOST_UNITS and sum(len(unit.text) for unit in units) <= MOST_CHARACTERS
