"""What the checker finds about the use of the stage: small things in a large frame, and icons at some siblings only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..drawing.context import DrawContext
from ..drawing.marks import Mark
from ..drawing.parts.icons import IconArtBrush
from ..drawing.stage import around
from ..drawing.text.text import TextBlock
from ..kinds import KINDS
from ..kinds.base import BaseScene
from .fault import Finding

_LARGE = 40
"""Units from which type is large."""


def stage_findings(scene: BaseScene, marks: Sequence[Mark], context: DrawContext) -> Iterator[Finding]:
    """The faults of `marks`, which show `scene`."""
    yield from _empty(scene, marks, context)
    yield from _some_icons(scene, marks)


def _empty(scene: BaseScene, marks: Sequence[Mark], context: DrawContext) -> Iterator[Finding]:
    filled = filled_part(scene, marks, context)
    largest = max((_type_size(mark) for mark in marks if mark.path not in scene.heads), default=0.0)
    # Two words in large type fill little, and need no more.
    if filled < KINDS[scene.type].fills and 0 < largest < context.u(_LARGE):
        yield "empty", "stage", f"only {filled:.0%} of the stage is used, though things could be larger"


def filled_part(scene: BaseScene, marks: Sequence[Mark], context: DrawContext) -> float:
    """The part of the stage, below the heading, in which things are drawn: from the first to the last, 0 to 1."""
    content = [mark for mark in marks if mark.path not in scene.heads]
    heads = [mark.box.bottom for mark in marks if mark.path in scene.heads]
    stage = context.stage.body if scene.opens or not heads else context.stage.body.below(max(heads))
    if not content or stage.height <= 0:
        return 1.0
    used = around([mark.box for mark in content]).within(stage)
    return used.width * used.height / (stage.width * stage.height)


def _type_size(mark: Mark) -> float:
    """The size in pixels of what is to be read in a mark; 0 if nothing is."""
    size = getattr(mark.brush, "type_size", None)
    if isinstance(size, float):
        return size
    block = getattr(mark.brush, "block", None)
    return block.type.size if isinstance(block, TextBlock) else 0.0


def _some_icons(scene: BaseScene, marks: Sequence[Mark]) -> Iterator[Finding]:
    siblings = sum(hasattr(part, "icon") for parts in scene.sequences() for part in parts)
    drawn = sum(isinstance(mark.brush, IconArtBrush) for mark in marks)
    if 0 < drawn < siblings:
        yield "icons", "icon", f"{drawn} of {siblings} siblings have an icon: all of them should, or none"
