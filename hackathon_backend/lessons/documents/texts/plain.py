"""Plain text: its paragraphs, its lists, and those of its lines that are headings."""

from __future__ import annotations

import re
from itertools import zip_longest

from ..conversion import Report
from ..decoding import decoded
from ..escaping import escaped, tidy
from ..sheet import LessonSheet

_UNDERLINE = re.compile(r"\s*([=\-~*])\1{2,}\s*")
SIGNS = "•◦▪▫■□◆◇‣∙○➢➤►▶▸▹❖"
"""What stands in front of items and nowhere else."""
BULLETS = rf"{SIGNS}●·✓✔★–—\-*"
"""These and what may stand there, as a set of a pattern."""
BULLET = re.compile(rf"\s*(?:[{BULLETS}+⁃]|\(?\d{{1,3}}[.)]|\(?[a-z][.)]|[①-⑳])\s+(?=\S)")
NUMBER = re.compile(r"\s*\(?(\d{1,3})[.)]\s+")
_NUMBERED_HEADING = re.compile(
    r"(?:(?:chapter|lesson|unit|part|kapitel|chapitre|cap[ií]tulo|глава)\s+)?[\dIVX]+(?:\.\d+)*[.:)]?\s+\S", re.I
)
_COUNTED_HEADING = re.compile(r"\s*\(?(?:\d{1,2}|[IVX]{1,4})\s?[-–.)]\s+(?=\S)")
_ENDS = tuple(".!?;,:…。！？；，、؟۔।॥")
_STOPS = tuple(".!?…。！？؟۔।")
_LONGEST_HEADING = 70
_FULL = 0.7
"""Part of the longest line that a line takes which goes on in the next one."""
_WRAPPED = 50
"""Characters: lines that are mostly longer than this go on in the next one."""


def read(data: bytes, sheet: LessonSheet, report: Report) -> None:
    """Read a text."""
    text = (decoded(data) or "").expandtabs(4)
    groups = [group.split("\n") for group in re.split(r"\n[ \t]*(?:\n[ \t]*)+", text.strip("\n")) if group.strip()]
    wrapped = _is_wrapped(groups)
    if not wrapped and groups:
        groups = _with_title_apart(groups[0]) + groups[1:]
    apart = _with_heading_above if wrapped else _with_headings_apart
    groups = [part for lines in groups for part in apart(lines)]
    for place, lines in enumerate(groups):
        _group(lines, sheet, wrapped, is_last=place == len(groups) - 1)
    sheet.count = max(1, sheet.count)
    report(1, 1)


def _is_wrapped(groups: list[list[str]]) -> bool:
    """Whether lines end where the page did, rather than where a paragraph does."""
    inner = [len(line) for lines in groups for line in lines[:-1] if not BULLET.match(line)]
    return bool(inner) and sum(length > _WRAPPED for length in inner) * 2 > len(inner) and max(inner) < 140


def _with_title_apart(lines: list[str]) -> list[list[str]]:
    """The first line by itself, if it is a name above all others."""
    is_title = len(lines) > 2 and ":" not in lines[0] and not _UNDERLINE.fullmatch(lines[1]) and _is_heading(lines[0])
    return [lines[:1], lines[1:]] if is_title else [lines]


def _with_headings_apart(lines: list[str]) -> list[list[str]]:
    """Lines that nobody has parted with empty ones: a short one right above a long one is a heading."""
    parts: list[list[str]] = [[]]
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        is_above = len(following) > 2 * len(line) and len(following) > _WRAPPED and not BULLET.match(following)
        is_numbered = bool(_COUNTED_HEADING.match(line)) and len(following) > len(line)
        is_told = len(lines) > 2 or following.rstrip().endswith(_STOPS)
        if is_told and (is_above or is_numbered) and _is_heading(_COUNTED_HEADING.sub("", line)):
            parts += [[line], []]
        else:
            parts[-1].append(line)
    return [part for part in parts if part]


def _with_heading_above(lines: list[str]) -> list[list[str]]:
    """Lines that end where the page did: a first one that ends well before that, with room for the next word."""
    if len(lines) < 2 or not _is_heading(lines[0]) or BULLET.match(lines[1]):
        return [lines]
    room = _FULL * max(map(len, lines))
    return [lines[:1], lines[1:]] if len(lines[0]) + len(lines[1].split(" ")[0]) < room else [lines]


def _group(lines: list[str], sheet: LessonSheet, wrapped: bool, *, is_last: bool) -> None:
    """The lines between two empty ones. A heading may have a line above it as well, and stand in a frame."""
    while len(lines) > 2 and _UNDERLINE.fullmatch(lines[0]):
        lines = lines[1:]
    if len(lines) >= 2 and _UNDERLINE.fullmatch(lines[1]) and lines[0].strip():
        _heading(sheet, lines[0], 1 if "=" in lines[1] else 2)
        lines = lines[2:]
    elif len(lines) == 1 and not is_last and _is_heading(lines[0]):
        _heading(sheet, lines[0], 2)
        return
    for line in _joined(lines, wrapped):
        if (sheet.count == 0) and not sheet.has_text:
            sheet.next_section()
        if bullet := BULLET.match(line):
            number = NUMBER.match(line)
            depth = 1 + (len(line) - len(line.lstrip())) // 3
            text = escaped(tidy(line[bullet.end() :]))
            sheet.item(depth, text, numbered=number is not None, number=int(number[1]) if number else 0)
        elif not _UNDERLINE.fullmatch(line):
            sheet.paragraph(escaped(tidy(line)))
    sheet.end_list()


def _joined(lines: list[str], wrapped: bool) -> list[str]:
    """The lines as paragraphs and items."""
    found: list[str] = []
    for line in lines:
        goes_on = found and not BULLET.match(line) and not _UNDERLINE.fullmatch(line)
        if goes_on and (wrapped or (BULLET.match(found[-1]) and line.startswith(" "))):
            found[-1] = _with_next(found[-1], line)
        else:
            found.append(line)
    return found


def _with_next(line: str, following: str) -> str:
    """Two lines in one; a word that was parted at the end of the line is whole again."""
    line, following = line.rstrip(), following.strip()
    if re.search(r"[^\W\d_]{2}-$", line) and following[:1].islower():
        return line[:-1] + following
    joint = "" if line and following and _is_spaceless(line[-1]) and _is_spaceless(following[0]) else " "
    return line + joint + following


def _is_spaceless(char: str) -> bool:
    """Whether the script of `char` has no spaces between words."""
    return "\u3000" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef" or "\u0e00" <= char <= "\u0e7f"


def _is_heading(line: str) -> bool:
    text = line.strip()
    if not text or len(text) > _LONGEST_HEADING or text.endswith(_ENDS) or text[0] in "-*•\"'(«“":
        return False
    return bool(_NUMBERED_HEADING.match(text)) or (not BULLET.match(text) and any(map(str.isalpha, text)))


def _heading(sheet: LessonSheet, line: str, level: int) -> None:
    sheet.next_section()
    sheet.heading(level, escaped(tidy(line.strip().strip("|*#"))).strip())
