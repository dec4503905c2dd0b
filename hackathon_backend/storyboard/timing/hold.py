"""How long a scene stays: until it is told, and until its last part has been seen for long enough."""

from __future__ import annotations

from dataclasses import replace

from ..kinds import KINDS
from ..kinds.base import BaseScene
from .cues import LAST, CueClock
from .timing import SceneTiming, estimate_speech

_AMPLE = 60.0
"""Seconds after the end of a scene in which its parts could still come, if it took that long."""


def estimate_scene(scene: BaseScene, pace: float = 1.0) -> SceneTiming:
    """How long `scene` takes at `pace` times 150 words a minute, with its pauses, and held until all has been seen."""
    return held(scene, estimate_speech(scene, pace))


def held(scene: BaseScene, timing: SceneTiming) -> SceneTiming:
    """`timing` with an end that is late enough for the last part of `scene` to be seen; nothing else changes."""
    return replace(timing, duration=max(timing.duration, _comes_last(scene, timing) + LAST))


def _comes_last(scene: BaseScene, timing: SceneTiming) -> float:
    """When the last part of a scene can be made out, in seconds, if it may come as late as the voice speaks of it."""
    if not timing.words:
        return 0.0
    clock = CueClock(replace(timing, duration=timing.duration + _AMPLE))
    if ends := KINDS[scene.type].ends:
        return ends(scene, clock)
    latest = 0.0
    for parts in scene.sequences():
        # What is spoken of in another order than it stands in may come later than what stands last.
        spoken = [clock.reveal(part.cue) for part in parts if part.cue]
        latest = max(latest, clock.times(parts)[-1], *(at for at in spoken if at is not None))
    return latest + scene.settling
