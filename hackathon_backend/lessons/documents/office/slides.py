"""PowerPoint: a slide's title, bullets, tables, charts and pictures, and what its speaker notes say."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER

from ....errors import DocumentTooLong
from ..archives import DocumentArchive
from ..conversion import MOST_PAGES, Report
from ..escaping import escaped, tidy
from ..sheet import LessonSheet
from .charts import chart_rows
from .diagrams import diagram_items
from .paragraphs import SlideText, slide_text
from .runs import caption_of
from .unwrapping import unwrap

_TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.VERTICAL_TITLE)
_FURNITURE = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.HEADER)
_LONGEST_TITLE = 90
_A_DRAWING = 4
"""Shapes without words on a slide, from which on they are a drawing."""


def read(data: bytes, sheet: LessonSheet, report: Report) -> None:
    """Read a presentation."""
    DocumentArchive(data)
    presentation = Presentation(io.BytesIO(data))
    slides = list(presentation.slides)
    if len(slides) > MOST_PAGES:
        raise DocumentTooLong(
            f"There are {len(slides):,} slides; at most {MOST_PAGES} are read. Choose a part of them."
        )
    sheet.unit, sheet.count = "slide", len(slides)
    sheet.title = presentation.core_properties.title or ""
    reader = _SlideReader(sheet, presentation.slide_height or 6858000)
    for number, slide in enumerate(slides, 1):
        reader.read(slide, number)
        report(number, len(slides))


class _SlideReader:
    def __init__(self, sheet: LessonSheet, height: int) -> None:
        self._sheet = sheet
        self._height = height
        self._title = ""
        self._bare = 0

    def read(self, slide: Any, number: int) -> None:
        """Read a slide."""
        self._sheet.place(f"slide {number}")
        if slide.element.get("show") == "0":
            self._sheet.losses.at(
                "Slide {} is hidden in the show; it was read all the same.",
                "Slides {} are hidden in the show; they were read all the same.",
                number,
            )
        unwrap(slide.element)
        shapes = [shape for shape in _shown(slide.shapes) if _place_of(shape) not in _FURNITURE]
        shapes.sort(key=self._position)
        title = _title_shape(shapes)
        self._heading(title, number)
        self._bare = 0
        for shape in shapes:
            if shape is not title:
                self._shape(shape, slide)
        self._notes(slide)
        if self._bare >= _A_DRAWING:
            self._sheet.losses.at(
                "Slide {} has a drawing made of shapes: only the words in it were kept.",
                "Slides {} have drawings made of shapes: only the words in them were kept.",
                number,
            )

    def _position(self, shape: Any) -> tuple[int, int, int]:
        """Titles first, then from top to bottom, and in a row from left to right."""
        top, left = _number(shape, "top"), _number(shape, "left")
        return int(_place_of(shape) not in _TITLES), top * 12 // self._height, left

    def _heading(self, shape: Any, number: int) -> None:
        title = " ".join(text.line for text in slide_text(shape) if text.line) if shape is not None else ""
        title = title.replace("**", "")
        if title and title != self._title:
            self._sheet.heading(1 if number == 1 else 2, title)
        self._title = title

    def _shape(self, shape: Any, slide: Any) -> None:
        self._sheet.end_list()
        if getattr(shape, "has_table", False):
            self._table(shape.table)
        elif getattr(shape, "has_chart", False):
            self._chart(shape.chart)
        elif _is_picture(shape):
            self._picture(shape)
        elif shape.shape_type in (MSO_SHAPE_TYPE.EMBEDDED_OLE_OBJECT, MSO_SHAPE_TYPE.LINKED_OLE_OBJECT):
            self._sheet.losses.count(
                "1 embedded object (a table of another program, or an old formula) was left out.",
                "{} embedded objects (tables of other programs, or old formulas) were left out.",
            )
        elif shape.shape_type == MSO_SHAPE_TYPE.MEDIA:
            self._sheet.losses.count("1 video or sound was left out.", "{} videos or sounds were left out.")
        elif items := diagram_items(shape, slide):
            for depth, text in items:
                self._sheet.item(depth, escaped(text))
            self._sheet.losses.count(
                "1 diagram (SmartArt) stands as the list of its words.",
                "{} diagrams (SmartArt) stand as the lists of their words.",
            )
        elif _has_text(shape):
            if _is_sign(shape):
                self._bare += 1
            else:
                self._text(slide_text(shape))
        elif shape.shape_type != MSO_SHAPE_TYPE.PLACEHOLDER:
            self._bare += 1

    def _text(self, paragraphs: list[SlideText]) -> None:
        bullets = [each for each in paragraphs if each.line]
        alone = len(bullets) == 1 and not bullets[0].is_numbered
        for each in paragraphs:
            if each.formula:
                self._sheet.formula(each.formula)
            elif each.is_item and not alone:
                self._sheet.item(each.level + 1, each.line, numbered=each.is_numbered)
            else:
                self._sheet.paragraph(each.line)

    def _table(self, table: Any) -> None:
        self._sheet.table(
            [
                [" ".join(text.line for text in slide_text(cell) if text.line) for cell in row.cells]
                for row in table.rows
            ]
        )

    def _chart(self, chart: Any) -> None:
        title, rows = chart_rows(chart)
        self._sheet.table(rows, escaped(title))
        if rows:
            self._sheet.losses.count(
                "1 chart stands as the table of its numbers.", "{} charts stand as the tables of their numbers."
            )
        else:
            self._sheet.losses.count("1 chart could not be read.", "{} charts could not be read.")

    def _picture(self, shape: Any) -> None:
        caption = caption_of(_description(shape))
        try:
            data = shape.image.blob
        except (AttributeError, KeyError, ValueError):
            self._sheet.losses.count(
                "1 picture is not in the file; what is written about it was kept.",
                "{} pictures are not in the file; what is written about them was kept.",
            )
            self._sheet.paragraph(caption)
            return
        self._sheet.picture(data, caption)

    def _notes(self, slide: Any) -> None:
        if not slide.has_notes_slide:
            return
        frame = slide.notes_slide.notes_text_frame
        if frame is not None:
            self._sheet.quote([escaped(tidy(each.text)) for each in frame.paragraphs if each.text.strip()])


def _shown(shapes: Any) -> Iterator[Any]:
    """The shapes of a slide, those of groups as well."""
    for shape in shapes:
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from _shown(shape.shapes)
        else:
            yield shape


def _place_of(shape: Any) -> Any:
    return shape.placeholder_format.type if shape.is_placeholder else None


def _number(shape: Any, name: str) -> int:
    value = getattr(shape, name, None)
    return int(value) if value is not None else 0


def _title_shape(shapes: list[Any]) -> Any:
    """The title of a slide; where it has none, a short line at its top."""
    for shape in shapes:
        if _place_of(shape) in _TITLES and shape.has_text_frame and shape.text_frame.text.strip():
            return shape
    for shape in shapes[:1]:
        if getattr(shape, "has_text_frame", False) and len(shape.text_frame.text.strip().splitlines()) == 1:
            text = shape.text_frame.text.strip()
            if len(text) <= _LONGEST_TITLE and not text.endswith((".", ",", ";")):
                return shape
    return None


def _is_picture(shape: Any) -> bool:
    return shape.shape_type in (MSO_SHAPE_TYPE.PICTURE, MSO_SHAPE_TYPE.LINKED_PICTURE) or (
        shape.is_placeholder and hasattr(shape, "image")
    )


def _has_text(shape: Any) -> bool:
    if getattr(shape, "has_text_frame", False) and shape.text_frame.text.strip():
        return True
    return bool(shape._element.xpath(".//*[local-name()='oMath']"))


def _is_sign(shape: Any) -> bool:
    """Whether all that a shape says is a letter, as the parts of a drawing do."""
    text = shape.text_frame.text.strip() if getattr(shape, "has_text_frame", False) else ""
    return len(text) == 1 and text.isascii() and not shape.is_placeholder


def _description(shape: Any) -> str:
    return next(iter(shape._element.xpath(".//*[local-name()='cNvPr']/@descr")), "")
