"""What is spoken of when: which parts are lit, what flows, and what the camera is near to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...drawing.motion.tracks import ENTER, STEP, Track, ease_both
from ...timing.cues import CueClock
from .drawing import CutawayDrawing
from .library import find_flow, find_part
from .scene import CutawayScene, Flow

DIM = 0.35
"""Strength of what is not spoken of."""
_TOGETHER = 0.2
"""Seconds within which things come together."""


@dataclass(frozen=True)
class SpokenMoment:
    """One thing that is spoken of: its path, from when, and the parts that it lights."""

    path: str
    start: float
    lit: frozenset[str]


@dataclass(frozen=True)
class CutawayTimeline:
    """All moments of a scene in the order of their times."""

    moments: tuple[SpokenMoment, ...]
    end: float
    """When the scene is over."""

    def of(self, path: str) -> SpokenMoment:
        return next(moment for moment in self.moments if moment.path == path)

    def until(self, path: str) -> float | None:
        """When something else is spoken of than what is at `path`; None if nothing is."""
        own = self.of(path)
        later = (m.start for m in self.moments if m.start > own.start + ENTER and not m.lit <= own.lit)
        return min(later, default=None)

    def strength(self, part: str) -> Track:
        """How strongly a part is drawn: in full at first and while it is spoken of."""
        track, level = Track(1.0), 1.0
        for start, lit in self._steps():
            wanted = 1.0 if part in lit else DIM
            if wanted != level:
                track, level = track.then(wanted, start, STEP, ease_both), wanted
        return track

    def spans(self, path: str) -> list[tuple[float, float | None]]:
        """When the thing at `path` is lit, as starts and ends, after it has come."""
        own = self.of(path)
        found: list[tuple[float, float | None]] = []
        for start, lit in self._steps():
            if start < own.start - 1e-6:
                continue
            on = own.lit <= lit
            if on and (not found or found[-1][1] is not None):
                found.append((start, None))
            elif not on and found and found[-1][1] is None:
                found[-1] = (found[-1][0], start)
        return found

    def _steps(self) -> list[tuple[float, frozenset[str]]]:
        """The times at which the light goes on to something else; what comes together is lit together."""
        steps: list[tuple[float, frozenset[str]]] = []
        for moment in self.moments:
            if steps and moment.start - steps[-1][0] < _TOGETHER:
                steps[-1] = (steps[-1][0], steps[-1][1] | moment.lit)
            else:
                steps.append((moment.start, moment.lit))
        return steps


def timeline(scene: CutawayScene, drawing: CutawayDrawing, clock: CueClock) -> CutawayTimeline:
    """The moments of a scene."""
    moments = []
    for name in ("parts", "flows", "zoom"):
        items = getattr(scene, name)
        for index, (item, start) in enumerate(zip(items, clock.times(items), strict=True)):
            lit = _lit_by_flow(item, drawing) if isinstance(item, Flow) else [find_part(drawing, item.part)]
            inner = [each for part in lit for each in drawing.inside(part)]
            moments.append(SpokenMoment(f"{name}.{index}", start, frozenset([*lit, *inner])))
    return CutawayTimeline(tuple(sorted(moments, key=lambda moment: moment.start)), clock.duration)


def _lit_by_flow(flow: Flow, drawing: CutawayDrawing) -> Sequence[str]:
    if flow.flow:
        id_ = find_flow(drawing, flow.flow)
        return [f"flow {id_}", *drawing.flows[id_].through]
    return [f"flow {' '.join(flow.parts)}", *(find_part(drawing, part) for part in flow.parts)]
