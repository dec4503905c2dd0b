"""Tables without rules: short cells that stand below and beside one another."""

from __future__ import annotations

from itertools import pairwise
from statistics import median

from .fragments import Fragment, around
from .grids import PlacedTable, box_of

_SHORT_CELL = 34
"""Characters of a cell, on average, up to which side by side is a table."""


def aligned_table(fragments: list[list[Fragment]]) -> PlacedTable | None:
    """The columns as those of a table, if they are that: short cells on the same lines."""
    flat = [each for part in fragments for each in part]
    if median(len(each.seen) for each in flat) > _SHORT_CELL or (len(fragments) == 2 and _are_filled(fragments)):
        return None
    if sum(glyph.is_mono for each in flat for glyph in each.seen) * 2 > sum(len(each.seen) for each in flat):
        # What a program has put out is a listing.
        return None
    rows = _rows(fragments)
    together = sum(sum(map(bool, row)) >= 2 for row in rows)
    if together < 3 or together * 3 < 2 * len(rows) or any(map(_is_running, fragments)):
        return None
    if sum("@" in each.text for each in flat) > 1:
        # People with their addresses, as they stand above an article.
        return None
    table = _with_wrapped_cells(rows)
    return PlacedTable(box_of(table), tuple(tuple(map(tuple, row)) for row in table))


def _are_filled(parts: list[list[Fragment]]) -> bool:
    """Whether lines reach from one edge of their column to the other, as those of a text do."""
    fills = []
    for part in parts:
        box = around([each.box for each in part])
        fills.append(median((each.box[2] - each.box[0]) / max(1.0, box[2] - box[0]) for each in part))
    return min(fills) > 0.8 and min(median(len(each.seen) for each in part) for part in parts) > 12


def _is_running(part: list[Fragment]) -> bool:
    """Whether a line of the column goes on in the next, as those of a text do: in small letters."""
    texts = [each.text.strip() for each in sorted(part, key=lambda each: each.base)]
    small = sum(text[:1].islower() or before.endswith("-") for before, text in pairwise(texts))
    return len(texts) > 4 and small * 2 > len(texts)


def _rows(parts: list[list[Fragment]]) -> list[list[list[Fragment]]]:
    """The fragments of columns by the line that they stand on."""
    rows: list[tuple[float, list[list[Fragment]]]] = []
    tagged = [(each.base, column, each) for column, part in enumerate(parts) for each in part]
    for base, column, each in sorted(tagged, key=lambda entry: entry[0]):
        if not rows or base - rows[-1][0] > 0.5 * each.size:
            rows.append((base, [[] for _ in parts]))
        rows[-1][1][column].append(each)
    return [cells for _, cells in rows]


def _with_wrapped_cells(rows: list[list[list[Fragment]]]) -> list[list[list[Fragment]]]:
    """Rows whose first cell is empty go on with those of the row above."""
    found: list[list[list[Fragment]]] = []
    for row in rows:
        if found and not row[0] and sum(map(bool, row)) < len(row) - 1 + (len(row) == 2):
            for cell, more in zip(found[-1], row, strict=True):
                cell.extend(more)
        else:
            found.append(row)
    return found
