"""OpenDocument: texts (ODT) and presentations (ODP) of LibreOffice and others."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ....errors import DocumentEncrypted, DocumentTooLong
from ..archives import DocumentArchive
from ..conversion import MOST_PAGES, Report
from ..escaping import tidy
from ..pdf.marks import CAPTION
from ..sheet import LessonSheet
from .open_text import OpenText, children_named, inner_name

_MOST_REPEATED = 30


def read(data: bytes, sheet: LessonSheet, report: Report) -> None:
    """Read a text or a presentation."""
    archive = DocumentArchive(data)
    manifest = archive.xml("META-INF/manifest.xml")
    if manifest is not None and any(inner_name(each) == "encryption-data" for each in manifest.iter()):
        raise DocumentEncrypted("The document opens with a password only. Save it without one, and try again.")
    content = archive.needed("content.xml")
    sheet.title = _title(archive)
    reader = _OpenReader(sheet, OpenText(archive, content))
    pages = [each for each in content.iter() if inner_name(each) == "page" and each.getparent() is not None]
    if pages and any(inner_name(each) == "presentation" for each in content.iter()):
        _slides(reader, sheet, pages, report)
        return
    sheet.next_section()
    for body in content.iter():
        if inner_name(body) == "text" and body.getparent() is not None and inner_name(body.getparent()) == "body":
            reader.blocks(body)
    reader.finish()
    sheet.count = max(1, sheet.count)
    report(1, 1)


def _slides(reader: _OpenReader, sheet: LessonSheet, pages: list[etree._Element], report: Report) -> None:
    if len(pages) > MOST_PAGES:
        raise DocumentTooLong(f"There are {len(pages):,} slides; at most {MOST_PAGES} are read. Choose a part of them.")
    sheet.unit, sheet.count = "slide", len(pages)
    for number, page in enumerate(pages, 1):
        sheet.place(f"slide {number}")
        reader.slide(page, number)
        report(number, len(pages))
    reader.finish()


def _title(archive: DocumentArchive) -> str:
    meta = archive.xml("meta.xml")
    found = (
        next((each.text or "" for each in meta.iter() if inner_name(each) == "title"), "") if meta is not None else ""
    )
    return tidy(found).strip()


class _OpenReader:
    def __init__(self, sheet: LessonSheet, text: OpenText) -> None:
        self._sheet = sheet
        self._text = text
        self._depth = 0
        self._slide = 0
        self._heading = ""

    def finish(self) -> None:
        """Write the footnotes."""
        for number, note in self._text.notes:
            self._sheet.raw(f"[^{number}]: {note}")

    def blocks(self, parent: etree._Element) -> None:
        """Read the blocks in an element."""
        self._depth += 1
        for child in parent if self._depth < 60 else ():
            self._block(child)
        self._depth -= 1

    def slide(self, page: etree._Element, number: int) -> None:
        """Read a slide: its title first, its notes last."""
        self._slide = number
        frames = [each for each in page if isinstance(each.tag, str)]
        titles = [each for each in frames if _class_of(each) == "title"]
        title = " ".join(filter(None, (self._text.line(each) for frame in titles for each in _paragraphs(frame))))
        if title and title != self._heading:
            self._sheet.heading(1 if number == 1 else 2, title.replace("**", ""))
        self._heading = title
        for each in frames:
            if each not in titles and inner_name(each) != "notes":
                self._sheet.end_list()
                self._block(each)
        for notes in children_named(page, "notes"):
            lines = [self._text.line(each) for each in _paragraphs(notes)]
            self._sheet.quote([line for line in lines if line and line != "<number>"])

    def _block(self, element: etree._Element) -> None:
        match inner_name(element):
            case "h":
                self._title(element)
            case "p" if self._text.is_title(element):
                self._sheet.heading(1, self._text.line(element).replace("**", ""))
                self._hanging(element)
            case "p":
                self._paragraph(element)
            case "list":
                self._list(element, 1, element.get(self._text.style_attribute) or "")
                self._sheet.end_list()
            case "table":
                self._table(element)
            case (
                "frame"
                | "g"
                | "custom-shape"
                | "rect"
                | "ellipse"
                | "a"
                | "text-box"
                | "section"
                | "numbered-paragraph"
            ):
                self._shape(element)
            case "table-of-content" | "alphabetical-index" | "illustration-index":
                self._sheet.losses.say("The table of contents was left out: the headings are there themselves.")
            case "tracked-changes":
                count = len(list(children_named(element, "changed-region")))
                self._sheet.losses.count(
                    "1 tracked change was taken as done.", "{} tracked changes were taken as done.", count
                )

    def _title(self, element: etree._Element) -> None:
        level = next(
            (
                int(value)
                for name, value in element.attrib.items()
                if name.endswith("}outline-level") and value.isdigit()
            ),
            1,
        )
        self._sheet.next_section()
        level += self._text.has_title
        self._sheet.heading(level, self._text.line(element).replace("**", ""))
        self._hanging(element)

    def _paragraph(self, element: etree._Element) -> None:
        self._sheet.paragraph(self._text.line(element))
        self._hanging(element)

    def _hanging(self, element: etree._Element) -> None:
        for frame in self._text.frames(element):
            self._shape(frame)

    def _list(self, element: etree._Element, depth: int, style: str) -> None:
        style = element.get(self._text.style_attribute) or style
        for item in element:
            if inner_name(item) not in ("list-item", "list-header"):
                continue
            for child in item:
                if inner_name(child) == "list" and depth < 12:
                    self._list(child, depth + 1, style)
                elif inner_name(child) in ("p", "h"):
                    numbered = self._text.is_numbered(style, depth)
                    self._sheet.item(depth, self._text.line(child), numbered=numbered)
                    self._hanging(child)

    def _table(self, table: etree._Element) -> None:
        rows = []
        for row in table.iter():
            if inner_name(row) == "table-row":
                cells: list[str] = []
                for cell in row:
                    if inner_name(cell) in ("table-cell", "covered-table-cell"):
                        text = " ".join(filter(None, (self._text.line(each) for each in _paragraphs(cell))))
                        cells += [text] * (_repeated(cell) if len(cells) < 200 else 1)
                rows.append(cells)
        if max(map(len, rows), default=0) > 1:
            self._sheet.table(rows)
        else:
            for cell in table.iter():
                if inner_name(cell) == "table-cell":
                    self.blocks(cell)

    def _shape(self, element: etree._Element) -> None:
        name = inner_name(element)
        if name != "frame":
            self.blocks(element)
            return
        kinds = {inner_name(child): child for child in element}
        latex = self._text.formula_of(element)
        if latex:
            self._sheet.formula(latex)
        elif "text-box" in kinds:
            self._text_box(kinds["text-box"])
        elif "table" in kinds:
            self._table(kinds["table"])
        elif "image" in kinds and "object" not in kinds:
            self._picture(element, self._text.caption(element))
        elif "object" in kinds or "object-ole" in kinds or "plugin" in kinds:
            self._sheet.losses.count(
                "1 embedded object (a chart, a sheet or a film) was left out.",
                "{} embedded objects (charts, sheets or films) were left out.",
            )

    def _text_box(self, box: etree._Element) -> None:
        """A box with text; one with a picture and a line is a picture with its caption."""
        frames = [each for each in box.iter() if inner_name(each) == "frame"]
        lines = [line for each in _paragraphs(box) if (line := self._text.line(each))]
        if len(frames) == 1 and len(lines) == 1 and (CAPTION.match(lines[0]) or len(lines[0]) < 200):
            self._picture(frames[0], lines[0])
        else:
            self.blocks(box)

    def _picture(self, frame: etree._Element, caption: str) -> None:
        data = self._text.picture(frame)
        if data is None:
            self._sheet.losses.count(
                "1 picture is not in the file; what is written about it was kept.",
                "{} pictures are not in the file; what is written about them was kept.",
            )
            self._sheet.paragraph(caption)
        else:
            self._sheet.picture(data, caption)


def _paragraphs(element: etree._Element) -> Iterator[etree._Element]:
    return (each for each in element.iter() if inner_name(each) in ("p", "h"))


def _class_of(element: etree._Element) -> str:
    return next((value for name, value in element.attrib.items() if name.endswith("presentation:1.0}class")), "")


def _repeated(cell: etree._Element) -> int:
    value = next((value for name, value in cell.attrib.items() if name.endswith("}number-columns-repeated")), "1")
    return max(1, min(_MOST_REPEATED, int(value))) if value.isdigit() else 1
