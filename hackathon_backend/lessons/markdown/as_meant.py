"""Markdown as those meant it who do not know its rules: what these would make vanish is written so that it stays.

1789. It began.      a list's numbers are no text, so it becomes "1. 1789: It began."
<p> is a paragraph   is no HTML, and <script> would take all that follows with it
[Answer]: 42         is no address that some link refers to
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from textwrap import dedent

from .dialects import plain_markdown

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_MARKER = r"(?P<before>\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)?)"
_TAG = re.compile(rf"{_MARKER}<(?P<name>[A-Za-z][\w-]*)[^<>\n]*>(?=[ \t]+[a-zß-ÿ:=–—-])")
_ADDRESS = re.compile(r" {0,3}\[[^\]^\[][^\]\[]*\]:\s*[^\s./#:<@]+\s*")
_NUMBERED = re.compile(r"(?P<indent> {0,3})(?P<number>\d{1,9})(?P<mark>[.)])\s+(?=\S)")
_CLOSING = re.compile(r"</([A-Za-z][\w-]*)")
_SMALLEST_YEAR = 100


def as_meant(markdown: str) -> str:
    """`markdown` with as many lines as it has, in which nothing but addresses of links and comments is lost."""
    sheet = _SourceLines(plain_markdown(dedent(markdown).split("\n")))
    return "\n".join(line if is_code else sheet.line(place) for place, (line, is_code) in enumerate(_told(sheet.lines)))


class _SourceLines:
    """The lines, with what has to be known of others to read one."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self._numbers = Counter(int(found["number"]) for line in lines if (found := _NUMBERED.match(line)))
        self._empty = list(accumulate((not line.strip() for line in lines), initial=0))
        self._closed: dict[str, list[int]] = {}
        for place, line in enumerate(lines):
            for name in _CLOSING.findall(line):
                self._closed.setdefault(name.casefold(), []).append(place)

    def line(self, place: int) -> str:
        """One line as it is meant."""
        line = self.lines[place]
        tag = _TAG.match(line)
        if tag and not self._is_closed(tag["name"].casefold(), place):
            return f"{tag['before']}\\{line[tag.end('before') :]}"
        if _ADDRESS.fullmatch(line):
            return f"\\{line.lstrip()}"
        numbered = _NUMBERED.match(line)
        return self._with_number(line, numbered) if numbered else line

    def _is_closed(self, name: str, place: int) -> bool:
        """Whether the tag is closed: a script anywhere below, any other before the next empty line."""
        places = self._closed.get(name, [])
        index = bisect_left(places, place)
        if index == len(places):
            return False
        return name in ("script", "style", "pre", "textarea") or self._empty[places[index]] == self._empty[place]

    def _with_number(self, line: str, found: re.Match[str]) -> str:
        """A line that begins with a number: a year is a part of what it says, and so is a day without another."""
        number, rest = int(found["number"]), line[found.end() :]
        before, after = self._numbers[number - 1], self._numbers[number + 1]
        if number >= _SMALLEST_YEAR and not (before and after):
            return f"{found['indent']}1{found['mark']} {number}: {rest}"
        if number > 1 and not before and not after and self._numbers[number] == 1:
            return f"{found['indent']}{number}\\{found['mark']} {rest}"
        return line


def _told(lines: list[str]) -> Iterator[tuple[str, bool]]:
    """Each line, and whether it is one of a listing."""
    fence = ""
    for line in lines:
        opening = _FENCE.match(line)
        is_end = fence and line.strip().startswith(fence) and not line.strip(" `~")
        yield line, bool(fence or opening)
        if is_end:
            fence = ""
        elif opening and not fence:
            fence = opening[1]
