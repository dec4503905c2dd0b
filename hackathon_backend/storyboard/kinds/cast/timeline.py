"""When things and links come and go, when beats happen, and what is spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from ...drawing.motion.tracks import ENTER, STAGGER, Motion, Track
from ...timing.cues import LAST, CueClock
from ..base import Cued
from .scene import CastScene, Link

_AT_ONCE = 0.15
"""Seconds after which that is there which waits for no cue."""
_ALONE = 0.8
"""Seconds for which a heading stands alone at most: whatever comes first comes at once if it would be later."""
_AFTER_ENDS = 0.3
"""Seconds from when both ends of a link are there until it comes without a cue."""
_TOGETHER = 0.9
"""Seconds within which things are spoken of as one."""
_OPEN = 1.0
"""Seconds in which the picture opens: what comes then is not yet spoken of."""
_CALM = 1.2
"""Seconds before the end at which all is at full strength again."""
FAINT = 0.35
"""Opacity of what is not spoken of."""


@dataclass(frozen=True)
class FocusChange:
    """From `at` on these things, by their keys such as "actors.0", are spoken of; None: all are."""

    at: float
    things: frozenset[str] | None


class CastTimeline:
    """The times of one scene. Keys are the paths of its parts, such as "links.2"."""

    def __init__(self, scene: CastScene, links: Sequence[Link], clock: CueClock) -> None:
        self.scene, self._links, self._clock = scene, links, clock
        self.duration = clock.duration
        self.last = max(clock.duration - LAST, _AT_ONCE)
        self.beats = clock.times(scene.beats)
        self._cued = {
            **self._spoken("actors", [(actor, self._first_said(actor.label, actor.art)) for actor in scene.actors]),
            **self._spoken("links", [(link, link.label) for link in links]),
        }
        self.starts = self._starts()
        self.ends = self._ends()

    def _spoken(self, name: str, rows: Sequence[tuple[Cued, str]]) -> dict[str, float]:
        """When those parts come that have a cue, or whose label is spoken; in the order in which that happens.

        Cues that are spoken more than once are meant where they follow those in front of them.
        """
        found, after = [], -1.0
        for index, (part, label) in enumerate(rows):
            cue = part.cue or (label if self._is_said(label) else "")
            at = self._clock.find(cue, after) if part.cue else None
            after = after if at is None else at
            if cue and (at := self._clock.find(cue) if at is None else at) is not None:
                found.append((at, index, Cued(cue=cue)))
        found.sort(key=lambda row: row[:2])
        times = self._clock.times([part for _, _, part in found])
        return {f"{name}.{index}": time for (_, index, _), time in zip(found, times, strict=True)}

    def _first_said(self, label: str, art: str) -> str:
        """By which of its names a thing is spoken of first: "ten coins" brings the money."""
        if self._is_said(label) and self._begins_a_word(art):
            times = {name: self._clock.find(name) for name in (label, art)}
            return min((name for name, at in times.items() if at is not None), key=lambda name: times[name] or 0.0)
        return art if self._begins_a_word(art) and not self._is_said(label) else label

    def _begins_a_word(self, art: str) -> bool:
        return len(art) > 2 and re.search(rf"\b{re.escape(art)}", self.scene.narration, re.IGNORECASE) is not None

    def _is_said(self, label: str) -> bool:
        return len(label) > 1 and label.casefold() in self.scene.narration.casefold()

    def _starts(self) -> dict[str, float]:
        """When each thing and link comes: things no later than the first that happens to them."""
        scene, starts = self.scene, {}
        waiting = 0
        for index, actor in enumerate(scene.actors):
            key = f"actors.{index}"
            appears = [at for at, beat in zip(self.beats, scene.beats, strict=True) if self._brings(beat, actor.id)]
            needed = [*self._needed(actor.id), *([self._cued[key]] if key in self._cued else [])]
            if appears:
                starts[key] = min(appears)
            elif key in self._cued:
                starts[key] = min(needed)
            else:
                starts[key] = _AT_ONCE + STAGGER * waiting
                waiting += 1
        if starts and min(starts.values()) > _ALONE:
            starts[min(starts, key=lambda key: starts[key])] = _AT_ONCE
        for index, link in enumerate(self._links):
            key = f"links.{index}"
            there = max(starts[f"actors.{scene.index(end)}"] for end in (link.source, link.target))
            flows = [at for at, beat in zip(self.beats, scene.beats, strict=True) if self._runs(beat, link)]
            wanted = self._cued.get(key, min(flows, default=there + _AFTER_ENDS))
            starts[key] = max(there + STAGGER, min(wanted, max(self.last, there)))
        return starts

    def _brings(self, beat: object, actor: str) -> bool:
        return getattr(beat, "action", "") == "appear" and actor in getattr(beat, "actors", ())

    def _runs(self, beat: object, link: Link) -> bool:
        flows = getattr(beat, "action", "") == "flow"
        return flows and link.source in getattr(beat, "actors", ()) and getattr(beat, "to", "") == link.target

    def _needed(self, actor: str) -> Iterator[float]:
        """When something happens for which an actor has to be there."""
        for at, beat in zip(self.beats, self.scene.beats, strict=True):
            if actor in beat.actors or (actor == beat.to and beat.action in ("move", "flow")):
                yield at
        for index, link in enumerate(self._links):
            if link.cue and actor in (link.source, link.target) and f"links.{index}" in self._cued:
                yield self._cued[f"links.{index}"]

    def _ends(self) -> dict[str, float]:
        """When things leave, and with them their links; what moves away leaves its links behind."""
        ends: dict[str, float] = {}
        for at, beat in zip(self.beats, self.scene.beats, strict=True):
            for actor in beat.actors:
                if beat.action == "leave":
                    ends.setdefault(f"actors.{self.scene.index(actor)}", max(at, self.starts_of(actor) + ENTER))
                if beat.action in ("leave", "move"):
                    for index, link in enumerate(self._links):
                        if actor in (link.source, link.target):
                            ends.setdefault(f"links.{index}", at)
        return ends

    def starts_of(self, actor: str) -> float:
        return self.starts[f"actors.{self.scene.index(actor)}"]

    def beat(self, index: int) -> float:
        """When a beat happens: never before its things are there."""
        beat = self.scene.beats[index]
        there = max(self.starts_of(actor) for actor in beat.actors)
        return max(self.beats[index], there if beat.action == "appear" else there + ENTER)

    @cached_property
    def focus(self) -> list[FocusChange]:
        """What is spoken of, in order; near the end, all is."""
        found = sorted(self._events(), key=lambda event: event[0])
        merged: list[tuple[float, set[str]]] = []
        for at, things in found:
            if merged and at - merged[-1][0] < _TOGETHER:
                merged[-1][1].update(things)
            else:
                merged.append((at, set(things)))
        events = [FocusChange(at, frozenset(things)) for at, things in merged]
        calm = self.duration - _CALM
        return [*(event for event in events if event.at < calm - 0.4), FocusChange(calm, None)] if events else []

    def _events(self) -> Iterator[tuple[float, set[str]]]:
        cued = {key: max(at, self.starts[key]) for key, at in self._cued.items()}
        links = (f"links.{index}" for index in range(len(self._links)))
        for key, at in ({key: self.starts[key] for key in links if self.starts[key] > _OPEN} | cued).items():
            yield at, self._with_ends(key)
        for index, beat in enumerate(self.scene.beats):
            things = {f"actors.{self.scene.index(name)}" for name in beat.actors}
            if beat.action in ("move", "flow"):
                things.add(f"actors.{self.scene.index(beat.to)}")
            for number, link in enumerate(self._links):
                if self._runs(beat, link):
                    things |= self._with_ends(f"links.{number}")
            yield self.beat(index), things
        yield from self._mentions()

    def _with_ends(self, key: str) -> set[str]:
        """A link is spoken of with what it joins."""
        name, index = key.split(".")
        if name != "links":
            return {key}
        link = self._links[int(index)]
        return {key, *(f"actors.{self.scene.index(end)}" for end in (link.source, link.target))}

    def _mentions(self) -> Iterator[tuple[float, set[str]]]:
        """When things are named again that are there already."""
        for index, actor in enumerate(self.scene.actors):
            if not self._is_said(actor.label):
                continue
            at: float | None = self.starts[f"actors.{index}"] + _TOGETHER
            while at is not None and (at := self._clock.find(actor.label, at)) is not None:
                yield at, {f"actors.{index}"}
                at += _TOGETHER

    def strength(self, key: str, faint: float, motion: Motion) -> Track:
        """The opacity of a part: it comes, is full while it is spoken of, and goes."""
        start, end = self.starts[key], self.ends.get(key)
        levels = [
            (focus.at, 1.0 if focus.things is None or key in focus.things else faint)
            for focus in self.focus
            if focus.at > start + 0.05 and (end is None or focus.at < end)
        ]
        track = motion.appear(start).stepping(levels)
        return track if end is None else track.then(0.0, end, ENTER)

    def flows(self, link: int) -> bool:
        """Whether a beat has something run along a link."""
        return any(self._runs(beat, self._links[link]) for beat in self.scene.beats)

    def spoken(self, key: str) -> list[tuple[float, float]]:
        """The spans of time in which a part is spoken of."""
        spans = []
        turns = [*self.focus, FocusChange(self.duration - 0.6, frozenset())]
        for focus, following in pairwise(turns):
            if focus.things is not None and key in focus.things:
                spans.append((max(focus.at, self.starts[key]), following.at))
        return spans
