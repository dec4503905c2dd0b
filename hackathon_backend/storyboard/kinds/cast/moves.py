"""Where things go that move to others: beside them, in the nearest free place."""

from __future__ import annotations

import math

from ...drawing.context import DrawContext
from ...drawing.stage import Box
from .arrangements.places import Point
from .layout import Layout, all_boxes, way_points
from .links.routing import within

_GAP = 14
"""Units between a thing and the one that it has come to."""
_SMALLER = (1.0, 0.75, 0.55, 0.4)
"""Sizes in which a place is looked for, in turn."""


class Movers:
    """The places that things take one after the other."""

    def __init__(self, layout: Layout, context: DrawContext) -> None:
        self._layout, self._context = layout, context
        self._moved: dict[int, Box] = {}
        self._points = way_points(layout)
        self.at: dict[int, tuple[Point, float]] = {n: (place, 1.0) for n, place in enumerate(layout.places)}
        """The middle of each drawing after all moves so far, and its scale."""

    def go(self, index: int, to: int) -> tuple[Point, float] | None:
        """Where the thing at `index` stands beside the one at `to`, and how large; None if there is no room at all."""
        body = self._layout.bodies[index]
        own, _ = self.at[index]
        for scale in _SMALLER:
            reach = (
                body.reach
                if scale == 1.0
                else Box(-body.width * scale / 2, -body.height * scale / 2, body.width * scale, body.height * scale)
            )
            for spot in self._candidates(reach, own, to):
                if self._is_free(reach.moved(*spot), index):
                    self._moved[index] = reach.moved(*spot)
                    self.at[index] = (spot, scale)
                    return spot, scale
        return None

    def _candidates(self, reach: Box, own: Point, to: int) -> list[Point]:
        """Places around a thing, or in it if it is a container, the nearest to where the mover comes from first."""
        gap = self._context.u(_GAP)
        place, _ = self.at[to]
        if to in self._layout.grounds:
            target = self._layout.grounds[to].grown(-gap)
            columns, rows = 9, 5
            spots = [
                (target.x + target.width * (c + 0.5) / columns, target.y + target.height * (r + 0.5) / rows)
                for c in range(columns)
                for r in range(rows)
            ]
        else:
            target = self._layout.bodies[to].reach.moved(*place)
            xs = (target.x - gap - reach.right, target.centre[0] - reach.centre[0], target.right + gap - reach.x)
            ys = (target.y - gap - reach.bottom, place[1], target.bottom + gap - reach.y)
            spots = [(x, y) for x in xs for y in ys if (x, y) != (xs[1], ys[1])]
        return sorted(spots, key=lambda spot: math.dist(spot, own))

    def _is_free(self, box: Box, index: int) -> bool:
        if not self._layout.area.contains(box):
            return False
        if any(ground.overlap(box) > 0 and not ground.contains(box) for ground in self._layout.grounds.values()):
            return False
        others = [*all_boxes(self._layout, index), *(taken for each, taken in self._moved.items() if each != index)]
        if any(box.overlap(other) > 1.0 for other in others):
            return False
        return not (len(self._points) and within(self._points, box, self._context.u(4)).any())
