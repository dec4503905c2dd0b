"""Where the cards of a cycle stand: on a ring, or around a rectangle, and the arrows between them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from ...drawing.arrows import Point, polyline
from ...drawing.context import DrawContext
from ...drawing.parts.cards import CardText, set_cards
from ...drawing.stage import Box
from .rows import DENSE, LOOSE, CardSpacing, RowsPlan

_TIGHT = CardSpacing(4, 28)
_LARGEST = 52
"""Units of type in a card."""
_PAIR, _NARROW = (0.62, 0.54, 0.46, 0.4), 1.6
"""Parts of the width that one of two cards takes, in an area that is less than so many times as wide as high."""
_CARD, _LOOP = 0.2, 0.62
"""Parts of the height that a card of a rectangle takes at least, and the rectangle."""
_HEIGHTS, _CORNERS = (0.42, 0.3, 0.25, 0.2), 4
"""Parts of the height that a card of a ring takes at most: of more than four, some stand above one another."""
_FEW, _RING_GAP, _CROWDED_GAP = 6, 46, 26
"""Cards of a ring that have much space between them, and the units of it that they and more of them have."""


def ring_plan(context: DrawContext, words: Sequence[CardText], area: Box) -> RowsPlan | None:
    """Cards on an ellipse, clockwise from the top, with arcs between them: with much space, or else with less. None if
    they don't fit that way.
    """
    gaps = (_RING_GAP, _CROWDED_GAP) if len(words) <= _FEW else (_CROWDED_GAP,)
    return next((plan for gap in gaps if (plan := _ring(context, words, area, context.u(gap)))), None)


def _ring(context: DrawContext, words: Sequence[CardText], area: Box, gap: float) -> RowsPlan | None:
    best: tuple[float, RowsPlan] | None = None
    for turn, width, height, beside in _ring_shapes(context, area, len(words)):
        pad = context.u(16 if len(words) <= _FEW else 10)
        cards = set_cards(context, words, width - 2 * pad, height - 2 * pad, largest=_LARGEST, beside=beside)
        if cards is None:
            continue
        wide, high = max(card.width for card in cards) + 2 * pad, max(card.height for card in cards) + 2 * pad
        ellipse = _RingLine(area, wide, high)
        boxes = [ellipse.box(turn + 2 * math.pi * index / len(words)) for index in range(len(words))]
        size = cards[0].label.type.size
        if _apart(boxes, gap) and (best is None or size > best[0] + 0.5):
            best = size, RowsPlan(cards, boxes, ellipse.arcs(boxes, turn, context.u(9)))
    return best[1] if best else None


def _ring_shapes(context: DrawContext, area: Box, count: int) -> Iterator[tuple[float, float, float, bool]]:
    """What to try: the angle of the first card, the size of the cards, and whether icons stand beside the text."""
    shares: tuple[float, ...] = (0.46, 0.43, 0.4) if context.stage.tall else (0.36, 0.33, 0.3, 0.27, 0.24)
    if count == 2 and area.width < _NARROW * area.height:
        shares = _PAIR
    if count > _FEW:
        shares = (0.34, 0.28, 0.24, 0.2, 0.17) if context.stage.tall else (0.2, 0.17, 0.14, 0.12, 0.1)
    for first in (-math.pi / 2, -math.pi / 2 - math.pi / count):
        for share in shares:
            for height in _HEIGHTS if count > _CORNERS else _HEIGHTS[:1]:
                for beside in (False, True):
                    yield first, area.width * share, area.height * height, beside


@dataclass(frozen=True)
class _RingLine:
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
            free = [p for p in points if not one.grown(gap).holds(p) and not other.grown(gap).holds(p)]
            paths.append(polyline(free if len(free) > 1 else points, 0))
        return paths


def _apart(boxes: Sequence[Box], gap: float) -> bool:
    return all(
        not one.grown(gap / 2).overlap(other.grown(gap / 2))
        for index, one in enumerate(boxes)
        for other in boxes[index + 1 :]
    )


class _RingSides(NamedTuple):
    """How many cards stand along each side of a rectangle; those at its corners belong to its top and bottom."""

    top: int
    right: int
    bottom: int
    left: int


_WIDE, _ROUNDED, _OPEN = 1.35, 8, 0.16
"""The width of an area for its height up to which so many cards stand along all sides of a rectangle, and the part of
its width that is free between them then: with a hole in its middle it is seen as a ring.
"""


def loop_plan(
    context: DrawContext, words: Sequence[CardText], area: Box, room: tuple[float, float] = (0.0, 0.0)
) -> RowsPlan | None:
    """Cards around a rectangle, clockwise from its corner: in two rows (two columns in a tall frame) if they fit.

    Between cards there are at least `room` pixels, across and down. None if they don't fit.
    """
    for spacing in (LOOSE, DENSE, _TIGHT):
        upright = context.stage.tall or (area.width < _WIDE * area.height and len(words) <= _ROUNDED)
        for sides in _ways(len(words), tall=upright):
            if plan := _looped(context, words, area, sides, spacing, room):
                return plan
    return None


def _ways(count: int, *, tall: bool) -> Iterator[_RingSides]:
    """The rectangles to try: the longest first that the frame has room for."""
    tops = range(2, (count + 1) // 2 + 1)
    for top in tops if tall else reversed(tops):
        bottom = min(top, count - top)
        rest = count - top - bottom
        yield _RingSides(top, math.ceil(rest / 2), bottom, rest // 2)


def _looped(
    context: DrawContext,
    words: Sequence[CardText],
    area: Box,
    sides: _RingSides,
    spacing: CardSpacing,
    room: tuple[float, float],
) -> RowsPlan | None:
    pad = context.u(spacing.pad)
    gap, below = (max(context.u(spacing.gap), least) for least in room)
    gap = max(gap, area.width * _OPEN) if sides.right else gap
    across, down = sides.top, sides.right + 2
    width = (area.width - gap * (across - 1)) / across
    limit = (area.height - below * (down - 1)) / down
    cards = set_cards(context, words, width - 2 * pad, limit - 2 * pad, largest=_LARGEST)
    if cards is None:
        return None
    height = min(limit, max(max(card.height for card in cards) + 2 * pad, area.height * _CARD))
    needed = height * down + max(context.u(spacing.gap) * 1.7, below) * (down - 1)
    free = Box(area.x, area.y, area.width, min(area.height, max(needed, area.height * _LOOP)))
    boxes = _around(free.moved(dy=(area.height - free.height) * 0.42), width, height, sides)
    return RowsPlan(
        cards,
        boxes,
        [
            _straight(one, other, min(context.u(9), context.u(spacing.gap) * 0.18), context.u(12))
            for one, other in pairwise([*boxes, boxes[0]])
        ],
    )


def _around(area: Box, width: float, height: float, sides: _RingSides) -> list[Box]:
    """The boxes of cards of `width` x `height` around `area`."""
    top = [Box(x, area.y, width, height) for x in _spread(area.x, area.width, width, sides.top)]
    bottom = [Box(x, area.bottom - height, width, height) for x in _spread(area.x, area.width, width, sides.bottom)]
    right, left = (
        [Box(x, y, width, height) for y in _spread(area.y, area.height, height, count + 2)[1:-1]]
        for x, count in ((area.right - width, sides.right), (area.x, sides.left))
    )
    return [*top, *right, *reversed(bottom), *reversed(left)]


def _spread(start: float, length: float, size: float, count: int) -> list[float]:
    if count == 1:
        return [start + (length - size) / 2]
    return [start + (length - size) * index / (count - 1) for index in range(count)]


def _straight(one: Box, other: Box, gap: float, radius: float) -> Any:
    """The arrow between two neighbours of a loop, `gap` pixels from both, along the side on which they face."""
    if other.x >= one.right or other.right <= one.x:
        rightwards = other.x >= one.right
        start = (one.right + gap if rightwards else one.x - gap, one.centre[1])
        end = (other.x - gap if rightwards else other.right + gap, other.centre[1])
        middle = (start[0] + end[0]) / 2
        return polyline([start, (middle, start[1]), (middle, end[1]), end], radius)
    x = (max(one.x, other.x) + min(one.right, other.right)) / 2
    downwards = other.y >= one.bottom
    top, bottom = (one.bottom + gap, other.y - gap) if downwards else (one.y - gap, other.bottom + gap)
    return polyline([(x, top), (x, bottom)], 0)
