"""What an algorithm has done to its values after each step, without regard to how that is drawn."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from .pointer_names import goes_with_its_value
from .scene import ArrayScene, ArrayStep

_LEAST_GAP = 0.3
"""Seconds between two steps that move something, even if they come on the same word."""
_MOVES = frozenset({"swap", "set"})
_CONSEQUENCES = frozenset({"swap", "set", "mark", "narrow"})
"""Actions that carry on what was said before them, so that its note still holds."""


@dataclass(frozen=True)
class Snapshot:
    """The row from `at` seconds on. Tiles keep their number, which is the cell that they began in.

    `cells` has the cell of each tile, `texts` its value; `looked_at`, `done` and `idle` are tiles: being compared or
    moved, finished, and out of play. `pointers` has the cell of each pointer, in the order in which they came, `groups`
    the tiles that were marked by a name.
    """

    at: float
    cells: tuple[int, ...]
    texts: tuple[str, ...]
    pointers: dict[str, int] = field(default_factory=dict)
    looked_at: frozenset[int] = frozenset()
    done: frozenset[int] = frozenset()
    idle: frozenset[int] = frozenset()
    swapped: tuple[int, int] | None = None
    compared: tuple[int, ...] = ()
    groups: dict[str, frozenset[int]] = field(default_factory=dict)
    note: str = ""

    def tiles(self, cells: Sequence[int]) -> frozenset[int]:
        """The tiles that are in `cells`."""
        return frozenset(tile for tile, cell in enumerate(self.cells) if cell in cells)


def replay(scene: ArrayScene, times: Sequence[float], last: float) -> list[Snapshot]:
    """The row at first, and after each step of `scene`, where `times` are those of the steps in seconds.

    Movements are kept apart so that each can be seen, and none comes after `last`: where there is no time for all, some
    are taken together.
    """
    snapshots = [Snapshot(0.0, tuple(range(len(scene.values))), scene.values)]
    previous: ArrayStep | None = None
    for index, (step, at) in enumerate(zip(scene.steps, _spaced(scene.steps, times, last), strict=True)):
        after = _after(snapshots[-1], step, at, previous)
        if step.action == "swap":
            after = _carried(after, step, _moved_anyway(scene.steps[index + 1 :]))
        moved_at_once = previous is not None and previous.action in _MOVES and at == snapshots[-1].at
        if moved_at_once and step.action in _MOVES:
            snapshots[-1] = replace(after, swapped=None)
        else:
            snapshots.append(after)
        previous = step
    return snapshots


def _spaced(steps: Sequence[ArrayStep], times: Sequence[float], last: float) -> Iterator[float]:
    """`times` with those of movements put off until the movement before them is well on its way."""
    free = 0.0
    for step, time in zip(steps, times, strict=True):
        at = max(min(max(time, free), last), min(times[0], last))
        free = at + _LEAST_GAP if step.action in _MOVES else at
        yield at


def _after(before: Snapshot, step: ArrayStep, at: float, previous: ArrayStep | None) -> Snapshot:
    together = previous is not None and at - before.at < _LEAST_GAP / 2
    after = replace(before, at=at, swapped=None, note=_note(before, step, together=together))
    if not together and not (step.action in _CONSEQUENCES and before.looked_at == before.tiles(step.at)):
        after = replace(after, looked_at=frozenset(), compared=())
    return _ACTIONS[step.action](after, step)


def _note(before: Snapshot, step: ArrayStep, *, together: bool) -> str:
    carries_on = together or step.action in _CONSEQUENCES
    return step.note or (before.note if carries_on else "")


def _point(row: Snapshot, step: ArrayStep) -> Snapshot:
    others = {name: cell for name, cell in row.pointers.items() if name != step.name}
    place = step.at[0]
    return replace(row, pointers=row.pointers | {step.name: place} if 0 <= place < len(row.cells) else others)


def _carried(row: Snapshot, step: ArrayStep, moved: frozenset[str]) -> Snapshot:
    """`row` after a swap, with pointers that mean a value at its new cell, but for those that are `moved` anyway."""
    one, other = sorted(set(step.at))
    to = {one: other, other: one}
    return replace(
        row,
        pointers={
            name: to.get(cell, cell) if goes_with_its_value(name, name in moved) else cell
            for name, cell in row.pointers.items()
        },
    )


def _moved_anyway(following: Sequence[ArrayStep]) -> frozenset[str]:
    """The pointers that the steps themselves move before anything else trades places."""
    steps = itertools.takewhile(lambda step: step.action != "swap", following)
    return frozenset(step.name for step in steps if step.action == "point")


def _compare(row: Snapshot, step: ArrayStep) -> Snapshot:
    return replace(row, looked_at=row.tiles(step.at), compared=tuple(sorted(set(step.at))))


def _swap(row: Snapshot, step: ArrayStep) -> Snapshot:
    one, other = sorted(set(step.at))
    first, second = row.cells.index(one), row.cells.index(other)
    cells = list(row.cells)
    cells[first], cells[second] = other, one
    tiles = frozenset({first, second})
    return replace(row, cells=tuple(cells), looked_at=tiles, swapped=(first, second), compared=())


def _mark(row: Snapshot, step: ArrayStep) -> Snapshot:
    marked = row.tiles(step.at)
    row = replace(row, looked_at=row.looked_at - marked, compared=())
    if not step.name:
        return replace(row, done=row.done | marked)
    left = {name: kept for name, tiles in row.groups.items() if (kept := tiles - marked)}
    return replace(row, groups=left | {step.name: left.get(step.name, frozenset()) | marked})


def _narrow(row: Snapshot, step: ArrayStep) -> Snapshot:
    kept = row.tiles(range(min(step.at), max(step.at) + 1))
    idle = frozenset(range(len(row.cells))) - kept
    return replace(row, idle=idle, looked_at=row.looked_at - idle, compared=())


def _set(row: Snapshot, step: ArrayStep) -> Snapshot:
    changed = row.tiles(step.at)
    texts = tuple(step.name if tile in changed else text for tile, text in enumerate(row.texts))
    return replace(row, texts=texts, looked_at=changed, compared=())


_ACTIONS = {"point": _point, "compare": _compare, "swap": _swap, "mark": _mark, "narrow": _narrow, "set": _set}
