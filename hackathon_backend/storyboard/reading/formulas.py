"""Formulas beside scenes that have no place for one: each is shown by itself, so that none is lost."""

from __future__ import annotations

from ..fields import Fields
from ..kinds.equation.mending import stated
from .texts import sentences, shares

_ITS_OWN = frozenset({"equation", "plot", "simulate", "array", "code", "image"})
"""Kinds that take formulas themselves, or whose fields of these names are none."""


def beside(given: Fields, scenes: list[Fields]) -> tuple[Fields, Fields] | None:
    """The last of `scenes`, which were made of `given`, and an equation of the formula in it that found no place there.

    The equation gets the latter half of what is said. None without such a formula, or where only one sentence is said.
    """
    equation, narration = stated(given), str(scenes[-1].get("narration", "")) if scenes else ""
    if equation is None or len(sentences(narration)) < 2 or any(scene["type"] in _ITS_OWN for scene in scenes):
        return None
    before, after = shares(narration, [1, 1], ["", ""])
    heading = {"heading": scenes[-1].get("heading") or scenes[-1].get("title", "")}
    return scenes[-1] | {"narration": before}, heading | equation | {"narration": after}
