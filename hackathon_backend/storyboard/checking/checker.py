"""Looks at a storyboard as it will be drawn, and names what a viewer could stumble over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from ..drawing.context import DrawContext
from ..drawing.marks import Mark
from ..drawing.parts.chrome import chrome
from ..drawing.text.text import ELLIPSIS
from ..kinds import KINDS
from ..scene_frames import marks_of
from ..shot import Shot
from .fault import Fault, FaultKind, Finding
from .looking import lines_of, moments, visible
from .moment import MOMENT_RULES, block_of
from .pace import pace_findings
from .running import running_findings
from .stage import stage_findings
from .text import text_findings
from .words import word_findings

_FLASHES = 3
_FLASHING_PART = 0.25
"""Flashes a second that are safe, and the part of the frame from which they count (WCAG 2.2, 2.3.1)."""


def faults_of(shot: Shot, scene: int) -> list[Fault]:
    """The faults of one shot, the `scene`-th of its storyboard, each named once, at the first moment it is seen."""
    context = shot.context()
    marks = marks_of(shot.scene, shot.timing, shot.place, context, shot.neighbours)
    content = marks[len(chrome(context, shot.place)) :]
    lines = lines_of(content)
    found: dict[tuple[FaultKind, str], Fault] = {}
    for at in moments(content, shot.timing.duration):
        looks = list(visible(content, lines, at))
        for rule in MOMENT_RULES:
            for kind, path, message in rule(looks, context, at):
                found.setdefault((kind, path), Fault(scene, round(at, 2), kind, path, message))
    moving = not shot.format.reduced_motion
    whole = (
        *_cut(content, shot),
        *text_findings(content, context),
        *KINDS[shot.scene.type].check(shot.scene, content, context, shot.timing.duration),
        *_flashing(content, context),
        *running_findings(content, context, shot.timing.duration),
        *pace_findings(shot.scene, content, shot.timing, moving=moving),
        *word_findings(shot.scene, content, shot.timing),
        *stage_findings(shot.scene, content, context),
    )
    for kind, path, message in whole:
        found.setdefault((kind, path), Fault(scene, 0.0, kind, path, message))
    return list(found.values())


def _cut(marks: Sequence[Mark], shot: Shot) -> Iterator[Finding]:
    """Texts that had to be shortened."""
    for mark in marks:
        block = block_of(mark)
        if mark.path and block and block.text.endswith(ELLIPSIS):
            whole = _field(shot.scene, mark.path)
            if whole is None or not whole.endswith(ELLIPSIS):
                yield "cut", mark.path, f"{mark.path} does not fit and was cut short"


def _field(scene: Any, path: str) -> str | None:
    value = scene
    for step in path.split("."):
        try:
            value = value[int(step)] if step.isdigit() else getattr(value, step)
        except (AttributeError, LookupError, TypeError):
            return None
    return value if isinstance(value, str) else None


def _flashing(marks: Sequence[Mark], context: DrawContext) -> Iterator[Finding]:
    frame = context.stage.width * context.stage.height
    for mark in marks:
        if mark.box.width * mark.box.height < frame * _FLASHING_PART:
            continue
        turns = [move.at for move, after in pairwise(mark.opacity.moves) if (move.to - after.to) * move.to != 0]
        if any(later - earlier < 1.0 for earlier, later in zip(turns, turns[2 * _FLASHES :], strict=False)):
            yield "flash", mark.path, f"{mark.path or 'a shape'} flashes more than {_FLASHES} times a second"
