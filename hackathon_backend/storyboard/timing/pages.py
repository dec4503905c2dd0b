"""A scene that takes several pages, held for as long as it takes to read them all."""

from __future__ import annotations

import math
from dataclasses import replace

from ..drawing.context import DrawContext
from ..drawing.parts.chrome import Place
from ..kinds.base import BaseScene
from ..scene_frames import marks_of
from .cues import SEEN
from .seen import seconds_seen
from .timing import LONGEST_SCENE, SceneTiming

_SLACK, _STEP, _TRIES = 0.3, 0.1, 12
"""Seconds that a part may be seen less, and in which time is added: whole frames; and how often at most."""
_AHEAD, _FARTHEST = 2, 32
"""How many times the time that is lacking is added at first, and at most."""


def unhurried(scene: BaseScene, timing: SceneTiming, place: Place, context: DrawContext) -> SceneTiming:
    """`timing` with its end put off, if need be, so that no page of `scene` is turned before it could be read.

    How many pages there are only the layout knows: time is added until all parts are seen for long enough.
    """
    if scene.one_page:
        return timing
    lacking, ahead = _lacking(scene, timing, place, context), _AHEAD
    for _ in range(_TRIES):
        if lacking <= _SLACK or ahead > _FARTHEST:
            break
        longer = replace(timing, duration=timing.duration + math.ceil(ahead * lacking / _STEP) * _STEP)
        if longer.duration > LONGEST_SCENE:
            break
        still_lacking = _lacking(scene, longer, place, context)
        # Time that is shared by many pages helps each of them a little, and none until there is enough of it.
        ahead = ahead if still_lacking < lacking / 2 else 2 * ahead
        if still_lacking < lacking:
            timing, lacking = longer, still_lacking
    return timing


def _lacking(scene: BaseScene, timing: SceneTiming, place: Place, context: DrawContext) -> float:
    """Seconds that the part lacks that is seen for the shortest time."""
    marks = marks_of(scene, timing, place, context)
    seen = seconds_seen(scene, marks, timing.duration)
    return SEEN - min(seen.values(), default=SEEN)
