"""Marks of places: comments that say which page, slide, section or minute of a document the text below comes from.

<!-- page 4 -->    <!-- slide 4 -->    <!-- section 2 -->    <!-- 0:12:05 -->
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

_MARK = re.compile(
    r"<!--\s*(?:(?P<unit>page|slide|section)\s+(?P<number>\d{1,6})|(?P<time>\d{1,3}:\d\d(?::\d\d)?))\s*-->",
    re.IGNORECASE,
)
_PLACE = re.compile(r"(?:page|slide|section) \d{1,6}|\d{1,3}:\d\d(?::\d\d)?")
_NAMES = Path(__file__).with_name("places.json")


def place_in(html: str) -> str:
    """The last place that comments in `html` mark: "page 4", "0:12:05"; "" if none does."""
    found = ""
    for mark in _MARK.finditer(html):
        found = mark["time"] or f"{mark['unit'].lower()} {int(mark['number'])}"
    return found


def is_place(text: str) -> bool:
    """Whether `text` is a place as `place_in` gives it."""
    return _PLACE.fullmatch(text) is not None


def place_anchor(place: str) -> str:
    """The id that a place has on the page of its lesson: "page-4", "t-0-12-05"; "" for no place."""
    plain = re.sub(r"[ :]", "-", place)
    return f"t-{plain}" if plain[:1].isdecimal() else plain


def place_label(place: str, language: str) -> str:
    """A place as readers of `language` are told it: "Page 4", "Folie 4"; English where we have no words for it."""
    unit, _, number = place.partition(" ")
    return _name(unit, language).format(number) if number and unit in _names() else place


def lesson_label(language: str) -> str:
    """What is told of something that comes from a lesson of which no places are known: "In the lesson"."""
    return _name("lesson", language)


def part_label(number: int, language: str) -> str:
    """A part of a document as readers of `language` are told it: "part 2", "Teil 2"."""
    return _name("part", language).format(number)


def _name(of: str, language: str) -> str:
    names = _names()[of]
    return names.get(re.split("[-_]", language.lower())[0], names["en"])


@cache
def _names() -> dict[str, dict[str, str]]:
    names: dict[str, dict[str, str]] = json.loads(_NAMES.read_text(encoding="utf-8"))
    return names
