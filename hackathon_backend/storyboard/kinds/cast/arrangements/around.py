"""One thing in the middle, and the others around it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

from ....drawing.stage import Box
from ..bodies import Body
from . import places
from .attempt import Arranged, LayoutAttempt
from .places import Gaps, Point

MIDDLE = 1.5
"""How many times as large the thing in the middle is."""
_LARGEST = 360
"""Units of a thing in the middle, at most."""
_FEW = 4
_AT_A_SIDE = 5
"""Things that stand at one side of the middle, at most."""


def around(at: LayoutAttempt) -> Arranged | None:
    """One in the middle: what leads to it stands at its left, what it leads to at its right, if links tell that."""
    middle = at.scene.index(at.scene.centre)
    others = [index for index in range(len(at.scene.actors)) if index != middle]
    if others and (sides := _sides(at, middle, others)):
        wide = (_beside(at, middle, *sides, outside=outside) for outside in (True, False) if not at.tall)
        return next((found for found in wide if found), None) or _below(at, middle, *sides)
    if 2 <= len(others) <= _FEW and not at.tall:
        # So few leave more room to the thing in the middle at its sides than above and below it.
        half = (len(others) + 1) // 2
        return _beside(at, middle, others[:half], others[half:], outside=False)
    if _FEW < len(others) <= 2 * _AT_A_SIDE and not at.tall and all(middle in ends for ends in at.ends()):
        # With their names outside, more of them stand at the sides than would above and below, and clockwise.
        half = len(others) // 2
        if found := _beside(at, middle, others[: half - 1 : -1], others[:half], outside=True):
            return found
    return circled(at, middle, others)


def _sides(at: LayoutAttempt, middle: int, others: Sequence[int]) -> tuple[list[int], list[int]] | None:
    """The things that lead to the middle, and those that it leads to, with what is linked to these alone; None if links
    do not tell.
    """
    ends = at.ends()
    into = [index for index in others if (index, middle) in ends]
    out = [index for index in others if index not in into and (middle, index) in ends]
    apart = [index for index in others if index not in into and index not in out]
    is_chain = bool(apart) and len(others) <= _FEW
    while joined := [index for index in apart if _is_joined(index, into, ends) != _is_joined(index, out, ends)]:
        # Its links would run past the middle if it stood on the other side.
        (into if _is_joined(joined[0], into, ends) else out).append(joined[0])
        apart.remove(joined[0])
    if apart or max(len(into), len(out)) > _AT_A_SIDE or not (is_chain or (into and out)):
        return None
    return _neighbourly(into, ends), _neighbourly(out, ends)


def _is_joined(index: int, others: Sequence[int], ends: Sequence[tuple[int, int]]) -> bool:
    return any((index, other) in ends or (other, index) in ends for other in others)


def _neighbourly(side: Sequence[int], ends: Sequence[tuple[int, int]]) -> list[int]:
    """The things of a side in that order in which those that are linked are nearest to one another."""
    inner = [pair for pair in ends if set(pair) <= set(side)]

    def apart(order: list[int]) -> int:
        return sum(abs(order.index(one) - order.index(other)) for one, other in inner)

    return min(map(list, permutations(side)), key=apart) if inner else list(side)


def circled(at: LayoutAttempt, middle: int, others: Sequence[int]) -> Arranged | None:
    """One in the middle, and the others on an ellipse, clockwise from the top or the upper left."""
    bodies = at.bodies()
    bodies[middle] = at.tailor.body(middle, at.size * MIDDLE)
    angles = [360 * index / len(others) for index in range(len(others))]
    if len(others) == 2:
        angles = [0.0, 180.0] if at.tall else [270.0, 90.0]
    elif len(others) % 2 == 0 and not at.tall:
        # Nothing above or below the middle leaves it, and all others, the height of the stage.
        angles = [angle - 180 / len(others) for angle in angles]
    gaps = at.gaps()
    spots = places.ellipse([bodies[index] for index in others], at.area, gaps, angles) if others else []
    if spots is None:
        return None
    reach = bodies[middle].reach
    if reach.width > at.area.width or reach.height > at.area.height:
        return None
    centre = (at.area.centre[0] - reach.centre[0], at.area.centre[1] - reach.centre[1])
    found = dict(zip(others, spots, strict=True)) | {middle: centre}
    order = [found[index] for index in range(len(bodies))]
    return Arranged(bodies, order) if places.apart(bodies, order, gaps) else None


def _below(at: LayoutAttempt, middle: int, into: Sequence[int], out: Sequence[int]) -> Arranged | None:
    """Three rows: what leads to the middle above it, and what it leads to below."""
    first, last = ([at.tailor.body(index, at.size) for index in group] for group in (into, out))
    centre = at.tailor.body(middle, at.size * MIDDLE)
    rows = [row for row in (first, [centre], last) if row]
    found = places.rows(rows, at.area, Gaps(at.u(30) * at.tight, at.gaps().down))
    return None if found is None else ordered([*first, centre, *last], found)


def _beside(
    at: LayoutAttempt, middle: int, into: Sequence[int], out: Sequence[int], *, outside: bool
) -> Arranged | None:
    """Three columns, perhaps with the names outside; the thing in the middle takes the room that is left."""
    area, u = at.area, at.u
    labelled = any(link.label for link in at.scene.links)
    across = at.gaps().across if labelled else u(110) * at.tight
    left = [at.tailor.body(index, at.size, "left" if outside else "below") for index in into]
    right = [at.tailor.body(index, at.size, "right" if outside else "below") for index in out]
    widths = [sum(_extent(group)) for group in (left, right)]
    free = area.width - sum(widths) - across * (bool(left) + bool(right))
    # A box with nothing but a name in it says no more by being larger.
    most = u(_LARGEST) if at.tailor.art[middle] else at.size * MIDDLE
    centre = at.tailor.fitted(middle, min(free * 0.86, area.height * 0.68, most))
    if free < at.size * 1.1 or centre.reach.height > area.height or centre.reach.width > free:
        return None
    spots = _column_at(left, area.x + _extent(left)[0], area, u(28) * at.tight)
    spots |= _column_at(right, area.right - _extent(right)[1], area, u(28) * at.tight)
    if len(spots) < len(left) + len(right):
        return None
    x = (area.x + widths[0] + area.right - widths[1]) / 2
    spots[middle] = (x, area.centre[1] - centre.reach.centre[1])
    bodies = [*left, *right, centre]
    reaches = [body.reach.moved(*spots[body.index]) for body in bodies]
    shift = area.centre[0] - (min(box.x for box in reaches) + max(box.right for box in reaches)) / 2
    return ordered(bodies, {index: (x + shift, y) for index, (x, y) in spots.items()})


def ordered(bodies: Sequence[Body], spots: dict[int, Point]) -> Arranged:
    """Bodies and places in the order of the actors."""
    known = {body.index: body for body in bodies}
    return Arranged([known[index] for index in sorted(known)], [spots[index] for index in sorted(known)])


def _extent(bodies: Sequence[Body]) -> tuple[float, float]:
    """How far things reach to the left and to the right of the middles of their drawings."""
    return max((-body.reach.x for body in bodies), default=0.0), max((body.reach.right for body in bodies), default=0.0)


def _column_at(bodies: Sequence[Body], x: float, area: Box, gap: float) -> dict[int, Point]:
    """Things below one another, the middles of their drawings at `x`; nothing if they don't fit."""
    heights = [body.reach.height for body in bodies]
    spare = area.height - sum(heights) - gap * (len(bodies) - 1)
    if spare < 0:
        return {}
    found, y = {}, area.y + spare / (len(bodies) + 1)
    for body, height in zip(bodies, heights, strict=True):
        found[body.index] = (x, y - body.reach.y)
        y += height + gap + spare / (len(bodies) + 1)
    return found
