"""A listing as rows of coloured runs, wrapped where a line is too long."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.lexers.special import TextLexer
from pygments.token import Token, _TokenType
from pygments.util import ClassNotFound

from ....confined import time_limit
from ...drawing.text.text import TextRun
from ...theme import CodeColours, Colour

_LEXING_SECONDS = 1.0
"""Of a processor's time for a listing of a few lines, which takes a thousandth of it."""
CONTINUATION = 2
"""Columns by which the rest of a wrapped line is set in."""


@dataclass(frozen=True)
class CodeRow:
    """What is shown on one row. `number` is that of the source line, from 1; only its first row is `first`."""

    number: int
    first: bool
    runs: tuple[TextRun, ...]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def rows(code: str, language: str, columns: int, colours: CodeColours) -> list[CodeRow]:
    """`code` in rows of at most `columns` characters, coloured as `language`; plain if the language is not known."""
    result: list[CodeRow] = []
    for number, line in enumerate(_lines(code, language, colours), 1):
        pieces = _wrapped(line, columns)
        result += [CodeRow(number, index == 0, tuple(piece)) for index, piece in enumerate(pieces)]
    return result


def _lexer(language: str) -> Lexer:
    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return TextLexer(stripnl=False, ensurenl=False)


@lru_cache(maxsize=64)
def _tokens(language: str, code: str) -> Sequence[tuple[_TokenType, str]]:
    """The listing in its parts; as one, if telling them apart takes too long: some lexers never come to an end."""
    late = TimeoutError()
    try:
        with time_limit(_LEXING_SECONDS, late):
            return tuple(_lexer(language).get_tokens(code))
    except TimeoutError as error:
        if error is not late:
            raise
        return ((Token.Text, code),)


def _lines(code: str, language: str, colours: CodeColours) -> list[list[TextRun]]:
    lines: list[list[TextRun]] = [[]]
    for token, text in _tokens(language, code):
        for index, part in enumerate(text.split("\n")):
            if index:
                lines.append([])
            if part:
                lines[-1].append(TextRun(part, _colour(token, colours)))
    return lines[: code.count("\n") + 1]


_PARTS = {
    Token.Comment: "comment",
    Token.Keyword.Constant: "number",
    Token.Keyword: "keyword",
    Token.Operator.Word: "keyword",
    Token.Name.Tag: "keyword",
    Token.Name.Function: "name",
    Token.Name.Class: "name",
    Token.Name.Decorator: "name",
    Token.Name.Attribute: "name",
    Token.Literal.String: "string",
    Token.Literal.Number: "number",
}


def _colour(token: _TokenType, colours: CodeColours) -> Colour:
    """The colour of the nearest kind that `token` belongs to."""
    kind: _TokenType | None = token
    while kind is not None and kind not in _PARTS:
        kind = kind.parent
    colour: Colour = getattr(colours, _PARTS[kind] if kind is not None else "plain")
    return colour


def columns_of(text: str) -> int:
    """The columns that `text` takes: two for a wide character of East Asia, none for a mark on another."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)


def _wrapped(line: list[TextRun], columns: int) -> Iterator[list[TextRun]]:
    text = "".join(run.text for run in line)
    if columns_of(text) <= columns:
        yield line
        return
    indent = min(len(text) - len(text.lstrip()) + CONTINUATION, columns // 2)
    start, room, prefix = 0, columns, ""
    while start < len(text):
        end = _break(text, start, room)
        yield [TextRun(prefix, line[0].colour), *_cut(line, start, end)] if prefix else _cut(line, start, end)
        start, room, prefix = end, columns - indent, " " * indent


def _break(text: str, start: int, room: int) -> int:
    """Where the row from `start` ends: behind a space or a sign of its second half if there is one."""
    end = start + 1
    while end < len(text) and columns_of(text[start : end + 1]) <= room:
        end += 1
    if end == len(text):
        return end
    signs = (at for at in range(end, start + (end - start) // 2, -1) if text[at - 1] in " ,;(){}[].=>")
    return next(signs, end)


def _cut(line: list[TextRun], start: int, end: int) -> list[TextRun]:
    pieces = []
    offset = 0
    for run in line:
        part = run.text[max(0, start - offset) : max(0, end - offset)]
        offset += len(run.text)
        if part:
            pieces.append(TextRun(part, run.colour))
    return pieces
