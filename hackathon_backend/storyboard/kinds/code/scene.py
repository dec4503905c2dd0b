"""A listing, read with the voice."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from ..base import BaseScene, Cued, Line, Listing, OptionalShort
from ..shown import Phrasing, Picture, parts
from ..wording import Wording

_RANGE = re.compile(r"\d{1,3}(?:-\d{1,3})?")


def _ranges(value: str) -> str:
    if not all(_RANGE.fullmatch(part) for part in value.split(",")):
        raise ValueError('must be line numbers such as "3", "2-4" or "1,5-6"')
    return value


def _compact(value: object) -> object:
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    return re.sub(r"\s", "", text).replace("–", "-") if isinstance(text, str) else text


Lines = Annotated[
    str,
    BeforeValidator(_compact),
    Field(min_length=1, max_length=60, description='Line numbers from 1, such as "3", "2-4" or "1,5-6".'),
    AfterValidator(_ranges),
]


class Focus(Cued):
    """Lines that the voice speaks of."""

    lines: Lines

    def numbers(self) -> frozenset[int]:
        """The line numbers, counted from 1."""
        numbers: set[int] = set()
        for part in self.lines.split(","):
            first, _, last = part.partition("-")
            numbers.update(range(int(first), int(last or first) + 1))
        return frozenset(numbers)


class CodeScene(BaseScene):
    """A heading and a listing of at most 14 lines of 52 characters, with the lines in focus that are spoken of."""

    label: ClassVar[str] = "heading"
    one_page: ClassVar[bool] = True

    type: Literal["code"] = "code"
    heading: Line
    language: Annotated[OptionalShort, Wording.KEPT] = Field(default="", description="Such as python, jsx or sql.")
    code: Listing
    focus: Annotated[tuple[Focus, ...], Field(max_length=16)] = ()

    def shown(self, phrasing: Phrasing) -> Picture:
        """The lines in focus, or else all."""
        lines = self.code.splitlines()
        marked = {number for each in self.focus for number in each.numbers() if number <= len(lines)}
        wanted = [lines[number - 1] for number in sorted(marked)] or lines
        return Picture("code", parts(*((line.strip(),) for line in wanted if any(map(str.isalnum, line)))))
