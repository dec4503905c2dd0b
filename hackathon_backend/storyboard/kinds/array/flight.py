"""How the parts of an array get from cell to cell: they fly, or fade and come back elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ...drawing.context import DrawContext
from ...drawing.motion.tracks import FADE, NOWHERE, Track, ease_both
from .layout import CellGrid
from .replay import Snapshot

_SWAP = 0.9
"""Seconds in which two values trade places, if the steps leave so much time."""
_SHORTEST = 0.5
"""Seconds in which that can be followed; in less, they fade and come back."""
_ACROSS = (0.24, 0.52)
"""Parts of that time after which they go across, and in which they do."""
_JUMP = 0.24
"""Seconds for which something is gone that can't fly, because there is no lane, or its new cell is in another row."""

Changes = list[tuple[float, float]]
"""Levels of opacity and from when they hold, in seconds."""


@dataclass(frozen=True)
class Flight:
    """How far something is from where it began, in pixels, and the times at which it fades to come back elsewhere."""

    dx: Track = NOWHERE
    dy: Track = NOWHERE
    jumps: tuple[float, ...] = ()

    def jumped(self, to: tuple[float, float], at: float) -> Flight:
        """This flight going on by fading at `at` seconds and coming back at `to`."""
        middle = at + _JUMP * 0.75
        return Flight(self.dx.then(to[0], middle, 0.0), self.dy.then(to[1], middle, 0.0), (*self.jumps, at))


def faded(track: Track, changes: Changes, flight: Flight) -> Track:
    """`track` with its changes; gone while what it belongs to jumps."""
    level = track.moves[-1].to if track.moves else track.start
    moves = [(at, to, FADE * 1.5) for at, to in changes if not any(jump < at < jump + _JUMP for jump in flight.jumps)]
    for jump in flight.jumps:
        after = [to for at, to in changes if at < jump + _JUMP]
        moves += [(jump, 0.0, _JUMP / 2), (jump + _JUMP, after[-1] if after else level, _JUMP)]
    for at, to, seconds in sorted(moves, key=lambda move: move[0]):
        track = track.then(to, at, seconds, ease_both)
    return track


def flight_of(context: DrawContext, plan: CellGrid, snapshots: Sequence[Snapshot], tile: int) -> Flight:
    """The way of a tile: over the others if it is the first of two that trade places, straight if it is the second."""
    flight, start = Flight(), plan.cells[tile]
    for index, (before, row) in enumerate(pairwise(snapshots)):
        if before.cells[tile] == row.cells[tile]:
            continue
        here, target = plan.cells[before.cells[tile]], plan.cells[row.cells[tile]]
        to = target.x - start.x, target.y - start.y
        at, seconds = spell(before, row, snapshots[index + 2 :])
        lanes, enough = _lanes(plan, before, row, tile) if row.swapped else (0, False)
        if enough and here.y == target.y and seconds >= _SHORTEST:
            flight = _swap(context, flight, to, here.y - start.y - plan.lane * lanes, at, seconds)
        else:
            flight = flight.jumped(to, row.at)
    return flight


def spell(before: Snapshot, row: Snapshot, following: Sequence[Snapshot]) -> tuple[float, float]:
    """When two values begin to trade places, and the seconds that they have for it until the next step."""
    # First the eye is led to what moves, then it moves.
    is_looked_at = before.looked_at.issuperset(row.swapped or ())
    at = row.at if is_looked_at else row.at + FADE * 1.5
    later = [other.at for other in following if other.at > row.at + 0.01]
    return at, min(_SWAP, later[0] - at) if later else _SWAP


def crossing(before: Snapshot, row: Snapshot, following: Sequence[Snapshot]) -> tuple[float, float]:
    """When two values that trade places begin to go across, and the seconds that it takes; 0 if they are too quick."""
    at, seconds = spell(before, row, following)
    return (at + seconds * _ACROSS[0], seconds * _ACROSS[1]) if seconds >= _SHORTEST else (row.at, 0.0)


def _lanes(plan: CellGrid, before: Snapshot, row: Snapshot, tile: int) -> tuple[int, bool]:
    """How many lanes up a tile flies, and whether there are enough lanes.

    Neighbours need one, for the first of them; others pass each other in two.
    """
    assert row.swapped is not None
    is_first = tile == row.swapped[0]
    if abs(before.cells[row.swapped[0]] - before.cells[row.swapped[1]]) == 1:
        return (1 if is_first else 0), plan.lanes >= 1
    return (1 if is_first else 2), plan.lanes >= 2


def _swap(
    context: DrawContext, flight: Flight, to: tuple[float, float], peak: float, at: float, seconds: float
) -> Flight:
    """`flight` going on to `to` by way of the height `peak`: up, across and down."""
    motion = context.motion
    if motion.reduced:
        return flight.jumped(to, at)
    dx = motion.travel(flight.dx, to[0], at + seconds * _ACROSS[0], seconds * _ACROSS[1])
    up = motion.travel(flight.dy, peak, at, seconds * 0.3)
    return replace(flight, dx=dx, dy=motion.travel(up, to[1], at + seconds * 0.7, seconds * 0.3))
