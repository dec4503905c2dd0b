"""A camera over the marks of a scene: it goes near a part and back, and along a path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ..marks import Mark
from ..stage import Box, around
from .tracks import FADE, Motion
from .view import Look, Point, Seen, Sight, View, strengths
from .ways import Way

NEAREST = 2.5
"""How many times as large things are seen at most."""
ZOOM = 0.6
"""Seconds that the camera takes to a part and back."""


@dataclass(frozen=True)
class Camera:
    """What is seen of a scene through `window`, in pixels of the frame, over time.

    Each of `on`, `out` and `along` gives a camera with one more movement; they are given in the order of their times.
    `applied` gives the marks as they are seen.
    """

    window: Box
    motion: Motion
    looks: tuple[Look, ...] = ()

    @property
    def view(self) -> View:
        return View(self.window, self.looks)

    def on(self, part: Box, at: float, *, nearest: float = NEAREST, seconds: float = ZOOM) -> Camera:
        """Near `part` from `at` seconds on: as near as lets all of it be seen, and at most `nearest` times."""
        return self._looking(Look(at, seconds, self.sight_of(part, nearest)))

    def out(self, at: float, seconds: float = ZOOM) -> Camera:
        """Back to all that is in the window."""
        return self._looking(Look(at, seconds, self.view.whole))

    def along(self, points: Sequence[Point], at: float, seconds: float, *, nearest: float = NEAREST) -> Camera:
        """Along `points`, as near as `nearest`; where the camera is not there yet, it goes to the first one before."""
        share = 1 / min(max(nearest, 1.0), NEAREST)
        spots = [self._inside(x, y, share) for x, y in points]
        way = Way([(spot.x, spot.y) for spot in spots])
        camera = self
        if (before := self.view.sight(at)) != spots[0]:
            camera, at = self._looking(Look(at, ZOOM, spots[0])), at + (0.0 if self.motion.reduced else ZOOM)
            seconds = max(seconds - ZOOM, ZOOM) if before != spots[0] else seconds
        return camera._looking(Look(at, seconds, spots[-1], way))

    def sight_of(self, part: Box, nearest: float = NEAREST) -> Sight:
        """What the camera sees when it is near `part`; never anything outside of the window."""
        share = max(part.width / self.window.width, part.height / self.window.height, 1 / min(nearest, NEAREST))
        return self._inside(*part.centre, min(share, 1.0))

    def _inside(self, x: float, y: float, share: float) -> Sight:
        window = self.window
        half_width, half_height = window.width * share / 2, window.height * share / 2
        x = min(max(x, window.x + half_width), window.right - half_width)
        y = min(max(y, window.y + half_height), window.bottom - half_height)
        return Sight(x, y, share)

    def _looking(self, look: Look) -> Camera:
        seconds = 0.0 if self.motion.reduced else look.seconds
        at = max(look.at, self.looks[-1].at) if self.looks else look.at
        return replace(self, looks=(*self.looks, replace(look, at=at, seconds=seconds)))

    def applied(self, marks: Sequence[Mark], anchors: Mapping[str, Point] | None = None) -> list[Mark]:
        """`marks` as they are seen through the window.

        Texts, and whatever else names a thing, keep their size and move with what they name: with the point that
        `anchors` has for it, or else with the nearest point of the mark that is that `thing`. One that would be cut by
        the edge of the window is not seen as long as that is so.
        """
        if not self.looks:
            return list(marks)
        things = {mark.thing: mark.box for mark in marks if mark.thing}
        labels: dict[str, list[Box]] = {}
        for mark in marks:
            if mark.names:
                labels.setdefault(mark.names, []).append(mark.box)
        held = {name: _anchor(things.get(name), around(boxes)) for name, boxes in labels.items()} | dict(anchors or {})
        return [self._seen(mark, held) for mark in marks]

    def _seen(self, mark: Mark, held: Mapping[str, Point]) -> Mark:
        view, clip = self.view, mark.clip.within(self.window) if mark.clip else self.window
        is_label = mark.brush.kind == "text" or mark.names
        if not is_label:
            return replace(mark, view=Seen(view), clip=clip)
        anchor = held.get(mark.names, mark.box.centre)
        changes = [(look.at, float(self._is_whole(mark.box, anchor, look.to))) for look in self.looks]
        strength = strengths(1.0, changes, FADE)
        return replace(mark, view=Seen(view, anchor, strength), clip=clip)

    def _is_whole(self, box: Box, anchor: Point, sight: Sight) -> bool:
        """Whether a label is seen as a whole."""
        x, y = self.view.project(anchor, sight)
        return self.window.contains(box.moved(x - anchor[0], y - anchor[1]), 1.0)


def _anchor(thing: Box | None, label: Box) -> Point:
    """The point of `thing` that is nearest to its `label`."""
    if thing is None:
        return label.centre
    x, y = label.centre
    return min(max(x, thing.x), thing.right), min(max(y, thing.y), thing.bottom)
