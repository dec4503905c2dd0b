"""Markdown as HTML that is safe to show: raw HTML is text, links lead nowhere harmful, foreign pictures are links."""

from __future__ import annotations

import json
import re
from collections.abc import MutableMapping, Sequence
from functools import cache, lru_cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from ..confined import time_limit
from ..lessons.markdown.blocks import plain_line
from ..lessons.markdown.maths import bracket_maths
from ..storyboard.reading.figure import Figure, read_figure
from ..writers.lesson.scenes.pictures import path_of
from .comments import comments
from .formulas import formula_html

_MOST_FORMULAS = 200
"""Formulas of one text that are drawn; a text with more is a trick."""
_MOST_COLOURED = 20_000
"""Characters of code that are coloured; more is shown plain."""
_COLOURING_SECONDS = 0.5
"""Of a processor's time for a piece of code; what takes longer is shown plain. Some lexers take minutes for a trick."""
_FLOWING = {
    "paragraph_open", "heading_open", "list_item_open", "blockquote_open", "th_open", "td_open",
}  # fmt: skip


class _Late(BaseException):
    """A lexer has had its time; it must not get to catch this."""


_HARMLESS = re.compile(r"<br\s*/?>|</?(?:sub|sup)>", re.IGNORECASE)

Env = MutableMapping[str, Any]


@lru_cache(maxsize=512)
def to_html(
    markdown: str,
    *,
    top: int = 3,
    language: str = "en",
    without_title: str = "",
    pictures: str = "",
    figures: str = "",
    places: bool = True,
    boards: bool = False,
) -> str:
    """`markdown` as HTML whose highest heading is of level `top`; a first heading `without_title` is left out.

    `pictures` is the address of the folder that pictures beside the text are served from; without one they are names.
    `figures` is the address that pictures of figures have before their number, from 1; without it they are listings,
    or with `boards` pictures without an address, each with the storyboard that it is to be drawn from.
    Comments that mark places become anchors with a label unless `places` is False; others nobody sees.
    """
    parser = _parser()
    env: Env = {"language": language, "formulas": 0, "pictures": pictures, "figures": figures, "figure": 0}
    env.update(boards=boards, anchors=set() if places else None)
    tokens = parser.parse(markdown, env)
    tokens = _without(without_title, tokens) if without_title else tokens
    _level(tokens, top)
    _part_with_empty_heads(tokens)
    for token in tokens:
        if token.type in _FLOWING:
            # Each piece runs in the direction of its own first letter.
            token.attrSet("dir", "auto")
        if align := token.attrs.pop("style", None):
            token.attrSet("class", str(align).replace("text-align:", "to-the-"))
    return str(parser.renderer.render(tokens, parser.options, env))


def _without(title: str, tokens: list[Token]) -> list[Token]:
    """The tokens without a first heading that says `title`; marks of places may stand before it."""
    first = next((index for index, token in enumerate(tokens) if token.type != "comment"), len(tokens))
    heading = tokens[first : first + 2]
    if len(heading) == 2 and heading[0].tag == "h1" and plain_line(heading[1].content) == title:
        return tokens[:first] + tokens[first + 3 :]
    return tokens


def _level(tokens: Sequence[Token], top: int) -> None:
    """Number headings so that they fit into the page, without gaps."""
    tags = sorted({token.tag for token in tokens if token.type == "heading_open"})
    levels = {tag: f"h{min(6, top + index)}" for index, tag in enumerate(tags)}
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = levels[token.tag]


def _part_with_empty_heads(tokens: Sequence[Token]) -> None:
    """A head without a word, as over the names of rows, is a cell: there is nothing that it could name."""
    for opened, inside, closed in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opened.type == "th_open" and not inside.content.strip():
            opened.tag = closed.tag = "td"


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    parser.use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True)
    # Language models write \( \) and \[ \].
    parser.use(bracket_maths)
    parser.use(footnote_plugin).use(tasklists_plugin).use(deflist_plugin)
    parser.inline.ruler.before("html_inline", "harmless_html", _harmless_html)
    parser.use(comments)
    for name, rule in _RULES.items():
        parser.add_render_rule(name, rule)
    return parser


def _harmless_html(state: StateInline, silent: bool) -> bool:
    """Line breaks and letters above or below the line; all other HTML is shown as text."""
    tag = _HARMLESS.match(state.src, state.pos)
    if tag is None:
        return False
    if not silent:
        state.push("html_inline", "", 0).content = tag[0].lower()
    state.pos = tag.end()
    return True


def _code(_self: RendererProtocol, tokens: Sequence[Token], place: int, _options: OptionsDict, env: Env) -> str:
    token = tokens[place]
    language = next(iter(token.info.split()), "")
    wanted = token.type == "fence" and (env["figures"] or env["boards"])
    figure = read_figure(language, token.content.strip("\n")) if wanted else None
    if figure and figure.drawable:
        return _figure(figure, env)
    label = f' data-language="{escape(language[:30])}"' if language else ""
    return f'<pre class="code" dir="ltr" tabindex="0"{label}><code>{_coloured(token.content, language)}</code></pre>\n'


def _figure(figure: Figure, env: Env) -> str:
    shown = escape(str(figure.fields.get("heading", "")))
    if env["figures"]:
        env["figure"] += 1
        source = f'src="{env["figures"]}{env["figure"]}"'
    else:
        board = {"language": env["language"], "scenes": [figure.fields]}
        source = f'data-board="{escape(json.dumps(board, default=str))}"'
    # Its room is kept while it is drawn.
    return f'<img class="picture" {source} alt="{shown}" width="1280" height="720" loading="lazy">\n'


def _coloured(code: str, language: str) -> str:
    if not language or len(code) > _MOST_COLOURED:
        return escape(code)
    try:
        with time_limit(_COLOURING_SECONDS, _Late()):
            lexer = get_lexer_by_name(language, stripnl=False)
            return str(highlight(code, lexer, HtmlFormatter(nowrap=True)))
    except (ClassNotFound, _Late):
        return escape(code)


def _maths(_self: RendererProtocol, tokens: Sequence[Token], place: int, _options: OptionsDict, env: Env) -> str:
    token = tokens[place]
    env["formulas"] += 1
    if env["formulas"] > _MOST_FORMULAS:
        return f'<code class="tex" dir="ltr">{escape(token.content)}</code>'
    return formula_html(token.content.strip(), env["language"], display=token.type.startswith("math_block"))


def _table(self: Any, tokens: Sequence[Token], place: int, options: OptionsDict, _env: Env) -> str:
    return f'<div class="table" tabindex="0">{self.renderToken(tokens, place, options, _env)}'


def _table_end(self: Any, tokens: Sequence[Token], place: int, options: OptionsDict, _env: Env) -> str:
    return f"{self.renderToken(tokens, place, options, _env)}</div>"


def _link(self: Any, tokens: Sequence[Token], place: int, options: OptionsDict, _env: Env) -> str:
    tokens[place].attrSet("rel", "noopener noreferrer nofollow")
    tokens[place].attrSet("target", "_blank")
    return str(self.renderToken(tokens, place, options, _env))


def _picture(_self: RendererProtocol, tokens: Sequence[Token], place: int, _options: OptionsDict, env: Env) -> str:
    # Loading it from elsewhere would tell another host who reads this, so whoever wants to see it opens it.
    token = tokens[place]
    source = str(token.attrGet("src") or "")
    name = escape(token.content or source)
    if source.startswith("data:image/") or (env["pictures"] and path_of(source)):
        address = source if source.startswith("data:") else env["pictures"] + source
        return f'<img class="picture" src="{escape(address)}" alt="{escape(token.content)}" loading="lazy">'
    if not source.startswith(("http://", "https://")):
        return name
    return f'<a href="{escape(source)}" rel="noopener noreferrer nofollow" target="_blank">{name}</a>'


_RULES = {
    "fence": _code,
    "code_block": _code,
    "math_inline": _maths,
    "math_inline_double": _maths,
    "math_block": _maths,
    "math_block_label": _maths,
    "math_block_eqno": _maths,
    "math_single": _maths,
    "table_open": _table,
    "table_close": _table_end,
    "link_open": _link,
    "image": _picture,
}
