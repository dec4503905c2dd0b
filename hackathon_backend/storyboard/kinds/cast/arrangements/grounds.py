"""Arrangements in which things stand in something: a container, or layers on one another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ....drawing.stage import Box
from ..bodies import Side
from ..tailor import ASIDE
from . import places
from .attempt import Arranged, LayoutAttempt
from .places import Point

_PAD, _HEAD = 26, 64
"""Units around what is in a container, and of the drawing beside its name."""
_NAMES = 0.5
"""Part of the width of layers that their drawings and names take at most, if links run between them."""


_PYRAMID = re.compile("p[iy]r[aáâ]m[ií]d|पिरामिड|هرم|金字塔|ピラミッド|피라미드", re.IGNORECASE)
_TOP = 0.4
"""Part of the width of a pyramid that its uppermost layer has."""


def inside(at: LayoutAttempt) -> Arranged | None:
    """A large container with its name in its upper corner, and the others in it."""
    area, pad = at.area, at.u(_PAD) * max(at.tight, 0.5)
    middle, count = at.scene.index(at.scene.centre), len(at.scene.actors)
    others = [index for index in range(count) if index != middle]
    head = at.tailor.fitted(middle, at.u(_HEAD if at.tailor.art[middle] else 40), "right")
    corner = (area.x + pad - head.reach.x, area.y + pad - head.reach.y)
    top = area.y + 1.5 * pad + head.reach.height
    inner = Box(area.x + pad, top, area.width - 2 * pad, area.bottom - pad - top)
    side: Side = "right" if at.aside else "below"
    bodies = [head if index == middle else at.tailor.body(index, at.size, side) for index in range(count)]
    spots: dict[int, Point] = {middle: corner}
    if others:
        found = places.grid([bodies[index] for index in others], inner, at.gaps())
        if found is None:
            return None
        spots |= dict(zip(others, found, strict=True))
    order = [spots[index] for index in range(len(bodies))]
    return Arranged(bodies, order, {middle: area}, [head.reach.moved(*corner)])


def layers(at: LayoutAttempt) -> Arranged | None:
    """Bands on one another, each with its drawing and its name at the left."""
    count, u = len(at.scene.actors), at.u
    bands = at.area.rows(count, u(6))
    if _PYRAMID.search(at.scene.heading) and not at.scene.links and not at.tall:
        return _pyramid(at, bands)
    side = min(at.size, bands[0].height - u(14))
    if side < u(24):
        return None
    free = at.area.width * (_NAMES if at.scene.links else 0.9) - u(22) - side
    room = None if at.tall else max(min(free - u(ASIDE), u(230)), u(60))
    bodies = [at.tailor.fitted(index, side, "below" if at.tall else "right", room=room) for index in range(count)]
    if any(body.reach.height > bands[0].height - u(8) for body in bodies):
        return None
    if max(body.reach.width for body in bodies) > at.area.width * (_NAMES if at.scene.links else 0.9):
        return None
    half = max(-body.reach.x for body in bodies)
    spots = [
        (band.x + u(22) + half, band.centre[1] - body.reach.centre[1]) for band, body in zip(bands, bodies, strict=True)
    ]
    solid = [body.reach.moved(*spot) for body, spot in zip(bodies, spots, strict=True)]
    return Arranged(bodies, spots, dict(enumerate(bands)), solid)


def _places_of_worth(at: LayoutAttempt) -> list[int]:
    """The place of each actor from the top: where all have a value, the greatest is the lowest and widest."""
    values = [actor.value for actor in at.scene.actors]
    numbers = [value for value in values if value is not None]
    if len(numbers) < len(values):
        return list(range(len(values)))
    order = sorted(range(len(numbers)), key=lambda index: numbers[index])
    return [order.index(index) for index in range(len(order))]


def _pyramid(at: LayoutAttempt, rows: Sequence[Box]) -> Arranged | None:
    """Layers that are wider the lower they are, each with its drawing and its name in the middle."""
    count, u, area, ranks = len(rows), at.u, at.area, _places_of_worth(at)
    bands = [rows[rank] for rank in ranks]
    side = min(at.size, bands[0].height - u(14))
    shares = [_TOP + (1 - _TOP) * rank / max(count - 1, 1) for rank in ranks]
    steps = [
        Box(area.centre[0] - area.width * share / 2, band.y, area.width * share, band.height)
        for band, share in zip(bands, shares, strict=True)
    ]
    room = max(min(step.width for step in steps) - side - u(60), u(60))
    bodies = [at.tailor.fitted(index, side, "right", room=room) for index in range(count)]
    fits = all(
        body.reach.height <= step.height - u(8) and body.reach.width <= step.width - u(20)
        for body, step in zip(bodies, steps, strict=True)
    )
    if side < u(24) or not fits:
        return None
    spots = [
        (step.centre[0] - body.reach.centre[0], step.centre[1] - body.reach.centre[1])
        for body, step in zip(bodies, steps, strict=True)
    ]
    solid = [body.reach.moved(*spot) for body, spot in zip(bodies, spots, strict=True)]
    return Arranged(bodies, spots, dict(enumerate(steps)), solid)
