r"""Formulas between \( and \), \[ and \], and GitHub's $` and `$, as rules of the Markdown parser."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_MARKS = {"\\(": ("\\)", "math_inline"), "\\[": ("\\]", "math_inline_double"), "$`": ("`$", "math_inline")}


def bracket_maths(parser: MarkdownIt) -> None:
    """Add the rules to `parser`; the formulas become the tokens that the dollar rules make."""
    parser.inline.ruler.before("escape", "bracket_maths", _bracketed)


def _bracketed(state: StateInline, silent: bool) -> bool:
    opening = state.src[state.pos : state.pos + 2]
    if opening not in _MARKS:
        return False
    closing, kind = _MARKS[opening]
    # One search that finds nothing is enough: from further on there is nothing either.
    lost = f"no {closing} in {id(state.src)}"
    if state.pos >= state.env.get(lost, len(state.src) + 1):
        return False
    end = state.src.find(closing, state.pos + 2, state.posMax)
    if end < 0:
        state.env[lost] = state.pos
        return False
    content = state.src[state.pos + 2 : end].strip()
    if not content:
        return False
    if not silent:
        token = state.push(kind, "math", 0)
        token.content, token.markup = content, opening
    state.pos = end + 2
    return True
