"""When the parts of a plot come, how curves move meanwhile, and what is spoken of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ...drawing.motion.tracks import FADE, GROW, Track, ease_both
from ...timing.cues import FIRST, LAST, CueClock
from ..base import Cued
from .scene import PlotScene

FAINT = 0.35
"""Opacity of what is not spoken of."""
_APART = 0.35
"""Seconds between curves that come together."""
_TOGETHER = 0.3
"""Seconds within which two parts are spoken of at once."""
SHIFTING, SWEEPING = 1.0, 2.4
"""Seconds that a curve takes to move to its next place, and to follow a parameter, at most."""
_FIRST_PARTS = ("curves", "data", "histogram", "vectors")
"""The fields of what is drawn; the others say what happens to it, or what is shown of it."""
_BEFORE_MAPPING = 0.3
"""Part of the time that goes by before a map that has no cue."""
_RUN, _LEG = 6.0, 1.6
"""Seconds that a running point takes at most, altogether and from one place to the next."""


@dataclass(frozen=True)
class PlotEvent:
    """A moment from which the voice speaks of some things, by their names such as "curves.0"."""

    at: float
    things: frozenset[str]


@dataclass(frozen=True)
class PlotTimeline:
    """`starts` has the seconds at which each part comes, by the name of its field."""

    duration: float
    starts: dict[str, list[float]]
    events: list[PlotEvent] = field(default_factory=list)
    begun: float = FIRST
    """When the first thing comes."""

    def at(self, name: str, index: int) -> float:
        return self.starts[name][index]

    def lit(self, track: Track, start: float, *things: str) -> Track:
        """`track` of what comes at `start`, stepping back while only others than `things` are spoken of."""
        is_lit = True
        for event in self.events:
            wanted = not event.things.isdisjoint(things)
            if event.at >= start - 0.01 and wanted != is_lit:
                track = track.then(1.0 if wanted else FAINT, event.at, FADE * 1.5, ease_both)
                is_lit = wanted
        return track

    def seconds_for(self, at: float, most: float) -> float:
        """How long a movement from `at` on may take: done before the next thing is spoken of, and before the end."""
        following = [event.at for event in self.events if event.at > at + _TOGETHER]
        end = min([*following[:1], self.duration - LAST * 0.6])
        return min(most, max(end - at, GROW))

    def run(self, at: float, legs: int) -> float:
        """Seconds for a point that runs over so many legs, and has its name long enough before the end to be read."""
        longest = min(_RUN, _LEG * legs + 0.8, self.duration - LAST - GROW / 2 - at)
        return self.seconds_for(at, max(longest, GROW))


def timeline(scene: PlotScene, clock: CueClock) -> PlotTimeline:
    """When everything comes: curves and bars first, whatever is shown of them after them."""
    starts = {name: _first(getattr(scene, name), clock) for name in _FIRST_PARTS}
    begun = min((min(times) for times in starts.values() if times), default=FIRST) + GROW
    latest = max(begun, clock.duration - LAST)
    # What is there from the first word on belongs to the first sentence: what happens to it comes at its own words.
    after = clock.first_word if begun <= FIRST + GROW else -1.0
    for name in ("parameters", "shifts", "show", "tangents", "areas", "points", "transform", "focus"):
        starts[name] = [
            min(max(at, begun), latest) for at in clock.times(getattr(scene, name), start=begun, after=after)
        ]
    for number, transform in enumerate(scene.transform):
        # The plane as it was has to be seen before it moves; without a cue, it moves once the voice has said why.
        rest = 0.0 if transform.cue else (latest - begun) * _BEFORE_MAPPING
        starts["transform"][number] = min(max(starts["transform"][number], begun + max(rest, GROW)), latest)
    return PlotTimeline(clock.duration, starts, begun=begun - GROW)


def _first(parts: Sequence[Cued], clock: CueClock) -> list[float]:
    if any(part.cue for part in parts):
        return clock.times(parts)
    return [FIRST + _APART * number for number in range(len(parts))]


def with_events(line: PlotTimeline, named: Sequence[tuple[float, frozenset[str]]]) -> PlotTimeline:
    """`line` with the moments at which things are spoken of; those that come together are one."""
    events: list[PlotEvent] = []
    for at, things in sorted(named, key=lambda each: each[0]):
        if events and at - events[-1].at < _TOGETHER:
            events[-1] = PlotEvent(events[-1].at, events[-1].things | things)
        else:
            events.append(PlotEvent(at, things))
    return replace(line, events=events)
