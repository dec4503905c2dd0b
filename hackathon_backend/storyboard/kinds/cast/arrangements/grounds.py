"""Arrangements in which things stand in something: a container, or layers on one another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ....drawing.stage import Box
from ..bodies import Body, Side
from ..tailor import ASIDE
from . import places
from .attempt import Arranged, LayoutAttempt
from .places import Point

_PAD, _HEAD, _EDGE = 26, 64, 22
"""Units around what is in a container, of the drawing beside its name, and beside what is in a layer."""
LAYER = 0.11
"""How much of its colour is in the ground of a layer."""
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
    """Bands on one another, each with its drawing and its name at the left; with names alone, in their middle."""
    bands = at.area.rows(len(at.scene.actors), at.u(6))
    if _PYRAMID.search(at.scene.heading) and not at.scene.links and not at.tall:
        return _pyramid(at, bands)
    most = at.area.width * (_NAMES if at.scene.links else 0.9)
    bodies = _in_bands(at, bands, [most] * len(bands), "below" if at.tall else "right")
    if bodies is None:
        return None
    half = max(-body.reach.x for body in bodies)
    if not (at.scene.links or any(at.tailor.art)):
        half = at.area.width / 2 - at.u(_EDGE)
    spots = [
        (band.x + at.u(_EDGE) + half, band.centre[1] - body.reach.centre[1])
        for band, body in zip(bands, bodies, strict=True)
    ]
    solid = [body.reach.moved(*spot) for body, spot in zip(bodies, spots, strict=True)]
    return Arranged(bodies, spots, dict(enumerate(bands)), solid)


def _in_bands(at: LayoutAttempt, bands: Sequence[Box], widths: Sequence[float], side: Side) -> list[Body] | None:
    """What stands in each band, at most so wide: many of a thing in as few rows as that allows. None if it is too
    much.
    """
    u, size = at.u, min(at.size, bands[0].height - at.u(14))
    if size < u(24):
        return None
    free = min(widths) - u(_EDGE) - size
    room = None if side == "below" else max(min(free - u(ASIDE), u(230)), u(60))
    many = [at.tailor.most(index) > 1 for index in range(len(bands))]
    texts = [at.tailor.fitted(index, size, side, room=room, disc=is_many) for index, is_many in enumerate(many)]
    name = max(body.reach.width for body in texts) - size if side == "right" else 0.0
    bodies = []
    for index, width in enumerate(widths):
        if at.tailor.art[index] is None and texts[index].side == "inside":
            ground = at.tailor.context.theme.tint(at.tailor.colours[index], LAYER)
            bodies.append(at.tailor.bare(index, ground, width))
            continue
        across = max(1.0, min(at.tailor.most(index), (width - u(_EDGE) - name) / size))
        bodies.append(at.tailor.fitted(index, size, side, room=room, disc=many[index], across=across))
    high = max(body.reach.height for body in bodies) > bands[0].height - u(8)
    wide = any(body.reach.width > width for body, width in zip(bodies, widths, strict=True))
    return None if high or wide else bodies


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
    shares = [_TOP + (1 - _TOP) * rank / max(count - 1, 1) for rank in ranks]
    steps = [
        Box(area.centre[0] - area.width * share / 2, band.y, area.width * share, band.height)
        for band, share in zip(bands, shares, strict=True)
    ]
    bodies = _in_bands(at, steps, [step.width - u(20) for step in steps], "right")
    if bodies is None:
        return None
    spots = [
        (step.centre[0] - body.reach.centre[0], step.centre[1] - body.reach.centre[1])
        for body, step in zip(bodies, steps, strict=True)
    ]
    solid = [body.reach.moved(*spot) for body, spot in zip(bodies, spots, strict=True)]
    return Arranged(bodies, spots, dict(enumerate(steps)), solid)
