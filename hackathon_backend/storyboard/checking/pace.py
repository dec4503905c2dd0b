"""What the checker finds about time: parts that are gone too soon, headings alone, and titles that stand still."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..drawing.marks import Mark
from ..kinds.base import BaseScene
from ..kinds.title.scene import TitleScene
from ..timing.cues import SEEN
from ..timing.seen import HEADS, enough, seconds_seen, seen
from .fault import Finding

_SLACK = 0.5
"""Seconds that a part may be seen less before it is a fault."""
_ALONE, _STILL = 3.0, 4.0
"""Seconds for which a heading may stand alone, and a title without any movement."""
_FAINTLY = 0.1
"""Opacity from which a heading is not alone."""


def pace_findings(scene: BaseScene, marks: Sequence[Mark], duration: float, *, moving: bool) -> Iterator[Finding]:
    """The faults of `marks`, which show `scene` for `duration` seconds; `moving` if movement is wanted at all."""
    if isinstance(scene, TitleScene):
        if moving:
            yield from _still(marks, duration)
        return
    least = enough(scene, duration) - _SLACK
    for path, seconds in seconds_seen(marks, duration).items():
        if seconds < least:
            yield "brief", path, f"{path} is seen for {seconds:.1f} s only, less than {SEEN:g} s"
    yield from _bare(marks, duration)


def _bare(marks: Sequence[Mark], duration: float) -> Iterator[Finding]:
    others = (span for mark in marks if mark.path not in HEADS for span in seen(mark, duration, _FAINTLY))
    alone = min((start for start, _ in others), default=duration)
    if alone > _ALONE:
        yield "bare", "heading", f"the heading stands alone for {alone:.1f} s"


def _still(marks: Sequence[Mark], duration: float) -> Iterator[Finding]:
    """Whether nothing moves for long while a title is on; the last moment of a scene may be calm."""
    moves = sorted(span for mark in marks for span in mark.busy() if span[0] < duration - 0.3)
    rest, longest = 0.0, 0.0
    for start, end in [*moves, (duration, duration)]:
        longest = max(longest, start - rest)
        rest = max(rest, end)
    if longest > _STILL:
        yield "still", "title", f"the title stands still for {longest:.1f} s"
