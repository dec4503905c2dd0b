"""What the checker finds about time: what comes late or is gone too soon, and pictures that stand still."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from ..drawing.marks import Mark
from ..kinds import KINDS
from ..kinds.base import BaseScene
from ..timing.cues import SEEN
from ..timing.seen import THERE, appears, enough, seconds_seen, seen
from ..timing.timing import SceneTiming
from .fault import Finding

_SLACK = 0.5
"""Seconds that a part may be seen less before it is a fault."""
_ALONE = 1.0
"""Seconds for which a heading may stand alone at the start of a scene."""
_FAINTLY = 0.1
"""Opacity from which a heading is not alone."""
LAST = 1.5
"""Seconds before its end by which all of a scene has come."""


def pace_findings(scene: BaseScene, marks: Sequence[Mark], timing: SceneTiming, *, moving: bool) -> Iterator[Finding]:
    """The faults of `marks`, which show `scene` as it is timed; `moving` if movement is wanted at all."""
    duration = timing.duration
    least = enough(scene, duration) - _SLACK
    for path, seconds in seconds_seen(scene, marks, duration).items():
        if seconds < least:
            yield "brief", path, f"{path} is seen for {seconds:.1f} s only, less than {SEEN:g} s"
    yield from _late(scene, marks, duration)
    if moving:
        yield from _still(scene, marks, timing)


def _late(scene: BaseScene, marks: Sequence[Mark], duration: float) -> Iterator[Finding]:
    """Whether there is nothing to see at first, or something comes so late that it is gone before it is understood."""
    others = [mark for mark in marks if mark.path not in scene.heads]
    alone = min((start for mark in others for start, _ in seen(mark, duration, _FAINTLY)), default=duration)
    if alone > _ALONE:
        yield "late", "heading", f"the heading stands alone for {alone:.1f} s"
    # What goes and comes again is known by then.
    first: dict[str, float] = {}
    for mark in filter(lambda mark: mark.path, others):
        first[mark.path] = min(first.get(mark.path, math.inf), appears(mark, duration, THERE))
    for path, left in ((path, duration - at) for path, at in first.items()):
        if left < min(LAST, duration / 2) - 0.05 and not math.isinf(left):
            yield "late", path, f"{path} comes {left:.1f} s before the end, less than {LAST:g} s"


def _still(scene: BaseScene, marks: Sequence[Mark], timing: SceneTiming) -> Iterator[Finding]:
    """Whether nothing changes for long while the voice speaks; the last moment of a scene may be calm."""
    until = timing.speech_end if timing.words else 0.0
    moves = sorted(span for mark in marks for span in mark.busy() if span[0] < until)
    rest, longest = 0.0, 0.0
    for start, end in [*moves, (until, until)]:
        longest = max(longest, start - rest)
        rest = max(rest, end)
    if longest > KINDS[scene.type].still:
        yield "still", scene.type, f"nothing changes for {longest:.1f} s while the voice speaks"
