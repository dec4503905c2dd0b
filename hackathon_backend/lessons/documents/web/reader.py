"""The elements of a page, or of a chapter, as blocks of a lesson."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from lxml.html import HtmlElement

from ...sentences import is_sentence
from ..escaping import escaped, tidy
from ..sheet import LessonSheet
from .inline import InlineText, is_display, latex_in
from .tables import is_layout, rows_of

Pictures = Callable[[str], "bytes | None"]
"""Gives the picture at an address of the document; None where the document does not have it."""
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCK_TAGS = """
address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form header
hr html legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul h1 h2 h3 h4 h5 h6
"""
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_LONG_HEADING = 90
"""Characters of a heading, above which it is a paragraph if it is a sentence."""
_MARKED = re.compile(r"(?:\\?[-–—+*•●▪‣◦]|(?P<number>\d{1,2})\\?(?:[.)]|\s?[-–]))\s+(?=\S)")
"""What a line begins with that is an item of a list without being marked up as one."""
_BULLETS = ("• ", "● ", "▪ ", "‣ ", "◦ ")
_DEEPEST = 150
"""Elements within one another, beyond which all is one paragraph."""


class ElementReader:
    """Reads elements into `sheet`; the document itself gives its pictures."""

    def __init__(self, sheet: LessonSheet, pictures: Pictures, *, sections: bool = True) -> None:
        self._sheet = sheet
        self._pictures = pictures
        self._sections = sections
        self._inline = InlineText()
        self._depth = 0
        self._lists: list[str] = []
        self._quoting = 0

    def read(self, element: HtmlElement) -> None:
        """Read all that is in `element`."""
        if self._sections:
            self._sheet.next_section()
        self._children(element)
        self._flush()

    def _children(self, element: HtmlElement) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            self._inline.text("".join(element.itertext()))
        else:
            self._inline.text(element.text or "")
            for child in element:
                self._child(child)
        self._depth -= 1

    def _child(self, child: HtmlElement) -> None:
        if isinstance(child.tag, str):
            self._element(child)
        self._inline.text(child.tail or "")

    def _element(self, element: HtmlElement) -> None:
        tag = element.tag.rpartition("}")[2].rpartition(":")[2].lower()
        latex = latex_in(element)
        if latex is not None:
            self._formula(element, latex)
        elif tag in _HEADINGS:
            self._heading(element, _HEADINGS[tag])
        elif tag in _BLOCKS:
            self._flush()
            self._block(element, tag)
            self._flush()
        elif tag == "img":
            self._picture(element, element.get("alt") or "")
        elif tag == "svg":
            self._drawing(element)
        else:
            with self._inline.within(element, tag):
                self._children(element)

    def _block(self, element: HtmlElement, tag: str) -> None:
        match tag:
            case "ul" | "ol":
                self._list(element, tag)
            case "li":
                self._item(element)
            case "pre":
                self._sheet.code("".join(element.itertext()), _language_of(element))
            case "table" if not is_layout(element):
                self._table(element)
            case "figure":
                self._figure(element)
            case "blockquote":
                self._quoting += 1
                self._children(element)
                self._flush()
                self._quoting -= 1
            case "dt":
                self._inline.strong(element)
            case "hr":
                self._sheet.end_list()
            case _:
                self._children(element)

    def _heading(self, element: HtmlElement, level: int) -> None:
        self._flush()
        pictures = list(element.iter("img"))
        text = InlineText.of(element)
        if text and level > 1 and len(text) > _LONG_HEADING and is_sentence(text):
            # Its letters were chosen for their size.
            self._sheet.paragraph(text)
        elif text:
            if self._sections:
                self._sheet.next_section()
            self._sheet.heading(level, text)
        for each in pictures:
            self._picture(each, each.get("alt") or "")

    def _list(self, element: HtmlElement, tag: str) -> None:
        self._lists.append(tag)
        self._children(element)
        self._flush()
        self._lists.pop()
        if not self._lists:
            self._sheet.end_list()

    def _item(self, element: HtmlElement) -> None:
        if not self._lists:
            self._lists.append("ul")
            self._children(element)
            self._flush()
            self._lists.pop()
        else:
            self._children(element)

    def _table(self, element: HtmlElement) -> None:
        caption = next((InlineText.of(each) for each in element.iter("caption")), "")
        pictures = [each for each in element.iter("img") if (each.get("src") or "")]
        rows = rows_of(element)
        self._sheet.table(rows, caption)
        for each in pictures:
            self._picture(each, each.get("alt") or "")

    def _figure(self, element: HtmlElement) -> None:
        captions = list(element.iter("figcaption"))
        caption = " ".join(filter(None, map(InlineText.of, captions)))
        for each in captions:
            each.drop_tree()
        pictures = list(element.iter("img"))
        if not pictures or "".join(element.itertext()).strip():
            self._children(element)
            self._flush()
            if not pictures:
                self._sheet.paragraph(caption)
            return
        for place, each in enumerate(pictures):
            self._picture(
                each, caption if place == 0 else each.get("alt") or "", is_caption=place == 0 and bool(caption)
            )

    def _formula(self, element: HtmlElement, latex: str) -> None:
        if is_display(element) and not self._lists:
            self._flush()
            self._sheet.formula(latex)
        elif latex:
            self._inline.markdown(f"${latex}$")

    def _picture(self, element: HtmlElement, caption: str, *, is_caption: bool = False) -> None:
        if (latex := _latex_of_picture(element)) is not None:
            self._formula(element, latex)
            return
        address = element.get("src") or element.get("data-src") or ""
        data = self._pictures(address) if address else None
        text = caption if is_caption else escaped(tidy(caption))
        if data is not None:
            self._flush()
            self._sheet.picture(data, text)
            return
        if not _is_ornament(element):
            self._sheet.losses.count(
                "1 picture is not in the file; what is written about it was kept.",
                "{} pictures are not in the file; what is written about them was kept.",
            )
        if is_caption or len(caption.split()) > 3:
            self._flush()
            self._sheet.paragraph(text)

    def _drawing(self, element: HtmlElement) -> None:
        said = [
            " ".join("".join(each.itertext()).split())
            for each in element.iter()
            if _local(each) in ("text", "title", "desc")
        ]
        if said:
            self._sheet.losses.count("1 drawing (SVG) was left out.", "{} drawings (SVG) were left out.")

    def _flush(self) -> None:
        """What was said since the last block is a block now."""
        lines = self._inline.lines()
        if not lines:
            return
        text = " ".join(lines)
        if self._quoting:
            self._sheet.quote([text])
        elif self._lists:
            self._sheet.item(len(self._lists), text, numbered=self._lists[-1] == "ol")
        elif sum(map(bool, map(_MARKED.match, lines))) > 1 or lines[0].startswith(_BULLETS):
            self._marked(lines)
        else:
            self._sheet.paragraph(text)

    def _marked(self, lines: Sequence[str]) -> None:
        """Lines of which some begin with the marks of lists that somebody has typed."""
        for line in lines:
            if marked := _MARKED.match(line):
                number = int(marked["number"] or 0)
                self._sheet.item(1, line[marked.end() :], numbered=number > 0, number=number)
            else:
                self._sheet.paragraph(line)


def _local(element: HtmlElement) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _language_of(element: HtmlElement) -> str:
    named = " ".join(each.get("class") or "" for each in element.iter() if isinstance(each.tag, str))
    return next(iter(re.findall(r"(?:language|lang|highlight)-([\w+#]+)", named)), "")


def _is_ornament(element: HtmlElement) -> bool:
    sides = [int(side) for name in ("width", "height") if (side := element.get(name) or "").isdecimal()]
    return bool(sides) and min(sides) < 40


def _latex_of_picture(element: HtmlElement) -> str | None:
    """The formula that a picture shows, where its text is LaTeX."""
    alt = (element.get("alt") or "").strip()
    named = element.get("class") or ""
    is_named = "math" in named.lower() or "tex" in named.lower().split()
    if is_named or alt.startswith(("{\\displaystyle", "\\displaystyle")):
        return re.sub(r"^\{?\\displaystyle\s*|\}$", "", alt) if alt.startswith("{") else alt or None
    return None
