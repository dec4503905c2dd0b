"""Letters into fragments: pieces of lines without wide gaps, in the order in which they are read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from .directions import SPACE, apart, in_reading_direction, is_word_apart, leans_left, spaced
from .glyphs import Glyph

Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""
Mark = tuple[str, int, int]
"""A text and where it stands, roughly."""
_GAP = 0.9
"""Sizes of a letter between two words, above which they belong to different columns or cells."""
_SAME_LINE = 0.25
_SCRIPT = 0.6
"""Sizes by which a raised or lowered letter may stand off its line."""
_MARKER = re.compile(
    r"(?:[•‣▪▫■□●○◦∙·◆◇❖➢➤►▶✓✔★–—\-*§\uf000-\uf8ff]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)]|\(?[ivx]{1,4}[.)]|\d{1,2}(?:\.\d{1,2})+\.?)"
)
_NUMBER = re.compile(r"\d{1,2}|[IVX]{1,5}|[A-H]")


@dataclass(frozen=True)
class Fragment:
    """Letters that follow one another on a line."""

    glyphs: tuple[Glyph, ...]

    @cached_property
    def seen(self) -> tuple[Glyph, ...]:
        """Those that are no spaces."""
        return tuple(glyph for glyph in self.glyphs if not glyph.is_space)

    @cached_property
    def box(self) -> Box:
        """What it covers."""
        return around([(each.left, each.top, each.right, each.bottom) for each in self.seen])

    @cached_property
    def size(self) -> float:
        """The size of most of its letters, in points."""
        return Counter(glyph.size for glyph in self.seen).most_common(1)[0][0]

    @cached_property
    def base(self) -> float:
        """What most of its letters of that size stand on."""
        return Counter(round(glyph.base, 1) for glyph in self.seen if glyph.size == self.size).most_common(1)[0][0]

    @cached_property
    def text(self) -> str:
        """It as text."""
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def is_bold(self) -> bool:
        """Whether most of it is bold."""
        return sum(glyph.is_bold for glyph in self.seen) * 10 > 8 * len(self.seen)

    @property
    def turned(self) -> int:
        """By how many degrees it is turned against most of the page."""
        return self.seen[0].turned

    @property
    def is_rtl(self) -> bool:
        """Whether it is read from right to left."""
        return leans_left(self.seen)

    @property
    def mark(self) -> Mark:
        """What it is told by if it stands at the same place of other pages."""
        return self.text.strip(), round(self.box[0] / 4), round(self.base / 4)


def around(boxes: Sequence[Box]) -> Box:
    """The smallest rectangle with all of them in it."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def fragments_of(glyphs: Sequence[Glyph]) -> list[Fragment]:
    """The fragments of a page, from the order in which its letters are drawn."""
    runs = _runs(glyphs)
    merged = _merged(runs)
    found = [Fragment(tuple(in_reading_direction(run))) for run in merged if any(not glyph.is_space for glyph in run)]
    return _with_markers(found)


def _runs(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    runs: list[list[Glyph]] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if glyph.size == 0:
            # A line that is said to end may go on: in narrow columns the reader is often wrong.
            if runs and glyph.text == " ":
                runs[-1].append(glyph)
        elif last is not None and _goes_on(last, glyph):
            if not runs[-1][-1].is_space and is_word_apart(last, glyph):
                runs[-1].append(SPACE)
            runs[-1].append(glyph)
            last = glyph
        else:
            runs.append([glyph])
            last = glyph
    return runs


def _goes_on(last: Glyph, glyph: Glyph) -> bool:
    if last.turned != glyph.turned:
        return False
    size = max(last.size, glyph.size)
    if glyph.turned in (90, 270):
        return abs(last.base - glyph.base) < 0.3 * size and apart(last.top, last.bottom, glyph.top, glyph.bottom) < size
    # No line is so near the next one: whatever is smaller and next to a letter is raised or lowered.
    near = abs(last.base - glyph.base) <= (_SCRIPT if last.size != glyph.size else _SAME_LINE) * size
    return near and apart(last.left, last.right, glyph.left, glyph.right) <= _GAP * size


def _merged(runs: list[list[Glyph]]) -> list[list[Glyph]]:
    """Runs of one line that were drawn apart, put together."""
    boxed = [Fragment(tuple(run)) for run in runs if any(not glyph.is_space for glyph in run)]
    boxed.sort(key=lambda each: (each.turned, round(each.base), each.box[0]))
    lines: list[list[Fragment]] = []
    for each in sorted(boxed, key=lambda each: -each.size):
        home = next((line for line in lines if any(_joins(other, each) for other in line)), None)
        if home is None:
            lines.append([each])
        else:
            home.append(each)
    return [_put_together(line) for line in lines]


def _joins(home: Fragment, each: Fragment) -> bool:
    if home.turned or each.turned:
        return False
    size = max(home.size, each.size)
    other_size = min(home.size, each.size) < 0.87 * size
    if abs(home.base - each.base) > (_SCRIPT if other_size else _SAME_LINE) * size:
        return False
    return apart(home.box[0], home.box[2], each.box[0], each.box[2]) <= (0.3 if other_size else _GAP) * size


def _put_together(line: list[Fragment]) -> list[Glyph]:
    if len(line) == 1:
        return list(line[0].glyphs)
    # The spaces that the distance tells of are found again, as letters come in another order now.
    seen = [glyph for each in line for glyph in each.glyphs if glyph.size]
    return spaced(sorted(seen, key=lambda glyph: glyph.left))


def _with_markers(found: list[Fragment]) -> list[Fragment]:
    """Bullets and numbers that stand apart from their line, put in front of it."""
    taken: set[int] = set()
    for place, each in enumerate(found):
        if not _is_marker(each):
            continue
        near = [
            (apart(each.box[0], each.box[2], other.box[0], other.box[2]), index)
            for index, other in enumerate(found)
            if index != place and index not in taken and _follows(each, other)
        ]
        if near and (nearest := min(near))[0] < 4.5 * each.size:
            taken.add(place)
            other = found[nearest[1]]
            found[nearest[1]] = Fragment((*each.glyphs, SPACE, *other.glyphs))
    return [each for place, each in enumerate(found) if place not in taken]


def _is_marker(each: Fragment) -> bool:
    text = each.text.strip()
    return bool(_MARKER.fullmatch(text)) or (bool(_NUMBER.fullmatch(text)) and each.is_bold)


def _follows(marker: Fragment, other: Fragment) -> bool:
    if other.turned or abs(marker.base - other.base) > 0.4 * max(marker.size, other.size) or len(other.seen) < 2:
        return False
    return other.box[2] < marker.box[0] + 1 if other.is_rtl else other.box[0] > marker.box[2] - 1
