"""One scene as a film: its marks, and the moments at which something can be seen to change."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..errors import StoryboardError
from .drawing.context import DrawContext
from .drawing.marks import Mark, MarkState
from .drawing.motion.attention import attended
from .drawing.parts.chrome import Place, chrome
from .kinds import KINDS
from .kinds.base import BaseScene
from .neighbours import ALONE, Neighbours
from .timing.cues import CueClock
from .timing.timing import SceneTiming

LONGEST_STILL = 1.5
"""Seconds after which a frame is shown again though nothing has changed, so that players seek well."""
_EPSILON = 1e-6
_AT_ONCE = 0.19
"""Seconds within which things of the first scene come that are there from its first frame."""


def marks_of(
    scene: BaseScene, timing: SceneTiming, place: Place, context: DrawContext, neighbours: Neighbours = ALONE
) -> list[Mark]:
    """All that is drawn during `scene`, back to front; turned around if the language runs from right to left."""
    try:
        clock = CueClock(timing)
        marks = KINDS[scene.type].compose(scene, context, clock)
    except StoryboardError as error:
        # A picture knows its own fields, but not which scene of the storyboard it is.
        where = f"scenes.{place.index}."
        raise StoryboardError(where + error.message, param=where + (error.param or "")) from error
    marks = [*marks, *attended(marks, scene.heads, clock, context)]
    if place.index == 0:
        # Players show the first frame before they play: it must not be empty.
        marks = [mark.begun(_AT_ONCE) for mark in marks]
    marks = neighbours.joined(scene, marks, context)
    if not place.last:
        marks = neighbours.leaving(scene, marks, context, timing.duration)
    marks = [*chrome(context, place), *marks]
    return [mark.mirrored(context.stage.width) for mark in marks] if context.rtl else marks


@dataclass(frozen=True)
class FrameState:
    """A frame to be shown at `at` seconds from the start of its scene.

    `changes` are the marks, by their places in the list, that look different from then on, and how.
    """

    at: float
    changes: Mapping[int, MarkState]

    @property
    def fresh(self) -> bool:
        """Whether it differs from the frame before it."""
        return bool(self.changes)


def moments(marks: Sequence[Mark], duration: float, fps: int, *, every: bool = False) -> list[FrameState]:
    """The frames of a scene: those in which something is seen to move, and repeats of them now and then.

    With `every`, all the frames in between too, each repeated.
    """
    count = max(1, math.ceil(duration * fps - _EPSILON))
    shown = [mark.state(0.0) for mark in marks]
    fresh = {0: dict(enumerate(shown)), **_seen_to_move(marks, shown, count, fps)}
    frames = range(count) if every else _with_repeats(sorted(fresh), count, fps)
    return [FrameState(index / fps, fresh.get(index, {})) for index in frames]


def _seen_to_move(
    marks: Sequence[Mark], shown: list[MarkState], count: int, fps: int
) -> dict[int, dict[int, MarkState]]:
    """The frames that differ visibly from the last one of these, and those in which all movement has come to rest.

    `shown` is how the marks are at first. A mark is shown as it was until the difference can be seen, or until it and
    whatever moves beside it has come to rest.
    """
    moving = _moving(marks, count, fps)
    settling: dict[int, MarkState] = {}
    found: dict[int, dict[int, MarkState]] = {}
    for frame in sorted(moving):
        changes: dict[int, MarkState] = {}
        goes_on = moving.get(frame + 1, ())
        for index in moving[frame]:
            state = marks[index].state(frame / fps)
            if state.differs(shown[index], marks[index].reach):
                changes[index] = shown[index] = state
                settling.pop(index, None)
            elif index not in goes_on and state != shown[index]:
                settling[index] = state
        if settling and (changes or not goes_on):
            for index, state in settling.items():
                changes[index] = shown[index] = state
            settling.clear()
        if changes:
            found[frame] = changes
    return found


def _moving(marks: Sequence[Mark], count: int, fps: int) -> dict[int, set[int]]:
    """For each frame in which any does, the marks that move or have just come to rest."""
    frames: dict[int, set[int]] = {}
    for index, mark in enumerate(marks):
        for start, end in mark.busy():
            # A jump is over in the very frame it falls on; a movement shows from the frame after its start.
            first = math.floor(start * fps) + 1 if end > start else math.ceil(start * fps - _EPSILON)
            last = math.ceil(end * fps - _EPSILON)
            for frame in range(max(first, 0), min(last, count - 1) + 1):
                frames.setdefault(frame, set()).add(index)
    return frames


def _with_repeats(frames: Sequence[int], count: int, fps: int) -> Iterator[int]:
    longest = round(LONGEST_STILL * fps)
    for frame, following in zip(frames, [*frames[1:], count], strict=True):
        yield from range(frame, following, longest)
