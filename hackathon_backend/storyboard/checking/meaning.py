"""What the checker finds against the meaning of a picture: a cycle that is not seen as one, a pointer that was left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..drawing.arrows import ArrowBrush
from ..drawing.marks import Mark
from ..kinds.array.pointer_names import goes_with_its_value
from ..kinds.array.pointers import POINTER
from ..kinds.array.scene import ArrayScene
from ..kinds.base import BaseScene
from ..kinds.process.scene import ProcessScene
from .fault import Finding

_SEEN = 0.2
"""Opacity from which a mark is there, be it faintly."""
_STEP = re.compile(r"(steps\.\d+)(?:\.label)?")
"""What stands for a step of a cycle: its name, or its number where there is no room for all names together."""
_AFTER = 2.0
"""Seconds after a swap in which all that moves has come to rest."""


def meaning_findings(marks: Sequence[Mark], scene: BaseScene, duration: float) -> Iterator[Finding]:
    """The faults of what `marks` say, whatever they look like."""
    if isinstance(scene, ProcessScene) and scene.shape == "cycle":
        yield from _parted_cycle(marks, scene, duration)
    if isinstance(scene, ArrayScene):
        yield from _left_pointers(marks, duration)


def _parted_cycle(marks: Sequence[Mark], scene: ProcessScene, duration: float) -> Iterator[Finding]:
    """A cycle of which not all steps are seen together, or whose arrows don't lead from each step to the next."""
    last = duration - 0.25
    there = [mark for mark in marks if mark.state(last).opacity > _SEEN]
    steps = {match[1] for mark in there if (match := _STEP.fullmatch(mark.path))}
    arrows = sum(isinstance(mark.brush, ArrowBrush) for mark in there)
    if len(steps) < len(scene.steps) or arrows < len(scene.steps):
        yield "meaning", "steps", "the cycle is not seen as one: not all of its steps and arrows are there at its end"
    shown = {mark.path for mark in marks}
    for path in (f"steps.{index}.label" for index in range(len(scene.steps))):
        if path not in shown:
            yield "meaning", path, f"{path} is never shown"


def _left_pointers(marks: Sequence[Mark], duration: float) -> Iterator[Finding]:
    """Pointers that mean a value and were left where it was when it traded places."""
    values = [mark for mark in marks if mark.path.startswith("values.") and mark.dx.moves]
    for arrow in (mark for mark in marks if mark.thing.startswith(POINTER)):
        name = arrow.thing.removeprefix(POINTER)
        if not goes_with_its_value(name, moved=True):
            continue
        moves = {move.at for mark in (arrow, *values) for move in mark.dx.moves}
        for before, after in pairwise(sorted({0.0, duration - 0.25, *moves})):
            rest = min(before + _AFTER, after)
            old, new = (_above(arrow, marks, at) for at in (before, rest))
            if old and new and old is not new and arrow.state(before).dx == arrow.state(rest).dx:
                yield "meaning", "steps", f"the pointer {name!r} was left behind by its value"


def _above(arrow: Mark, marks: Sequence[Mark], at: float) -> Mark | None:
    """The value that a pointer points to at a moment, if both are there."""
    state = arrow.state(at)
    if state.opacity < _SEEN:
        return None
    x, y = arrow.box.x + state.dx, arrow.box.y + state.dy
    found = [mark for mark in marks if mark.path.startswith("values.") and mark.state(at).opacity > _SEEN]
    near = [
        (y - _shifted(mark, at)[1], mark) for mark in found if abs(_shifted(mark, at)[0] - x) < arrow.box.height * 2
    ]
    above = [(distance, mark) for distance, mark in near if distance > 0]
    return min(above, key=lambda pair: pair[0])[1] if above else None


def _shifted(mark: Mark, at: float) -> tuple[float, float]:
    state = mark.state(at)
    x, y = mark.box.centre
    return x + state.dx, y + state.dy
