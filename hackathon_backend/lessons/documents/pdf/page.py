"""One page of a PDF, read: its lines, tables and pictures in reading order."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import Any

from PIL import Image

from .columns import Item, Line, Placed, PlacedPicture, in_reading_order
from .drawn import Drawn, drawn_on, heaps, labels_beside
from .formulas import formulas
from .fragments import Box, Fragment, Mark, around, fragments_of
from .glyphs import PageFrame, frame_of, glyphs_of
from .grids import PlacedTable, grids
from .letters import garbled, riddles_among, with_accents
from .lines import PageLine, fragment_markdown, joined, page_line

_EDGE, _EDGE_OF_SLIDE = 0.1, 0.088
"""Part of a page's height at its top and bottom where running heads and page numbers are."""
_LEAST_SIDE = 36.0
"""Points of a picture's sides, at least."""
_WHOLE_PAGE = 0.8
_MOST_PIXELS, _SHARP_PIXELS = 1600, 2600
_FEW_LETTERS, _SLENDER = 25, 9
_MOST_IN_PICTURE, _MOST_IN_CHART = 160, 120
"""Letters that a picture has at least before it can be text in a frame, and that a drawing of boxes has at most."""


@dataclass(frozen=True)
class PageTable:
    """A table's cells as Markdown."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class PagePicture:
    """A picture as a PNG (b"" if there were too many before it), and what tells it from those of other pages."""

    data: bytes
    key: tuple[int, ...]
    is_formula: bool = False


Part = PageLine | PageTable | PagePicture


@dataclass(frozen=True)
class ReadPage:
    """What stands on a page, in order; `top` and `bottom` are lines at its edges, which may be running heads."""

    top: tuple[PageLine, ...]
    parts: tuple[Part, ...]
    bottom: tuple[PageLine, ...]
    height: float
    is_wide: bool
    is_scan: bool
    unknown: int
    """Letters whose font does not say which they are."""
    letters: int
    has_background: bool
    small_pictures: int
    riddles: int = 0
    """Pieces of lines that were left out because nothing says which letters they have."""


def read_page(page: Any, *, with_pictures: bool = True, panel: frozenset[Mark] = frozenset()) -> ReadPage:
    """Read a page without what it has of a `panel`; without pictures there are only their places."""
    frame = frame_of(page)
    glyphs = with_accents(glyphs_of(page, frame))
    seen = [glyph for glyph in glyphs if not glyph.is_space]
    drawn = drawn_on(page, frame)
    shown = [each for each in fragments_of(glyphs) if _is_on(each, frame) and each.mark not in panel]
    unknown = sum(glyph.is_unknown for glyph in seen) + garbled(shown)
    riddles = riddles_among(shown, unknown, len(seen))
    shown = [each for each in shown if each not in riddles]
    tables, rest = grids(drawn, shown)
    areas, whole, small = _areas(drawn, frame, tables)
    pictures, rest = _pictures(page, frame, areas, rest, drawn) if areas else ([], rest)
    top, rest, bottom = _edges(rest, frame)
    shown_formulas, rest = formulas(rest)
    pictures += [PlacedPicture(box, partial(_formula, page, frame, box), is_formula=True) for box in shown_formulas]
    items: list[Item] = [*tables, *pictures, *(each for each in rest if not each.turned)]
    rtl = sum(each.is_rtl for each in rest) * 2 > len(rest) > 0
    placed = in_reading_order(items, rtl=rtl)
    sideways = [each for each in rest if each.turned]
    placed += in_reading_order(sideways, rtl=rtl)
    is_scan = whole and len(seen) < _FEW_LETTERS
    return ReadPage(
        tuple(map(page_line, _lines(top, items))),
        tuple(_part(each, with_pictures=with_pictures) for each in placed),
        tuple(map(page_line, _lines(bottom, items))),
        frame.height,
        frame.width > frame.height,
        is_scan,
        unknown,
        len(seen),
        whole and not is_scan,
        small,
        len(riddles),
    )


def shown_page(page: Any, *, sharp: bool = False) -> Image.Image:
    """The page as a picture; a sharp one is for reading small letters."""
    scale = (_SHARP_PIXELS if sharp else _MOST_PIXELS) / max(page.get_width(), page.get_height(), 1.0)
    return _rendered(page, min(scale, 4.0), (0, 0, 0, 0))


def _is_on(each: Fragment, frame: PageFrame) -> bool:
    """Whether it is on the page and not beside it, where some programs leave things."""
    left, top, right, bottom = each.box
    return right > 0 and bottom > 0 and left < frame.width and top < frame.height


def _areas(drawn: Drawn, frame: PageFrame, tables: Sequence[PlacedTable]) -> tuple[list[Box], bool, int]:
    """Where pictures and drawings are, whether one covers the page, and how many are too small to count."""
    page = frame.width * frame.height
    images = list(drawn.pictures)
    whole = [box for box in images if _area(box) > _WHOLE_PAGE * page]
    others = [box for box in images if box not in whole] + list(drawn.drawings)
    found: list[Box] = []
    small = 0
    for heap in heaps(others):
        box = around(heap)
        if min(box[2] - box[0], box[3] - box[1]) < _LEAST_SIDE:
            small += len(heap)
        elif not any(_overlap(box, table.box) > 0.5 * _area(box) for table in tables):
            found.append(box)
    if not whole and sum(map(_area, images)) > _WHOLE_PAGE * page:
        return [], True, small
    return found, bool(whole), small


def _pictures(
    page: Any, frame: PageFrame, areas: Sequence[Box], fragments: list[Fragment], drawn: Drawn
) -> tuple[list[PlacedPicture], list[Fragment]]:
    """The pictures at `areas`, and the fragments that are not within one of them."""
    pictures: list[PlacedPicture] = []
    for area in areas:
        labels = [each for each in fragments if _overlap(each.box, area) > 0.5 * max(1.0, _area(each.box))]
        is_plain = area in drawn.plain
        if _is_prose(labels, _MOST_IN_CHART if is_plain else _MOST_IN_PICTURE):
            continue
        labels += labels_beside(around([area, *(each.box for each in labels)]), labels, fragments)
        fragments = [each for each in fragments if each not in labels]
        box = around([area, *(each.box for each in labels)])
        pictures.append(PlacedPicture(box, partial(_region, page, frame, box)))
    return pictures, fragments


def _is_prose(labels: Sequence[Fragment], most: int) -> bool:
    """Whether it is text in a frame, or a listing, rather than words in a picture."""
    letters = sum(len(each.seen) for each in labels)
    typed = sum(glyph.is_mono for each in labels for glyph in each.seen)
    if typed * 2 > letters > 0 or (most == _MOST_IN_CHART and letters > most):
        return True
    return letters > most and median(len(each.seen) for each in labels) > 24


def _region(page: Any, frame: PageFrame, box: Box) -> bytes:
    left, top, right, bottom = box
    scale = min(3.0, _MOST_PIXELS / max(right - left, bottom - top, 1.0))
    crop = (left, frame.height - bottom, frame.width - right, top)
    return png_of(_rendered(page, scale, tuple(max(0.0, side) for side in crop)))


def _formula(page: Any, frame: PageFrame, box: Box) -> bytes:
    """A formula on white, not too slender for a picture."""
    with Image.open(io.BytesIO(_region(page, frame, box))) as shown:
        room = Image.new("RGB", (shown.width, max(shown.height, shown.width // _SLENDER)), "white")
        room.paste(shown, (0, (room.height - shown.height) // 2))
    return png_of(room)


def png_of(image: Image.Image) -> bytes:
    """A picture packed as far as is quickly done: those of a whole document wait in memory."""
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=1)
    return out.getvalue()


def _rendered(page: Any, scale: float, crop: tuple[float, ...]) -> Image.Image:
    image: Image.Image = page.render(scale=scale, crop=crop, may_draw_forms=False).to_pil()
    return image.convert("RGB")


def _edges(fragments: list[Fragment], frame: PageFrame) -> tuple[list[Fragment], list[Fragment], list[Fragment]]:
    edge = (_EDGE if frame.height > frame.width else _EDGE_OF_SLIDE) * frame.height
    top = [each for each in fragments if each.base < edge]
    bottom = [each for each in fragments if each.box[1] > frame.height - edge]
    edges = {id(each) for each in (*top, *bottom)}
    return top, [each for each in fragments if id(each) not in edges], bottom


def _lines(fragments: Sequence[Fragment], others: Sequence[Item]) -> list[Line]:
    """Lines at an edge, as wide as what else is on the page."""
    rtl = any(each.is_rtl for each in fragments)
    rows = in_reading_order([each for each in fragments if not each.turned], rtl=rtl)
    lines: list[Line] = []
    for row in rows:
        if isinstance(row, Line):
            lines.append(row)
        elif isinstance(row, PlacedTable):
            flat = [each for cells in row.rows for cell in cells for each in cell]
            lines += [Line((each,), each.box[0], each.box[2]) for each in flat]
    if not others:
        return lines
    left, _, right, _ = around([each.box for each in others])
    return [Line(line.fragments, min(left, line.box[0]), max(right, line.box[2])) for line in lines]


def _part(placed: Placed, *, with_pictures: bool) -> Part:
    if isinstance(placed, Line):
        return page_line(placed)
    if isinstance(placed, PlacedTable):
        return PageTable(tuple(tuple(_cell(cell) for cell in row) for row in placed.rows))
    key = tuple(round(side) for side in placed.box)
    return PagePicture(placed.image() if with_pictures else b"", key, placed.is_formula)


def _cell(cell: Sequence[Fragment]) -> str:
    text = ""
    for each in cell:
        text = joined(text, " ".join(fragment_markdown(each, bold=False).split()), frozenset())
    return text


def _area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def _overlap(one: Box, two: Box) -> float:
    return _area((max(one[0], two[0]), max(one[1], two[1]), min(one[2], two[2]), min(one[3], two[3])))
