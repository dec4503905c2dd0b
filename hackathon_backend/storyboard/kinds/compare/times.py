"""When the columns of a comparison and their items come: column by column, or row by row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ...drawing.motion.tracks import STAGGER
from ...drawing.parts.lists import paced
from ...timing.cues import FIRST, LAST, CueClock
from .scene import CompareScene


def told_times(scene: CompareScene, clock: CueClock) -> list[list[float]]:
    """For each column, when its head comes and then each of its items; no column before those in front of it."""
    parts = [[column, *column.items] for column in scene.columns]
    flat = [part for column in parts for part in column]
    if not any(part.cue for part in flat):
        times = iter(clock.times(flat))
        return [[next(times) for _ in column] for column in parts]
    # Item by item or column by column: only the cues know which way the voice goes.
    columns = [clock.times(column) for column in parts]
    for column, later in reversed(list(pairwise(columns))):
        column[:] = [min((at, *later[row : row + 1])) for row, at in enumerate(column)]
    return columns


def is_by_rows(times: Sequence[Sequence[float]]) -> bool:
    """Whether the columns are told row by row, as a table is read: then their items stand beside one another."""
    return any(later[1] < column[-1] for column, later in pairwise(times) if len(later) > 1 and len(column) > 2)


def by_rows(times: list[list[float]], numbers: list[int], pages: Sequence[range], clock: CueClock) -> list[list[float]]:
    """Times for items on several pages: row by row, since a column can't be told to its end while pages turn."""
    rows = sorted(first_time(times, numbers, item) for page in pages for item in page)
    # Two pages need twice the time: they begin sooner if there would not be enough.
    rows[0] = min(rows[0], max(FIRST, clock.duration - LAST * len(pages)))
    rows = paced(rows, pages, clock)
    result = [list(column) for column in times]
    for place, number in enumerate(numbers):
        head, *items = times[number]
        result[number] = [min(head, rows[0]), *(rows[item] + place * STAGGER for item in range(len(items)))]
    return result


def first_time(times: list[list[float]], numbers: list[int], item: int) -> float:
    """When the first of the columns' items with this index comes."""
    return min(times[number][1 + item] for number in numbers if len(times[number]) > 1 + item)
