"""What stands beside a drawing and belongs to it: the numbers along its axes, and what these are called."""

from __future__ import annotations

from collections.abc import Sequence

from .fragments import Box, Fragment, around
from .marks import CAPTION

_REACH = 30.0
"""Points from a drawing to the numbers of its axes, and from these to the names of the axes."""
_SHORT = 24
"""Letters of a label, at most; lines of a text are longer."""
_LINES = 1.8
"""Sizes of a letter from the last line of a paragraph to the one above it, at most."""
_FEWEST = 3


def labels_beside(box: Box, labels: Sequence[Fragment], fragments: Sequence[Fragment]) -> list[Fragment]:
    """The labels around a drawing, beside those within it; none if there are too few to be those of axes."""
    long = [each for each in fragments if len(each.seen) > _SHORT]
    free = [each for each in fragments if each not in labels and _is_label(each, long)]
    found: list[Fragment] = []
    # First the numbers, then what the axes are called.
    for _ in range(2):
        near = [each for each in free if each not in found and _is_near(each.box, box)]
        found += near
        box = around([box, *(each.box for each in near)])
    return found if len(found) >= _FEWEST else []


def _is_label(each: Fragment, long: Sequence[Fragment]) -> bool:
    """Whether it is short, and no end of a paragraph or of a caption."""
    if len(each.seen) > _SHORT or CAPTION.match(each.text.strip()):
        return False
    return not any(
        -_LINES * each.size < each.base - line.base < _LINES * each.size
        and line.box[0] - each.size < each.box[2]
        and each.box[0] < line.box[2] + each.size
        for line in long
    )


def _is_near(one: Box, box: Box) -> bool:
    across, down = (one[0] + one[2]) / 2, (one[1] + one[3]) / 2
    return box[0] - _REACH < across < box[2] + _REACH and box[1] - _REACH < down < box[3] + _REACH
