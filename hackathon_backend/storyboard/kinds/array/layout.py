"""Where the cells of an array stand, with room above for values that travel and below for pointers."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from ...drawing.context import DrawContext
from ...drawing.stage import Box
from ...drawing.text.text import TextBlock, Type, measure, shortened
from ...drawing.text.typefaces import SEMIBOLD
from .needs import Needs

_WIDEST, _WIDEST_PHRASE, _GAP, _PAD = 250, 400, 10, 8
"""Units of a cell, of one for long values, between cells, and inside them beside the text, where there is room."""
_HIGHEST = (172, 150, 112)
"""Units of a cell's height, with no lane above, with one and with two."""
_TALLER, _SQUARE = 1.35, 0.75
"""How many times as high cells are on a stage that is higher than such a part of its width."""
_SLENDER = 64
"""Units of height that narrow cells rise to, beyond their width."""
_LANE = 1.1
"""The height of a lane, as a multiple of a cell's."""
_LINE, _FURTHER_LINE = 1.45, 1.3
"""The height of a cell with one line at least, and what a further one adds, as multiples of its type."""
_MOST_LINES, _WORTH_LINES, _SPARE = 3, 1.4, 0.97
"""Lines of a value of several words, how many times as large they have to make all values, and the part of a cell's
room that they may take."""
_INDEX = 34
"""Units that the row of indices takes."""
_ARROW, _LABEL = 44, 34
"""Units of a pointer's arrow, and of a line of names below it."""
_UNDER, _GROUP = 44, 60
"""Units that the arrows above the names of pointers take, and that groups take below those."""
_BRACKET = 30
"""Units above the cells for the bracket over those that are compared."""
_ROW_GAP, _LEAST_ROW_GAP = 18, 6
"""Units between rows, and where values have no room otherwise."""
_LARGEST, _SMALLEST = 80, 9
"""Units of the values' type. Below the floor is better than a value left out."""
_FOOT, _BARE_FOOT = 36, 8
"""Units from a cell to the tip of a pointer, below its index and without one."""


_SHORT, _EASY, _EASY_WORDS, _WORTH_ROWS, _MOST_ROWS = 4, 1.4, 2.0, 1.35, 3
"""Letters of values that are read as numbers are; size that is read with ease (in floors), and that of longer values in
an upright frame; and how many times as large up to so many rows have to make values.
"""


@dataclass(frozen=True)
class CellGrid:
    """The boxes of the cells, `across` in a row; `size` is that of the values' type in units, of which they take at
    most so many `lines`. Above each row there are `lanes` for values that pass over others, or at least room for
    `brackets`.
    """

    cells: list[Box]
    across: int
    size: float
    lines: int
    lanes: int
    brackets: bool
    bottom: float
    """Where the last row ends, with indices and names, in pixels."""
    indexed: bool
    foot: float
    """Pixels from a cell to the tip of a pointer below it."""
    unders: tuple[float, ...]
    """Pixels from the cells of each row to the brackets of groups below it, which are below the names of pointers."""

    def row(self, cell: int) -> int:
        """The row of a cell, from 0."""
        return cell // self.across

    @property
    def lane(self) -> float:
        """How far a value is lifted to pass over others, in pixels."""
        return self.cells[0].height * _LANE


def value_type(context: DrawContext, size: float) -> Type:
    """How values are set."""
    return context.type(size, weight=SEMIBOLD, align="centre", leading=1.2)


def value_block(context: DrawContext, plan: CellGrid, text: str) -> TextBlock:
    """`text` on the lines of a cell, shortened if it is too long."""
    type_ = value_type(context, plan.size)
    height = type_.size * (1.7 + 1.5 * (plan.lines - 1))
    return shortened(text, type_, _inside(context, plan.cells[0].width), height)


def lines_height(lines: int) -> float:
    """The height of a cell for values of so many lines, as a multiple of their type."""
    return _LINE + _FURTHER_LINE * (lines - 1)


def grid(context: DrawContext, area: Box, wanted: Needs) -> CellGrid:
    """The cells in as few rows as keep the values readable with ease, or else in those that let them be largest.

    Indices are left out, and rows are moved together, if the values have no room otherwise.
    """
    floor = context.sizes(_LARGEST)[-1]
    best: CellGrid | None = None
    has_words = area.height > area.width and any(len(text) > _SHORT for text in wanted.texts)
    easy = floor * (_EASY_WORDS if has_words else _EASY)
    ways = [(True, _ROW_GAP), (False, _ROW_GAP), (False, _LEAST_ROW_GAP)]
    for indexed, apart in ways if wanted.indexed else ways[1:]:
        for rows in range(1, wanted.count + 1):
            across = math.ceil(wanted.count / rows)
            if across * (rows - 1) >= wanted.count:
                continue
            found = _CellRows(context, area, wanted, across, indexed, apart).grid()
            worth = _WORTH_ROWS if best and best.size >= floor - 0.01 else 1.0
            if found and (best is None or found.size > best.size * worth):
                best = found
            if best and best.size >= (easy if rows < _MOST_ROWS else floor) - 0.01:
                return best
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
    apart: float = _ROW_GAP
    """Units between rows."""

    @property
    def count(self) -> int:
        """How many rows there are."""
        return math.ceil(self.wanted.count / self.across)

    @property
    def gap(self) -> float:
        return min(self.context.u(_GAP), self.area.width / self.across * 0.1)

    @property
    def width(self) -> float:
        widest = _WIDEST_PHRASE if self._has_long_values else _WIDEST
        return min(self.context.u(widest), (self.area.width - self.gap * (self.across - 1)) / self.across)

    @property
    def _has_long_values(self) -> bool:
        """Whether there are values of several words, or words that could not be read in a cell for numbers."""
        room = _inside(self.context, self.context.u(_WIDEST))
        floor = value_type(self.context, self.context.sizes(_LARGEST)[-1])
        return any(" " in text or measure(text, floor, room).breaks_words for text in self.wanted.texts)

    @property
    def setting(self) -> tuple[float, int]:
        """The largest size at which every value fits into its cell, and the lines that it takes: one, unless words that
        stand below one another are far larger. If nothing fits, the smallest size.
        """
        sizes = sorted({*self.context.sizes(_LARGEST), *self.context.sizes(_LARGEST, _SMALLEST)}, reverse=True)
        one = next((size for size in sizes if self._lines(size, 1)), _SMALLEST)
        for size in self.context.sizes(_LARGEST):
            if size >= one * _WORTH_LINES and (lines := self._lines(size, _MOST_LINES)):
                return size, lines
        return one, 1

    def _lines(self, size: float, most: int) -> int:
        """How many lines the longest value takes in this size; 0 if it has no room on `most`."""
        # A word that would only just fit is broken when it is set.
        room, longest = _inside(self.context, self.width) * (1.0 if most == 1 else _SPARE), 1
        for text in self.wanted.texts:
            block = measure(text, value_type(self.context, size), room)
            if block.lines > most or block.breaks_words:
                return 0
            longest = max(longest, block.lines)
        return longest

    def below(self, row: int) -> float:
        """What a row takes below its cells: indices, pointers and groups if any ever come there."""
        units = _INDEX if self.indexed else _BARE_FOOT
        units += (_ARROW + _LABEL * self.wanted.names) * self._holds(row, self.wanted.pointed)
        return self.context.u(units + _GROUP * self._holds(row, self.wanted.grouped))

    def _holds(self, row: int, cells: frozenset[int]) -> bool:
        """Whether any of `cells` is in a row."""
        return not cells.isdisjoint(range(row * self.across, (row + 1) * self.across))

    @property
    def _taller(self) -> float:
        return _TALLER if self.area.height > self.area.width * _SQUARE else 1.0

    @property
    def _fixed(self) -> float:
        """What the rows take together besides their cells and what is above those."""
        return sum(map(self.below, range(self.count))) + self.context.u(self.apart) * (self.count - 1)

    def grid(self) -> CellGrid | None:
        """The cells, with fewer lanes if there is no room for all; None if they don't fit at all."""
        u, width = self.context.u, self.width
        size, lines = self.setting
        room = (self.area.height - self._fixed) / self.count
        for lanes, bracket in self._extras():
            most = _HIGHEST[lanes] if self._taller == 1 else _HIGHEST[0] * self._taller
            highest = min(u(most), (room - bracket) / (1 + _LANE * lanes))
            if highest >= u(self.context.sizes(24)[-1]) * _LINE:
                least = u(size) * lines_height(lines) * 1.15
                height = min(highest, max(width * 0.86 * self._taller, min(width * 1.4, u(_SLENDER)), least))
                fitting = min(size, height / lines_height(lines) / u(1))
                return self._placed(height, bracket + _LANE * lanes * height, (fitting, lines), lanes)
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
        size, lines = self.setting
        return self._placed(self.context.u(size) * lines_height(lines), 0.0, (size, lines), 0)

    def _placed(self, height: float, above: float, setting: tuple[float, int], lanes: int) -> CellGrid:
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
            y += height + self.below(row) + self.context.u(self.apart)
        bottom, foot = y - self.context.u(self.apart), self.context.u(_FOOT if self.indexed else _BARE_FOOT)
        names = self.context.u(_UNDER + _LABEL * self.wanted.names)
        unders = tuple(foot + names * self._holds(row, self.wanted.pointed) for row in range(self.count))
        return CellGrid(cells, self.across, *setting, lanes, above > 0, bottom, self.indexed, foot, unders)
