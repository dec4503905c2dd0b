"""The tokens of a Markdown parser, read into blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from ...storyboard.reading.figure import read_figure
from ..sentences import is_sentence, pieces
from .block import Block, Kind
from .html_blocks import html_blocks, table_text
from .inline import inline_text, pictures_in
from .items import BOX, ListItem, lines_of, ticks_of
from .places import place_in

PARAGRAPH_LIMIT = 1200
"""Characters of a paragraph, at most: a longer one is parted between sentences, so that it can be quoted."""
_CONTAINERS: dict[str, Kind] = {
    "bullet_list_open": "bullets",
    "ordered_list_open": "steps",
    "dl_open": "bullets",
    "blockquote_open": "quote",
}
_LISTS = frozenset(_CONTAINERS) - {"blockquote_open"}
_ALERT = re.compile(r"\[![A-Za-z]+\][+-]?\s*")
_ANCHOR = re.compile(r"\s*\{[#.][\w .#:-]*\}$")
_HIDDEN = re.compile(r"\[\^[^\]\s]+\](?!:)|<!--.*?-->", re.DOTALL)
"""Marks of footnotes, and comments."""
_FEWEST_LINES = 3
_NAMED_LINE = re.compile(r"[^\W\d][^.:：!?]{1,38}[:：]\s?\S[^.:!?。！？]{0,78}[.,;]?")
"""One of several lines that each say something of a name: a list whose writer wanted no bullets."""
_ENVIRONMENT = re.compile(
    r"\A\s*\\begin\{(equation|align|alignat|gather|multline|eqnarray)\*?\}(.*)\\end\{\1\*?\}\s*\Z", re.S
)


@dataclass
class BlockReader:
    """Takes markdown-it's flat tokens one by one: flat, because a hostile text nests deeper than Python recurses."""

    lines: list[str]
    blocks: list[Block] = field(default_factory=list)
    section: str = ""
    container: list[str] = field(default_factory=list)
    container_source: str = ""
    items: list[ListItem] = field(default_factory=list)
    # What stands inside a list and is no text (code, a table) follows it.
    inner: list[Block] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    table_source: str = ""
    # What the text that comes next stands in.
    inside: str = ""
    # Of the document, as the last mark has it.
    place: str = ""
    # Of the heading that is being read.
    level: int = 0
    underlined: bool = False
    # Whether a term waits for its definition.
    defining: bool = False
    # Footnotes by their number: the section that refers to them, and what they say.
    referring: dict[int, str] = field(default_factory=dict)
    notes: dict[int, list[str]] = field(default_factory=dict)
    note: int | None = None

    def take(self, token: Token) -> None:
        """Read the next token."""
        match token.type:
            case "footnote_open":
                self.note = int(token.meta["id"])
            case "footnote_close":
                self.note = None
            case _ if self.note is not None:
                if token.type == "inline":
                    self.notes.setdefault(self.note, []).append(inline_text(token))
            case "bullet_list_open" | "ordered_list_open" | "dl_open" | "blockquote_open":
                self._open(token)
            case "bullet_list_close" | "ordered_list_close" | "dl_close" | "blockquote_close":
                self._close()
            case "list_item_open" | "dt_open":
                self.items.append(ListItem(sum(kind in _LISTS for kind in self.container)))
                self.inside, self.defining = token.tag, token.type == "dt_open"
            case "table_open":
                self.rows, self.table_source = [], self._source(token)
            case "tr_open":
                self.rows.append([])
            case "table_close":
                self._close_table()
            case "heading_open":
                self.inside, self.level = "heading", int(token.tag[1])
                self.underlined = token.markup in ("-", "=")
            case "th_open" | "td_open" | "dd_open" | "admonition_title_open":
                self.inside = token.tag if token.type != "admonition_title_open" else "title"
            case "paragraph_open":
                self.inside = self.inside if self.inside == "dd" else "p"
            case "inline":
                self._inline(token)
            case "html_block":
                self.place = place_in(token.content) or self.place
                for block in html_blocks(token.content):
                    self._add_html(block, self._source(token))
            case "fence" | "code_block":
                self._add_code(token)
            case "math_block" | "math_block_label" | "amsmath":
                self._add_formula(token.content, self._source(token))

    def finished(self) -> tuple[Block, ...]:
        """All blocks; what a footnote says stands at the end of the section that refers to it."""
        for number, texts in sorted(self.notes.items()):
            section, text = self.referring.get(number, self.section), " ".join(filter(None, texts))
            after = max((index for index, block in enumerate(self.blocks, 1) if block.section == section), default=0)
            if text:
                place = self.blocks[after - 1].place if after else ""
                self.blocks.insert(after, Block("paragraph", section, text, source=text, place=place))
        return tuple(self.blocks)

    def _inline(self, token: Token) -> None:
        for child in token.children or []:
            if child.type == "footnote_ref":
                self.referring.setdefault(int(child.meta["id"]), self.section)
        text = inline_text(token)
        if self.inside in ("th", "td"):
            self.rows[-1].append(text)
            return
        if self.inside == "title":
            text = text if " " in text else ""
        if self.container:
            self._add_to_item(text)
        elif self.inside in ("p", "title"):
            self._add_paragraph(token)
        elif self.underlined and is_sentence(text):
            # A rule below a sentence makes no heading of it.
            self._add_paragraph(token)
        elif text:
            self.section = _ANCHOR.sub("", text)
            self._add(Block("heading", self.section, self.section, level=self.level, source=self._source(token)))
        for shown, address in pictures_in(token):
            self._add(Block("image", self.section, shown, info=address, source=self._source(token)))
        comments = "".join(child.content for child in token.children or [] if child.type == "html_inline")
        self.place = place_in(comments) or self.place

    def _add_paragraph(self, token: Token) -> None:
        """A paragraph, parted where a formula stands by itself."""
        children = token.children or []
        seen = [child for child in children if child.content.strip() or child.type == "image"]
        run: list[Token] = []
        for child in children:
            if child.type == "math_inline_double" or (child.type == "math_inline" and seen == [child]):
                self._add_run(token, run)
                self._add_formula(child.content, f"$$\n{child.content}\n$$")
                run = []
            else:
                run.append(child)
        self._add_run(token, run)

    def _add_run(self, token: Token, run: list[Token]) -> None:
        """The text of a part of a paragraph, or of all of it."""
        source = self._source(token) if len(run) == len(token.children or []) else ""
        breaks = [place for place, child in enumerate(run) if child.type in ("softbreak", "hardbreak")]
        parts = [run[start:end] for start, end in zip([0, *(at + 1 for at in breaks)], [*breaks, None], strict=True)]
        lines = tuple(inline_text(token.copy(children=part)) for part in parts)
        if len(lines) >= _FEWEST_LINES and all(map(_NAMED_LINE.fullmatch, lines)):
            self._add(Block("bullets", self.section, "\n".join(lines), lines, source=source or "\n".join(lines)))
        else:
            self._add_text(inline_text(token.copy(children=run)), source)

    def _add_text(self, text: str, source: str) -> None:
        parts = pieces(text, PARAGRAPH_LIMIT)
        for part in parts:
            self._add(Block("paragraph", self.section, part, source=source if source and len(parts) == 1 else part))

    def _add_html(self, block: Block, source: str) -> None:
        if block.kind == "heading" and not self.container:
            self.section = block.text
        if block.kind in ("heading", "paragraph") and self.container:
            self._add_to_item(block.text)
        elif block.kind == "paragraph":
            self._add_text(block.text, "")
        else:
            self._add(replace(block, section=self.section, source=source or block.text))

    def _add_code(self, token: Token) -> None:
        info = next(iter(token.info.split()), "")
        if info.casefold() == "math":
            self._add_formula(token.content, self._source(token))
        elif token.type == "code_block" and is_sentence(" ".join(token.content.split())):
            # Four spaces make a listing, but people set off sentences with them as well.
            self._add_text(" ".join(token.content.split()), "")
        else:
            text = token.content.strip("\n")
            figure = read_figure(info, text) if token.type == "fence" else None
            kind: Kind = "figure" if figure and figure.drawable else "code"
            self._add(Block(kind, self.section, text, info=info, source=self._source(token)))

    def _add_formula(self, latex: str, source: str) -> None:
        inside = _ENVIRONMENT.match(latex)
        self._add(Block("formula", self.section, (inside[2] if inside else latex).strip(), source=source))

    def _add_to_item(self, text: str) -> None:
        if self.container[0] == "blockquote_open" or not self.items:
            text = _ALERT.sub("", text, count=1) if not self.items else text
            self.items.append(ListItem(1, [text] if text else []))
            return
        item = self.items[-1]
        if not item.texts and (box := BOX.match(text)):
            item.ticked, text = box[1] != " ", text[box.end() :]
        if not text:
            return
        if self.inside == "dd" and self.defining:
            item.texts[-1:] = [f"{item.texts[-1].rstrip(' :')}: {text}"]
            self.defining = False
        else:
            item.texts.append(text)

    def _open(self, token: Token) -> None:
        if not self.container:
            self.items, self.inner, self.container_source = [], [], self._source(token)
        self.container.append(token.type)

    def _close(self) -> None:
        kind = self.container.pop()
        if self.container:
            return
        items = tuple(filter(None, lines_of(self.items)))
        if items:
            text, ticks = "\n".join(items), ticks_of(self.items)
            block = Block(_CONTAINERS[kind], self.section, text, items, source=self.container_source, ticks=ticks)
            self.blocks.append(replace(block, place=self.place))
        self.blocks += self.inner
        self.inside = ""

    def _close_table(self) -> None:
        rows = tuple(tuple(row) for row in self.rows if any(row))
        self.inside = ""
        if rows:
            self._add(Block("table", self.section, table_text(rows), rows=rows, source=self.table_source))

    def _add(self, block: Block) -> None:
        if block.text or block.kind == "image":
            (self.inner if self.container else self.blocks).append(replace(block, place=self.place))

    def _source(self, token: Token) -> str:
        start, end = token.map or (0, 0)
        source = "\n".join(self.lines[start:end]).strip("\n")
        return source if token.type == "fence" else _HIDDEN.sub("", source)
