"""The arrangements by their names: from an attempt to the place of each thing, or to nothing if they don't fit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from ....drawing.stage import Box
from ..bodies import Body
from ..tailor import Tailor
from . import places, trees
from .around import around
from .attempt import Arranged, LayoutAttempt, made
from .grounds import inside, layers
from .hub import hub_of, hubbed
from .places import Gaps
from .scale import to_scale


def row(at: LayoutAttempt) -> Arranged | None:
    """Side by side, or below one another."""
    if at.tall:
        bodies = at.bodies("right")
        return made(bodies, places.column(bodies, at.area, at.gaps()))
    bodies = _aligned(at.bodies())
    return made(bodies, places.row(bodies, at.area, at.gaps()))


def _aligned(bodies: Sequence[Body]) -> list[Body]:
    """The bodies of a row with their names in one line, where drawings are not much lower than the others."""
    lowest = max((body.height * body.swell / 2 for body in bodies if body.side == "below"), default=0.0)
    found = []
    for body in bodies:
        lower = lowest - body.height * body.swell / 2
        near = body.side == "below" and lower <= _LOWER * body.height
        found.append(replace(body, gap=body.gap + lower) if near else body)
    return found


def column(at: LayoutAttempt) -> Arranged | None:
    """Below one another, names at the side."""
    bodies = at.bodies("right")
    return made(bodies, places.column(bodies, at.area, at.gaps()))


def grid(at: LayoutAttempt) -> Arranged | None:
    """In rows and columns that suit the stage."""
    bodies = at.bodies("right" if at.aside else "below")
    turns = at.scene.arrangement in _WAYS and not at.aside and at.is_chain()
    return made(bodies, places.grid(bodies, at.area, at.gaps(), turns=turns))


def ring(at: LayoutAttempt) -> Arranged | None:
    """On an ellipse, clockwise from the top, around their hub if they have one."""
    if (hub := hub_of(at.scene)) is not None:
        return hubbed(at, hub)
    bodies = at.bodies()
    if len(bodies) < 3:
        return row(at)
    angles = [360 * index / len(bodies) for index in range(len(bodies))]
    return made(bodies, places.ellipse(bodies, at.area, at.gaps(), angles))


def track(at: LayoutAttempt) -> Arranged | None:
    """A ring along the edge of the area, in two lines or more: clockwise from the upper left corner."""
    count = len(at.scene.actors)
    lines = at.lines or (count + 1) // 2
    if not 2 <= lines <= (count + 1) // 2 or count < _CORNERS or hub_of(at.scene) is not None:
        return None
    corners = count - 2 * (lines - 2)
    first, last = (corners + 1) // 2, corners // 2
    bodies = at.bodies(room=at.area.width / first - at.gaps().across)
    right, left = bodies[first : first + lines - 2], bodies[count - lines + 2 :]
    sides = [[one, other] for one, other in zip(left[::-1], right, strict=True)]
    below = bodies[first + lines - 2 : first + lines - 2 + last][::-1]
    found = places.rows([bodies[:first], *sides, below], at.area, at.gaps())
    if found is None:
        return None
    for one, other in sides:
        found[one.index] = (found[0][0], found[one.index][1])
        found[other.index] = (found[first - 1][0], found[other.index][1])
    held = all(at.area.contains(body.reach.moved(*found[body.index])) for body in bodies)
    return made(bodies, [found[index] for index in range(count)]) if held else None


def path(at: LayoutAttempt) -> Arranged | None:
    """Stations of a way that winds."""
    if at.tall:
        # The names stand away from the way, which winds between them.
        bodies = [at.tailor.body(n, at.size, "left" if n % 2 else "right") for n in range(len(at.scene.actors))]
    else:
        bodies = at.bodies()
    # Its arrows run between neighbours on a slope: with less they would be hardly more than a head.
    tight = max(at.tight, 0.8)
    gaps = Gaps(at.u(56) * tight, at.u(40) * tight)
    return made(bodies, (places.down if at.tall else places.path)(bodies, at.area, gaps))


def tree(at: LayoutAttempt) -> Arranged | None:
    """Each thing above those that its links lead to, which stand side by side."""
    bodies = at.bodies("right" if at.aside else "below")
    gaps = Gaps(at.u(36) * at.tight, at.gaps().down)
    return made(bodies, trees.tree(bodies, at.area, gaps, at.ends()))


def big_and_small(at: LayoutAttempt) -> Arranged | None:
    """In their true sizes."""
    found = to_scale(at.tailor, at.area, at.size / at.u(_SIZES[0]), tall=at.tall)
    return None if found is None else Arranged(*found)


Arrange = Callable[[LayoutAttempt], Arranged | None]

_ARRANGEMENTS: dict[str, Arrange] = {
    "row": row,
    "column": column,
    "grid": grid,
    "ring": ring,
    "around": around,
    "inside": inside,
    "path": path,
    "tree": tree,
    "layers": layers,
    "big_and_small": big_and_small,
}
_TRUE = frozenset({"big_and_small", "inside", "layers", "tree"})
"""Those whose places mean something that a grid would not say."""

_SIZES = (320, 286, 256, 230, 206, 184, 164, 146, 130, 116, 104, 92, 82, 72, 62, 54, 46, 38, 30)
"""Units a side of a drawing of medium size: to be tried in turn."""

_TRIES = 3
"""Sizes that are tried of each way."""
_LEAST = 38
"""Units of a drawing that has room for its notes."""
_LOWER = 0.25
"""Part of its height by which a drawing may stand above the name below it, beyond the usual gap."""

_CORNERS = 4
"""Things from which a ring can have corners."""
_WAYS = frozenset({"row", "column", "path", "grid"})
"""Arrangements whose arrows run from one thing to the next: on to the next line, and back in it."""


@dataclass(frozen=True)
class LayoutTry:
    """One way to make a picture, and what a drawing's size counts in it: things that stand freely are read with more
    ease, those in another arrangement than the writer's say less.
    """

    arrange: Arrange
    tight: float
    worth: float
    other_way: bool = False
    aside: bool = False
    dense: bool = False
    lines: int = 0


def _ways(name: str) -> list[LayoutTry]:
    own = _ARRANGEMENTS[name]
    other = grid if name not in _TRUE else own
    ways = [LayoutTry(own, tight, worth) for tight, worth in ((1.0, 1.0), (0.8, 0.95), (0.6, 0.87), (0.4, 0.75))]
    if name in ("row", "path", "around", "layers", "big_and_small"):
        ways += [LayoutTry(own, tight, worth, other_way=True) for tight, worth in ((0.8, 0.6), (0.6, 0.55), (0.4, 0.5))]
    if name == "ring":
        for lines in (2, 3, 0):
            ways += [
                LayoutTry(track, tight, worth, lines=lines) for tight, worth in ((1.0, 0.9), (0.7, 0.85), (0.4, 0.75))
            ]
    if name == "tree":
        ways += [LayoutTry(own, tight, worth, aside=True) for tight, worth in ((1.0, 0.9), (0.6, 0.8), (0.4, 0.7))]
    # A row that goes on in a second line is still read as one, and a grid is no ring.
    share = {"row": 1.5, "ring": 0.5}.get(name, 1.0)
    return [*ways, *(LayoutTry(other, tight, worth * share) for tight, worth in ((0.8, 0.5), (0.5, 0.4), (0.3, 0.3)))]


def _last_ways(name: str) -> list[LayoutTry]:
    """What is tried where there is no room for notes."""
    own = _ARRANGEMENTS[name]
    other = grid if name not in _TRUE else own
    last = own if name in ("inside", "big_and_small") else grid
    return [
        LayoutTry(own, 0.4, 1.0, dense=True),
        LayoutTry(other, 0.3, 0.8, dense=True),
        LayoutTry(last, 0.25, 0.6, aside=True, dense=True),
    ]


def attempts(tailor: Tailor, area: Box) -> Iterator[Arranged]:
    """Pictures that fit: those with the largest drawings first, and at the end those without notes."""
    name, tall, dense = tailor.scene.arrangement, tailor.context.stage.tall, tailor.densely()
    yielded: Counter[LayoutTry] = Counter()
    for ways, least in ((_ways(name), _LEAST), (_last_ways(name), min(_SIZES))):
        tried = [(size * way.worth, size, way) for way in ways for size in _SIZES if size >= least]
        for _, size, way in sorted(tried, key=lambda each: -each[0]):
            at = LayoutAttempt(
                dense if way.dense else tailor,
                area,
                tailor.context.u(size),
                way.tight,
                tall != way.other_way,
                way.aside,
                way.lines,
            )
            if yielded[way] < _TRIES and (found := way.arrange(at)):
                yielded[way] += 1
                yield replace(found, narrow=at.narrow)
