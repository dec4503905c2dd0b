"""Paragraphs of OpenDocument as one line of Markdown, and what hangs on them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from lxml import etree

from ..archives import DocumentArchive, beside
from ..web.mathml import latex_of
from .runs import RunLine, caption_of

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_SILENT = frozenset(["annotation", "note-citation", "tracked-changes", "bookmark", "soft-page-break", "sequence-ref"])
_SET_APART = frozenset(["frame", "custom-shape", "g", "rect", "ellipse"])


class OpenText:
    """Reads lines of a document's content; `notes` are the footnotes that were met, by their numbers."""

    style_attribute = f"{_TEXT}style-name"

    def __init__(self, archive: DocumentArchive, content: etree._Element) -> None:
        self._archive = archive
        self._content = content
        self.notes: list[tuple[str, str]] = []

    def line(self, element: etree._Element) -> str:
        """The text of a paragraph."""
        line = RunLine()
        self._add(line, element, "", 0)
        return line.line()

    def frames(self, element: etree._Element) -> Iterator[etree._Element]:
        """The frames and shapes in a paragraph, but not those within one another."""
        for child in element:
            if inner_name(child) in _SET_APART:
                if not self.formula_of(child):
                    yield child
            elif isinstance(child.tag, str) and inner_name(child) not in _SILENT:
                yield from self.frames(child)

    def formula_of(self, frame: etree._Element) -> str:
        """The LaTeX of a frame that is a formula; "" for any other."""
        for child in frame:
            if inner_name(child) == "object":
                math = next((each for each in child.iter() if inner_name(each) == "math"), None)
                href = child.get(_XLINK)
                if math is None and href:
                    tree = self._archive.xml(f"{beside('', href)}/content.xml")
                    math = tree if tree is not None and inner_name(tree) == "math" else None
                return latex_of(math) if math is not None else ""
        return ""

    def picture(self, frame: etree._Element) -> bytes | None:
        """The picture of a frame; None if it is not in the file."""
        for child in frame.iter():
            if inner_name(child) == "image" and (href := child.get(_XLINK)):
                return self._archive.get(beside("", href))
        return None

    def caption(self, frame: etree._Element) -> str:
        """What is written about a frame."""
        said = [each for each in frame if inner_name(each) in ("title", "desc")]
        return next((found for each in said if (found := caption_of("".join(each.itertext())))), "")

    def is_title(self, element: etree._Element) -> bool:
        """Whether a paragraph is the title of all."""
        return element.get(self.style_attribute) in self._title_styles

    @cached_property
    def has_title(self) -> bool:
        """Whether any paragraph is."""
        return any(inner_name(each) == "p" and self.is_title(each) for each in self._content.iter())

    @cached_property
    def _title_styles(self) -> set[str]:
        """The style of titles, which has one name in every language, and those that are made of it."""
        styles = (each.attrib for each in self._content.iter() if inner_name(each) == "style")
        made = (
            values.get(f"{_STYLE}name") or ""
            for values in styles
            if values.get(f"{_STYLE}parent-style-name") == "Title"
        )
        return {"Title", *made}

    def is_numbered(self, style: str, depth: int) -> bool:
        """Whether the items of a list of that style have numbers at that depth."""
        return (style, depth) in self._numbered

    def _add(self, line: RunLine, element: etree._Element, style: str, depth: int) -> None:
        self._write(line, element.text, style)
        for child in element:
            self._child(line, child, style, depth)
            self._write(line, child.tail, style)

    def _child(self, line: RunLine, child: etree._Element, style: str, depth: int) -> None:
        name = inner_name(child)
        if name in ("s", "tab", "line-break"):
            line.add(" ")
        elif name == "note":
            self._note(line, child)
        elif name in _SET_APART:
            if latex := self.formula_of(child):
                line.markdown(f"${latex}$")
        elif name == "span":
            self._add(line, child, self._styles.get(child.get(f"{_TEXT}style-name") or "", style), depth + 1)
        elif name and name not in _SILENT and depth < 60:
            self._add(line, child, style, depth + 1)

    def _note(self, line: RunLine, note: etree._Element) -> None:
        body = next((each for each in note if inner_name(each) == "note-body"), None)
        text = self.line(body) if body is not None else ""
        if text:
            number = str(len(self.notes) + 1)
            line.markdown(f"[^{number}]")
            self.notes.append((number, text))

    def _write(self, line: RunLine, text: str | None, style: str) -> None:
        if text:
            line.add(text, bold=style == "bold", raised=style == "super", lowered=style == "sub")

    @cached_property
    def _styles(self) -> dict[str, str]:
        """Which of the automatic styles are bold, raised or lowered."""
        found = {}
        for style in self._content.iter():
            if inner_name(style) != "style":
                continue
            values = {name.rpartition("}")[2]: value for each in style for name, value in each.attrib.items()}
            position = values.get("text-position", "")
            kind = "super" if position.startswith("super") else "sub" if position.startswith("sub") else ""
            if kind or values.get("font-weight") == "bold":
                found[next((v for n, v in style.attrib.items() if n.endswith("}name")), "")] = kind or "bold"
        return found

    @cached_property
    def _numbered(self) -> set[tuple[str, int]]:
        found = set()
        trees = [self._content, self._archive.xml("styles.xml")]
        for style in (each for tree in trees if tree is not None for each in tree.iter()):
            if inner_name(style) != "list-style":
                continue
            name = next((value for key, value in style.attrib.items() if key.endswith("}name")), "")
            for level in children_named(style, "list-level-style-number"):
                depth = next((value for key, value in level.attrib.items() if key.endswith("}level")), "")
                if depth.isdigit() and any(
                    key.endswith("}num-format") and value for key, value in level.attrib.items()
                ):
                    found.add((name, int(depth)))
        return found


def inner_name(element: etree._Element) -> str:
    """An element's name without its namespace; "" for comments."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def children_named(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Its children of that name."""
    return (child for child in element if inner_name(child) == name)
