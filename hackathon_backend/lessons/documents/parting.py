"""A text that is longer than a lesson in several parts: parted at its headings, at the ends of blocks only where a
section has none within it. Nothing of it is lost, and every part says at which place of the document it begins.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..markdown.places import place_in
from .notes import Notes
from .units import MarkdownUnit, units_of


@dataclass(frozen=True)
class TextPart:
    """A part of a text. `heading` is the chapter that it begins with, in Markdown; `goes_on`: in the middle of it."""

    markdown: str
    heading: str
    goes_on: bool


_Piece = tuple[MarkdownUnit, ...]


def parted(markdown: str, most: int) -> list[TextPart]:
    """The text in as few parts as headings allow, of about the same length and at most `most` characters each."""
    if len(markdown) <= most:
        return [TextPart(markdown, "", goes_on=False)]
    units, notes = Notes.taken_from(units_of(markdown))
    whole = [each for unit in units for each in unit.in_pieces(most - notes.weight(unit))]
    pieces = _with_lone_headings(_pieces(whole, most, notes.weight), most, notes.weight)
    return _written(_packed(pieces, most, notes.weight), notes)


def _weight(units: Sequence[MarkdownUnit], of_notes: Callable[[MarkdownUnit], int]) -> int:
    return sum(len(unit.text) + of_notes(unit) for unit in units)


def _pieces(units: Sequence[MarkdownUnit], most: int, of_notes: Callable[[MarkdownUnit], int]) -> list[_Piece]:
    """What stays together: chapters, and where one is too long, what is below its highest headings."""
    if _weight(units, of_notes) <= most:
        return [tuple(units)]
    levels = [unit.level for unit in units[1:] if unit.level]
    if not levels:
        return [(unit,) for unit in units]
    starts = [0, *(place for place, unit in enumerate(units) if place and unit.level == min(levels))]
    ends = [*starts[1:], len(units)]
    return [each for start, end in zip(starts, ends, strict=True) for each in _pieces(units[start:end], most, of_notes)]


def _with_lone_headings(pieces: list[_Piece], most: int, of_notes: Callable[[MarkdownUnit], int]) -> list[_Piece]:
    """Headings that have nothing below them but further headings stand with the first of those."""
    found: list[_Piece] = []
    for piece in pieces:
        is_lone = bool(found) and all(unit.level for unit in found[-1])
        if is_lone and _weight((*found[-1], *piece), of_notes) <= most:
            found[-1] += piece
        else:
            found.append(piece)
    return found


def _packed(pieces: list[_Piece], most: int, of_notes: Callable[[MarkdownUnit], int]) -> list[_Piece]:
    """The pieces in as few parts as can be, none of which is much longer than the others."""
    sizes = [_weight(piece, of_notes) for piece in pieces]
    fewest = len(_cuts(sizes, most))
    low, high = max(*sizes, math.ceil(sum(sizes) / fewest)) if sizes else 0, most
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if len(_cuts(sizes, middle)) <= fewest else (middle + 1, high)
    starts = _cuts(sizes, high)
    return [
        tuple(unit for piece in pieces[start:end] for unit in piece)
        for start, end in zip(starts, [*starts[1:], len(pieces)], strict=True)
    ]


def _cuts(sizes: Sequence[int], most: int) -> list[int]:
    """Where parts begin that are filled one after the other."""
    starts, filled = [0], 0
    for place, size in enumerate(sizes):
        if filled and filled + size > most:
            starts.append(place)
            filled = 0
        filled += size
    return starts


def _written(packed: Sequence[_Piece], notes: Notes) -> list[TextPart]:
    found: list[TextPart] = []
    last, place = "", ""
    for units in packed:
        first = units[0]
        text = "".join(unit.text for unit in units)
        mark = f"<!-- {place} -->\n\n" if place and not first.marks else ""
        goes_on = not first.level and bool(last)
        found.append(TextPart(f"{mark}{text.rstrip()}\n{notes.of(units)}", first.heading or last, goes_on))
        for unit in units:
            last, place = unit.heading or last, place_in(unit.marks) or place
    return found
