"""Markdown into blocks: the pieces of a lesson that a scene or a quotation can be made of."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

from .sentences import pieces

Kind = Literal["heading", "paragraph", "bullets", "steps", "code", "table", "formula", "quote", "image"]

PARAGRAPH_LIMIT = 1200
"""Characters of a paragraph, at most: a longer one is parted between sentences, so that it can be quoted."""


@dataclass(frozen=True)
class Block:
    """One piece of a lesson, as plain text without Markdown.

    `section` is the heading above it ("" before the first; a heading's own text for itself). `text` is all of it: TeX
    for a formula, the code of a fence, what an image shows. `items` are those of bullets and steps, `rows` a table's,
    the header first. `info` is a fence's language or an image's address; `level` a heading's. `source` is the Markdown
    it was written in.
    """

    kind: Kind
    section: str
    text: str
    items: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    info: str = ""
    level: int = 0
    source: str = ""


_CONTAINERS: dict[str, Kind] = {"bullet_list_open": "bullets", "ordered_list_open": "steps", "blockquote_open": "quote"}
_JOINERS = "\u200c\u200d"
"""Several scripts are misspelled without them; all else that can't be seen goes, such as overrides of the direction."""
_KEPT = "\n\t" + _JOINERS
_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def clean(text: str) -> str:
    """`text` in Unicode's composed form, with line feeds only, and without what can't be seen."""
    lines = unicodedata.normalize("NFC", _LINE_END.sub("\n", text))
    return "".join(filter(_is_kept, lines)).strip().strip(_JOINERS)


def _is_kept(char: str) -> bool:
    return char in _KEPT or not unicodedata.category(char).startswith("C")


def read_blocks(markdown: str) -> tuple[Block, ...]:
    """The blocks of `markdown` (as `clean` returns it), in order. Raw HTML gives its text; comments give nothing."""
    reader = _Reader(markdown.split("\n"))
    for token in _parser().parse(markdown):
        reader.take(token)
    return tuple(reader.blocks)


def outline(markdown: str) -> tuple[tuple[int, str], ...]:
    """The items of the lists in `markdown`, each with how deep it lies, from 1."""
    found: list[tuple[int, str]] = []
    depth, fresh = 0, False
    for token in _parser().parse(markdown):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
        elif token.type == "list_item_open":
            fresh = True
        elif token.type == "inline" and depth and fresh:
            found.append((depth, inline_text(token)))
            fresh = False
    return tuple(found)


def _image_in(token: Token) -> Token | None:
    """The picture of a paragraph that is nothing but a picture."""
    children = [child for child in token.children or [] if child.content.strip() or child.type == "image"]
    return children[0] if len(children) == 1 and children[0].type == "image" else None


def html_text(html: str) -> str:
    """The text of a piece of HTML, on one line, without tags, comments, scripts and styles."""
    html = re.sub(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)", " ", html, flags=re.DOTALL | re.IGNORECASE)
    return " ".join(clean(unescape(re.sub(r"<[^<>]*>", " ", html))).split())


def inline_text(token: Token) -> str:
    """The plain text of an inline token, on one line: code and maths as written, pictures by their alt text."""
    parts: list[str] = []
    for child in token.children or []:
        if child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type != "html_inline":
            parts.append(child.content)
    return " ".join(clean("".join(parts)).split())


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table").use(dollarmath_plugin, allow_space=False, allow_digits=False)


@dataclass
class _Reader:
    """Takes markdown-it's flat tokens one by one: flat, because a hostile text nests deeper than Python recurses."""

    lines: list[str]
    blocks: list[Block] = field(default_factory=list)
    section: str = ""
    container: list[str] = field(default_factory=list)
    container_source: str = ""
    items: list[str] = field(default_factory=list)
    # What stands inside a list and is no text (code, a table) follows it.
    inner: list[Block] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    table_source: str = ""
    place: str = ""

    def take(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open" | "ordered_list_open" | "blockquote_open":
                self._open(token)
            case "bullet_list_close" | "ordered_list_close" | "blockquote_close":
                self._close()
            case "list_item_open" if len(self.container) == 1:
                self.items.append("")
            case "table_open":
                self.rows, self.table_source = [], self._source(token)
            case "tr_open":
                self.rows.append([])
            case "table_close":
                self._close_table()
            case "th_open" | "td_open" | "heading_open" | "paragraph_open":
                self.place = token.tag
            case "inline":
                self._inline(inline_text(token), token)
            case "html_block":
                self.place = "p"
                self._inline(html_text(token.content), token)
            case "fence" | "code_block":
                info = next(iter(token.info.split()), "")
                self._add(Block("code", self.section, token.content.strip("\n"), info=info, source=self._source(token)))
            case "math_block" | "math_block_label":
                self._add(Block("formula", self.section, token.content.strip(), source=self._source(token)))

    def _inline(self, text: str, token: Token) -> None:
        if self.place in ("th", "td"):
            self.rows[-1].append(text)
        elif not text:
            return
        elif self.container:
            self._add_to_item(text)
        elif self.place == "p" and (image := _image_in(token)):
            info = str(image.attrs.get("src", ""))
            self._add(Block("image", self.section, text, info=info, source=self._source(token)))
        elif self.place == "p":
            parts = pieces(text, PARAGRAPH_LIMIT)
            for part in parts:
                source = self._source(token) if len(parts) == 1 else part
                self._add(Block("paragraph", self.section, part, source=source))
        else:
            self.section = text
            self._add(Block("heading", text, text, level=int(self.place[1]), source=self._source(token)))

    def _add_to_item(self, text: str) -> None:
        if self.container[0] == "blockquote_open" or not self.items:
            self.items.append(text)
        else:
            self.items[-1] = f"{self.items[-1]} {text}".strip()

    def _open(self, token: Token) -> None:
        if not self.container:
            self.items, self.inner, self.container_source = [], [], self._source(token)
        self.container.append(token.type)

    def _close(self) -> None:
        kind = self.container.pop()
        items = tuple(filter(None, self.items))
        if self.container:
            return
        if items:
            self.blocks.append(
                Block(_CONTAINERS[kind], self.section, "\n".join(items), items, source=self.container_source)
            )
        self.blocks += self.inner

    def _close_table(self) -> None:
        rows = tuple(tuple(row) for row in self.rows if any(row))
        self.place = ""
        if rows:
            text = "\n".join(" ".join(row) for row in rows)
            self._add(Block("table", self.section, text, rows=rows, source=self.table_source))

    def _add(self, block: Block) -> None:
        if block.text:
            (self.inner if self.container else self.blocks).append(block)

    def _source(self, token: Token) -> str:
        start, end = token.map or (0, 0)
        return "\n".join(self.lines[start:end]).strip("\n")
