"""What a camera sees of a scene at each moment, and what that does to one mark."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from ..stage import Box
from .tracks import STILL, Move, Track, ease_both
from .ways import Way

Point = tuple[float, float]


class Sight(NamedTuple):
    """The part of a window that is seen, enlarged to fill it: its middle in pixels, its share (0-1) of the width."""

    x: float
    y: float
    share: float


@dataclass(frozen=True)
class Look:
    """The camera goes to a sight from `at` seconds on and takes `seconds`; its middle follows `way` if it has one."""

    at: float
    seconds: float
    to: Sight
    way: Way | None = None


@dataclass(frozen=True)
class View:
    """The looks of one camera at what lies in `window`, in order. Before the first it sees all of it."""

    window: Box
    looks: tuple[Look, ...] = ()

    @property
    def whole(self) -> Sight:
        return Sight(*self.window.centre, 1.0)

    def sight(self, t: float) -> Sight:
        """What is seen at `t` seconds. A look that begins before the last one ended goes on from where that one was."""
        sight = self.whole
        for index, look in enumerate(self.looks):
            if t < look.at:
                break
            following = self.looks[index + 1].at if index + 1 < len(self.looks) else math.inf
            part = min((min(t, following) - look.at) / look.seconds, 1.0) if look.seconds > 0 else 1.0
            sight = _between(sight, look, ease_both(part))
        return sight

    def project(self, point: Point, sight: Sight) -> Point:
        """Where `point` is seen."""
        x, y = self.window.centre
        return x + (point[0] - sight.x) / sight.share, y + (point[1] - sight.y) / sight.share

    def busy(self) -> Iterator[tuple[float, float]]:
        for look in self.looks:
            yield look.at, look.at + look.seconds

    def begun(self, by: float) -> View:
        """This view as if the looks that start up to `by` seconds were over from the first."""
        looks = tuple(replace(look, at=0.0, seconds=0.0) if look.at <= by else look for look in self.looks)
        return replace(self, looks=looks)

    def moved(self, dx: float) -> View:
        looks = (replace(k, to=k.to._replace(x=k.to.x + dx), way=k.way and k.way.moved(dx)) for k in self.looks)
        return View(self.window.moved(dx), tuple(looks))

    def mirrored(self, width: float) -> View:
        """This view in a frame of `width` pixels that is read from right to left."""
        looks = (
            replace(k, to=k.to._replace(x=width - k.to.x), way=k.way and k.way.mirrored(width)) for k in self.looks
        )
        return View(replace(self.window, x=width - self.window.right), tuple(looks))


def _between(sight: Sight, look: Look, part: float) -> Sight:
    share = sight.share + (look.to.share - sight.share) * part
    if look.way is not None:
        spot = look.way.at(part)
        return Sight(spot.x, spot.y, share)
    return Sight(sight.x + (look.to.x - sight.x) * part, sight.y + (look.to.y - sight.y) * part, share)


@dataclass(frozen=True)
class Seen:
    """How one mark is seen through a view. One with an `anchor` keeps its size and its distance from that point, as
    labels do; `strength` is its opacity beside its own, since a label that would be cut by the window is left out.
    """

    view: View
    anchor: Point | None = None
    strength: Track = STILL

    def pose(self, t: float, middle: Point) -> tuple[float, float, float]:
        """Where the middle of the mark is seen at `t` seconds, and how many times as large."""
        sight = self.view.sight(t)
        if self.anchor is None:
            return *self.view.project(middle, sight), 1 / sight.share
        x, y = self.view.project(self.anchor, sight)
        return x + middle[0] - self.anchor[0], y + middle[1] - self.anchor[1], 1.0

    def busy(self) -> Iterator[tuple[float, float]]:
        yield from self.view.busy()
        yield from self.strength.busy()

    def begun(self, by: float) -> Seen:
        return replace(self, view=self.view.begun(by), strength=self.strength.begun(by))

    def moved(self, dx: float) -> Seen:
        anchor = self.anchor and (self.anchor[0] + dx, self.anchor[1])
        return replace(self, view=self.view.moved(dx), anchor=anchor)

    def mirrored(self, width: float) -> Seen:
        anchor = self.anchor and (width - self.anchor[0], self.anchor[1])
        return replace(self, view=self.view.mirrored(width), anchor=anchor)


def strengths(starts: float, changes: list[tuple[float, float]], seconds: float) -> Track:
    """A track that goes at each of these times to a level, where that is another one."""
    moves, level = [], starts
    for at, wanted in changes:
        if wanted != level:
            moves.append(Move(at, seconds, wanted, ease_both))
            level = wanted
    return Track(starts, tuple(moves))
