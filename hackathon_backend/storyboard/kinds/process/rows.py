"""Where the cards of a process stand that leads on: in rows or a column, and the arrows between them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ...drawing.arrows import Point, polyline
from ...drawing.context import DrawContext
from ...drawing.parts.cards import Card, CardText, crammed_cards, enlarged, set_cards
from ...drawing.stage import Box


@dataclass(frozen=True)
class RowsPlan:
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
class CardSpacing:
    """Units inside a card around its contents, and between cards, where the arrows are."""

    pad: float
    gap: float


LOOSE, DENSE = CardSpacing(20, 52), CardSpacing(11, 38)
LEAST_HEIGHT = 96
"""Units of a card's height, where there is room."""
_LARGEST, _CLEARLY = 44, 1.08
"""Units of type at most, and how many times as large it has to be to be worth another row."""
_FEW_LINES, _NARROW = 3, 0.8
"""Lines that a label may have, and what more of them make of the worth of a layout."""
_FILLED = (0.56, 0.4)
"""Part of the height that a single row takes, and each of several, where there is room."""


def line_plan(
    context: DrawContext,
    words: Sequence[CardText],
    area: Box,
    room: tuple[float, float] = (0.0, 0.0),
    *,
    clearly: float = _CLEARLY,
) -> RowsPlan | None:
    """Cards in few rows, or in as many more as let type be `clearly` larger; tall frames begin with one card a row.

    Between cards there are at least `room` pixels, across and down. None if nothing fits.
    """
    count = len(words)
    across = [1, 2] if context.stage.tall else [math.ceil(count / rows) for rows in (1, 2, 3)]
    for spacing in (LOOSE, DENSE):
        best: RowsPlan | None = None
        for each in dict.fromkeys(min(count, number) for number in across):
            plan = _grid(context, words, area, each, spacing, room)
            if plan and (best is None or plan.worth > best.worth * clearly):
                best = plan
        if best:
            return best
    return None


def crammed_plan(context: DrawContext, words: Sequence[CardText], area: Box) -> RowsPlan:
    """Cards below one another, with words left out."""
    height = (area.height - context.u(DENSE.gap) * (len(words) - 1)) / len(words)
    boxes = area.rows(len(words), context.u(DENSE.gap))
    pad = 2 * context.u(DENSE.pad)
    cards = crammed_cards(context, words, area.width - pad, height - pad, beside=True)
    return RowsPlan(cards, boxes, [_elbow(context, one, other) for one, other in pairwise(boxes)])


def _grid(
    context: DrawContext,
    words: Sequence[CardText],
    area: Box,
    across: int,
    spacing: CardSpacing,
    room: tuple[float, float],
) -> RowsPlan | None:
    rows, pad = math.ceil(len(words) / across), context.u(spacing.pad)
    gap, below = (max(context.u(spacing.gap), least) for least in room)
    width = (area.width - gap * (across - 1)) / across
    limit = (area.height - below * (rows - 1)) / rows
    ways = [True] if across == 1 else [False, True] if across == 2 else [False]
    tries = [
        set_cards(context, words, width - 2 * pad, limit - 2 * pad, largest=_LARGEST, beside=beside) for beside in ways
    ]
    cards = max(filter(None, tries), key=lambda each: each[0].label.type.size, default=None)
    if cards is None:
        return None
    filled = area.height * _FILLED[rows > 1]
    height = min(limit, max(max(card.height for card in cards) + 2 * pad, context.u(LEAST_HEIGHT), filled))
    cards = enlarged(context, cards, width - 2 * pad, height - 2 * pad)
    spare = area.height - rows * height - (rows - 1) * below
    row_gap = below + (min(spare / (rows + 1), context.u(24)) if rows > 1 else 0.0)
    top = area.y + max(0.0, (area.height - rows * height - (rows - 1) * row_gap) * 0.42)
    boxes = [
        Box(area.x + (index % across) * (width + gap), top + (index // across) * (height + row_gap), width, height)
        for index in range(len(words))
    ]
    return RowsPlan(cards, boxes, [_elbow(context, one, other) for one, other in pairwise(boxes)])


def _elbow(context: DrawContext, one: Box, other: Box) -> Any:
    """The arrow from a card to the next: straight, or around the corner to the row below."""
    gap = context.u(9)
    if other.y < one.bottom:
        return polyline([(one.right + gap, one.centre[1]), (other.x - gap, other.centre[1])], 0)
    middle = (one.bottom + other.y) / 2
    corners: list[Point] = [
        (one.centre[0], one.bottom + gap),
        (one.centre[0], middle),
        (other.centre[0], middle),
        (other.centre[0], other.y - gap),
    ]
    return polyline(corners, context.u(14)) if abs(other.x - one.x) > 1 else polyline([corners[0], corners[3]], 0)
