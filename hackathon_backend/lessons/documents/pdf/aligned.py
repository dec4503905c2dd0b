"""Tables without rules: short cells that stand below and beside one another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from .fragments import Fragment, around
from .glyphs import Glyph
from .grids import PlacedTable, box_of

_NARROW = 16
"""Characters of a line of a column, on average, up to which it is too narrow for a text."""
_BETWEEN = 0.4
"""Sizes between two columns, at least, if every row has something at either side."""
_LEVEL = 0.15
"""Sizes by which the cells of a row may stand higher or lower than one another."""
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
    if not _are_level(rows):
        return None
    if sum("@" in each.text for each in flat) > 1:
        # People with their addresses, as they stand above an article.
        return None
    table = _with_wrapped_cells(_parted_further(rows))
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
    return len(texts) > 4 and small * 2 > len(texts) and median(map(len, texts)) > _NARROW


def _are_level(rows: list[list[list[Fragment]]]) -> bool:
    """Whether the cells of a row stand on one line; those of columns of a text do so by chance."""
    bases = [[cell[0].base for cell in row if cell] for row in rows if sum(map(bool, row)) > 1]
    size = median(each.size for row in rows for cell in row for each in cell)
    level = sum(max(each) - min(each) < _LEVEL * size for each in bases)
    return level * 3 >= 2 * len(bases)


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


def _parted_further(rows: list[list[list[Fragment]]]) -> list[list[list[Fragment]]]:
    """The rows, where columns that stand close together are told apart: every row is empty at the same place."""
    columns = [parted for column in zip(*rows, strict=True) for parted in _split([list(cell) for cell in column])]
    return [list(row) for row in zip(*columns, strict=True)]


def _split(column: list[list[Fragment]]) -> list[list[list[Fragment]]]:
    """A column as the columns that it is made of."""
    filled = [[glyph for each in cell for glyph in each.seen] for cell in column if cell]
    at = next(_gaps(filled), None) if len(filled) > 2 else None
    if at is None:
        return [column]
    left = [_side(cell, at, before=True) for cell in column]
    return [left, *_split([_side(cell, at, before=False) for cell in column])]


def _gaps(cells: list[list[Glyph]]) -> Iterator[float]:
    """Where all cells of a column are empty, and have something on both sides."""
    boxes = sorted((glyph.left, glyph.right) for cell in cells for glyph in cell)
    least, right = _BETWEEN * cells[0][0].size, boxes[0][1]
    for start, end in boxes:
        middle = (start + right) / 2
        if start - right > least and all(
            cell[0].left < middle < cell[-1].right
            for cell in (sorted(each, key=lambda one: one.left) for each in cells)
        ):
            yield middle
        right = max(right, end)


def _side(cell: list[Fragment], at: float, *, before: bool) -> list[Fragment]:
    """What of a cell stands before a place, or behind it."""
    kept = (tuple(glyph for glyph in each.glyphs if glyph.size == 0 or (glyph.left < at) is before) for each in cell)
    return [Fragment(glyphs) for glyphs in kept if any(not glyph.is_space for glyph in glyphs)]
