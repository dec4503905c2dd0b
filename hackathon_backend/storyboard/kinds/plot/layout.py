"""Works out a plot: what its curves have, which part of the plane is seen, and how much room its labels need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...drawing.context import DrawContext
from ...drawing.stage import Box
from ...timing.cues import CueClock
from ..chart.labels import LABEL
from ..chart.numbers import Figures
from .axis_ticks import axis_ticks, is_even, most_up
from .curves import MovingCurve, moving_curves
from .found import FoundPoint, chosen, found_points, span
from .marks.curves import curve_label, states
from .maths.expression import Values
from .maths.statistics import Bins, counted, fitted
from .placing import Places
from .plane import HEAD, AxisFigures, Plane, Tick, name_block, ticks
from .plot import Colours, Plot
from .ranges import Range, amounts_end, holding, is_wave, values, x_range, y_range
from .scene import Axis, PlotScene
from .timeline import PlotTimeline, timeline, with_events
from .vectors import evenly_scaled, moving_vectors, needed
from .words import tells_years

SpokenOf = tuple[float, frozenset[str]]
"""When the voice speaks of things, and of which."""

_GAP = 12
_RIGHT = 0.8
"""Part of the width from which a curve ends at the right."""


@dataclass(frozen=True)
class AxisNames:
    """What is written at the ends of the axes."""

    x: str
    y: str


def axis_names(scene: PlotScene, curves: Sequence[MovingCurve]) -> AxisNames:
    """The names with their units; in plain mathematics, the letters."""
    letter = next((curve.formula.of for curve in curves if curve.formula.of), "x")
    named = [
        f"{axis.name} ({axis.unit})" if axis.name and axis.unit else axis.name or axis.unit
        for axis in (scene.x, scene.y)
    ]
    if any(named) or not (curves or scene.vectors or scene.transform):
        return AxisNames(*named)
    return AxisNames(letter, "y")


def bins_of(scene: PlotScene) -> Bins | None:
    """The bars of a histogram."""
    if not scene.histogram:
        return None
    bars = scene.histogram[0]
    if bars.counts:
        width = bars.width or 1.0
        return Bins(bars.first - width / 2, width, bars.counts)
    return counted(bars.values, bars.width)


def laid(scene: PlotScene, context: DrawContext, clock: CueClock, area: Box) -> tuple[Plot, list[Tick], AxisNames]:
    """The plot in its `area`, with its ticks and the names of its axes."""
    line = timeline(scene, clock)
    curves = moving_curves(scene, line)
    bins = bins_of(scene)
    vectors = moving_vectors(scene, line)
    seen_x, seen_y = needed(vectors, mapped=bool(scene.transform)) if vectors else ([], [])
    ends = [end for vector in vectors for end in (*vector.before, *vector.after)]
    xs = holding(x_range(scene, curves, bins, seen_x), [x for x, _ in ends])
    found = found_points(scene, curves, line, xs)
    line = with_events(line, _spoken(scene, line, curves, found))
    ys = y_range(scene.y, _rows(scene, curves, xs), [*_held(scene, curves, bins, found, xs), *seen_y])
    if amounts_end(scene, curves):
        ys = max(ys[0], 0.0), ys[1]
    ys = holding(ys, [y for _, y in ends])
    figures = _figures(scene, context, curves, (xs, ys))
    names = axis_names(scene, curves)
    plane = _plane(scene, context, area, (xs, ys), figures, found, names)
    if is_even(scene):
        # What is seen more of one way has numbers of its own, which need room at the axes in their turn.
        widened = evenly_scaled(plane)
        plane = evenly_scaled(_plane(scene, context, area, (widened.xs, widened.ys), figures, found, names))
    places = Places(context, Box(plane.box.x, area.y, area.right - plane.box.x, plane.box.bottom - area.y))
    plot = Plot(
        scene,
        context,
        line,
        tuple(curves),
        tuple(found),
        bins,
        vectors,
        plane,
        *figures,
        Colours.of(scene, vectors, context),
        places,
    )
    plot = _with_gutter(plot, area)
    return plot, axis_ticks(plot), names


def _may_be_angles(axis: Axis) -> bool:
    """Whether the numbers of an axis may be multiples of pi: hours from 0 to 24 are none."""
    ends = [end for end in (axis.start, axis.end) if end]
    return not (axis.name and ends and all(end == round(end) for end in ends))


def _figures(
    scene: PlotScene, context: DrawContext, curves: Sequence[MovingCurve], ranges: tuple[Range, Range]
) -> tuple[AxisFigures, AxisFigures, AxisFigures]:
    """How the numbers at the x axis, at the y axis, and elsewhere are written."""
    waves = any(is_wave(curve.formula.tree) for curve in curves)
    made = []
    for axis, (low, high) in zip((scene.x, scene.y), ranges, strict=True):
        grouped = bool(axis.unit) or not tells_years(axis.name, low, high)
        figures = replace(Figures.of([low, high], context.language, axis.unit).shorter, decimals=2, grouped=grouped)
        turns = axis is scene.x and waves and not axis.unit and (high - low) < 60 and _may_be_angles(axis)
        made.append(AxisFigures(figures, turns, high - low))
    plain = Figures(context.language, "", 2, words=False, attached=False)
    return made[0], made[1], AxisFigures(plain, False, 1e-2)


def _rows(scene: PlotScene, curves: Sequence[MovingCurve], xs: Range) -> list[Values]:
    return [row for curve in curves for row in values(list(curve.states()), *span(scene, curve.index, xs))]


def _held(
    scene: PlotScene, curves: Sequence[MovingCurve], bins: Bins | None, found: Sequence[FoundPoint], xs: Range
) -> list[float]:
    """Each y that has to be seen."""
    held = [point.y for point in found if xs[0] <= point.x <= xs[1]]
    held += [y for data in scene.data for y in data.ys]
    for data in scene.data:
        if data.fit and (line := fitted(data.xs, data.ys)):
            held += [line.slope * x + line.intercept for x in xs]
    if bins:
        held += [0.0, max(bins.counts) * 1.04]
    if scene.areas:
        held.append(0.0)
    asked: list[tuple[str, tuple[float, ...]]] = [(tangent.curve, (tangent.at,)) for tangent in scene.tangents]
    asked += [(point.curve, (point.at, *point.through)) for point in scene.points if point.y is None]
    for name, places in asked:
        ys = curves[chosen(curves, name)[0]].last(np.array(places))
        held += [float(y) for y in ys if np.isfinite(y)]
    return held


def _spoken(
    scene: PlotScene, line: PlotTimeline, curves: Sequence[MovingCurve], found: Sequence[FoundPoint]
) -> list[SpokenOf]:
    """When the voice speaks of what."""
    named: list[SpokenOf] = []
    for field in ("curves", "data", "histogram", "vectors"):
        parts = getattr(scene, field)
        if any(part.cue for part in parts):
            named += [(line.at(field, number), frozenset({f"{field}.{number}"})) for number in range(len(parts))]
    vectors = [*(f"vectors.{number}" for number in range(len(scene.vectors))), "transform.0"]
    shown = [f"show.{number}" for number, asked in enumerate(scene.show) if asked.what == "eigenvectors"]
    named += [(at, frozenset({*vectors, *shown})) for at in line.starts["transform"]]
    named += _on_curves(scene, line, curves)
    for curve in curves:
        own = f"curves.{curve.index}"
        things = frozenset({own}).union(*(point.things for point in found if own in point.things))
        named += [(stage.at, things) for stage in curve.stages]
    return [*named, *_focused(scene, line, curves)]


def _on_curves(scene: PlotScene, line: PlotTimeline, curves: Sequence[MovingCurve]) -> Iterator[SpokenOf]:
    """What lies on curves, each with those that it lies on."""
    for field in ("show", "tangents", "areas", "points"):
        for number, part in enumerate(getattr(scene, field)):
            of = {part.curve, getattr(part, "other", "")} - {""}
            on = {f"curves.{index}" for name in of or {""} for index in chosen(curves, name)}
            if field == "show" and part.what == "crossings":
                on |= {f"curves.{curve.index}" for curve in curves}
            yield line.at(field, number), frozenset({f"{field}.{number}", *on})


def _focused(scene: PlotScene, line: PlotTimeline, curves: Sequence[MovingCurve]) -> list[SpokenOf]:
    """What is spoken of again."""
    found = []
    for number, focus in enumerate(scene.focus):
        things = {f"curves.{curve.index}" for curve in curves if curve.answers_to(focus.name)}
        for field in ("data", "histogram", "tangents", "areas", "points", "vectors", "transform"):
            things |= {f"{field}.{n}" for n, part in enumerate(getattr(scene, field)) if part.name == focus.name}
        if things:
            found.append((line.at("focus", number), frozenset(things)))
    return found


def _plane(
    scene: PlotScene,
    context: DrawContext,
    area: Box,
    ranges: tuple[Range, Range],
    figures: tuple[AxisFigures, AxisFigures, AxisFigures],
    found: Sequence[FoundPoint],
    names: AxisNames,
) -> Plane:
    """The plane without room for names at its right."""
    u, line = context.u, context.u(LABEL * 1.15)
    (xs, ys), (x_figures, y_figures, _) = ranges, figures
    top = area.y + (name_block(context, names.y, area.width * 0.6).height + u(HEAD + 8) if names.y else u(HEAD + 4))
    numbers = line + u(_GAP) if scene.x.ticks or found else 0.0
    bottom = area.bottom - numbers - (name_block(context, names.x, area.width * 0.6).height + u(6) if names.x else 0.0)
    ends = [x_figures.block(context, value).width / 2 for value in ticks(xs, 10, turns=x_figures.turns)]
    beside = max(ends, default=0.0) if scene.x.ticks else 0.0
    values_at_y = ticks(ys, most_up(context, bottom - top), turns=False) if scene.y.ticks else []
    values_at_y += [point.y for point in found if point.y]
    left = max((y_figures.block(context, value, bold=True).width for value in values_at_y), default=0.0) + u(_GAP)
    left, right = max(left, beside), area.right - max(u(HEAD + 6), beside)
    return Plane(Box(area.x + left, top, right - area.x - left, bottom - top), xs, ys)


def _with_gutter(plot: Plot, area: Box) -> Plot:
    """The plot with as much room at its right as the names of curves need that end there."""
    box, need = plot.plane.box, 0.0
    for curve in plot.curves:
        for state in states(plot, curve):
            end = (state.pieces[-1][-1][0] - box.x) / box.width if state.pieces else 0.0
            if end > _RIGHT:
                width = curve_label(plot, state).width + plot.context.u(_GAP + 6)
                need = max(need, (box.x + box.width * end + width - area.right) / end)
    box = replace(box, width=box.width - min(need, area.width * 0.35))
    return replace(plot, plane=replace(plot.plane, box=box))
