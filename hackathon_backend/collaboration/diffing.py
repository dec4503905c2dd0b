"""What two sequences have in common, by the fewest changes, with a bound.

E. W. Myers, An O(ND) Difference Algorithm and Its Variations, Algorithmica 1 (1986).
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

MOST_CHANGES = 600
"""Elements that may have come or gone. The work grows with their square, and with nothing else."""

Match = tuple[int, int, int]
"""So many elements from a place of the first sequence on are those from a place of the second on."""


def matches(one: Sequence[Hashable], other: Sequence[Hashable]) -> list[Match] | None:
    """The runs that both have in the same order, from the first to the last; None if they differ too much."""
    first, last = same_ends(one, other)
    middle = _middle(one[first : len(one) - last], other[first : len(other) - last])
    if middle is None:
        return None
    inner = [(first + at, first + to, size) for at, to, size in middle]
    found = [(0, 0, first), *inner, (len(one) - last, len(other) - last, last)]
    return [match for match in found if match[2]]


def same_ends(one: Sequence[Hashable], other: Sequence[Hashable]) -> tuple[int, int]:
    """How many elements are alike at the beginning, and at the end."""
    most = min(len(one), len(other))
    first = next((n for n in range(most) if one[n] != other[n]), most)
    last = next((n for n in range(most - first) if one[-1 - n] != other[-1 - n]), most - first)
    return first, last


def _middle(one: Sequence[Hashable], other: Sequence[Hashable]) -> list[Match] | None:
    if not one or not other:
        return []
    reached = {1: 0}
    """By diagonal (the place in `one` less that in `other`): how far in `one` it is got with so many changes."""
    steps: list[dict[int, int]] = []
    for changes in range(min(len(one) + len(other), MOST_CHANGES) + 1):
        steps.append(dict(reached))
        for diagonal in range(-changes, changes + 1, 2):
            at = _start(reached, diagonal, changes)
            while at < len(one) and 0 <= at - diagonal < len(other) and one[at] == other[at - diagonal]:
                at += 1
            reached[diagonal] = at
            if at >= len(one) and at - diagonal >= len(other):
                return _way_back(steps, len(one), len(other))
    return None


def _start(reached: dict[int, int], diagonal: int, changes: int) -> int:
    """Where a diagonal is entered."""
    return reached[diagonal + 1] if _is_new(reached, diagonal, changes) else reached[diagonal - 1] + 1


def _way_back(steps: Sequence[dict[int, int]], at: int, to: int) -> list[Match]:
    found: list[Match] = []
    for changes in range(len(steps) - 1, -1, -1):
        reached, diagonal = steps[changes], at - to
        start = _start(reached, diagonal, changes)
        if at > start:
            found.append((start, start - diagonal, at - start))
        at, to = start, start - diagonal
        if changes:
            at, to = (at, to - 1) if _is_new(reached, diagonal, changes) else (at - 1, to)
    return found[::-1]


def _is_new(reached: dict[int, int], diagonal: int, changes: int) -> bool:
    """Whether it is entered by an element of the second that is new, rather than by one of the first that is gone."""
    return diagonal == -changes or (diagonal != changes and reached[diagonal - 1] < reached[diagonal + 1])
