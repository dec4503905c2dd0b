"""The hub of a ring: what the others go around, although nobody said so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import permutations

from ..scene import CastScene
from . import places
from .around import MIDDLE, circled, ordered
from .attempt import Arranged, LayoutAttempt
from .places import Gaps

_FEWEST = 3
"""Things around a hub, at least."""
_MOSTLY = 0.6
"""Part of the other things that a hub is joined to, at least."""
_TRIED = 7
"""Things of which every order is tried."""
_NARROW = 1.25
"""Width to height of an area up to which a ring may be stacked."""
_APART = 0.3
"""Part of that width between the things of a pair."""

Ends = tuple[tuple[int, int], ...]


def hub_of(scene: CastScene) -> int | None:
    """The actor in the middle of a ring: the one named so, the only one without a link while all others have some (the
    Sun in an orbit), or the one that most others are joined to.
    """
    count = len(scene.actors)
    if count <= _FEWEST:
        return None
    if scene.middle:
        return scene.index(scene.middle)
    ends = {(scene.index(link.source), scene.index(link.target)) for link in scene.links}
    joined = {frozenset(pair) for pair in ends}
    degrees = Counter(end for pair in joined for end in pair)
    alone = [index for index in range(count) if index not in degrees]
    if len(alone) == 1 and count > _FEWEST + 1:
        return alone[0]
    (most, degree), *rest = degrees.most_common(2) or [(0, 0)]
    is_hub = degree > _FEWEST and degree >= _MOSTLY * (count - 1) and not (rest and rest[0][1] == degree)
    return most if is_hub else None


def hubbed(at: LayoutAttempt, hub: int) -> Arranged | None:
    """The others on an ellipse around the hub or, where there is little width, in rows of two above and below it."""
    others = _around_hub(at.scene, hub)
    if found := circled(at, hub, others):
        return found
    return _stacked(at, hub, others) if at.area.width < _NARROW * at.area.height else None


def _stacked(at: LayoutAttempt, hub: int, others: Sequence[int]) -> Arranged | None:
    """One above, one below, the rest in pairs; the hub is between the things of a pair, or in a row of its own."""
    bodies = {index: at.tailor.body(index, at.size) for index in others}
    middle = at.tailor.body(hub, at.size * MIDDLE)
    first, *rest = others
    last = [rest.pop(len(rest) // 2)] if len(rest) % 2 else []
    half = len(rest) // 2
    pairs = [[bodies[left], bodies[right]] for left, right in zip(rest[half:][::-1], rest[:half], strict=True)]
    central = (len(pairs) - 1) // 2
    wide = [[left, middle, right] if n == central else [left, right] for n, (left, right) in enumerate(pairs)]
    ways = [(wide, at.gaps().across)]
    if not last or len(pairs) % 2 == 0:
        alone = [*pairs[: central + 1], [middle], *pairs[central + 1 :]]
        ways.append((alone, at.area.width * _APART))
    for inner, across in ways:
        rows = [row for row in ([bodies[first]], *inner, [bodies[index] for index in last]) if row]
        if found := places.rows(rows, at.area, Gaps(across, at.gaps().down)):
            return ordered([*bodies.values(), middle], found)
    return None


def _around_hub(scene: CastScene, hub: int) -> Sequence[int]:
    """The other actors in the order that keeps those together which links join, the writer's first one first."""
    others = tuple(index for index in range(len(scene.actors)) if index != hub)
    pairs = ((scene.index(link.source), scene.index(link.target)) for link in scene.links)
    return _nearest(others, tuple(pair for pair in pairs if hub not in pair))


@lru_cache(maxsize=64)
def _nearest(others: tuple[int, ...], ends: Ends) -> tuple[int, ...]:
    if not ends or len(others) > _TRIED:
        return others
    first, *rest = others

    def length(order: tuple[int, ...]) -> int:
        """How far apart on the ring the things are that are joined, all together."""
        place = {index: number for number, index in enumerate(order)}
        steps = (abs(place[one] - place[other]) for one, other in ends)
        return sum(min(step, len(order) - step) for step in steps)

    return min(((first, *order) for order in permutations(rest)), key=length)
