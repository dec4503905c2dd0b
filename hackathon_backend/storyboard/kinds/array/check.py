"""What the checker finds in arrays: pointers that were left behind by the values that they mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ...checking.fault import Finding
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from .pointer_names import goes_with_its_value
from .pointers import POINTER
from .scene import ArrayScene

_SEEN = 0.2
"""Opacity from which a mark is there, be it faintly."""
_AFTER = 2.0
"""Seconds after a swap in which all that moves has come to rest."""
_RESTS = 0.5
"""Seconds between moves from which anything is at rest."""


def findings(_scene: ArrayScene, marks: Sequence[Mark], _context: DrawContext, duration: float) -> Iterator[Finding]:
    """Pointers that mean a value and were left where it was when it traded places."""
    values = [mark for mark in marks if mark.path.startswith("values.") and mark.dx.moves]
    for arrow in (mark for mark in marks if mark.thing.startswith(POINTER)):
        name = arrow.thing.removeprefix(POINTER)
        if not goes_with_its_value(name, moved=True):
            continue
        moves = {move.at for mark in (arrow, *values) for move in mark.dx.moves}
        for before, after in pairwise(sorted({0.0, duration - 0.25, *moves})):
            rest = min(before + _AFTER, after)
            if rest - before < _RESTS:
                continue
            old, new = (_above(arrow, marks, at) for at in (before, rest))
            if old and new and old is not new and _moved(arrow, before) == _moved(arrow, rest):
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


def _moved(mark: Mark, at: float) -> tuple[float, float]:
    """How far a mark is from where it began."""
    state = mark.state(at)
    return state.dx, state.dy


def _shifted(mark: Mark, at: float) -> tuple[float, float]:
    state = mark.state(at)
    x, y = mark.box.centre
    return x + state.dx, y + state.dy
