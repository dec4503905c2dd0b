"""The order in which people read what stands on a page: columns, one after another, and tables that have no rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from .aligned import aligned_table
from .fragments import Box, Fragment, around
from .grids import PlacedTable

_GUTTER = 8.0
"""Points between two columns, at least."""
_DEEPEST = 5
_LISTED = 0.8
"""Part of the letters of columns that have one width, from which on they are a listing."""


@dataclass(frozen=True)
class PlacedPicture:
    """A picture, or a drawing: where it is, and how it is got, as a PNG."""

    box: Box
    image: Callable[[], bytes]
    is_formula: bool = False


@dataclass(frozen=True)
class Line:
    """A line of a column: its fragments, and the left and right edge of the column that it is in."""

    fragments: tuple[Fragment, ...]
    left: float
    right: float

    @cached_property
    def box(self) -> Box:
        """What it covers."""
        return around([each.box for each in self.fragments])

    @property
    def size(self) -> float:
        """The size of most of its letters."""
        return max(self.fragments, key=lambda each: len(each.seen)).size

    @property
    def base(self) -> float:
        """What it stands on."""
        return max(self.fragments, key=lambda each: len(each.seen)).base

    @property
    def is_rtl(self) -> bool:
        """Whether it is read from right to left."""
        return sum(len(each.seen) for each in self.fragments if each.is_rtl) * 2 > sum(
            len(each.seen) for each in self.fragments
        )

    @property
    def is_bold(self) -> bool:
        """Whether all of it is bold."""
        return all(each.is_bold for each in self.fragments)

    @cached_property
    def text(self) -> str:
        """It as text."""
        return " ".join(" ".join(each.text.split()) for each in self.fragments)


Item = Fragment | PlacedTable | PlacedPicture
Placed = Line | PlacedTable | PlacedPicture
Band = list[Item]
Gaps = list[tuple[float, float]]


def in_reading_order(items: Sequence[Item], *, rtl: bool) -> list[Placed]:
    """What stands on a page, in the order in which it is read; columns from the right where people read so."""
    return _arranged(list(items), rtl, 0)


def _arranged(items: list[Item], rtl: bool, depth: int) -> list[Placed]:
    if not items:
        return []
    whole = around([item.box for item in items])
    found: list[Placed] = []
    plain: list[Item] = []
    for bands, gutters in _groups(_bands(items), whole):
        members = [item for band in bands for item in band]
        parts = _parted(members, gutters) if gutters and depth < _DEEPEST else []
        if len(parts) < 2 or not _are_columns(parts):
            plain += members
            continue
        found += _lines(plain, whole)
        plain = []
        columns = [[item for item in part if isinstance(item, Fragment)] for part in parts]
        is_text = sum(map(len, columns)) == len(members)
        if is_text and (table := aligned_table(columns)) is not None:
            found.append(table)
        else:
            for part in reversed(parts) if rtl else parts:
                found += _arranged(part, rtl, depth + 1)
    return found + _lines(plain, whole)


def _bands(items: list[Item]) -> list[Band]:
    """Items that stand beside one another, from top to bottom."""
    bands: list[Band] = []
    bottom = float("-inf")
    for item in sorted(items, key=lambda each: each.box[1]):
        overlap = bottom - item.box[1]
        if bands and overlap > 0.35 * min(item.box[3] - item.box[1], 20.0):
            bands[-1].append(item)
            bottom = max(bottom, item.box[3])
        else:
            bands.append([item])
            bottom = item.box[3]
    return bands


def _groups(bands: list[Band], whole: Box) -> list[tuple[list[Band], Gaps]]:
    """Bands that follow one another and have a gutter in common, with it; others by themselves."""
    groups: list[tuple[list[Band], Gaps]] = []
    current: list[Band] = []
    common: Gaps = []
    for band in bands:
        free = _free(band, whole)
        shared = _shared(common, free) if current else free
        if current and _inner(shared, [*current, band]) and _is_listing(band) == _is_listing(current[-1]):
            current.append(band)
            common = shared
        else:
            if current:
                groups.append((current, _inner(common, current)))
            current, common = [band], free
    if current:
        groups.append((current, _inner(common, current)))
    return _handed_on(groups, whole)


def _handed_on(groups: list[tuple[list[Band], Gaps]], whole: Box) -> list[tuple[list[Band], Gaps]]:
    """The groups, where bands at the end of a small one that fit to the larger one below belong to that: a heading
    above two columns goes with them rather than with a short line above it.
    """
    for place in range(len(groups) - 2, -1, -1):
        (upper, gaps), (lower, common) = groups[place], groups[place + 1]
        while upper and common and len(lower) > len(upper):
            shared = _inner(_shared(common, _free(upper[-1], whole)), [upper[-1], *lower])
            if not shared:
                break
            lower.insert(0, upper.pop())
            common = shared
            gaps = []
        groups[place], groups[place + 1] = (upper, gaps), (lower, common)
    return [group for group in groups if group[0]]


def _free(band: Band, whole: Box) -> Gaps:
    """The stretches of its width in which nothing stands: none beside a line that stands in the middle."""
    gaps: Gaps = []
    if len(band) == 1 and _is_centred(band[0].box, whole):
        return gaps
    at = whole[0]
    for left, right in sorted((item.box[0], item.box[2]) for item in band):
        if left - at >= _GUTTER:
            gaps.append((at, left))
        at = max(at, right)
    return [*gaps, (at, whole[2])] if whole[2] - at >= _GUTTER else gaps


def _is_centred(box: Box, whole: Box) -> bool:
    before, after = box[0] - whole[0], whole[2] - box[2]
    return min(before, after) > _GUTTER and abs(before - after) < 0.03 * (whole[2] - whole[0])


def _shared(one: Gaps, two: Gaps) -> Gaps:
    both = [(max(a, c), min(b, d)) for a, b in one for c, d in two]
    return [(left, right) for left, right in both if right - left >= _GUTTER]


def _inner(gaps: Gaps, bands: list[Band]) -> Gaps:
    """Gaps with something at either side of them."""
    boxes = [item.box for band in bands for item in band]
    left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
    return [gap for gap in gaps if gap[0] > left + 2 and gap[1] < right - 2]


def _parted(members: list[Item], gutters: Gaps) -> list[list[Item]]:
    edges = sorted((left + right) / 2 for left, right in gutters)
    parts: list[list[Item]] = [[] for _ in range(len(edges) + 1)]
    for item in members:
        parts[sum((item.box[0] + item.box[2]) / 2 > edge for edge in edges)].append(item)
    return [part for part in parts if part]


def _are_columns(parts: list[list[Item]]) -> bool:
    """Whether there is more at each side than a word beside a line."""
    if any(isinstance(item, PlacedPicture | PlacedTable) for part in parts for item in part):
        return True
    if sum(len(part) >= 2 for part in parts) < 2:
        return False
    return not _is_listing([item for part in parts for item in part])


def _is_listing(items: list[Item]) -> bool:
    """Whether it is what a program has put out: that stands in columns of its own, which are read line by line."""
    seen = [glyph for each in items if isinstance(each, Fragment) for glyph in each.seen]
    return sum(glyph.is_mono for glyph in seen) > _LISTED * len(seen)


def _lines(items: list[Item], whole: Box) -> list[Placed]:
    """Items of one column as lines, from top to bottom."""
    fragments = [item for item in items if isinstance(item, Fragment)]
    others = [item for item in items if not isinstance(item, Fragment)]
    rows: list[list[Fragment]] = []
    for each in sorted(fragments, key=lambda item: (item.base, item.box[0])):
        if rows and _on_line(rows[-1], each):
            rows[-1].append(each)
        else:
            rows.append([each])
    placed: list[Placed] = [Line(_sorted(row), whole[0], whole[2]) for row in rows]
    return sorted(
        [*placed, *others], key=lambda item: item.box[1] if not isinstance(item, Line) else item.base - item.size
    )


def _on_line(row: list[Fragment], each: Fragment) -> bool:
    other_size = min(row[0].size, each.size) < 0.87 * max(row[0].size, each.size)
    return each.base - row[0].base < (0.5 if other_size else 0.3) * max(row[0].size, each.size)


def _sorted(row: list[Fragment]) -> tuple[Fragment, ...]:
    rtl = sum(len(each.seen) for each in row if each.is_rtl) * 2 > sum(len(each.seen) for each in row)
    return tuple(sorted(row, key=lambda each: -each.box[2] if rtl else each.box[0]))
