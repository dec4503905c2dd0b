"""The arrangements by their names: from an attempt to the place of each thing, or to nothing if they don't fit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from ....drawing.stage import Box
from ..bodies import Body
from ..tailor import Tailor
from . import places
from .around import around
from .attempt import Arranged, LayoutAttempt, made
from .grounds import inside, layers
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
    return made(bodies, places.grid(bodies, at.area, at.gaps()))


def ring(at: LayoutAttempt) -> Arranged | None:
    """On an ellipse, clockwise from the top."""
    bodies = at.bodies()
    if len(bodies) < 3:
        return row(at)
    angles = [360 * index / len(bodies) for index in range(len(bodies))]
    return made(bodies, places.ellipse(bodies, at.area, at.gaps(), angles))


def path(at: LayoutAttempt) -> Arranged | None:
    """Stations of a way that winds."""
    if at.tall:
        # The names stand away from the way, which winds between them.
        bodies = [at.tailor.body(n, at.size, "left" if n % 2 else "right") for n in range(len(at.scene.actors))]
    else:
        bodies = at.bodies()
    gaps = Gaps(at.u(56) * at.tight, at.u(40) * at.tight)
    return made(bodies, (places.down if at.tall else places.path)(bodies, at.area, gaps))


def tree(at: LayoutAttempt) -> Arranged | None:
    """Each thing above those that its links lead to, which stand side by side."""
    bodies = at.bodies()
    gaps = Gaps(at.u(36) * at.tight, at.gaps().down)
    return made(bodies, places.tree(bodies, at.area, gaps, at.ends()))


def big_and_small(at: LayoutAttempt) -> Arranged | None:
    """In their true sizes."""
    found = to_scale(at.tailor, at.area, at.size, tall=at.tall)
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

_LOWER = 0.25
"""Part of its height by which a drawing may stand above the name below it, beyond the usual gap."""

_DENSE = 3
"""Rounds at the end in which there is no room for notes."""


def attempts(tailor: Tailor, area: Box) -> Iterator[Iterator[Arranged]]:
    """Pictures that fit, in rounds of which each asks for less; those of a round from the largest on."""
    name, tall = tailor.scene.arrangement, tailor.context.stage.tall
    own = _ARRANGEMENTS[name]
    other = grid if name not in _TRUE else own
    rounds: list[tuple[Arrange, float, bool, int]] = [  # how, how tight, which way, and the smallest size
        (own, 1.0, tall, 104),
        (own, 0.8, not tall, 130),
        (own, 0.6, tall, 82),
        (own, 0.8, not tall, 82),
        (own, 0.6, tall, 62),
        (own, 0.6, not tall, 62),
        (other, 0.8, tall, 62),
        (other, 0.5, tall, 46),
        (own, 0.4, tall, 46),
        (other, 0.3, tall, 38),
        (own, 0.4, tall, 30),
        (other, 0.3, tall, 30),
        (own if own is inside or own is big_and_small else grid, 0.25, tall, 30),
    ]
    for number, (arrange, tight, way, least) in enumerate(rounds):
        aside = number == len(rounds) - 1
        tailor = tailor.densely() if number == len(rounds) - _DENSE else tailor
        sizes = [size for size in _SIZES if size >= least]
        tried = (LayoutAttempt(tailor, area, tailor.context.u(size), tight, way, aside) for size in sizes)
        yield _fitting(arrange, tried)


def _fitting(arrange: Arrange, tried: Iterable[LayoutAttempt]) -> Iterator[Arranged]:
    return (found for attempt in tried if (found := arrange(attempt)) is not None)
