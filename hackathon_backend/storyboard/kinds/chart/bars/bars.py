"""Bars, upright or lying, side by side if there are several series, each with its number at its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ....drawing.marks import Mark
from ....drawing.motion.tracks import GROW, ease_out
from ....drawing.parts.basics import FAINT
from ....drawing.stage import Box
from ....drawing.text.text import TextBlock
from ..axes.scale import Scale
from ..brushes import BarBrush, GroundBrush, Side
from ..chart import Chart, Spot
from ..labels import beside, cleared, label

BETWEEN = 4
"""Units between bars of one group, and between an upright bar and its number."""
LEAST, END = 2, 8
"""Units of length of a bar that is not quite nothing, and from a lying bar to its number at most."""
NAME_GAP = 12
"""Units from the number at a lying bar to the name of its series."""
_NEARER = 1
"""Units by which a number is nearer to its lying bar than to the next one."""


def thickness(chart: Chart, group: float) -> float:
    """Pixels across each bar of a group that is `group` pixels across."""
    series = len(chart.scene.series)
    return (group - chart.context.u(BETWEEN) * (series - 1)) / series


@dataclass(frozen=True)
class Bars:
    """Bars that begin at the zero of `scale`, which runs up the `plot`, or to the right if they are `lying`.

    `thick` are pixels across a bar, `values` the numbers at their ends, if there is room for those, and `names` those
    of the series, at the bars of the first label, or none.
    """

    chart: Chart
    lying: bool
    plot: Box
    scale: Scale
    thick: float
    values: Mapping[Spot, TextBlock]
    names: Sequence[TextBlock | None]

    @property
    def pitch(self) -> float:
        """Pixels from one label to the next."""
        return (self.plot.height if self.lying else self.plot.width) / self.chart.count

    @property
    def middles(self) -> list[float]:
        """Where the middle of each group is, across the bars."""
        start = self.plot.y if self.lying else self.plot.x
        return [start + self.pitch * (place + 0.5) for place in range(self.chart.count)]

    def box(self, spot: Spot) -> Box:
        """A bar: at least as long as can be seen, unless it is zero."""
        count, gap, value = len(self.chart.scene.series), self.chart.context.u(BETWEEN), self.chart.value(spot)
        group = count * self.thick + (count - 1) * gap
        across = self.middles[spot[1]] - group / 2 + spot[0] * (self.thick + gap)
        zero, end = self.scale.at(0.0), self.scale.at(value)
        length = max(abs(zero - end), self.chart.context.u(LEAST) if value else 0.0)
        start = zero - length if (value < 0) is self.lying else zero
        return Box(start, across, length, self.thick) if self.lying else Box(across, start, self.thick, length)

    def marks(self) -> list[Mark]:
        """All bars, then their numbers, then the names of the series."""
        spots = [spot for spot, _ in self.chart.numbers()]
        return [
            *(mark for spot in spots for mark in self._bar(spot)),
            *(mark for spot in spots if spot in self.values for mark in self._number(spot)),
            *(mark for index, name in enumerate(self.names) if name for mark in self._name(index, name)),
        ]

    def _bar(self, spot: Spot) -> list[Mark]:
        """A bar; paper behind it keeps a grid from being seen through it when it steps back."""
        chart, context, box = self.chart, self.chart.context, self.box(spot)
        at, tone = chart.start(spot), chart.tone(*spot)
        edge = context.u(2.5) if tone.edge else 0.0
        foot, corner = self._foot(spot), context.u(5)
        brush = BarBrush(box.width, box.height, foot, tone.fill, corner, tone.edge, edge)
        opacity = chart.lit(context.motion.appear(at, 0.05), at, spot[1], FAINT)
        grow = context.motion.draw(at, GROW, ease_out)
        ground = GroundBrush(box.width, box.height, foot, context.theme.paper, corner)
        behind = [Mark(box, ground, grow=grow)] if chart.pace.spells and not self.lying else []
        return [*behind, Mark(box, brush, opacity=opacity, grow=grow, thing=chart.thing(*spot))]

    def _foot(self, spot: Spot) -> Side:
        """The side of a bar that is on the axis."""
        if self.lying:
            return "right" if self.chart.value(spot) < 0 else "left"
        return "top" if self.chart.value(spot) < 0 else "bottom"

    def _number(self, spot: Spot) -> list[Mark]:
        """The number at the end of a bar, which comes as the bar comes to rest."""
        chart, context, block = self.chart, self.chart.context, self.values[spot]
        at, box = chart.start(spot) + GROW * 0.6, self._number_box(spot)
        opacity = chart.lit(context.motion.appear(at), at, spot[1], context.theme.dim)
        mark = replace(label(context, block, box, at, chart.value_path(*spot)), opacity=opacity)
        ground = [] if self.lying else [cleared(context, box, opacity)]
        return [*ground, replace(mark, names=chart.thing(*spot))]

    def _name(self, series: int, block: TextBlock) -> list[Mark]:
        """The name of a series, beyond the number of its first bar."""
        context, at = self.chart.context, self.chart.start((series, 0)) + GROW * 0.6
        gap = context.u(NAME_GAP) if self.lying else 0.0
        box = self._beyond(block, self._number_box((series, 0)), gap, self.chart.value((series, 0)))
        ground = [] if self.lying else [cleared(context, box, context.motion.appear(at))]
        return [*ground, label(context, block, box, at, f"series.{series}.name")]

    def _number_box(self, spot: Spot) -> Box:
        block, u = self.values[spot], self.chart.context.u
        free = self.pitch - (self.thick + block.height) / 2
        gap = min(u(END), max(0.0, free - u(_NEARER))) if self.lying else u(BETWEEN)
        return self._beyond(block, self.box(spot), gap, self.chart.value(spot))

    def _beyond(self, block: TextBlock, box: Box, gap: float, value: float) -> Box:
        """The place of `block`, `gap` pixels further out than `box`, to where the bar of `value` runs."""
        if self.lying:
            return beside(block, box.x - gap if value < 0 else box.right + gap, box.centre[1], value < 0, 0.5)
        return beside(block, box.centre[0], box.bottom + gap if value < 0 else box.y - gap, 0.5, value >= 0)
