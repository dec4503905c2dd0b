"""One scene as a film: its marks, and the moments at which something can be seen to change."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..errors import StoryboardError
from .clock import Clock
from .pictures import Easel, Mark, compose
from .pictures.chrome import Place, chrome
from .scenes import BaseScene
from .timing import SceneTiming

LONGEST_STILL = 1.5
"""Seconds after which a frame is shown again though nothing has changed, so that players seek well."""
_EPSILON = 1e-6
_AT_ONCE = 0.19
"""Seconds within which things of the first scene come that are there from its first frame."""


def marks_of(scene: BaseScene, timing: SceneTiming, place: Place, easel: Easel) -> list[Mark]:
    """All that is drawn during `scene`, back to front; turned around if the language runs from right to left."""
    try:
        marks = compose(scene, easel, Clock(timing))
    except StoryboardError as error:
        # A picture knows its own fields, but not which scene of the storyboard it is.
        where = f"scenes.{place.index}."
        raise StoryboardError(where + error.message, param=where + (error.param or "")) from error
    if place.index == 0:
        # Players show the first frame before they play: it must not be empty.
        marks = [mark.begun(_AT_ONCE) for mark in marks]
    if not place.last:
        marks = [mark.leaving(timing.duration) for mark in marks]
    marks = [*chrome(easel, place), *marks]
    return [mark.mirrored(easel.stage.width) for mark in marks] if easel.rtl else marks


@dataclass(frozen=True)
class Moment:
    """A frame to be shown at `at` seconds from the start of its scene. `fresh`: it differs from the one before it."""

    at: float
    fresh: bool


def moments(marks: Iterable[Mark], duration: float, fps: int, *, every: bool = False) -> list[Moment]:
    """The frames of a scene: those in which something is seen to move, and repeats of them now and then.

    With `every`, all the frames in between too, each repeated.
    """
    count = max(1, math.ceil(duration * fps - _EPSILON))
    fresh = {0, *_seen_to_move([mark for mark in marks if mark.moves], count, fps)}
    frames = range(count) if every else _with_repeats(sorted(fresh), count, fps)
    return [Moment(index / fps, index in fresh) for index in frames]


def _seen_to_move(marks: Sequence[Mark], count: int, fps: int) -> Iterator[int]:
    """The frames that differ visibly from the last one of these, and those in which movement has come to rest."""
    frames = sorted(_moving(marks, count, fps))
    shown = [mark.state(0.0) for mark in marks]
    for frame, following in zip(frames, [*frames[1:], -1], strict=True):
        states = [mark.state(frame / fps) for mark in marks]
        rests = following != frame + 1
        if rests or any(new.differs(old, mark.reach) for new, old, mark in zip(states, shown, marks, strict=True)):
            yield frame
            shown = states


def _moving(marks: Iterable[Mark], count: int, fps: int) -> set[int]:
    frames: set[int] = set()
    for mark in marks:
        for start, end in mark.busy():
            # A jump is over in the very frame it falls on; a movement shows from the frame after its start.
            first = math.floor(start * fps) + 1 if end > start else math.ceil(start * fps - _EPSILON)
            last = math.ceil(end * fps - _EPSILON)
            frames.update(range(max(first, 0), min(last, count - 1) + 1))
    return frames


def _with_repeats(frames: Sequence[int], count: int, fps: int) -> Iterator[int]:
    longest = round(LONGEST_STILL * fps)
    for frame, following in zip(frames, [*frames[1:], count], strict=True):
        yield from range(frame, following, longest)
