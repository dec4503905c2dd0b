"""Two versions of a text merged word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from .diffing import Match, matches

_PIECES = re.compile(r"\s+|\w+|[^\w\s]"), re.compile(r"[^\n]*\n|[^\n]+"), re.compile(r"[\s\S]+")
"""Words, lines, and the text as a whole: the next ones where there are too many changes of the former."""


class _TextChange(NamedTuple):
    """What stands in the place of the pieces of the base from `start` to `end`."""

    start: int
    end: int
    pieces: list[str]


def merged_texts(base: str, mine: str, theirs: str) -> str:
    """`base` with the changes of both; where they touch the same words, with mine."""
    words, own, others = _all_changes(base, mine, theirs)
    kept = [change for change in others if not any(_meet(change, each) for each in own)]
    # What both put in at one place stands there one behind the other; a part of the other's is no second word.
    put = [change for change in kept if not any(_says(each, change) for each in own)]
    own = [change for change in own if not any(change != each and _says(each, change) for each in put)]
    found, place = [], 0
    for change in sorted([*put, *own], key=lambda each: (each.start, each.end)):
        found += [*words[place : change.start], *change.pieces]
        place = max(place, change.end)
    return "".join([*found, *words[place:]])


def _all_changes(base: str, mine: str, theirs: str) -> tuple[list[str], list[_TextChange], list[_TextChange]]:
    """The pieces of `base`, and what either has made of them."""
    for pieces in _PIECES:
        words, *later = (pieces.findall(text) for text in (base, mine, theirs))
        same = [matches(words, each) for each in later]
        if same[0] is not None and same[1] is not None:
            return words, _changes(words, later[0], same[0]), _changes(words, later[1], same[1])
    raise AssertionError("One piece for another is never too many.")


def _changes(words: Sequence[str], later: Sequence[str], same: Sequence[Match]) -> list[_TextChange]:
    """What stands between what is the same."""
    ends = [(0, 0, 0), *same, (len(words), len(later), 0)]
    between = [
        _TextChange(at + size, next_at, list(later[to + size : next_to]))
        for (at, to, size), (next_at, next_to, _) in pairwise(ends)
    ]
    return [change for change in between if change.start < change.end or change.pieces]


def _meet(one: _TextChange, other: _TextChange) -> bool:
    """Whether both change the same words, or one puts something into what the other replaces."""
    if one.start == one.end and other.start == other.end:
        return False
    return (one.start < other.end and other.start < one.end) or one[:2] == other[:2]


def _says(one: _TextChange, other: _TextChange) -> bool:
    """Whether `one` puts in at the same place what `other` does, and perhaps more."""
    same = one[:2] == other[:2] and one.start == one.end
    return same and "".join(one.pieces).startswith("".join(other.pieces))
