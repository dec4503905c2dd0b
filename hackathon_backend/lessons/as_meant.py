"""Markdown as those meant it who do not know its rules: what these would make vanish is written so that it stays.

1789. It began.      a list's numbers are no text, so it becomes "1. 1789: It began."
<p> is a paragraph   is no HTML, and <script> would take all that follows with it
[Answer]: 42         is no address that some link refers to
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import dedent

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_MARKER = r"(?P<before>\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)?)"
_TAG = re.compile(rf"{_MARKER}<(?P<name>[A-Za-z][\w-]*)[^<>\n]*>(?=[ \t]+[a-zß-ÿ:=–—-])")
_ADDRESS = re.compile(r" {0,3}\[[^\]^\[][^\]\[]*\]:\s*[^\s./#:<@]+\s*")
_NUMBERED = re.compile(r"(?P<indent> {0,3})(?P<number>\d{1,9})(?P<mark>[.)])\s+(?=\S)")
_SMALLEST_YEAR = 100


def as_meant(markdown: str) -> str:
    """`markdown` with as many lines as it has, in which nothing but addresses of links and comments is lost."""
    lines = dedent(markdown).split("\n")
    numbers = [found["number"] for line in lines if (found := _NUMBERED.match(line))]
    return "\n".join(
        line if is_code else _line(line, lines[place:], numbers) for place, (line, is_code) in enumerate(_told(lines))
    )


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


def _line(line: str, following: list[str], numbers: list[str]) -> str:
    tag = _TAG.match(line)
    if tag and not _is_closed(tag["name"], following):
        return f"{tag['before']}\\{line[tag.end('before') :]}"
    if _ADDRESS.fullmatch(line):
        return f"\\{line.lstrip()}"
    if numbered := _NUMBERED.match(line):
        return _with_number(line, numbered, numbers)
    return line


def _is_closed(name: str, lines: list[str]) -> bool:
    """Whether the tag is closed: a script anywhere below, any other before the next empty line."""
    if name.lower() not in ("script", "style", "pre", "textarea"):
        lines = lines[: next((place for place, line in enumerate(lines) if not line.strip()), len(lines))]
    return any(f"</{name}".casefold() in line.casefold() for line in lines)


def _with_number(line: str, found: re.Match[str], numbers: list[str]) -> str:
    """A line that begins with a number: a year is a part of what it says, and so is a day without another."""
    number, rest = int(found["number"]), line[found.end() :]
    if number >= _SMALLEST_YEAR and not {str(number - 1), str(number + 1)} <= set(numbers):
        return f"{found['indent']}1{found['mark']} {number}: {rest}"
    neighbours = {str(number - 1), str(number + 1)}
    if number > 1 and neighbours.isdisjoint(numbers) and numbers.count(found["number"]) < 2:
        return f"{found['indent']}{number}\\{found['mark']} {rest}"
    return line
