"""Where the cells of an array stand, with room above for values that travel and below for pointers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...drawing.context import DrawContext
from ...drawing.stage import Box
from ...drawing.text.text import TextBlock, Type, measure, shortened
from ...drawing.text.typefaces import SEMIBOLD
from .replay import Snapshot

_WIDEST, _GAP, _PAD = 250, 10, 8
"""Units of a cell, between cells, and inside them beside the text, where there is room."""
_HIGHEST = (172, 150, 112)
"""Units of a cell's height, with no lane above, with one and with two."""
_SLENDER = 64
"""Units of height that narrow cells rise to, beyond their width."""
_LANE = 1.1
"""The height of a lane, as a multiple of a cell's."""
_LINE = 1.45
"""The height of a cell at least, as a multiple of its type."""
_INDEX = 34
"""Units that the row of indices takes."""
_ARROW, _LABEL = 44, 34
"""Units of a pointer's arrow, and of a line of names below it."""
_GROUPS, _UNDER = 2, 44
"""Lines that groups take below the names of pointers, and units that the arrows above those names take."""
_BRACKET = 30
"""Units above the cells for the bracket over those that are compared."""
_ROW_GAP = 18
_LARGEST, _SMALLEST = 80, 9
"""Units of the values' type. Below the floor is better than a value left out."""
_FOOT, _BARE_FOOT = 36, 8
"""Units from a cell to the tip of a pointer, below its index and without one."""


@dataclass(frozen=True)
class Needs:
    """What has to have room: `count` values of the `texts`, the lanes for those that pass over others, the bracket over
    those that are compared, and `names` lines of names below the cells that are `pointed` to, of which the upper
    `arrows` are those of pointers, and the others those of groups. Cells of groups have no indices.
    """

    texts: tuple[str, ...]
    count: int
    lanes: int
    compares: bool
    names: int
    pointed: frozenset[int]
    indexed: bool = True
    arrows: int = 0


@dataclass(frozen=True)
class CellGrid:
    """The boxes of the cells, `across` in a row; `size` is that of the values' type in units. Above each row there are
    `lanes` for values that pass over others, or at least room for `brackets`.
    """

    cells: list[Box]
    across: int
    size: float
    lanes: int
    brackets: bool
    bottom: float
    """Where the last row ends, with indices and names, in pixels."""
    indexed: bool
    foot: float
    """Pixels from a cell to the tip of a pointer below it."""
    under: float
    """Pixels from a cell to the bracket of a group below it, which is below the names of all pointers."""

    def row(self, cell: int) -> int:
        """The row of a cell, from 0."""
        return cell // self.across

    @property
    def lane(self) -> float:
        """How far a value is lifted to pass over others, in pixels."""
        return self.cells[0].height * _LANE


def needs(snapshots: Sequence[Snapshot], names: int) -> Needs:
    """What the steps need; `names` is how many lines of pointers' names there may be."""
    texts = dict.fromkeys(text for snapshot in snapshots for text in snapshot.texts)
    reaches = [abs(row.cells[a] - row.cells[b]) for row in snapshots if row.swapped for a, b in [row.swapped]]
    lanes = 0 if not reaches else 1 if max(reaches) == 1 else 2
    compares = any(len(snapshot.compared) > 1 for snapshot in snapshots)
    pointed = {cell for snapshot in snapshots for cell in snapshot.pointers.values()}
    pointed |= {row.cells[tile] for row in snapshots for tiles in row.groups.values() for tile in tiles}
    grouped = any(row.groups for row in snapshots)
    below = names + _GROUPS if names and grouped else max(names, int(grouped))
    count = len(snapshots[0].cells)
    return Needs(tuple(texts), count, lanes, compares, below, frozenset(pointed), not grouped, names)


def value_type(context: DrawContext, size: float) -> Type:
    """How values are set."""
    return context.type(size, weight=SEMIBOLD, align="centre", leading=1.2)


def value_block(context: DrawContext, plan: CellGrid, text: str) -> TextBlock:
    """`text` on one line of a cell, shortened if it is too long."""
    type_ = value_type(context, plan.size)
    return shortened(text, type_, _inside(context, plan.cells[0].width), type_.size * 1.7)


def grid(context: DrawContext, area: Box, wanted: Needs) -> CellGrid:
    """The cells in as few rows as keep the values readable, or else in those that let them be largest.

    Indices are left out if the values have no room otherwise.
    """
    floor = context.sizes(_LARGEST)[-1]
    best: CellGrid | None = None
    for indexed in (True, False) if wanted.indexed else (False,):
        for rows in range(1, wanted.count + 1):
            across = math.ceil(wanted.count / rows)
            if across * (rows - 1) >= wanted.count:
                continue
            found = _CellRows(context, area, wanted, across, indexed).grid()
            if found and (best is None or found.size > best.size):
                best = found
            if best and best.size >= floor - 0.01:
                return best
    return best or _CellRows(context, area, wanted, wanted.count, indexed=False).flattest()


def _inside(context: DrawContext, width: float) -> float:
    """The width that a cell of `width` pixels has for its text."""
    return width - 2 * min(context.u(_PAD), width * 0.13)


@dataclass(frozen=True)
class _CellRows:
    """Cells in rows of `across`."""

    context: DrawContext
    area: Box
    wanted: Needs
    across: int
    indexed: bool

    @property
    def count(self) -> int:
        """How many rows there are."""
        return math.ceil(self.wanted.count / self.across)

    @property
    def gap(self) -> float:
        return min(self.context.u(_GAP), self.area.width / self.across * 0.1)

    @property
    def width(self) -> float:
        return min(self.context.u(_WIDEST), (self.area.width - self.gap * (self.across - 1)) / self.across)

    @property
    def size(self) -> float:
        """The largest size at which every value fits on one line of its cell, or else the smallest."""
        room = _inside(self.context, self.width)
        for size in self.context.sizes(_LARGEST, _SMALLEST):
            blocks = [measure(text, value_type(self.context, size), room) for text in self.wanted.texts]
            if all(block.lines <= 1 and not block.breaks_words for block in blocks):
                return size
        return _SMALLEST

    def below(self, row: int) -> float:
        """What a row takes below its cells: indices, and pointers if any ever come there."""
        cells = range(row * self.across, (row + 1) * self.across)
        pointed = self.wanted.names and not self.wanted.pointed.isdisjoint(cells)
        index = _INDEX if self.indexed else _BARE_FOOT
        return self.context.u(index + (_ARROW + _LABEL * self.wanted.names if pointed else 0))

    @property
    def _fixed(self) -> float:
        """What the rows take together besides their cells and what is above those."""
        return sum(map(self.below, range(self.count))) + self.context.u(_ROW_GAP) * (self.count - 1)

    def grid(self) -> CellGrid | None:
        """The cells, with fewer lanes if there is no room for all; None if they don't fit at all."""
        u, width, size = self.context.u, self.width, self.size
        room = (self.area.height - self._fixed) / self.count
        for lanes, bracket in self._extras():
            highest = min(u(_HIGHEST[lanes]), (room - bracket) / (1 + _LANE * lanes))
            if highest >= u(self.context.sizes(24)[-1]) * _LINE:
                least = u(size) * _LINE * 1.15
                height = min(highest, max(width * 0.86, min(width * 1.4, u(_SLENDER)), least))
                fitting = min(size, height / _LINE / u(1))
                return self._placed(height, bracket + _LANE * lanes * height, fitting, lanes)
        return None

    def _extras(self) -> Iterator[tuple[int, float]]:
        """Lanes above the cells, and pixels for a bracket: first all that is needed, then what may be left out."""
        bracket = self.context.u(_BRACKET) if self.wanted.compares else 0.0
        for lanes in range(self.wanted.lanes, 0, -1):
            yield lanes, 0.0
        yield 0, bracket
        yield 0, 0.0

    def flattest(self) -> CellGrid:
        """Cells as high as a line, where nothing else fits."""
        size = self.size
        return self._placed(self.context.u(size) * _LINE, 0.0, size, 0)

    def _placed(self, height: float, above: float, size: float, lanes: int) -> CellGrid:
        """Cells of this height, all in pixels, with this much room above each row."""
        step = self.width + self.gap
        total = self._fixed + (above + height) * self.count
        # What is above the cells is empty most of the time, so the eye takes the rest for the figure.
        y = self.area.y + max(0.0, (self.area.height - total + above) * 0.4 - above)
        x = self.area.x + (self.area.width - self.across * step + self.gap) / 2
        cells: list[Box] = []
        for row in range(self.count):
            y += above
            places = range(min(self.across, self.wanted.count - len(cells)))
            cells += [Box(x + place * step, y, self.width, height) for place in places]
            y += height + self.below(row) + self.context.u(_ROW_GAP)
        bottom, foot = y - self.context.u(_ROW_GAP), self.context.u(_FOOT if self.indexed else _BARE_FOOT)
        arrows = self.wanted.arrows
        under = foot + (self.context.u(_UNDER + _LABEL * arrows) if arrows else 0.0)
        return CellGrid(cells, self.across, size, lanes, above > 0, bottom, self.indexed, foot, under)
