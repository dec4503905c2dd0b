"""A chart on several pages: for so many names that they could not all be read on one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import takewhile

from ...drawing.marks import Mark
from ...drawing.motion.tracks import GROW
from ...drawing.parts.lists import chunks, paced, turned
from ...timing.cues import LAST, CueClock
from .chart import Chart
from .pace import ChartPace, pace
from .scene import ChartScene

Layout = Callable[[Chart], list[Mark] | None]
"""A way to draw a chart, which gives None for one that can't be read that way."""


def on_pages(chart: Chart, *, draw: Layout) -> list[Mark] | None:
    """The labels shared out over as few pages as `draw` can show whole, at one scale; None if one is too long alone."""
    for count in range(2, chart.count + 1):
        parts = chunks(chart.count, count)
        times = paced(_times(chart), parts, chart.clock, LAST + GROW + _entrance(chart, parts))
        starts = [times[part.start] for part in parts]
        drawn = (draw(_part(chart, part, at)) for part, at in zip(parts, starts, strict=True))
        pages = [page for page in takewhile(bool, drawn) if page]
        if len(pages) == count:
            begun = zip(pages, [0.0, *starts[1:]], strict=True)
            return turned([[_entering(mark, at) for mark in page] for page, at in begun], starts)
    return None


def _entrance(chart: Chart, parts: Sequence[range]) -> float:
    """Seconds from the first mark of a page to the one that comes last, on the page that takes the longest."""
    rows = [[at for row in _part(chart, part, 0.0).pace.starts for at in row] for part in parts]
    return max(max(row) - min(row) for row in rows)


def _entering(mark: Mark, at: float) -> Mark:
    """`mark`, coming no earlier than its page."""
    moves = tuple(replace(move, at=max(move.at, at)) for move in mark.opacity.moves)
    return replace(mark, opacity=replace(mark.opacity, moves=moves))


def _times(chart: Chart) -> list[float]:
    """When the voice may speak of each label: at its focus, or else evenly spread."""
    steps = [
        chart.pace.starts[0][0] + (chart.clock.speech_end - chart.pace.starts[0][0]) * place / chart.count
        for place in range(chart.count)
    ]
    for spell in chart.pace.spells:
        for place in spell.places:
            steps[place] = spell.at
    for place in range(1, chart.count):
        steps[place] = max(steps[place], steps[place - 1])
    return steps


def _part(chart: Chart, part: range, start: float) -> Chart:
    """The chart of one page, which begins at `start` seconds."""
    scene = chart.scene
    series = tuple(
        each.model_copy(update={"values": each.values[part.start : part.stop], "cue": ""}) for each in scene.series
    )
    some = scene.model_copy(
        update={
            "labels": scene.labels[part.start : part.stop],
            "colors": scene.colors[part.start : part.stop],
            "series": series,
        }
    )
    return replace(
        chart,
        scene=some,
        pace=_later(some, chart.clock, start),
        first=part.start,
        whole=tuple(value for _, value in chart.numbers()),
    )


def _later(scene: ChartScene, clock: CueClock, start: float) -> ChartPace:
    """The pace of a page: everything a little after it begins, and the attention where the voice speaks of it."""
    given = pace(scene, clock, one_by_one=False)
    first = min(at for row in given.starts for at in row)
    starts = tuple(tuple(start + at - first for at in row) for row in given.starts)
    return ChartPace(starts, tuple(spell for spell in given.spells if spell.at >= start))
