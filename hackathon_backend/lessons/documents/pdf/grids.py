"""Tables with rules around their cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .drawn import Drawn
from .fragments import Box, Fragment, around, fragments_of
from .glyphs import Glyph

_JOIN = 3.0
"""Points by which rules may miss one another."""
_MOST_CELLS = 2_000


@dataclass(frozen=True)
class PlacedTable:
    """A table: where it is, and for each row its cells, each of them in fragments."""

    box: Box
    rows: tuple[tuple[tuple[Fragment, ...], ...], ...]


def grids(drawn: Drawn, fragments: Sequence[Fragment]) -> tuple[list[PlacedTable], list[Fragment]]:
    """The tables of a page, and the fragments that are in none of them."""
    tables: list[PlacedTable] = []
    left = list(fragments)
    for box, columns, rows in _frames(drawn):
        inside = [each for each in left if _is_in(each, box)]
        cells = _cells(inside, columns, rows, drawn.standing)
        if sum(1 for row in cells if sum(map(bool, row)) > 1) < 2:
            continue
        tables.append(PlacedTable(box, cells))
        left = [each for each in left if each not in inside]
    return tables, left


def _frames(drawn: Drawn) -> Iterator[tuple[Box, list[float], list[float]]]:
    """Where rules cross: the box, and the places of its columns and rows."""
    for lying, standing in _connected(drawn):
        columns = _places([(box[0] + box[2]) / 2 for box in standing])
        rows = _places([(box[1] + box[3]) / 2 for box in lying])
        if len(columns) >= 3 and len(rows) >= 3 and len(columns) * len(rows) <= _MOST_CELLS:
            yield (columns[0], rows[0], columns[-1], rows[-1]), columns, rows


def _connected(drawn: Drawn) -> Iterator[tuple[list[Box], list[Box]]]:
    """Rules that cross or meet, directly or by others."""
    lying, standing = _whole(drawn.lying, 0), _whole(drawn.standing, 1)
    while lying:
        group, others, fresh = [lying.pop()], list[Box](), True
        while fresh:
            more = [box for box in standing if any(_meet(each, box) for each in group)]
            standing = [box for box in standing if box not in more]
            found = [box for box in lying if any(_meet(box, each) for each in more)]
            lying = [box for box in lying if box not in found]
            others += more
            group += found
            fresh = bool(found)
        if others:
            yield group, others


def _whole(rules: Sequence[Box], along: int) -> list[Box]:
    """Rules, of which those that go on one another are one: some programs draw a piece for each line of text.

    `along` is 0 for those that lie and 1 for those that stand.
    """
    across = 1 - along
    found: list[Box] = []
    for rule in sorted(rules, key=lambda box: (round(box[across]), box[along])):
        last = found[-1] if found else None
        if last and abs(last[across] - rule[across]) <= 1 and rule[along] - last[along + 2] <= _JOIN:
            found[-1] = around([last, rule])
        else:
            found.append(rule)
    return found[:1500]


def _meet(lying: Box, standing: Box) -> bool:
    x, y = (standing[0] + standing[2]) / 2, (lying[1] + lying[3]) / 2
    return lying[0] - _JOIN <= x <= lying[2] + _JOIN and standing[1] - _JOIN <= y <= standing[3] + _JOIN


def _places(values: Sequence[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > 2 * _JOIN:
            found.append(value)
    return found


def _is_in(each: Fragment, box: Box) -> bool:
    x, y = (each.box[0] + each.box[2]) / 2, (each.box[1] + each.box[3]) / 2
    return box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1


def _cells(
    inside: Sequence[Fragment], columns: Sequence[float], rows: Sequence[float], standing: Sequence[Box]
) -> tuple[tuple[tuple[Fragment, ...], ...], ...]:
    """The fragments by rows and columns; those that reach over the rule of a column are cut there."""
    grid: list[list[list[Fragment]]] = [[[] for _ in columns[1:]] for _ in rows[1:]]
    for each in inside:
        row = _slot((each.box[1] + each.box[3]) / 2, rows)
        base = (each.box[1] + each.box[3]) / 2
        ruled = [rule for rule in standing if rule[1] - 1 <= base <= rule[3] + 1]
        # A cell that spans others has no rule where these have one.
        own = [x for x in columns if any(abs((rule[0] + rule[2]) / 2 - x) <= 2 * _JOIN for rule in ruled)]
        for part in _cut(each, own):
            grid[row][_slot((part.box[0] + part.box[2]) / 2, columns)].append(part)
    kept = [row for row in grid if any(row)]
    return tuple(
        tuple(tuple(sorted(cell, key=lambda part: (round(part.base), part.box[0]))) for cell in row) for row in kept
    )


def _slot(value: float, places: Sequence[float]) -> int:
    return max(0, min(len(places) - 2, sum(value >= place for place in places) - 1))


def _cut(each: Fragment, columns: Sequence[float]) -> list[Fragment]:
    if len(columns) < 2 or _slot(each.box[0] + 1, columns) == _slot(each.box[2] - 1, columns) or each.is_rtl:
        return [each]
    parts: dict[int, list[Glyph]] = {}
    last = 0
    for glyph in each.glyphs:
        last = _slot((glyph.left + glyph.right) / 2, columns) if glyph.size else last
        parts.setdefault(last, []).append(glyph)
    return [part for glyphs in parts.values() for part in fragments_of(glyphs)]


def box_of(rows: Sequence[Sequence[Sequence[Fragment]]]) -> Box:
    """What the cells of a table cover."""
    return around([each.box for row in rows for cell in row for each in cell])
