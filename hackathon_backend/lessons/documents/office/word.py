"""Word: headings, paragraphs, lists, tables, formulas, pictures and footnotes of a DOCX."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from ..archives import DocumentArchive
from ..conversion import Report
from ..escaping import escaped, tidy
from ..pdf.marks import CAPTION
from ..sheet import LessonSheet
from .omml import M, latex_of_omml
from .unwrapping import unwrap
from .word_parts import W, WordParts
from .word_runs import WordLine, word_line

_SKIPPED = frozenset(f"{W}{name}" for name in ("del", "moveFrom", "sectPr", "pPr"))
_THROUGH = frozenset(f"{W}{name}" for name in ("ins", "moveTo", "sdt", "sdtContent", "customXml", "smartTag"))
_LONGEST_HEADING = 90


def read(data: bytes, sheet: LessonSheet, report: Report) -> None:
    """Read a text document."""
    parts = WordParts(DocumentArchive(data))
    sheet.title = parts.title
    body = parts.document.find(f"{W}body")
    if body is not None:
        unwrap(body)
        _leave_out_prompts(body, sheet)
        _WordReader(sheet, parts, body).read()
    sheet.count = max(1, sheet.count)
    report(1, 1)


class _WordReader:
    def __init__(self, sheet: LessonSheet, parts: WordParts, body: etree._Element) -> None:
        self._sheet = sheet
        self._parts = parts
        self._body = body
        levels = {parts.heading_level(each) for each in body.iter(f"{W}p")} - {0}
        self._has_title = any(parts.is_title(each) for each in body.iter(f"{W}p"))
        self._by_bold = not levels
        self._notes: list[tuple[str, str]] = []
        self._picture: tuple[bytes | None, str] | None = None

    def read(self) -> None:
        """Read all of it; footnotes come at the end."""
        self._sheet.next_section()
        for block in _blocks(self._body):
            self._block(block)
        self._end_picture()
        for number, text in self._notes:
            self._sheet.raw(f"[^{number}]: {text}")
        self._tell()

    def _block(self, block: etree._Element) -> None:
        if block.tag == f"{W}tbl":
            self._end_picture()
            self._table(block)
        elif block.tag in (f"{M}oMathPara", f"{M}oMath"):
            self._sheet.formula(latex_of_omml(block))
        else:
            self._paragraph(block)

    def _paragraph(self, element: etree._Element) -> None:
        if self._parts.style_name(element).startswith("toc "):
            self._sheet.losses.say("The table of contents was left out: the headings are there themselves.")
            return
        line = word_line(element, self._parts)
        if line.text and self._picture is not None and self._is_caption(element, line.text):
            self._end_picture(line.text)
            line.text = ""
        elif line.text or line.pictures:
            self._end_picture()
        if line.text:
            self._written(element, line)
        for latex in line.formulas:
            self._sheet.formula(latex)
        for picture in line.pictures:
            self._end_picture()
            self._picture = picture
        self._notes += line.notes
        for box in line.boxes:
            for block in _blocks(box):
                self._block(block)

    def _written(self, element: etree._Element, line: WordLine) -> None:
        level = self._level(element, line)
        place = self._parts.list_place(element)
        if level:
            self._sheet.next_section()
            self._sheet.heading(level, line.text.replace("**", ""))
        elif place:
            depth, numbered = place
            self._sheet.item(depth, line.text, numbered=numbered)
        elif self._parts.style_name(element) in ("quote", "intense quote"):
            self._sheet.quote([line.text])
        else:
            self._sheet.paragraph(line.text)

    def _level(self, element: etree._Element, line: WordLine) -> int:
        if self._parts.is_title(element):
            return 1
        level = self._parts.heading_level(element)
        if level:
            return level + self._has_title
        is_short = (
            len(line.text) <= _LONGEST_HEADING and not line.text.endswith((".", ",", ";", ":")) and "=" not in line.text
        )
        # Many a sheet has bold lines where its headings are.
        return 2 if self._by_bold and line.is_bold and is_short and not self._parts.list_place(element) else 0

    def _is_caption(self, element: etree._Element, text: str) -> bool:
        return self._parts.style_name(element) == "caption" or CAPTION.match(text) is not None

    def _end_picture(self, caption: str = "") -> None:
        """Write the picture that waited for its caption."""
        if self._picture is None:
            return
        (data, own), self._picture = self._picture, None
        if data is not None:
            self._sheet.picture(data, caption or own)
        else:
            self._sheet.losses.count(
                "1 picture is not in the file; what is written about it was kept.",
                "{} pictures are not in the file; what is written about them was kept.",
            )
            self._sheet.paragraph(caption or own)

    def _table(self, table: etree._Element) -> None:
        rows, pictures = self._rows(table)
        if max(map(len, rows), default=0) <= 1:
            for cell in table.iter(f"{W}tc"):
                for block in _blocks(cell):
                    self._block(block)
            return
        self._sheet.table(rows)
        for picture in pictures:
            self._picture = picture
            self._end_picture()

    def _rows(self, table: etree._Element) -> tuple[list[list[str]], list[tuple[bytes | None, str]]]:
        pictures: list[tuple[bytes | None, str]] = []
        rows: list[list[str]] = []
        for row in _rows_of(table):
            cells: list[str] = []
            for cell in _cells_of(row):
                if _is_below(cell):
                    cells.append(rows[-1][len(cells)] if rows and len(cells) < len(rows[-1]) else "")
                    continue
                lines = [word_line(each, self._parts) for each in cell.iter(f"{W}p")]
                pictures += [picture for line in lines for picture in line.pictures]
                self._notes += [note for line in lines for note in line.notes]
                texts = [part for line in lines for part in (line.text, *(f"${each}$" for each in line.formulas))]
                cells += [" ".join(filter(None, texts)), *[""] * (_span(cell) - 1)]
            rows.append(cells)
        return rows, pictures

    def _tell(self) -> None:
        losses, body = self._sheet.losses, self._body
        if deleted := len(list(body.iter(f"{W}del"))):
            losses.count("1 tracked deletion was taken as done.", "{} tracked deletions were taken as done.", deleted)
        if inserted := len(list(body.iter(f"{W}ins"))):
            losses.count(
                "1 tracked insertion was taken as done.", "{} tracked insertions were taken as done.", inserted
            )
        if comments := len(list(body.iter(f"{W}commentReference"))):
            losses.count("1 comment was left out.", "{} comments were left out.", comments)
        if objects := len(list(body.iter(f"{W}object"))):
            losses.count(
                "1 embedded object (such as an old formula) was left out.",
                "{} embedded objects (such as old formulas) were left out.",
                objects,
            )
        charts = [each for each in body.iter() if isinstance(each.tag, str) and each.tag.endswith("/chart}chart")]
        if charts:
            losses.count("1 chart was left out.", "{} charts were left out.", len(charts))
        if heads := self._parts.running_heads():
            losses.say(f"The running heads and feet were left out: “{escaped(tidy(heads))[:120].strip()}”.")


def _leave_out_prompts(body: etree._Element, sheet: LessonSheet) -> None:
    """Take out what a form says where nobody has filled it in yet: "Click here to enter text"."""
    for prompt in [each for each in body.iter(f"{W}sdt") if each.find(f"{W}sdtPr/{W}showingPlcHdr") is not None]:
        parent = prompt.getparent()
        if parent is not None:
            parent.remove(prompt)
            sheet.losses.count("1 field of a form that is empty was left out.", "{} empty fields were left out.")


def _blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs, tables and formulas, with those that were inserted, and without those that were deleted."""
    for child in parent:
        if child.tag in (f"{W}p", f"{W}tbl", f"{M}oMathPara", f"{M}oMath"):
            yield child
        elif child.tag in _THROUGH:
            yield from _blocks(child)


def _rows_of(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == f"{W}tr":
            yield child
        elif child.tag in _THROUGH:
            yield from _rows_of(child)


def _cells_of(row: etree._Element) -> Iterator[etree._Element]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in _THROUGH:
            yield from _cells_of(child)


def _span(cell: etree._Element) -> int:
    found = cell.find(f"{W}tcPr/{W}gridSpan")
    value = (found.get(f"{W}val") or "") if found is not None else ""
    return max(1, min(40, int(value))) if re.fullmatch(r"\d{1,3}", value) else 1


def _is_below(cell: etree._Element) -> bool:
    """Whether the cell above reaches down into it."""
    found = cell.find(f"{W}tcPr/{W}vMerge")
    return found is not None and found.get(f"{W}val") != "restart"
