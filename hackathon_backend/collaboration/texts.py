"""Two versions of a text merged word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_PIECE = re.compile(r"\s+|\w+|[^\w\s]")


class _TextChange(NamedTuple):
    """What stands in the place of the pieces of the base from `start` to `end`."""

    start: int
    end: int
    pieces: list[str]


def merged_texts(base: str, mine: str, theirs: str) -> str:
    """`base` with the changes of both; where they touch the same words, with mine."""
    words = _PIECE.findall(base)
    own, others = _changes(words, _PIECE.findall(mine)), _changes(words, _PIECE.findall(theirs))
    kept = [change for change in others if not any(_meet(change, each) for each in own)]
    # What both put in at one place stands there one behind the other; a part of the other's is no second word.
    put = [change for change in kept if not any(_says(each, change) for each in own)]
    own = [change for change in own if not any(change != each and _says(each, change) for each in put)]
    found, place = [], 0
    for change in sorted([*put, *own], key=lambda each: (each.start, each.end)):
        found += [*words[place : change.start], *change.pieces]
        place = max(place, change.end)
    return "".join([*found, *words[place:]])


def _changes(words: Sequence[str], later: Sequence[str]) -> list[_TextChange]:
    first, last = _same_ends(words, later)
    middle, other = words[first : len(words) - last], later[first : len(later) - last]
    matcher = SequenceMatcher(None, middle, other, autojunk=False)
    return [
        _TextChange(first + start, first + end, list(other[to:until]))
        for kind, start, end, to, until in matcher.get_opcodes()
        if kind != "equal"
    ]


def _same_ends(one: Sequence[str], other: Sequence[str]) -> tuple[int, int]:
    """How many pieces are alike at the beginning, and at the end."""
    most = min(len(one), len(other))
    first = next((n for n in range(most) if one[n] != other[n]), most)
    last = next((n for n in range(most - first) if one[-1 - n] != other[-1 - n]), most - first)
    return first, last


def _meet(one: _TextChange, other: _TextChange) -> bool:
    """Whether both change the same words, or one puts something into what the other replaces."""
    if one.start == one.end and other.start == other.end:
        return False
    return (one.start < other.end and other.start < one.end) or one[:2] == other[:2]


def _says(one: _TextChange, other: _TextChange) -> bool:
    """Whether `one` puts in at the same place what `other` does, and perhaps more."""
    same = one[:2] == other[:2] and one.start == one.end
    return same and "".join(one.pieces).startswith("".join(other.pieces))
