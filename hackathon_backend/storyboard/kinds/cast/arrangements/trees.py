"""Places of things in a tree."""

from __future__ import annotations

from collections.abc import Sequence

from ....drawing.stage import Box
from ..bodies import Body
from .places import Gaps, Places

_SPREAD = 0.5
"""Part of the room that is left over which goes between things, and not around them, at least."""


def tree(bodies: Sequence[Body], area: Box, gaps: Gaps, links: Sequence[tuple[int, int]]) -> Places:
    """Each thing above the middle of those that hang on it."""
    parents = _parents(len(bodies), links)
    below = {n: [child for child, parent in parents.items() if parent == n] for n in range(len(bodies))}
    xs: dict[int, float] = {}
    taken: list[float] = []
    for root in (n for n in range(len(bodies)) if n not in parents):
        _spread(root, 0, bodies, below, gaps.across, xs, taken)
    ys = _down(bodies, [_depth(n, parents) for n in range(len(bodies))], area, gaps.down)
    left = min(xs[n] + body.reach.x for n, body in enumerate(bodies))
    width = max(xs[n] + body.reach.right for n, body in enumerate(bodies)) - left
    if ys is None or width > area.width + 0.5:
        return None
    # A narrow tree is spread, so that it fills the stage.
    wide, middle = min(area.width / max(width, 1.0), 2.2), left + width / 2
    found = [(area.centre[0] + (xs[n] - middle) * wide, y) for n, y in enumerate(ys)]
    fits = all(area.contains(body.reach.moved(*place)) for body, place in zip(bodies, found, strict=True))
    return found if fits else [(area.centre[0] + xs[n] - middle, y) for n, y in enumerate(ys)]


def _down(bodies: Sequence[Body], depths: Sequence[int], area: Box, gap: float) -> list[float] | None:
    """How far down each thing stands, those of one depth on one line; None if the lines take more than the area."""
    lines = [
        [body for body, depth in zip(bodies, depths, strict=True) if depth == line] for line in range(max(depths) + 1)
    ]
    ups = [max(-body.reach.y for body in line) for line in lines]
    heights = [up + max(body.reach.bottom for body in line) for up, line in zip(ups, lines, strict=True)]
    spare = area.height - sum(heights) - gap * (len(lines) - 1)
    if spare < -0.5:
        return None
    step = gap + spare / (len(lines) + 1)
    tops = [area.y + spare / (len(lines) + 1) + sum(heights[:line]) + step * line for line in range(len(lines))]
    return [tops[depth] + ups[depth] for depth in depths]


def _parents(count: int, links: Sequence[tuple[int, int]]) -> dict[int, int]:
    """What each thing hangs on: the first link that leads to it, unless that would make a circle."""
    parents: dict[int, int] = {}
    for source, target in links:
        above, steps = source, 0
        while above in parents and above != target and steps < count:
            above, steps = parents[above], steps + 1
        if target not in parents and above != target:
            parents[target] = source
    return parents


def _depth(index: int, parents: dict[int, int]) -> int:
    return 0 if index not in parents else 1 + _depth(parents[index], parents)


def _spread(
    index: int,
    depth: int,
    bodies: Sequence[Body],
    below: dict[int, list[int]],
    gap: float,
    xs: dict[int, float],
    taken: list[float],
) -> None:
    """Gives a thing and all that hang on it their x; `taken` is how far each line is taken to the right."""
    taken += [0.0] * (depth + 1 - len(taken))
    reach, children = bodies[index].reach, below[index]
    for child in children:
        _spread(child, depth + 1, bodies, below, gap, xs, taken)
    wanted = (xs[children[0]] + xs[children[-1]]) / 2 if children else taken[depth] - reach.x
    least = taken[depth] - reach.x
    if wanted < least and children:
        _shift(children, least - wanted, below, xs)
        for line in range(depth + 1, len(taken)):
            taken[line] += least - wanted
    xs[index] = max(wanted, least)
    taken[depth] = xs[index] + reach.right + gap


def _shift(indices: Sequence[int], by: float, below: dict[int, list[int]], xs: dict[int, float]) -> None:
    for index in indices:
        xs[index] += by
        _shift(below[index], by, below, xs)
