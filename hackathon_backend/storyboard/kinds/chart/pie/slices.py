"""The slices of a pie: how much of the whole each is, and how that is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate

from ....drawing.text.text import TextRun
from ....drawing.text.typefaces import REGULAR, SEMIBOLD
from ..chart import Chart
from ..numbers import Figures


@dataclass(frozen=True)
class Slice:
    """A part of the whole, in turns clockwise from the top."""

    place: int
    start: float
    turn: float

    @property
    def middle(self) -> float:
        return self.start + self.turn / 2

    @property
    def is_right(self) -> bool:
        return self.middle % 1.0 < 0.5


def slices_of(chart: Chart, turned: float) -> list[Slice]:
    """The slices in their order, from `turned` of a turn after the top."""
    values = chart.scene.series[0].values
    shares = [value / sum(values) for value in values]
    starts = accumulate(shares[:-1], initial=turned)
    return [Slice(place, start, share) for place, (start, share) in enumerate(zip(starts, shares, strict=True))]


def share(chart: Chart, place: int) -> list[TextRun]:
    """The number, and how much of the whole it is if that is something else."""
    context, unit = chart.context, chart.scene.unit
    value = chart.scene.series[0].values[place]
    # Ink can step back and still be read; the other colours can't.
    colour = context.theme.ink if chart.pace.spells else chart.things[place].line
    figures = replace(chart.figures(), words=False)
    if unit == "%" and 99 <= sum(chart.scene.series[0].values) <= 101:
        return figures.runs(value, colour, SEMIBOLD, rtl=context.rtl)
    figure = Figures(context.language, "%", 0).runs(_percent(chart)[place], colour, SEMIBOLD, rtl=context.rtl)
    plain = figures.runs(value, context.theme.ink, REGULAR, rtl=context.rtl)
    return [*figure, TextRun("\u00a0(", context.theme.ink), *plain, TextRun(")", context.theme.ink)]


def _percent(chart: Chart) -> list[float]:
    """The shares in whole percents that add up to 100, by the largest remainder; less than half a percent is kept."""
    values = chart.scene.series[0].values
    exact = [100 * value / sum(values) for value in values]
    whole = [float(int(share)) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda place: whole[place] - exact[place])
    for place in by_remainder[: round(100 - sum(whole))]:
        whole[place] += 1
    return [share if 0 < share < 0.5 else rounded for share, rounded in zip(exact, whole, strict=True)]
