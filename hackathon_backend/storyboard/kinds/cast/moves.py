"""Where things go that move to others, names and all: beside them, in the nearest free place, on a way that is free."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from ...drawing.context import DrawContext
from ...drawing.motion.tracks import Track, ease_both
from ...drawing.stage import Box
from .arrangements.places import Point
from .bodies import Body
from .layout import Layout
from .links.routing import Points, within
from .timeline import CastTimeline

TRAVEL = 0.9
"""Seconds of a way."""
_GAP = 14
"""Units between a thing and the one that it has come to."""
_INSET = 14
"""Units that a box is larger than its name."""
_SMALLER = (1.0, 0.75, 0.55, 0.4)
"""Sizes in which a place is looked for, in turn."""
_ASIDE = 1.4
"""How far a way bends, as a multiple of the height of the name that has to get past others."""
_LOOKS = 14
"""Moments at which a way is looked at."""


Leg = tuple[float, float, float]
"""A part of a way in one direction: when it begins and how long it takes, in parts of the time, and where it ends."""
Way = tuple[tuple[Leg, ...], tuple[Leg, ...]]
"""How something goes across, and how it goes down."""


@dataclass(frozen=True)
class Journey:
    """How a thing goes to where the middle of its drawing will be, and its scale there."""

    way: Way
    scale: float
    covers: bool
    """Whether its name would run over others on every way."""


class Movers:
    """The places that things take one after the other."""

    def __init__(self, layout: Layout, context: DrawContext, times: CastTimeline) -> None:
        self._layout, self._context, self._times = layout, context, times
        self._at: dict[int, tuple[Point, float, float]] = {n: (p, 1.0, 0.0) for n, p in enumerate(layout.places)}
        """The middle of each drawing after all moves so far, its scale, and since when."""

    def go(self, index: int, to: int, at: float) -> Journey | None:
        """How the thing at `index` goes beside the one at `to`, at `at` seconds; None if there is no room at all."""
        body, (own, _, _) = self._layout.bodies[index], self._at[index]
        taken, points = list(self._taken(index, at)), self._points(at)
        for scale in _SMALLER:
            if scale < least_scale(body, self._context):
                continue
            reach = scaled_reach(body, scale)
            for spot in self._candidates(reach, own, to):
                box = reach.moved(*spot)
                near_link = len(points) and within(points, box, self._context.u(4)).any()
                if self._holds(box) and not near_link and not any(box.overlap(other) > 1.0 for other in taken):
                    self._at[index] = (spot, scale, at + TRAVEL)
                    return self._journey(index, own, spot, scale)
        return None

    def _journey(self, index: int, own: Point, spot: Point, scale: float) -> Journey:
        """The first way on which its name runs over no other one; a box hides what it passes."""
        body = self._layout.bodies[index]
        ways = _ways(own, spot, body.text_height * _ASIDE)
        if body.side == "inside" or not body.rows:
            return Journey(ways[0], scale, covers=False)
        others = [box for n in self._at if n != index for box in self._texts(n)]
        others += [link.box for link in self._layout.links if link.box]
        for way in ways:
            spots = [_on_the_way(own, way, step / _LOOKS) for step in range(1, _LOOKS)]
            texts = [box for place in spots for _, box in body.texts(*place, scale)]
            held = all(self._layout.area.contains(body.reach.moved(*place), 2.0) for place in spots)
            if held and not any(text.overlap(other) > 0 for text in texts for other in others):
                return Journey(way, scale, covers=False)
        return Journey(ways[0], scale, covers=True)

    def _texts(self, index: int) -> Iterator[Box]:
        place, scale, _ = self._at[index]
        yield from (box for _, box in self._layout.bodies[index].texts(*place, scale))

    def _taken(self, index: int, at: float) -> Iterator[Box]:
        """What stands in the picture then, or will: drawings and texts but for its own, and labels of links."""
        for other, body in enumerate(self._layout.bodies):
            if other == index or other in self._layout.grounds or self._has_left(f"actors.{other}", at):
                continue
            place, scale, since = self._at[other]
            yield scaled_reach(body, scale).moved(*place)
            if since > at:
                yield body.reach.moved(*self._layout.places[other])
        for other in self._layout.grounds:
            yield from (box for _, box in self._layout.bodies[other].texts(*self._layout.places[other]))
            yield self._layout.bodies[other].largest(*self._layout.places[other])
        for number, link in enumerate(self._layout.links):
            if link.box and not self._has_left(f"links.{number}", at):
                yield link.box

    def _points(self, at: float) -> Points:
        """All points on links that are there then, or will be."""
        ways = [link.points for n, link in enumerate(self._layout.links) if not self._has_left(f"links.{n}", at)]
        return np.vstack(ways) if ways else np.zeros((0, 2))

    def _has_left(self, key: str, at: float) -> bool:
        return self._times.ends.get(key, math.inf) <= at

    def _candidates(self, reach: Box, own: Point, to: int) -> list[Point]:
        """Places around a thing, or in it if it is a container, the nearest to where the mover comes from first."""
        gap = self._context.u(_GAP)
        place, scale, _ = self._at[to]
        if to in self._layout.grounds:
            target = self._layout.grounds[to].grown(-gap)
            columns, rows = 9, 5
            spots = [
                (target.x + target.width * (c + 0.5) / columns, target.y + target.height * (r + 0.5) / rows)
                for c in range(columns)
                for r in range(rows)
            ]
        else:
            target = scaled_reach(self._layout.bodies[to], scale).moved(*place)
            xs = (target.x - gap - reach.right, target.centre[0] - reach.centre[0], target.right + gap - reach.x)
            ys = (target.y - gap - reach.bottom, place[1], target.bottom + gap - reach.y)
            spots = [(x, y) for x in xs for y in ys if (x, y) != (xs[1], ys[1])]
        return sorted(spots, key=lambda spot: math.dist(spot, own))

    def _holds(self, box: Box) -> bool:
        """Whether a box is in the picture, and over no edge of a ground."""
        grounds = self._layout.grounds.values()
        return self._layout.area.contains(box) and not any(
            ground.overlap(box) > 0 and not ground.contains(box) for ground in grounds
        )


def _ways(start: Point, end: Point, aside: float) -> list[Way]:
    """Straight, around a corner, or past what lies between, above or below it."""
    (x, y), half = end, (start[1] + end[1]) / 2
    corners = [(((0.0, 0.6, x),), ((0.4, 0.6, y),)), (((0.4, 0.6, x),), ((0.0, 0.6, y),))]
    arcs = [(((0.15, 0.7, x),), ((0.0, 0.4, half + part * aside), (0.6, 0.4, y))) for part in (-1, 1, -2, 2, -4, 4)]
    return [(((0.0, 1.0, x),), ((0.0, 1.0, y),)), *corners, *arcs]


def _on_the_way(start: Point, way: Way, part: float) -> Point:
    """Where a thing is after `part` of its time."""
    x, y = (went(Track(place), legs, 0.0, 1.0).value(part) for place, legs in zip(start, way, strict=True))
    return x, y


def went(track: Track, legs: tuple[Leg, ...], at: float, seconds: float) -> Track:
    """`track` going these ways from `at` on, `seconds` in all."""
    for begins, lasts, to in legs:
        track = track.then(to, at + begins * seconds, lasts * seconds, ease_both)
    return track


def scaled_reach(body: Body, scale: float) -> Box:
    """All that a thing takes at another scale, seen from the middle of its drawing: its texts keep their size."""
    return replace(body, width=body.width * scale, height=body.height * scale).reach


def least_scale(body: Body, context: DrawContext) -> float:
    """The least scale of a thing: a box still holds its name."""
    if body.side != "inside":
        return 0.0
    room = context.u(_INSET)
    return min(1.0, max((body.text_width + room) / body.width, (body.text_height + room) / body.height))
