"""A PDF into a lesson."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pypdfium2 as pdfium

from ....errors import DocumentBroken, DocumentEmpty, DocumentEncrypted, DocumentTooLong
from ...languages import small_word_share
from ..conversion import MOST_PAGES, MOST_PICTURES, Report
from ..escaping import escaped, tidy
from ..losses import Losses
from ..pictures import is_empty
from ..sheet import LessonSheet
from .blocks import maker_for
from .fragments import Mark
from .furniture import Furniture, panel_of, steps_of
from .lines import PageLine, words_of
from .ocr import RecognisedPage, ScanReader, tell_guesses
from .page import PagePicture, PageTable, ReadPage, png_of, read_page, shown_page
from .writing import BlockWriter, is_contents, without_contents

_UNKNOWN = 0.25
"""Part of the letters whose fonts do not say which they are, above which a text is perhaps none."""
_USUAL, _TALL, _WIDTH = 10.0, 1.3, 400.0
"""Points of a recognised line, how many times as tall the words of a heading are, and how wide a page is taken for."""
_LINE, _PARAGRAPH = 1.2, 2.2
"""From line to line and to the next paragraph, in sizes."""
_SMALL_WORDS = 0.15
"""Part of the words of a text that are small ones, at least: in ours a third are."""


def read(data: bytes, sheet: LessonSheet, report: Report) -> None:
    """Read a PDF."""
    document = _opened(data)
    try:
        total = len(document)
        if total > MOST_PAGES:
            raise DocumentTooLong(
                f"The document has {total:,} pages; at most {MOST_PAGES} are read. Choose a part of it."
            )
        sheet.unit, sheet.count = "page", total
        sheet.title = document.get_metadata_dict().get("Title", "")
        pages: list[ReadPage] = []
        scans, panel = ScanReader(), _panel(document)
        for number in range(total):
            pictures = (part for page in pages for part in page.parts if isinstance(part, PagePicture))
            taken = sum(not part.is_formula for part in pictures)
            pages.append(_page(document, number, sheet, scans, panel, with_pictures=taken < 2 * MOST_PICTURES))
            report(number + 1, total)
    finally:
        document.close()
    if not _is_legible(pages):
        raise DocumentEmpty(
            "The fonts of this PDF do not say which letters they draw, so its text can be seen but not read. Take the "
            "document that it was printed from, or run text recognition (OCR) over it, and choose what comes of that."
        )
    _write(pages, sheet)
    if not sheet.has_text and any(page.is_scan for page in pages):
        raise DocumentEmpty(
            "The pages of this document are pictures (a scan), so there is no text to read. Run text recognition (OCR) "
            "over it, and choose what comes of that."
        )


def _opened(data: bytes) -> Any:
    try:
        document = pdfium.PdfDocument(data)
        if len(document) == 0:
            raise DocumentBroken("The PDF has no pages that can be read. Print or save it anew, and try again.")
        return document
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise DocumentEncrypted("The PDF opens with a password only. Save it without one, and try again.") from None
        raise DocumentBroken("The PDF is damaged and can't be opened. Print or save it anew, and try again.") from None


def _panel(document: Any) -> frozenset[Mark]:
    try:
        return panel_of(document)
    except pdfium.PdfiumError:
        return frozenset()


def _page(
    document: Any, number: int, sheet: LessonSheet, scans: ScanReader, panel: frozenset[Mark], *, with_pictures: bool
) -> ReadPage:
    try:
        page = document[number]
        try:
            made = read_page(page, with_pictures=with_pictures, panel=panel)
            if not made.is_scan:
                return made
            return _scan(page, made, number + 1, sheet, scans, with_pictures=with_pictures)
        finally:
            page.close()
    except pdfium.PdfiumError:
        sheet.losses.at(
            "Page {} is damaged and could not be read.", "Pages {} are damaged and could not be read.", number + 1
        )
        return ReadPage((), (), (), 1.0, False, False, 0, 0, False, 0)


def _scan(
    page: Any, scan: ReadPage, number: int, sheet: LessonSheet, scans: ScanReader, *, with_pictures: bool
) -> ReadPage:
    """A scanned page: its text, where something is there that recognises it, or its picture."""
    picture, bare = shown_page(page), replace(scan, top=(), parts=(), bottom=(), unknown=0, letters=0, riddles=0)
    if is_empty(picture):
        sheet.losses.at("Page {} is an empty scan.", "Pages {} are empty scans.", number)
        return replace(bare, is_scan=False)
    had_time = scans.has_time
    text = scans.read(shown_page(page, sharp=True)) if scans.is_there and had_time else None
    if text is not None:
        sheet.losses.at(
            "Page {} is a scan: its text was recognised by OCR, so look it over.",
            "Pages {} are scans: their text was recognised by OCR, so look it over.",
            number,
        )
        tell_guesses(text, sheet.losses)
        return _recognised(text, bare)
    if had_time:
        sheet.losses.at(
            "Page {} is a scan: nothing in it could be read, and it is kept as a picture.",
            "Pages {} are scans: nothing in them could be read, and they are kept as pictures.",
            number,
        )
    else:
        sheet.losses.at(
            "Page {} is a scan that there was no time left to read: it is kept as a picture.",
            "Pages {} are scans that there was no time left to read: they are kept as pictures.",
            number,
        )
    return replace(bare, parts=(PagePicture(png_of(picture) if with_pictures else b"", (number,)),))


def _recognised(text: RecognisedPage, bare: ReadPage) -> ReadPage:
    """What was recognised as lines in one column, tall ones as headings are, with room above each paragraph."""
    lines, at = list[PageLine](), 0.0
    for line in text.lines:
        size = _USUAL * line.size if line.size >= _TALL else _USUAL
        at += size * (_PARAGRAPH if line.begins else _LINE)
        box = (0.0, at - size, min(_WIDTH, len(line.text) * size / 2), at)
        plain = tidy(line.text)
        lines.append(PageLine(escaped(plain), plain, box, at, size, 0, _WIDTH, False, False, False, False))
    letters = sum(len(line.plain) for line in lines)
    return replace(bare, parts=tuple(lines), is_scan=False, letters=letters)


def _is_legible(pages: list[ReadPage]) -> bool:
    """Whether the text is one: where fonts do not name their letters, small words of a language tell it."""
    return not _mostly_unnamed(pages) or small_word_share(_text(pages)) >= _SMALL_WORDS


def _mostly_unnamed(pages: list[ReadPage]) -> bool:
    return sum(page.unknown for page in pages) > _UNKNOWN * sum(page.letters for page in pages)


def _text(pages: list[ReadPage]) -> str:
    return "\n".join(line.plain for page in pages for line in page.parts if isinstance(line, PageLine))


def _write(pages: list[ReadPage], sheet: LessonSheet) -> None:
    lines = [part for page in pages for part in (*page.top, *page.parts) if isinstance(part, PageLine)]
    maker = maker_for(lines)
    furniture = Furniture(pages, maker.body)
    words = words_of([line.plain for line in lines])
    writer = BlockWriter(sheet, words)
    steps = steps_of(pages)
    contents = sum(
        len(part.rows) if isinstance(part, PageTable) else 1
        for page in pages
        for part in page.parts
        if is_contents(part)
    )
    if contents:
        sheet.losses.count(
            "1 line of a table of contents was left out.", "{} lines of tables of contents were left out.", contents
        )
    for number, page in enumerate(pages, 1):
        if number in steps:
            sheet.losses.at(
                "Page {} shows a part of the page after it, and was left out.",
                "Pages {} show parts of the pages after them, and were left out.",
                number,
            )
            continue
        writer.page(number, list(maker.blocks(without_contents(furniture.without(page)), number)))
    writer.end()
    _tell(pages, furniture, lines, sheet.losses)


def _tell(pages: list[ReadPage], furniture: Furniture, lines: list[PageLine], losses: Losses) -> None:
    is_read = _mostly_unnamed(pages)
    for number, page in enumerate(pages, 1):
        # Where nearly no font names its letters, and the words are those of a language, the names were not needed.
        if page.unknown * 20 > page.letters > 0 and not is_read:
            losses.at(
                "Page {} has letters whose font does not say which they are: its text may be wrong.",
                "Pages {} have letters whose fonts do not say which they are: their text may be wrong.",
                number,
            )
    if riddles := sum(page.riddles for page in pages):
        losses.count(
            "1 line was left out, as its font does not say which letters it has.",
            "{} lines were left out, as their fonts do not say which letters they have.",
            riddles,
        )
    if furniture.lines:
        losses.count(
            "1 running head or page number was left out.",
            "{} running heads, feet and page numbers were left out.",
            furniture.lines,
        )
    if furniture.logos:
        losses.say(f"A picture that stands on {furniture.logos} pages, such as a logo, was left out.")
    if small := sum(page.small_pictures for page in pages):
        losses.count(
            "1 very small picture (an icon or a line) was left out.",
            "{} very small pictures (icons or lines) were left out.",
            small,
        )
    if backgrounds := sum(page.has_background for page in pages):
        losses.count(
            "The picture behind the text of 1 page was left out.",
            "The pictures behind the text of {} pages were left out.",
            backgrounds,
        )
    if formulas := sum(line.is_maths for line in lines):
        losses.count(
            "1 line with a formula stands as plain text, as the PDF has it: compare it with the document.",
            "{} lines with formulas stand as plain text, as the PDF has them: compare them with the document.",
            formulas,
        )
