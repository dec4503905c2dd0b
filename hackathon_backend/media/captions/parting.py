"""How a text is parted into captions, and a caption into lines: the cheapest of all ways, by what each break costs."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from .breaks import LINE, break_cost, ends_sentence, spaced, width
from .timed import TimedText

LINES = 2
READ_PER_SECOND = 20.0
"""Columns that are read in a second (Netflix: 20 for adults, 17 for children)."""
SHORTEST, _LONGEST = 1.0, 7.0
LINGER = 0.5
"""Seconds for which a caption stays after its last word if nothing follows."""
SILENCE = 1.5
"""Seconds without a word after which something new begins."""


@dataclass(frozen=True)
class CaptionPiece:
    """A word, or a part of one that is too long for a line.

    `lead` stands before it unless it begins a line; `columns` is its width; `cost` is that of a break after it, `final`
    whether a sentence ends with it.
    """

    text: str
    start: float
    end: float
    lead: str
    columns: float
    cost: float
    final: bool


def pieces_of(words: Iterable[TimedText]) -> Iterator[CaptionPiece]:
    """The words in pieces that fit a line, in order of time."""
    latest, before = 0.0, ""
    for word in words:
        text = " ".join(word.text.split())
        if not text:
            continue
        latest = max(latest, word.start)
        lead = " " if spaced(before, text) else ""
        yield from _parts(text, latest, max(latest, word.end), lead)
        before = text


def text_of(part: Sequence[CaptionPiece]) -> str:
    """The words of a caption as one line."""
    return part[0].text + "".join(piece.lead + piece.text for piece in part[1:])


def best_parts(pieces: Sequence[CaptionPiece]) -> list[tuple[int, int]]:
    """The cheapest way to part the pieces into captions, each as (first, beyond the last).

    The shortest path through the breaks, as Knuth and Plass set paragraphs (1981).
    """
    costs = [0.0] + [math.inf] * len(pieces)
    came_from = [0] * (len(pieces) + 1)
    for first in range(len(pieces)):
        for beyond in range(first + 1, len(pieces) + 1):
            part = pieces[first:beyond]
            if line_break(part) is None:
                break
            cost = costs[first] + _cost(part, pieces[beyond] if beyond < len(pieces) else None)
            if cost < costs[beyond]:
                costs[beyond], came_from[beyond] = cost, first
    return _path(came_from)


def line_break(part: Sequence[CaptionPiece]) -> int | None:
    """Where the second line begins, 0 if one line is enough; None if two are not."""
    columns = _columns(part)
    if columns <= LINE:
        return 0
    if columns > LINES * LINE + 1:
        return None
    best, least, upper = None, math.inf, part[0].columns
    for at in range(1, len(part)):
        lower = columns - upper - len(part[at].lead)
        cost = part[at - 1].cost + abs(upper - lower) / 6 + (1 if upper > lower else 0)
        if max(upper, lower) <= LINE and cost < least:
            best, least = at, cost
        upper += len(part[at].lead) + part[at].columns
    return best


def _parts(text: str, start: float, end: float, lead: str) -> Iterator[CaptionPiece]:
    """A word in pieces; one that is broken shares its time by length."""
    parts = list(_broken(text))
    edges = [start + (end - start) * done / len(text) for done in accumulate(map(len, parts), initial=0)]
    for index, (part, (begins, ends)) in enumerate(zip(parts, pairwise(edges), strict=True)):
        cost = break_cost(part) if index == len(parts) - 1 else 2 * break_cost("")
        yield CaptionPiece(part, begins, ends, "" if index else lead, width(part), cost, ends_sentence(part))


def _broken(text: str) -> Iterator[str]:
    if width(text) <= LINE:
        yield text
        return
    part = ""
    for sign in text:
        if part and width(part + sign) > LINE:
            yield part
            part = ""
        part += sign
    yield part


def _columns(part: Sequence[CaptionPiece]) -> float:
    return sum(piece.columns + len(piece.lead) for piece in part) - len(part[0].lead)


def _cost(part: Sequence[CaptionPiece], after: CaptionPiece | None) -> float:
    """How bad one caption is, on the scale of `break_cost`; `after` is what the next one begins with."""
    last = part[-1]
    shown = after.start - part[0].start if after else math.inf
    silence = after.start - last.end if after else math.inf
    cost = 1.5 + (last.cost if silence < LINGER else 0.0)
    if len(part) == 1 and not last.final and last.columns < LINE / 2:
        cost += 6
    cost += 1.5 * sum(piece.final for piece in part[:-1])
    cost += 6 * sum(right.start - left.end > SILENCE for left, right in pairwise(part))
    cost += 10 * max(0.0, SHORTEST - shown) + 3 * max(0.0, last.end - part[0].start - _LONGEST)
    return cost + max(0.0, _columns(part) - READ_PER_SECOND * shown) / 3


def _path(came_from: Sequence[int]) -> list[tuple[int, int]]:
    parts: list[tuple[int, int]] = []
    beyond = len(came_from) - 1
    while beyond:
        parts.append((came_from[beyond], beyond))
        beyond = came_from[beyond]
    return parts[::-1]
