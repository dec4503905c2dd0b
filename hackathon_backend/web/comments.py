"""Comments in Markdown: nobody sees them, but those that mark a place of the lesson's document have a quiet label.

<!-- page 4 -->   becomes an anchor that says "Page 4"
"""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from ..lessons.markdown.places import place_anchor, place_in, place_label

_INTERRUPTED = ["paragraph", "reference", "blockquote", "list"]


def comments(parser: MarkdownIt) -> None:
    """A plugin for a parser that shows all other HTML as text."""
    parser.block.ruler.before("paragraph", "comment", _block, {"alt": _INTERRUPTED})
    parser.inline.ruler.before("html_inline", "comment", _inline)
    parser.add_render_rule("comment", _shown)


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Lines from one that begins with a comment to the one that ends it, if nothing follows on that."""
    if state.is_code_block(start) or not state.src.startswith("<!--", state.bMarks[start] + state.tShift[start]):
        return False
    for last in range(start, end):
        line = state.src[state.bMarks[last] : state.eMarks[last]]
        if "-->" in line:
            if line.rpartition("-->")[2].strip():
                return False
            return silent or _push_block(state, start, last + 1)
    return False


def _push_block(state: StateBlock, start: int, end: int) -> bool:
    token = state.push("comment", "", 0)
    token.map = [start, end]
    token.content = state.getLines(start, end, state.blkIndent, False)
    state.line = end
    return True


def _inline(state: StateInline, silent: bool) -> bool:
    """A comment within a paragraph; one that is never closed is text."""
    if not state.src.startswith("<!--", state.pos):
        return False
    end = state.src.find("-->", state.pos + 4)
    if end < 0:
        return False
    if not silent:
        state.push("comment", "", 0).content = state.src[state.pos : end + 3]
    state.pos = end + 3
    return True


def _shown(
    _self: RendererProtocol, tokens: Sequence[Token], index: int, _options: OptionsDict, env: MutableMapping[str, Any]
) -> str:
    place, anchors = place_in(tokens[index].content), env["anchors"]
    anchor = place_anchor(place)
    if not anchor or anchors is None or anchor in anchors:
        return ""
    anchors.add(anchor)
    return f'<span id="{anchor}" class="place">{escape(place_label(place, env["language"]))}</span>'
