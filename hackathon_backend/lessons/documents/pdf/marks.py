"""What captions of pictures and headings begin with: their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable

CAPTION = re.compile(
    r"(?:\*\*)?(?:fig(?:ure|\.)?|abb(?:ildung|\.)?|bild|schaubild|schéma|figura|ilustraci[oó]n|рис(?:унок|\.)?|图|圖|図|그림"
    r"|شكل|الشكل|चित्र|איור|תרשים)\s*[\d०-९٠-٩۰-۹IVX]+",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,3})\.?\s+(?=[^\W\d_a-z])(\S.{2,89})")
_PAGE = re.compile(r"[\s.·…]+\d{1,3}$")
_FEWEST = 2


def numbered_headings(lines: Iterable[str]) -> dict[str, int]:
    """The lines that are headings by their numbers, each with how many numbers it has; none if there is only one.

    A number counts if it is the first of its kind or the one before it was there: an amount seldom has both. A line
    that stands again without the number of a page is one of a table of contents.
    """
    found: dict[str, int] = {}
    seen: set[tuple[int, ...]] = set()
    for line in lines:
        match = _NUMBERED.fullmatch(line)
        if match is None or match[2].rstrip().endswith((".", ",", ";", ":")):
            continue
        numbers = tuple(map(int, match[1].split(".")))
        if numbers[-1] == 1 or (*numbers[:-1], numbers[-1] - 1) in seen:
            seen.add(numbers)
            found[line] = len(numbers)
    listed = {line for line in found if (bare := _PAGE.sub("", line)) != line and bare in found}
    kept = {line: count for line, count in found.items() if line not in listed}
    return kept if len(kept) >= _FEWEST else {}
