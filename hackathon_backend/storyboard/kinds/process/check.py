"""What the checker finds in processes: a cycle that is not seen as one, and steps in another colour than named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...checking.colours import card_colours, colour_findings
from ...checking.fault import Finding
from ...drawing.arrows import ArrowBrush
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from .scene import ProcessScene

_SEEN = 0.2
"""Opacity from which a mark is there, be it faintly."""
_STEP = re.compile(r"(steps\.\d+)(?:\.label)?")
"""What stands for a step of a cycle: its name, or its number where there is no room for all names together."""


def findings(scene: ProcessScene, marks: Sequence[Mark], context: DrawContext, duration: float) -> Iterator[Finding]:
    """The faults of a process's colours, and of a cycle."""
    names = ((f"steps.{n}.label", "", step.label) for n, step in enumerate(scene.steps))
    yield from colour_findings(names, lambda path: card_colours(marks, path), context.language)
    if scene.shape == "cycle":
        yield from _parted_cycle(marks, scene, duration)


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
