"""Markdown into blocks: the pieces of a lesson that a scene or a quotation can be made of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from .as_meant import as_meant
from .block import Block
from .block_reader import BlockReader
from .inline import inline_text
from .items import BOX
from .maths import bracket_maths
from .places import place_in

_FENCED_DIV = re.compile(r"^ {0,3}:{3,}(?:[ \t]*\{.*\}|[ \t]*[A-Za-z-]*.*)$", re.MULTILINE)


def read_blocks(markdown: str) -> tuple[Block, ...]:
    """The blocks of `markdown` (as `clean` returns it), in order. Raw HTML gives its text; comments give nothing."""
    reader = BlockReader(markdown.split("\n"))
    for token in _with_whole_html(_parser().parse(_FENCED_DIV.sub("", as_meant(markdown)))):
        reader.take(token)
    return reader.finished()


def plain_line(markdown: str) -> str:
    """A line of Markdown such as a title, as plain text."""
    tokens = _parser().parseInline(" ".join(markdown.split()))
    return " ".join(filter(None, (inline_text(token) for token in tokens if token.type == "inline")))


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
            found.append((depth, BOX.sub("", inline_text(token), count=1)))
            fresh = False
    return tuple(found)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True)
    return parser.use(bracket_maths).use(amsmath_plugin).use(footnote_plugin).use(deflist_plugin).use(admon_plugin)


def _with_whole_html(tokens: list[Token]) -> Iterable[Token]:
    """The tokens, with pieces of HTML in one that only blank lines part: a table may have some in it."""
    waiting: Token | None = None
    for token in tokens:
        if token.type == "html_block" and not (place_in(token.content) and not _is_within_table(waiting)):
            if waiting is None:
                waiting = token
            else:
                waiting.content += token.content
                waiting.map = [(waiting.map or [0])[0], (token.map or [0, 0])[1]]
            continue
        if waiting is not None:
            yield waiting
            waiting = None
        yield token
    if waiting is not None:
        yield waiting


def _is_within_table(html: Token | None) -> bool:
    return html is not None and html.content.count("<table") > html.content.count("</table")
