"""Tangents with their slopes, areas with their values, and points that run along a curve."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from ....drawing.brushes import StrokeBrush
from ....drawing.marks import Mark
from ....drawing.motion.tracks import DRAW, ENTER, GROW, Track
from ....drawing.stage import Box
from ....theme import Colour
from ..found import Epoch, chosen, epochs, span
from ..maths.expression import Values
from ..maths.features import area, slope
from ..maths.sampling import Function, Piece, Point
from ..placing import PlotLabel, beside_point, name_label
from ..plot import Plot
from ..scene import Area, PlotScene, Tangent
from ..timeline import FAINT
from ..words import word
from .brushes import AreaBrush, DotsBrush, RunnerBrush, path_of
from .points import DOT

_THICK, _AWAY = 3, 12
"""Units across a tangent, and from things to their labels."""
_REACH = 0.24
"""How far a tangent goes to each side, as a part of the width."""
_STRENGTH = 0.15
"""Opacity of an area."""
_SAMPLES = 160


def keep_tangents_clear(plot: Plot) -> None:
    """Names that are put before the tangents are drawn keep away from them, too."""
    for number, epoch in _tangents(plot):
        plot.places.add_lines(_touching(plot, plot.scene.tangents[number], epoch)[2], _THICK)


def draw_tangents(plot: Plot) -> None:
    """Add the tangents with their slopes."""
    for number, epoch in _tangents(plot):
        _tangent(plot, number, plot.scene.tangents[number], epoch)


def _tangents(plot: Plot) -> Iterator[tuple[int, Epoch]]:
    """The number of each tangent, with each time in which its curve does not move."""
    for number, tangent in enumerate(plot.scene.tangents):
        index = chosen(plot.curves, tangent.curve)[0]
        for epoch in epochs([plot.curves[index]], plot.line.at("tangents", number)):
            yield number, epoch


def _touching(plot: Plot, tangent: Tangent, epoch: Epoch) -> tuple[float, float, list[Piece]]:
    """The value where a tangent touches its curve, its slope and its line in pixels: none if that can't be seen."""
    plane, function = plot.plane, epoch.functions[0]
    y = float(function(np.array([tangent.at]))[0])
    rise = slope(function, tangent.at, (plane.xs[1] - plane.xs[0]) * 1e-4)
    if not (math.isfinite(y) and math.isfinite(rise) and plane.shows(tangent.at, y)):
        return y, rise, []
    return y, rise, plane.curve(lambda xs: y + rise * (xs - tangent.at), *_within_reach(plot, tangent.at, rise))


def _tangent(plot: Plot, number: int, tangent: Tangent, epoch: Epoch) -> None:
    plane, context, index = plot.plane, plot.context, chosen(plot.curves, tangent.curve)[0]
    y, rise, pieces = _touching(plot, tangent, epoch)
    if not pieces:
        return
    colour = _other(plot, index)
    x, py = plane.point(tangent.at, y)
    things = [f"tangents.{number}", f"curves.{index}"]
    opacity = plot.strength(epoch.start, things, _over(epoch))
    box = plane.box
    brush = StrokeBrush(path_of(pieces, box.x, box.y), colour, context.u(_THICK))
    plot.layers.lines.append(Mark(box, brush, f"tangents.{number}", opacity, context.motion.draw(epoch.start)))
    plot.layers.dots.append(dot(plot, (x, py), colour, opacity))
    plot.places.add_points([(x, py)], DOT)
    name = tangent.name or word("slope", context.language)
    text = f"{name} = {plot.plain.text(rise)}{_per(plot.scene)}"
    label = name_label(context, text, colour, plot.places.area.width * 0.4)
    ends = [piece[place] for piece in pieces for place in (-1, 0)]
    spots = [spot for end in ends for spot in beside_point(label, *end, context.u(_AWAY))]
    placed = plot.places.put(label, spots or beside_point(label, x, py, context.u(_AWAY)))
    plot.label(label, placed, f"tangents.{number}.name", plot.shown(epoch.start + DRAW, epoch.until))


def _per(scene: PlotScene) -> str:
    """The unit of a slope: that of y for each of x; nothing where that could not be told from the words."""
    over, under = scene.y.unit, scene.x.unit
    plain = over and under and not any(sign in f"{over}{under}" for sign in "/ %·²")
    return f"\u00a0{over}/{under}" if plain else ""


def _within_reach(plot: Plot, x: float, rise: float) -> tuple[float, float]:
    """The ends of a tangent, which is as long on the screen however steep it is."""
    plane = plot.plane
    width = plane.xs[1] - plane.xs[0]
    steep = rise * (plane.box.height / (plane.ys[1] - plane.ys[0])) / (plane.box.width / width)
    reach = _REACH * width / math.hypot(1.0, steep)
    return x - reach, x + reach


def _other(plot: Plot, index: int) -> Colour:
    """A colour that the curve itself does not have."""
    own = plot.colours.curves[index]
    theme = plot.context.theme
    return next((each for each in (theme.accents[2], theme.accents[3], theme.ink) if not each.is_like(own)), theme.ink)


def _over(epoch: Epoch) -> list[tuple[float, float]]:
    """What becomes of things as their curve moves on: they go."""
    return [] if epoch.until is None else [(epoch.until, 0.0)]


def dot(plot: Plot, point: Point, colour: Colour, opacity: Track) -> Mark:
    """A single dot."""
    size = plot.context.u(DOT)
    brush = DotsBrush(((size / 2, size / 2),), size, colour, plot.context.theme.paper)
    return Mark(Box(point[0] - size / 2, point[1] - size / 2, size, size), brush, "", opacity)


def draw_areas(plot: Plot) -> None:
    """Add the areas with their values."""
    for number, part in enumerate(plot.scene.areas):
        indices = [chosen(plot.curves, part.curve)[0]]
        if part.other:
            indices += [index for index in chosen(plot.curves, part.other) if index not in indices][:1]
        for epoch in epochs([plot.curves[index] for index in indices], plot.line.at("areas", number)):
            _area(plot, number, part, indices, epoch)


def _area(plot: Plot, number: int, part: Area, indices: Sequence[int], epoch: Epoch) -> None:
    spans = [span(plot.scene, index, plot.plane.xs) for index in indices]
    low = max(part.start if part.start is not None else -math.inf, *(each[0] for each in spans), plot.plane.xs[0])
    high = min(part.end if part.end is not None else math.inf, *(each[1] for each in spans), plot.plane.xs[1])
    if low >= high:
        return
    top, bottom = epoch.functions[0], epoch.functions[1] if len(indices) > 1 else _ground
    outline = _outline(plot, top, bottom, low, high)
    context, box = plot.context, plot.plane.box
    x, right = plot.plane.x(low), plot.plane.x(high)
    path = path_of([outline], x, box.y)
    path.close()
    things = [f"areas.{number}", *(f"curves.{index}" for index in indices)]
    colour = plot.colours.curves[indices[0]]
    opacity = plot.strength(epoch.start, things, _over(epoch))
    brush = AreaBrush(path, right - x, box.height, colour, _STRENGTH)
    place = Box(x, box.y, right - x, box.height)
    plot.layers.fills.append(Mark(place, brush, f"areas.{number}", opacity, context.motion.draw(epoch.start, 1.2)))
    between: Function = lambda xs: top(xs) - bottom(xs)  # noqa: E731
    value = _size(between, low, high, both=len(indices) > 1)
    label = _area_label(plot, part, value)
    placed = plot.places.put(label, _inside(plot, label, top, bottom, low, high))
    plot.label(label, placed, f"areas.{number}.name", plot.shown(epoch.start + GROW, epoch.until))


def _ground(xs: Values) -> Values:
    return np.zeros_like(xs)


def _size(between: Function, low: float, high: float, *, both: bool) -> float:
    """The area: signed below a curve, as an integral is; the whole size between two curves."""
    return area(lambda xs: np.abs(between(xs)), low, high) if both else area(between, low, high)


def _outline(plot: Plot, top: Function, bottom: Function, low: float, high: float) -> Piece:
    """The edge of an area in pixels, as far as it is within the plane."""
    xs = np.linspace(low, high, _SAMPLES)
    edges = []
    for function in (top, bottom):
        ys = np.nan_to_num(np.clip(function(xs), *plot.plane.ys), nan=min(max(0.0, plot.plane.ys[0]), plot.plane.ys[1]))
        edges.append([plot.plane.point(float(x), float(y)) for x, y in zip(xs, ys, strict=True)])
    return [*edges[0], *reversed(edges[1])]


def _area_label(plot: Plot, part: Area, value: float) -> PlotLabel:
    """What the area is, and how large; a value that there is not is left out."""
    name, context = part.name or word("area", plot.context.language), plot.context
    text = f"{name} = {plot.plain.text(value)}\u00a0{part.unit}".strip("\u00a0") if math.isfinite(value) else name
    return name_label(context, text, context.theme.ink, plot.places.area.width * 0.35)


def _inside(plot: Plot, label: PlotLabel, top: Function, bottom: Function, low: float, high: float) -> list[Box]:
    """Places within an area, the roomiest first; then those on its middle line."""
    plane, half = plot.plane, label.width / 2 + plot.context.u(_AWAY)
    xs = np.linspace(low, high, 81)
    edges = [np.clip(function(xs), *plane.ys) for function in (top, bottom)]
    px = np.array([plane.x(float(x)) for x in xs])
    upper = np.array([plane.y(float(y)) for y in np.maximum(*edges)])
    lower = np.array([plane.y(float(y)) for y in np.minimum(*edges)])
    found: list[tuple[float, Box]] = []
    for place in range(4, 77):
        under = np.abs(px - px[place]) <= half
        ceiling, floor = float(upper[under].max()), float(lower[under].min())
        fits = px[place] - half > px[0] and px[place] + half < px[-1] and math.isfinite(ceiling + floor)
        room = floor - ceiling - label.height if fits else -math.inf
        middle = (ceiling + floor) / 2 if fits else plane.box.centre[1]
        found.append((room, label.at(float(px[place]) - label.width / 2, middle - label.height / 2)))
    return [box for _, box in sorted(found, key=lambda each: -each[0])]


def draw_runners(plot: Plot) -> None:
    """Add the points that run along a curve."""
    for number, point in enumerate(plot.scene.points):
        if point.through and point.y is None:
            index = chosen(plot.curves, point.curve)[0]
            _runner(plot, number, index)


def _runner(plot: Plot, number: int, index: int) -> None:
    """A dot on its way that leaves a pale one behind at each stop; its name comes when it has arrived."""
    point, context = plot.scene.points[number], plot.context
    start = plot.line.at("points", number)
    function = plot.curves[index].at(start)
    stops = [point.at, *point.through]
    legs = tuple(leg for one, other in pairwise(stops) if (leg := _leg(plot, function, one, other)))
    if not legs:
        return
    seconds, colour = plot.line.run(start, len(legs)), plot.colours.accent
    box = plot.plane.box
    inner = tuple([(x - box.x, y - box.y) for x, y in leg] for leg in legs)
    grow, things = Track(0.0), [f"points.{number}", f"curves.{index}"]
    opacity = plot.strength(start, things)
    for place, leg in enumerate(legs):
        at = start + GROW / 2 + seconds * place / len(legs)
        grow = context.motion.travel(grow, (place + 1) / len(legs), at, seconds / len(legs))
        plot.layers.dots.append(dot(plot, leg[0], colour, plot.strength(at, things, [(at + 0.1, FAINT)])))
        plot.places.add_points([leg[0], leg[-1]], DOT)
    brush = RunnerBrush(inner, context.u(DOT * 1.2), colour, context.theme.paper)
    plot.layers.dots.append(Mark(box, brush, f"points.{number}", opacity, grow))
    if point.name:
        label = name_label(context, point.name, colour, plot.places.area.width * 0.35)
        x, y = legs[-1][-1]
        placed = plot.places.put(label, beside_point(label, x, y, context.u(_AWAY)))
        plot.label(label, placed, f"points.{number}.name", plot.shown(start + GROW / 2 + seconds - ENTER / 2))


def _leg(plot: Plot, function: Function, start: float, end: float) -> Piece:
    """The way along a curve in pixels, as far as it can be seen."""
    xs = np.linspace(start, end, _SAMPLES)
    ys = function(xs)
    points = [
        plot.plane.point(float(x), float(y))
        for x, y in zip(xs, ys, strict=True)
        if plot.plane.shows(float(x), float(y))
    ]
    return points if len(points) > 1 else []
