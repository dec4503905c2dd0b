"""What is drawn on a page besides letters: rules, pictures, and drawings made of lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium
from pypdfium2 import PdfiumError

from .fragments import Box, Fragment, around
from .glyphs import PageFrame
from .marks import CAPTION

_THIN = 2.2
"""Points: what is thinner is a line."""
_LEAST_RULE, _EDGE = 8.0, 1.5
_MOST_OBJECTS = 4_000
"""Objects of a page that are looked at, at most: maps have a hundred thousand."""
_NEAR = 7.0
_LEAST_STROKES = 8
_LEAST_SIDE = 50.0
_LEAST_CURVES = 3
"""Strokes that are no rule and no box, from which on it is a drawing rather than a table or a frame."""

_REACH = 30.0
"""Points from a drawing to the numbers of its axes, and from these to the names of the axes."""
_SHORT_LABEL = 24
"""Letters of a label, at most; lines of a text are longer."""
_APART = 1.8
"""Sizes of a letter from the last line of a paragraph to the one above it, at most."""
_FEWEST_LABELS = 3


@dataclass(frozen=True)
class Drawn:
    """Rules that lie and rules that stand; pictures; drawings, and those among them that have rules and boxes only."""

    lying: tuple[Box, ...]
    standing: tuple[Box, ...]
    pictures: tuple[Box, ...]
    drawings: tuple[Box, ...]
    plain: tuple[Box, ...]


def drawn_on(page: Any, frame: PageFrame) -> Drawn:
    """What is drawn on a page."""
    lying: list[Box] = []
    standing: list[Box] = []
    pictures: list[Box] = []
    strokes: list[Box] = []
    curved: list[Box] = []
    for kind, box, drawn in _objects(page, frame):
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures.append(box)
            continue
        if kind == pdfium.FPDF_PAGEOBJ_PATH and _is_at_edge(box, frame) and _is_box(drawn):
            # A bar or a panel of the page's own, that slides have behind their heads and beside their text.
            continue
        wide, high = box[2] - box[0], box[3] - box[1]
        if high <= _THIN and wide >= _LEAST_RULE:
            lying.append(box)
        elif wide <= _THIN and high >= _LEAST_RULE:
            standing.append(box)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH and _is_box(drawn):
            lying += [(box[0], box[1], box[2], box[1]), (box[0], box[3], box[2], box[3])]
            standing += [(box[0], box[1], box[0], box[3]), (box[2], box[1], box[2], box[3])]
        else:
            curved.append(box)
        strokes.append(box)
    found = list(_drawings(strokes, frame))
    plain = [box for box in found if sum(_is_in(each, box) for each in curved) < _LEAST_CURVES]
    return Drawn(tuple(lying), tuple(standing), tuple(pictures), tuple(found), tuple(plain))


def _is_at_edge(box: Box, frame: PageFrame) -> bool:
    return min(box[0], box[1], frame.width - box[2], frame.height - box[3]) < _EDGE


def _is_in(each: Box, box: Box) -> bool:
    return box[0] <= each[0] and box[1] <= each[1] and each[2] <= box[2] and each[3] <= box[3]


def _objects(page: Any, frame: PageFrame) -> Iterator[tuple[int, Box, Any]]:
    # Shadings are the shadows and grounds of boxes rather than what is drawn.
    kinds = [pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH]
    for number, drawn in enumerate(page.get_objects(filter=kinds, max_depth=6)):
        if number >= _MOST_OBJECTS:
            return
        try:
            left, bottom, right, top = drawn.get_bounds()
        except PdfiumError:
            continue
        if drawn.level and drawn.container is not None:
            left, bottom, right, top = _placed(drawn, (left, bottom, right, top))
        box = frame.box(left, bottom, right, top)
        shown = max(0.0, box[0]), max(0.0, box[1]), min(frame.width, box[2]), min(frame.height, box[3])
        if shown[2] >= shown[0] and shown[3] >= shown[1]:
            yield drawn.type, shown, drawn


def _placed(drawn: Any, box: Box) -> Box:
    """The place on the page of what lies in a form."""
    points = [(box[0], box[1]), (box[2], box[1]), (box[0], box[3]), (box[2], box[3])]
    form = drawn.container
    while form is not None:
        matrix = form.get_matrix()
        points = [matrix.on_point(x, y) for x, y in points]
        form = form.container
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _is_box(drawn: Any) -> bool:
    """Whether a path is one rectangle of straight lines, as the cells of tables are."""
    count = pdfium.FPDFPath_CountSegments(drawn.raw)
    if not 4 <= count <= 6:
        return False
    kinds = [pdfium.FPDFPathSegment_GetType(pdfium.FPDFPath_GetPathSegment(drawn.raw, at)) for at in range(count)]
    return pdfium.FPDF_SEGMENT_BEZIERTO not in kinds


def _drawings(strokes: Sequence[Box], frame: PageFrame) -> Iterator[Box]:
    """Heaps of strokes that are large enough to be a drawing."""
    page = frame.width * frame.height
    for heap in heaps([box for box in strokes if (box[2] - box[0]) * (box[3] - box[1]) < 0.8 * page]):
        left, top, right, bottom = box = around(heap)
        if len(heap) < _LEAST_STROKES or min(right - left, bottom - top) < _LEAST_SIDE:
            continue
        if (right - left) * (bottom - top) < 0.85 * page:
            yield box


def heaps(boxes: Sequence[Box]) -> list[list[Box]]:
    """Boxes that touch one another, or nearly do, together: those that share a square of a grid."""
    home: dict[tuple[int, int], int] = {}
    parent = list(range(len(boxes)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for index, (left, top, right, bottom) in enumerate(boxes):
        for column in range(int(left // _NEAR), int(right // _NEAR) + 2):
            for row in range(int(top // _NEAR), int(bottom // _NEAR) + 2):
                parent[root(index)] = root(home.setdefault((column, row), index))
    found: dict[int, list[Box]] = {}
    for index, box in enumerate(boxes):
        found.setdefault(root(index), []).append(box)
    return list(found.values())


def labels_beside(box: Box, labels: Sequence[Fragment], fragments: Sequence[Fragment]) -> list[Fragment]:
    """The labels around a drawing, beside those within it; none if there are too few to be those of axes."""
    long = [each for each in fragments if len(each.seen) > _SHORT_LABEL]
    free = [each for each in fragments if each not in labels and _is_label(each, long)]
    found: list[Fragment] = []
    # First the numbers, then what the axes are called.
    for _ in range(2):
        near = [each for each in free if each not in found and _is_beside(each.box, box)]
        found += near
        box = around([box, *(each.box for each in near)])
    return found if len(found) >= _FEWEST_LABELS else []


def _is_label(each: Fragment, long: Sequence[Fragment]) -> bool:
    """Whether it is short, and no end of a paragraph or of a caption."""
    if len(each.seen) > _SHORT_LABEL or CAPTION.match(each.text.strip()):
        return False
    return not any(
        -_APART * each.size < each.base - line.base < _APART * each.size
        and line.box[0] - each.size < each.box[2]
        and each.box[0] < line.box[2] + each.size
        for line in long
    )


def _is_beside(one: Box, box: Box) -> bool:
    across, down = (one[0] + one[2]) / 2, (one[1] + one[3]) / 2
    return box[0] - _REACH < across < box[2] + _REACH and box[1] - _REACH < down < box[3] + _REACH
