"""HTML within Markdown: what its paragraphs, lists, tables and pictures say, without tags, scripts and comments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from .block import Block
from .inline import broken, one_line, unbroken
from .items import ListItem, lines_of
from .notation import lowered, raised

_BLOCKS_TAGS = """
address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1
h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td tfoot th thead tr ul
"""
_BLOCKS = frozenset(_BLOCKS_TAGS.split())
_OF_TABLES = frozenset({"table", "tr", "td", "th"})
_SILENT = frozenset({"script", "style", "head", "template", "noscript", "iframe", "object", "svg", "math", "select"})
_MOST_SPAN = 40
"""Columns or rows that a cell may span."""


def html_blocks(html: str) -> list[Block]:
    """The blocks of a piece of HTML, in order, without sections and sources; tags that are never closed end with it."""
    reader = _HtmlReader()
    reader.feed(html)
    reader.close()
    return reader.finished()


@dataclass
class _TableRows:
    """A table while it is read; `held` are cells that reach down into rows to come: place -> (rows left, text)."""

    rows: list[list[str]] = field(default_factory=list)
    held: dict[int, tuple[int, str]] = field(default_factory=dict)
    spans: tuple[int, int] = (1, 1)

    def add(self, text: str) -> None:
        """Put a cell into the last row, at the first free place."""
        wide, high = self.spans
        if not self.rows:
            self.rows.append([])
        self.fill()
        for _ in range(wide):
            if high > 1:
                self.held[len(self.rows[-1])] = (high - 1, text)
            self.rows[-1].append(text)

    def begin(self) -> None:
        """Begin a row."""
        self.end()
        self.rows.append([])

    def fill(self) -> None:
        """Cells from above that come next in this row."""
        while (place := len(self.rows[-1])) in self.held:
            left, text = self.held.pop(place)
            if left > 1:
                self.held[place] = (left - 1, text)
            self.rows[-1].append(text)

    def end(self) -> None:
        """The row is over."""
        if self.rows:
            self.fill()


class _HtmlReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[Block] = []
        self._line = ""
        self._scripts: list[int] = []
        self._silent: list[str] = []
        self._lists: list[str] = []
        self._items: list[ListItem] = []
        self._table: _TableRows | None = None
        self._in_cell = False
        self._pre: str | None = None
        self._level = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in _SILENT:
            self._silent.append(tag)
        if self._silent:
            return
        if tag in _BLOCKS and not (self._in_cell and tag not in _OF_TABLES):
            self._flush()
        self._open(tag, values)

    def _open(self, tag: str, values: dict[str, str]) -> None:
        match tag:
            case "br":
                self._line += "\n" if self._pre is not None else broken(self._line)
            case "sup" | "sub":
                self._scripts.append(len(self._line))
            case "img" if values.get("src"):
                self._blocks.append(Block("image", "", one_line(values.get("alt", "")), info=values["src"]))
            case "ul" | "ol":
                self._lists.append(tag)
            case "li" if self._lists:
                self._items.append(ListItem(len(self._lists)))
            case "table" if self._table is None:
                self._table = _TableRows()
            case "tr" if self._table:
                self._table.begin()
            case "td" | "th" if self._table:
                self._in_cell = True
                self._table.spans = _span(values.get("colspan")), _span(values.get("rowspan"))
            case "pre":
                self._pre = ""
            case "code" if self._pre is not None:
                self._pre = next(iter(re.findall(r"language-([\w+#-]+)", values.get("class", ""))), "")
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6":
                self._level = int(tag[1])
            case _ if self._in_cell and tag in _BLOCKS and self._line.strip():
                self._line += broken(self._line)

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
            return
        match tag:
            case "sup" | "sub":
                self._close_script(tag)
            case "td" | "th" if self._table:
                self._close_cell()
            case "table" if self._table:
                self._close_table()
            case "ul" | "ol" if self._lists:
                self._flush()
                kind = self._lists.pop()
                if not self._lists:
                    self._close_list(kind)
            case _ if tag in _BLOCKS and not self._in_cell:
                self._flush()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._line += data

    def finished(self) -> list[Block]:
        """All blocks, once everything has been fed."""
        self._close_table()
        self._flush()
        if self._lists:
            self._close_list(self._lists[0])
        return [block for block in self._blocks if block.text or block.kind == "image"]

    def _flush(self) -> None:
        """What was said since the last tag that parts blocks becomes a block of its own, or an item's text."""
        if self._in_cell:
            self._close_cell()
            return
        code, text = self._line.strip("\n"), unbroken(self._line)
        self._line, self._scripts = "", []
        if not text:
            return
        if self._pre is not None:
            self._blocks.append(Block("code", "", code, info=self._pre))
            self._pre = None
        elif self._items and self._lists:
            self._items[-1].texts.append(text)
        elif self._level:
            self._blocks.append(Block("heading", "", text, level=self._level))
        else:
            self._blocks.append(Block("paragraph", "", text))
        self._level = 0

    def _close_script(self, tag: str) -> None:
        if not self._scripts:
            return
        start = self._scripts.pop()
        text = self._line[start:].strip()
        self._line = self._line[:start] + (raised(text) if tag == "sup" else lowered(text))

    def _close_cell(self) -> None:
        if self._table and self._in_cell:
            self._table.add(unbroken(self._line))
        self._line, self._in_cell = "", False

    def _close_table(self) -> None:
        if self._table is None:
            return
        self._flush()
        self._table.end()
        rows = tuple(tuple(row) for row in self._table.rows if any(row))
        self._table = None
        if rows:
            self._blocks.append(Block("table", "", table_text(rows), rows=rows))

    def _close_list(self, tag: str) -> None:
        items = tuple(filter(None, lines_of(self._items)))
        self._lists, self._items = [], []
        if items:
            self._blocks.append(Block("bullets" if tag == "ul" else "steps", "", "\n".join(items), items))


def table_text(rows: Sequence[Sequence[str]]) -> str:
    """The cells of a table as text, a line a row."""
    return "\n".join(" ".join(row) for row in rows)


def _span(value: str | None) -> int:
    return max(1, min(_MOST_SPAN, int(value))) if value and value.isdecimal() else 1
