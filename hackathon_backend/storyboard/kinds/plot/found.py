"""The points of a plot that are computed: crossings, zeros, tops and bottoms, and points that a writer names."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from .curves import MovingCurve
from .maths.features import crossings, extremes, pairs, zeros
from .maths.sampling import Function, Point
from .ranges import Range
from .scene import PlotScene
from .timeline import PlotTimeline

_SAME = 0.05
"""Seconds within which two changes are one."""
_MOST = 10
"""Points of one kind that are labelled at once."""


@dataclass(frozen=True)
class Epoch:
    """A stretch of time in which the curves of an annotation stand still; `until` is None for the last one.

    `stays` says whether what is seen in it is kept, pale, when it is over.
    """

    start: float
    until: float | None
    stays: bool
    functions: tuple[Function, ...]


@dataclass(frozen=True)
class FoundPoint:
    """A point to be labelled, in numbers; `on` are the places of its curves."""

    x: float
    y: float
    epoch: Epoch
    source: str
    on: tuple[int, ...]
    valued: bool = True
    """Whether its x and y are written at the axes."""
    name: str = ""

    @property
    def things(self) -> frozenset[str]:
        return frozenset({self.source, *(f"curves.{index}" for index in self.on)})


def epochs(curves: Sequence[MovingCurve], at: float) -> list[Epoch]:
    """The stretches from `at` on between changes of any of `curves`."""
    stages = sorted((stage for curve in curves for stage in curve.stages), key=lambda stage: stage.at)
    start = max([at, *(each.at + each.seconds for each in stages if each.at <= at + _SAME)])
    found: list[Epoch] = []
    for stage in stages:
        if stage.at <= at + _SAME:
            continue
        if stage.at > start:
            functions = tuple(curve.at(stage.at - 2 * _SAME) for curve in curves)
            found.append(Epoch(start, stage.at, not stage.letter, functions))
        start = max(start, stage.at + stage.seconds)
    return [*found, Epoch(start, None, True, tuple(curve.last for curve in curves))]


def span(scene: PlotScene, index: int, xs: Range) -> Range:
    """Where the curve at `index` is drawn."""
    curve = scene.curves[index]
    return (
        xs[0] if curve.start is None else max(curve.start, xs[0]),
        xs[1] if curve.end is None else min(curve.end, xs[1]),
    )


def chosen(curves: Sequence[MovingCurve], name: str) -> list[int]:
    """The places of the curves that `name` means; of all, if it is empty."""
    return [curve.index for curve in curves if not name or curve.answers_to(name)]


def found_points(scene: PlotScene, curves: Sequence[MovingCurve], line: PlotTimeline, xs: Range) -> list[FoundPoint]:
    """All points that get a label, in the order in which they come."""
    points = [*_shown(scene, curves, line, xs), *_named(scene, curves, line)]
    return sorted(points, key=lambda point: point.epoch.start)


def _shown(scene: PlotScene, curves: Sequence[MovingCurve], line: PlotTimeline, xs: Range) -> Iterator[FoundPoint]:
    for number, asked in enumerate(scene.show):
        if asked.what == "eigenvectors":
            continue
        indices, source, at = chosen(curves, asked.curve), f"show.{number}", line.at("show", number)
        groups: list[tuple[int, ...]] = [(index,) for index in indices]
        if asked.what == "crossings":
            groups = [pair for pair in pairs(len(curves)) if not asked.curve or not {*pair}.isdisjoint(indices)]
        for group in groups:
            ranges = [span(scene, index, xs) for index in group]
            low, high = max(each[0] for each in ranges), min(each[1] for each in ranges)
            if low < high:
                for epoch in epochs([curves[index] for index in group], at):
                    for x, y in _computed(asked.what, epoch.functions, low, high)[:_MOST]:
                        yield FoundPoint(x, y, epoch, source, group)


def _computed(what: str, functions: Sequence[Function], low: float, high: float) -> list[Point]:
    if what == "crossings":
        return crossings(functions[0], functions[1], low, high)
    if what == "zeros":
        return [(x, 0.0) for x in zeros(functions[0], low, high)]
    return extremes(functions[0], low, high)


def _named(scene: PlotScene, curves: Sequence[MovingCurve], line: PlotTimeline) -> Iterator[FoundPoint]:
    """Points that a writer asks for and that don't run."""
    for number, point in enumerate(scene.points):
        at, source = line.at("points", number), f"points.{number}"
        if point.y is not None:
            still = Epoch(at, None, True, ())
            yield FoundPoint(point.at, point.y, still, source, (), name=point.name)
        elif not point.through:
            index = chosen(curves, point.curve)[0]
            for epoch in epochs([curves[index]], at):
                y = float(epoch.functions[0](np.array([point.at]))[0])
                if math.isfinite(y):
                    yield FoundPoint(point.at, y, epoch, source, (index,), name=point.name)
