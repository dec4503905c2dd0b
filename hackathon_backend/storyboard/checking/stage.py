"""What the checker finds about the use of the stage: small things in a large frame, and icons at some siblings only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..drawing.brushes import IconBrush
from ..drawing.context import DrawContext
from ..drawing.marks import Mark
from ..drawing.stage import around
from ..drawing.text.text import TextBlock
from ..kinds.base import BaseScene
from ..kinds.equation.brush import FormulaBrush
from .fault import Finding

_FILLED = 0.5
"""Part of the stage's width or height that is used at least, from the first thing to the last, if type could be larger.
"""
_LARGE = 40
"""Units from which type is large."""
_HEADS = frozenset({"heading", "question"})


def stage_findings(scene: BaseScene, marks: Sequence[Mark], context: DrawContext) -> Iterator[Finding]:
    """The faults of `marks`, which show `scene`."""
    yield from _empty(marks, context)
    yield from _some_icons(scene, marks)


def _empty(marks: Sequence[Mark], context: DrawContext) -> Iterator[Finding]:
    content = [mark for mark in marks if mark.path not in _HEADS]
    heads = [mark.box.bottom for mark in marks if mark.path in _HEADS]
    if not content or not heads:
        return
    stage = context.stage.body.below(max(heads))
    used = around([mark.box for mark in content]).within(stage)
    across, down = used.width / stage.width, used.height / max(stage.height, 1.0)
    largest = max((_type_size(mark) for mark in content), default=0.0)
    # Two words in large type fill little, and need no more.
    if max(across, down) < _FILLED and 0 < largest < context.u(_LARGE):
        yield "empty", "stage", f"only {across:.0%} x {down:.0%} of the stage is used, though type could be larger"


def _type_size(mark: Mark) -> float:
    """The size in pixels of what is to be read in a mark; 0 if nothing is."""
    if isinstance(mark.brush, FormulaBrush):
        return mark.brush.size
    block = getattr(mark.brush, "block", None)
    return block.type.size if isinstance(block, TextBlock) else 0.0


def _some_icons(scene: BaseScene, marks: Sequence[Mark]) -> Iterator[Finding]:
    siblings = sum(hasattr(part, "icon") for parts in scene.sequences() for part in parts)
    drawn = sum(isinstance(mark.brush, IconBrush) for mark in marks)
    if 0 < drawn < siblings:
        yield "icons", "icon", f"{drawn} of {siblings} siblings have an icon: all of them should, or none"
