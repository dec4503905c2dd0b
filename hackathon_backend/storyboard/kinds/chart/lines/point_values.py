"""The numbers at the points of lines: each where it covers nothing, at all points or at those that tell most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ....drawing.marks import Mark
from ....drawing.motion.tracks import GROW, Track
from ....drawing.stage import Box
from ....drawing.text.text import TextBlock
from ..axes.axes import TICK_GAP
from ..chart import Chart, Spot
from ..labels import NOTE, beside, cleared, label, number
from .curves import Point
from .walls import Walls

MOST_DOTS, _MOST_VALUES = 24, 12
"""Points of a line that are marked at most, and that all have their numbers."""
AWAY, _BETWEEN = 12, 7
"""Units from a point to its number, and at least from a number to other texts on its line."""


def value_block(chart: Chart, spot: Spot) -> TextBlock:
    """The number of a point, in the colour of its line if there are several."""
    colour = chart.colour(spot[0]) if len(chart.scene.series) > 1 else chart.context.theme.ink
    figures = replace(chart.figures(), words=False, attached=False)
    return number(chart.context, figures, chart.value(spot), NOTE + 2, colour=colour)


@dataclass(frozen=True)
class PointValues:
    """What numbers have to keep clear of: `walls`, and what is `taken` by texts, to which those that stay are added."""

    chart: Chart
    plot: Box
    points: Sequence[Sequence[Point]]
    walls: Walls
    taken: list[Box]

    def shown(self) -> dict[Spot, list[Mark]]:
        """The numbers at all points, if there is room for each; or else at the ends, the highest and the lowest."""
        chart = self.chart
        every = [spot for spot, _ in chart.numbers()]
        boxes = list(self.taken)
        if chart.count <= _MOST_VALUES and (marks := self._all(every, boxes)):
            self.taken[:] = boxes
            return marks
        more = every if len(self.points) == 1 and chart.count <= MOST_DOTS else []
        found = {spot: self._placed(spot, self.taken) for spot in dict.fromkeys([*self._telling(), *more])}
        return {spot: self._marks(spot, *placed) for spot, placed in found.items() if placed}

    def passing(self, spots: Sequence[Spot], opacity: Track) -> list[Mark]:
        """Numbers that are only there for as long as `opacity` says, where there is room for them."""
        marks, taken = [], list(self.taken)
        for spot in spots:
            if placed := self._placed(spot, taken):
                ground, figure = self._marks(spot, *placed)
                marks += [replace(ground, opacity=opacity), replace(figure, opacity=opacity, passing=True)]
        return marks

    def _all(self, spots: Sequence[Spot], taken: list[Box]) -> dict[Spot, list[Mark]] | None:
        """The numbers of all `spots`, whose boxes are added to `taken`; None as soon as one has no place."""
        marks = {}
        for spot in spots:
            placed = self._placed(spot, taken)
            if placed is None:
                return None
            marks[spot] = self._marks(spot, *placed)
        return marks

    def _telling(self) -> Iterator[Spot]:
        """The points that tell most about each line."""
        count = len(self.points)
        for index, series in enumerate(self.chart.scene.series):
            values = series.values
            places = [len(values) - 1, values.index(max(values)), values.index(min(values)), 0]
            yield from ((index, place) for place in places[: {1: 4, 2: 2}.get(count, 1)])

    def _placed(self, spot: Spot, taken: list[Box]) -> tuple[TextBlock, Box] | None:
        """A number and where it covers nothing, which is added to `taken`; None if there is no such place."""
        (series, place), u, area = spot, self.chart.context.u, self.chart.area
        points = self.points[series]
        x, y = points[place]
        near = [points[other][1] for other in (place - 1, place + 1) if 0 <= other < len(points)]
        is_valley = len(near) == 2 and max(near) <= y and min(near) < y
        # Further to the left, it would be taken for a tick.
        left = self.plot.x - u(TICK_GAP)
        room = Box(left, area.y, area.right - left, self.plot.bottom - area.y)
        block = value_block(self.chart, spot)
        for box in _beside_point(block, x, y, u(AWAY), below_first=is_valley):
            letters, gap = box.grown(-u(2)), u(_BETWEEN)
            wide = Box(letters.x - gap, letters.y, letters.width + 2 * gap, letters.height)
            if room.contains(box) and not any(map(wide.overlap, taken)) and not self.walls.meets(letters):
                taken.append(box)
                return block, box
        return None

    def _marks(self, spot: Spot, block: TextBlock, box: Box) -> list[Mark]:
        """A number as its line reaches it, on paper."""
        chart, context = self.chart, self.chart.context
        at = chart.pace.starts[spot[0]][0] + GROW * (0.3 + 0.7 * spot[1] / max(chart.count - 1, 1))
        mark = label(context, block, box, at, chart.value_path(*spot))
        return [cleared(context, box.grown(-context.u(3)), mark.opacity), mark]


def _beside_point(block: TextBlock, x: float, y: float, away: float, *, below_first: bool) -> list[Box]:
    """Where the number of a point at (x, y) may stand, the best place first."""
    rows = [(y - away * 0.8, 1), (y + away * 0.8, 0)]
    (near, edge), (far, other) = reversed(rows) if below_first else rows
    sides = [(x - away, y - away / 3, 1, 1), (x + away, y - away / 3, 0, 1)]
    corners = [(x + turn * away / 2, down, across, end) for down, end in rows for turn, across in ((-1, 0), (1, 1))]
    return [beside(block, *spot) for spot in [(x, near, 0.5, edge), (x, far, 0.5, other), *sides, *corners]]
