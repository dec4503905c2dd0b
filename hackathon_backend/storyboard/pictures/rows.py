"""Where the cards of a process stand: rows, a column, a loop or a ring, and the arrows between them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ..stage import Box
from .arrows import Point, polyline
from .cards import Card, Words, crammed_cards, enlarged, set_cards
from .easel import Easel


@dataclass(frozen=True)
class Plan:
    """Measured cards, their boxes, and the path from each card to the next."""

    cards: list[Card]
    boxes: list[Box]
    paths: list[Any]

    @property
    def worth(self) -> float:
        """The size of its type in pixels; less if words stand in a narrow column of many lines."""
        lines = max(card.label.lines for card in self.cards)
        return self.cards[0].label.type.size * (1.0 if lines <= _FEW_LINES else _NARROW)


@dataclass(frozen=True)
class Spacing:
    """Units inside a card around its contents, and between cards, where the arrows are."""

    pad: float
    gap: float


LOOSE, DENSE = Spacing(20, 52), Spacing(11, 38)
LEAST_HEIGHT = 96
"""Units of a card's height, where there is room."""
_LARGEST, _CLEARLY = 44, 1.08
"""Units of type at most, and how many times as large it has to be to be worth another row."""
_FEW_LINES, _NARROW = 3, 0.8
"""Lines that a label may have, and what more of them make of the worth of a layout."""
_FILLED = (0.56, 0.4)
"""Part of the height that a single row takes, and each of several, where there is room."""


def line_plan(easel: Easel, words: Sequence[Words], area: Box) -> Plan | None:
    """Cards in few rows, or in as many more as let type be clearly larger; tall frames begin with one card a row.

    None if nothing fits.
    """
    count = len(words)
    across = [1, 2] if easel.stage.tall else [math.ceil(count / rows) for rows in (1, 2, 3)]
    for spacing in (LOOSE, DENSE):
        best: Plan | None = None
        for each in dict.fromkeys(min(count, number) for number in across):
            plan = _grid(easel, words, area, each, spacing)
            if plan and (best is None or plan.worth > best.worth * _CLEARLY):
                best = plan
        if best:
            return best
    return None


def crammed_plan(easel: Easel, words: Sequence[Words], area: Box) -> Plan:
    """Cards below one another, with words left out."""
    height = (area.height - easel.u(DENSE.gap) * (len(words) - 1)) / len(words)
    boxes = area.rows(len(words), easel.u(DENSE.gap))
    pad = 2 * easel.u(DENSE.pad)
    cards = crammed_cards(easel, words, area.width - pad, height - pad, beside=True)
    return Plan(cards, boxes, [_elbow(easel, one, other) for one, other in pairwise(boxes)])


def _grid(easel: Easel, words: Sequence[Words], area: Box, across: int, spacing: Spacing) -> Plan | None:
    rows, pad, gap = math.ceil(len(words) / across), easel.u(spacing.pad), easel.u(spacing.gap)
    width = (area.width - gap * (across - 1)) / across
    limit = (area.height - gap * (rows - 1)) / rows
    ways = [True] if across == 1 else [False, True] if across == 2 else [False]
    tries = [
        set_cards(easel, words, width - 2 * pad, limit - 2 * pad, largest=_LARGEST, beside=beside) for beside in ways
    ]
    cards = max(filter(None, tries), key=lambda each: each[0].label.type.size, default=None)
    if cards is None:
        return None
    filled = area.height * _FILLED[rows > 1]
    height = min(limit, max(max(card.height for card in cards) + 2 * pad, easel.u(LEAST_HEIGHT), filled))
    cards = enlarged(easel, cards, width - 2 * pad, height - 2 * pad)
    spare = area.height - rows * height - (rows - 1) * gap
    row_gap = gap + (min(spare / (rows + 1), easel.u(24)) if rows > 1 else 0.0)
    top = area.y + max(0.0, (area.height - rows * height - (rows - 1) * row_gap) * 0.42)
    boxes = [
        Box(area.x + (index % across) * (width + gap), top + (index // across) * (height + row_gap), width, height)
        for index in range(len(words))
    ]
    return Plan(cards, boxes, [_elbow(easel, one, other) for one, other in pairwise(boxes)])


def _elbow(easel: Easel, one: Box, other: Box) -> Any:
    """The arrow from a card to the next: straight, or around the corner to the row below."""
    gap = easel.u(9)
    if other.y < one.bottom:
        return polyline([(one.right + gap, one.centre[1]), (other.x - gap, other.centre[1])], 0)
    middle = (one.bottom + other.y) / 2
    corners: list[Point] = [
        (one.centre[0], one.bottom + gap),
        (one.centre[0], middle),
        (other.centre[0], middle),
        (other.centre[0], other.y - gap),
    ]
    return polyline(corners, easel.u(14)) if abs(other.x - one.x) > 1 else polyline([corners[0], corners[3]], 0)


def ring_plan(easel: Easel, words: Sequence[Words], area: Box) -> Plan | None:
    """Cards on an ellipse, clockwise from the top, with arcs between them. None if they don't fit that way."""
    if not 3 <= len(words) <= 6:
        return None
    best: tuple[float, Plan] | None = None
    for turn, width, height, beside in _ring_shapes(easel, area, len(words)):
        pad = easel.u(16)
        cards = set_cards(easel, words, width - 2 * pad, height - 2 * pad, largest=38, beside=beside)
        if cards is None:
            continue
        wide, high = max(card.width for card in cards) + 2 * pad, max(card.height for card in cards) + 2 * pad
        ellipse = _Ellipse(area, wide, high)
        boxes = [ellipse.box(turn + 2 * math.pi * index / len(words)) for index in range(len(words))]
        size = cards[0].label.type.size
        if _apart(boxes, easel.u(46)) and (best is None or size > best[0] + 0.5):
            best = size, Plan(cards, boxes, ellipse.arcs(boxes, turn, easel.u(9)))
    return best[1] if best else None


def _ring_shapes(easel: Easel, area: Box, count: int) -> Iterator[tuple[float, float, float, bool]]:
    """What to try: the angle of the first card, the size of the cards, and whether icons stand beside the text."""
    shares = (0.46, 0.4) if easel.stage.tall else (0.36, 0.3, 0.24)
    for first in (-math.pi / 2, -math.pi / 2 - math.pi / count):
        for share in shares:
            for beside in (False, True):
                yield first, area.width * share, area.height * 0.42, beside


@dataclass(frozen=True)
class _Ellipse:
    """The ellipse on which cards of `width` x `height` stand, as large as `area` allows."""

    area: Box
    width: float
    height: float

    @property
    def radii(self) -> tuple[float, float]:
        rx, ry = (self.area.width - self.width) / 2, (self.area.height - self.height) / 2
        return min(rx, ry * 1.9 + self.width * 0.3), min(ry, rx * 1.6 + self.height * 0.3)

    def point(self, angle: float) -> Point:
        (cx, cy), (rx, ry) = self.area.centre, self.radii
        return cx + rx * math.cos(angle), cy + ry * math.sin(angle)

    def box(self, angle: float) -> Box:
        x, y = self.point(angle)
        return Box(x - self.width / 2, y - self.height / 2, self.width, self.height)

    def arcs(self, boxes: Sequence[Box], turn: float, gap: float) -> list[Any]:
        """The stretch of the ellipse from each card to the next."""
        step = 2 * math.pi / len(boxes)
        paths = []
        for index, (one, other) in enumerate(zip(boxes, [*boxes[1:], boxes[0]], strict=True)):
            angles = [turn + step * (index + part / 120) for part in range(121)]
            points = [self.point(angle) for angle in angles]
            free = [p for p in points if not _holds(one.grown(gap), p) and not _holds(other.grown(gap), p)]
            paths.append(polyline(free if len(free) > 1 else points, 0))
        return paths


def _holds(box: Box, point: Point) -> bool:
    return box.x < point[0] < box.right and box.y < point[1] < box.bottom


def _apart(boxes: Sequence[Box], gap: float) -> bool:
    return all(
        not one.grown(gap / 2).overlap(other.grown(gap / 2))
        for index, one in enumerate(boxes)
        for other in boxes[index + 1 :]
    )


def loop_plan(easel: Easel, words: Sequence[Words], area: Box) -> Plan | None:
    """Cards in two rows (two columns in a tall frame), there and back again. None if they don't fit."""
    count = len(words)
    there = math.ceil(count / 2)
    for spacing in (LOOSE, DENSE):
        pad, gap = easel.u(spacing.pad), easel.u(spacing.gap)
        across, down = (2, there) if easel.stage.tall else (there, 2)
        width = (area.width - gap * (across - 1)) / across
        limit = (area.height - gap * (down - 1)) / down
        cards = set_cards(easel, words, width - 2 * pad, limit - 2 * pad, largest=38)
        if cards is None:
            continue
        height = min(limit, max(card.height for card in cards) + 2 * pad)
        free = Box(area.x, area.y, area.width, min(area.height, height * down + gap * 1.7 * (down - 1)))
        free = free.moved(dy=(area.height - free.height) * 0.42)
        boxes = _loop_boxes(free, width, height, count, there, tall=easel.stage.tall)
        return Plan(cards, boxes, [_straight(easel, one, other) for one, other in pairwise([*boxes, boxes[0]])])
    return None


def _loop_boxes(area: Box, width: float, height: float, count: int, there: int, *, tall: bool) -> list[Box]:
    """The way there along the top (in a tall frame down the right), the way back along the other side."""
    back = count - there
    if tall:
        ys = _spread(area.y, area.height, height, there)
        right = [Box(area.right - width, y, width, height) for y in ys]
        left = [Box(area.x, y, width, height) for y in _spread(area.y, area.height, height, back)]
        return [left[0], *right, *reversed(left[1:])] if back else right
    top = [Box(x, area.y, width, height) for x in _spread(area.x, area.width, width, there)]
    bottom = [Box(x, area.bottom - height, width, height) for x in _spread(area.x, area.width, width, back)]
    return [*top, *reversed(bottom)]


def _spread(start: float, length: float, size: float, count: int) -> list[float]:
    if count == 1:
        return [start]
    return [start + (length - size) * index / (count - 1) for index in range(count)]


def _straight(easel: Easel, one: Box, other: Box) -> Any:
    """The arrow between two neighbours of a loop, along the side on which they face each other."""
    gap = easel.u(9)
    if other.x >= one.right or other.right <= one.x:
        rightwards = other.x >= one.right
        start = (one.right + gap if rightwards else one.x - gap, one.centre[1])
        end = (other.x - gap if rightwards else other.right + gap, other.centre[1])
        middle = (start[0] + end[0]) / 2
        return polyline([start, (middle, start[1]), (middle, end[1]), end], easel.u(12))
    x = (max(one.x, other.x) + min(one.right, other.right)) / 2
    downwards = other.y >= one.bottom
    top, bottom = (one.bottom + gap, other.y - gap) if downwards else (one.y - gap, other.bottom + gap)
    return polyline([(x, top), (x, bottom)], 0)
