"""When the parts of a chart come, and which of them are spoken of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...drawing.motion.tracks import FADE, STAGGER, Track, ease_both
from ...timing.cues import FIRST, CueClock
from .scene import ChartScene

_SOON = 1.6
"""Seconds after which attention may begin to move: the chart is there by then."""
_APART, _LONGEST = 0.35, 0.7
"""Seconds between series that come together, and from the first mark of one to its last."""


@dataclass(frozen=True)
class SpokenInterval:
    """A stretch of time in which the voice speaks of the label at each of `places`; `until` is None for the last."""

    at: float
    until: float | None
    places: frozenset[int]

    def passing(self, track: Track) -> Track:
        """`track` of something that is gone when this is over."""
        return track if self.until is None else track.then(0.0, self.until - FADE, FADE, ease_both)


@dataclass(frozen=True)
class ChartPace:
    """`starts` are the seconds at which the marks of each series come, label by label."""

    starts: tuple[tuple[float, ...], ...]
    spells: tuple[SpokenInterval, ...]


def pace(scene: ChartScene, clock: CueClock, *, one_by_one: bool) -> ChartPace:
    """When everything comes: each series at its cue, or all together if none has one.

    With `one_by_one`, a single series of which every label is spoken of comes label by label.
    """
    count = len(scene.labels)
    spells = _spells(scene, clock.times(scene.focus, start=_SOON))
    if (
        one_by_one
        and len(scene.series) == 1
        and {place for spell in spells for place in spell.places} == set(range(count))
    ):
        spells = _spells(scene, clock.times(scene.focus))
        starts = [next(spell.at for spell in spells if place in spell.places) for place in range(count)]
        return ChartPace((tuple(starts),), spells)
    if any(series.cue for series in scene.series):
        times = clock.times(scene.series)
    else:
        times = [FIRST + _APART * number for number in range(len(scene.series))]
    rows = []
    for at in times:
        apart = min(STAGGER, _LONGEST / count)
        rows.append(tuple(at + apart * place for place in range(count)))
    return ChartPace(tuple(rows), spells)


def _spells(scene: ChartScene, times: Sequence[float]) -> tuple[SpokenInterval, ...]:
    """The spells of all labels that there are; one that is not there leaves the attention where it was."""
    found = []
    for focus, at in zip(scene.focus, times, strict=True):
        places = frozenset(place for place, label in enumerate(scene.labels) if label == focus.label)
        if places:
            found.append((at, places))
    ends = [*(at for at, _ in found[1:]), None]
    return tuple(SpokenInterval(at, until, places) for (at, places), until in zip(found, ends, strict=bool(found)))
