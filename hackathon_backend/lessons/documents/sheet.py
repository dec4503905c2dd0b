"""The lesson while it is written, block by block."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from ..markdown.front_matter import FrontMatter
from .conversion import Unit
from .escaping import line_of
from .headings import is_notice, is_part_number
from .losses import Losses
from .pictures import PictureFolder
from .tables import table_markdown

_INDENT = "    "
_DEEPEST = 6
_LINE_NUMBER = re.compile("[ \t\u00a0]*(\\d{1,4})(?:[ \t]?[|:.])?(?:[\u00a0]?[ \t\u00a0](.*))?$", re.DOTALL)
_FEWEST_LINES = 3
_FILE_NAME = re.compile(r"[\w./-]+\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?)", re.IGNORECASE)
"""What programs write about a picture when nobody has."""


class LessonSheet:
    """Takes blocks in reading order. All text that it is given is Markdown already, as `escaped` makes it.

    Pictures go to `folder`; what is lost is counted in `losses`.
    """

    def __init__(self, folder: Path, unit: Unit = "section") -> None:
        self.unit: Unit = unit
        self.count = 0
        self.title = ""
        self.language = ""
        self.front = FrontMatter()
        self.losses = Losses()
        self.pictures = PictureFolder(folder, self.losses)
        self.headings: list[str] = []
        self._blocks: list[str] = []
        self._place = ""
        self._in_list = False
        self._numbers: list[int] = []
        self._has_text = False
        self._number: tuple[int, str] | None = None

    @property
    def has_text(self) -> bool:
        """Whether anything has been written that can be read."""
        return self._has_text

    def place(self, mark: str) -> None:
        """What comes from now on stands there: "page 4", "0:12:05"."""
        self._place = mark

    def next_section(self) -> None:
        """A new section begins, unless nothing was written since the last one began."""
        if self._place == "" or self.count == 0:
            self.count += 1
            self._place = f"section {self.count}"

    def heading(self, level: int, text: str) -> None:
        """A heading, from level 1. One that only numbers the next one is joined with it."""
        text = _inline(text)
        if is_notice(text):
            self.paragraph(f"**{text.strip('* ')}**")
        elif is_part_number(text):
            self._numbered()
            self.headings.append(text)
            self._number = level, text
        elif text:
            self.headings.append(text)
            over, self._number = self._number, None
            if over is not None:
                level, text = min(level, over[0]), f"{over[1].rstrip(' .:')}: {text}"
            self._add(f"{'#' * min(max(level, 1), _DEEPEST)} {text}")

    def _numbered(self) -> None:
        """A number that has no heading below it stands by itself."""
        if self._number is not None:
            (level, text), self._number = self._number, None
            self._add(f"{'#' * min(max(level, 1), _DEEPEST)} {text}")

    def paragraph(self, text: str) -> None:
        """A paragraph."""
        if text := line_of(_inline(text)):
            self._add(text)

    def item(self, depth: int, text: str, *, numbered: bool = False, number: int = 0) -> None:
        """An item of a list, `depth` from 1. Items that follow one another are one list; `number` is a numbered one's
        own, if it has one.
        """
        text = line_of(_inline(text))
        if not text:
            return
        depth = min(max(depth, 1), len(self._numbers) + 1 if self._in_list else 1, _DEEPEST)
        if not self._in_list:
            self._numbers = []
        self._numbers = self._numbers[:depth] + [0] * (depth - len(self._numbers))
        self._numbers[-1] = number or self._numbers[-1] + 1
        marker = f"{self._numbers[-1]}." if numbered else "-"
        line = f"{_INDENT * (depth - 1)}{marker} {text}"
        if self._in_list and not self._place:
            self._blocks[-1] += f"\n{line}"
        else:
            self._numbers = self._numbers[-1:]
            self._add(line.lstrip())
        self._in_list = True

    def table(self, rows: Sequence[Sequence[str]], caption: str = "") -> None:
        """A table, its header first, with what stands above it."""
        written = table_markdown([[_inline(cell) for cell in row] for row in rows])
        if caption:
            self.paragraph(caption)
        if written:
            self._add(written)

    def formula(self, latex: str) -> None:
        """A formula that stands by itself."""
        if latex := latex.replace("$", r"\$").strip():
            self._add("$$\n" + re.sub(r"\n\s*\n", "\n", latex) + "\n$$")

    def code(self, text: str, info: str = "") -> None:
        """A listing, as it is but for the numbers of its lines."""
        text = _without_numbers(text)
        if text.strip():
            fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
            self._add(f"{fence}{info}\n{text.strip(chr(10))}\n{fence}")

    def quote(self, paragraphs: Sequence[str]) -> None:
        """A quotation."""
        lines = [line_of(text) for each in paragraphs if (text := _inline(each))]
        if lines:
            self._add("\n>\n".join(f"> {line}" for line in lines))

    def picture(self, data: bytes, caption: str = "", *, is_formula: bool = False) -> None:
        """A picture with its caption. Where the picture can't be kept, its caption still is."""
        self.picture_named(self.pictures.add(data, is_formula=is_formula), caption)

    def picture_named(self, name: str, caption: str = "") -> None:
        """A picture that `pictures` has written; "" if it has not."""
        caption = _inline(caption)
        if _FILE_NAME.fullmatch(caption):
            caption = ""
        if name:
            self._add(f"![{caption}]({name})", is_text=bool(caption))
        elif caption:
            self.paragraph(caption)

    def raw(self, markdown: str) -> None:
        """Markdown as somebody wrote it."""
        if markdown.strip():
            self._add(markdown.strip("\n"))

    def end_list(self) -> None:
        """What comes next is no part of the list above it."""
        self._in_list = False

    def written(self) -> str:
        """The lesson so far."""
        self._numbered()
        return "\n\n".join(self._blocks) + "\n" if self._blocks else ""

    def _add(self, block: str, *, is_text: bool = True) -> None:
        self._numbered()
        if self._place:
            self._blocks.append(f"<!-- {self._place} -->")
            self._place = ""
        self._blocks.append(block)
        self._in_list = False
        self._has_text = self._has_text or is_text


def _without_numbers(listing: str) -> str:
    """A listing without the numbers that its lines begin with, if they all do, one after the other."""
    lines = listing.strip("\n").split("\n")
    found = [_LINE_NUMBER.match(line) for line in lines]
    numbers = [int(each[1]) for each in found if each]
    if (
        len(lines) < _FEWEST_LINES
        or len(numbers) < len(lines)
        or numbers != [*range(numbers[0], numbers[0] + len(lines))]
    ):
        return listing
    return "\n".join(each[2] or "" for each in found if each)


def _inline(text: str) -> str:
    return " ".join(text.split())
