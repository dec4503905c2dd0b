"""What of a Markdown text stands together: a block with the marks of its place, which no cut goes through."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(\S.*?)[ \t#]*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*$")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})([^`]*)$")
_MARKS = re.compile(r"(?:<!-- [\w: ]+ -->\s*)+")
_NO_TITLE = re.compile(r" {0,3}(?:[-*+>|#]|\d+[.)])")
_SENTENCE_ENDS = (". ", "! ", "? ", "。", "।", "؟ ", " ")


@dataclass(frozen=True)
class MarkdownUnit:
    """A block of Markdown with all that is between it and the next one. `level` is that of a heading, 0 for others."""

    text: str
    level: int = 0
    heading: str = ""

    @property
    def marks(self) -> str:
        """The marks of places that it begins with."""
        found = _MARKS.match(self.text)
        return found[0] if found else ""

    def in_pieces(self, most: int) -> list[MarkdownUnit]:
        """It, or pieces of it if it is longer than `most`: at the ends of lines, else of sentences or words. A listing
        is a listing in each of them.
        """
        if len(self.text) <= most:
            return [self]
        fence = _FENCE.match(self.text[len(self.marks) :].split("\n", 1)[0])
        opens, closes = (f"{fence[0]}\n", f"\n{fence[1]}\n\n") if fence else ("", "")
        room, rest, found = max(1, most - len(opens) - len(closes)), self.text, []
        while len(rest) > room:
            cut = _cut_before(rest, room)
            found.append(rest[:cut].rstrip("\n") + closes if fence else rest[:cut])
            rest = opens + rest[cut:] if fence else rest[cut:]
        first, *others = [*found, rest]
        return [replace(self, text=first), *map(MarkdownUnit, others)]


def _cut_before(text: str, most: int) -> int:
    for end in ("\n", *_SENTENCE_ENDS):
        if (found := text.rfind(end, most // 2, most)) > 0:
            return found + len(end)
    return most


def units_of(markdown: str) -> list[MarkdownUnit]:
    """The text in units, which together are the text."""
    found: list[MarkdownUnit] = []
    marks = ""
    for block in _blocks(markdown):
        if _MARKS.fullmatch(block):
            marks += block
            continue
        level, heading = _heading_in(block)
        found.append(MarkdownUnit(marks + block, level, heading))
        marks = ""
    if marks.strip():
        found.append(MarkdownUnit(marks))
    return found


def _heading_in(block: str) -> tuple[int, str]:
    lines = block.rstrip("\n").split("\n")
    if found := _HEADING.match(lines[0]):
        return len(found[1]), found[2]
    if len(lines) == 2 and not _NO_TITLE.match(lines[0]) and (found := _UNDERLINE.match(lines[1])):
        return (1 if "=" in found[1] else 2), lines[0].strip()
    return 0, ""


def _blocks(markdown: str) -> Iterator[str]:
    """What empty lines part, each block with those after it; headings need none, and listings and formulas have some
    in them.
    """
    block: list[str] = []
    within = ""
    for line in markdown.splitlines(keepends=True):
        if within:
            block.append(line)
            within = "" if _closes(line, within) else within
            continue
        is_heading = _HEADING.match(line.rstrip("\n")) is not None
        after_empty = bool(block) and not block[-1].strip() and bool(line.strip())
        if block and (is_heading or after_empty or _HEADING.match(block[0].rstrip("\n"))) and line.strip():
            yield "".join(block)
            block = []
        block.append(line)
        within = _opened(line)
    if block:
        yield "".join(block)


def _opened(line: str) -> str:
    fence = _FENCE.match(line.rstrip("\n"))
    return fence[1] if fence else "$$" if line.strip() == "$$" else ""


def _closes(line: str, within: str) -> bool:
    bare = line.strip()
    return bare == within if within == "$$" else bool(bare) and set(bare) == {within[0]} and len(bare) >= len(within)
