"""A map: lands in quiet grey, and in colour what is spoken of, with routes that draw along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np
import skia

from ...drawing.arrows import ArrowBrush
from ...drawing.brushes import GlowBrush, StrokeBrush, TextBrush, rounded
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.motion.tracks import Track
from ...drawing.parts.basics import dimmed, heading
from ...drawing.stage import Box
from ...theme import Colour, contrast
from ...timing.cues import CueClock
from .brushes import BorderBrush, LandBrush
from .chart import DOT, RING, MapChart, groups_of
from .data import Points
from .key import key_marks, key_of
from .labels import MapName, Placed
from .layout import laid_out
from .scene import GROUND, MapScene
from .timeline import MapMoment, moments
from .view import is_continent
from .years import year_marks
from .zoom import camera_of, labelled

_EDGE, _BORDER, _COAST, _WAY, _HEAD = 1.6, 1.3, 1.5, 4.5, 18
"""Units: the outline of a land in colour, borders, coasts, a route, and the head of its arrow."""
_LEG = 1.6
"""Seconds in which a leg of a route is drawn at most: it waits at a stop until the next one is spoken of."""
_AFTER, _PAST = 0.55, 0.6
"""Opacity of a land and of a route that is spoken of no more."""
_READABLE = 4.6
_CLOSE = 4.0
"""Widths of the map in a unit of its plane from which the net has lines every five degrees."""


def compose(scene: MapScene, context: DrawContext, clock: CueClock) -> list[Mark]:
    """The marks of a map scene, back to front."""
    head, area = heading(context, scene.heading)
    key = key_of(context, groups_of(scene), area.width)
    free = replace(area, height=area.height - key.height)
    times = moments(scene, clock)
    chart = MapChart(scene, context, laid_out(scene, context, free), times)
    if chart.labels.lost:
        line = context.u(44)
        chart = MapChart(scene, context, laid_out(scene, context, replace(free, height=free.height - line)), times)
    ground = zip((_water(chart), _net(chart), _land(chart), _borders(chart)), GROUND, strict=True)
    lasting = [replace(mark, identity=f"{part} of {scene.region}" if scene.region else "") for mark, part in ground]
    camera = camera_of(chart, clock)
    lands = camera.applied([*lasting, *_fills(chart), *_routes(chart)])
    marks = [*lands, *labelled(chart, camera, lambda each: [*_dots(each), *_names(each)])]
    if chart.corner:
        corner = chart.corner.moved(chart.view.box.x, chart.view.box.y)
        marks += year_marks(context, chart.years, corner, times)
    marks = [replace(mark, island=chart.view.box) for mark in marks]
    colours = {fill.group: _colours(chart, index) for index, fill in enumerate(scene.fills) if fill.group}
    starts = {group: _first(chart, group) for group in chart.groups}
    return [head, *marks, *key_marks(context, key, area, colours, starts), *_unplaced(chart, free)]


def _first(chart: MapChart, group: str) -> float:
    return min(chart.times[f"fills.{i}"].start for i, fill in enumerate(chart.scene.fills) if fill.group == group)


def _colours(chart: MapChart, index: int) -> tuple[Colour, Colour]:
    accent = chart.colour(index)
    return chart.ground(accent), accent


def _water(chart: MapChart) -> Mark:
    """The seas, as far as the map goes."""
    brush = LandBrush(chart.view.globe(), chart.window, chart.tones.water, chart.tones.water, 0.0)
    return Mark(chart.view.box, brush, opacity=chart.context.motion.appear(0.0))


def _net(chart: MapChart) -> Mark:
    """Meridians and parallels, faint: they show how the globe was made flat."""
    context, view = chart.context, chart.view
    step = 30 if view.detail == "110m" else 10 if view.scale < _CLOSE * view.box.width else 5
    span = np.linspace(-180, 180, 181)
    lines = [np.column_stack([np.full(91, float(at)), np.linspace(-90, 90, 91)]) for at in range(-180, 180, step)]
    lines += [np.column_stack([span, np.full(181, float(at))]) for at in range(-90 + step, 90, step)]
    brush = BorderBrush(view.strokes(lines), chart.window, chart.tones.net, context.u(_BORDER))
    return Mark(view.box, brush, opacity=context.motion.appear(0.0))


def _land(chart: MapChart) -> Mark:
    """All land, there from the first moment."""
    context, view = chart.context, chart.view
    every = (polygon for polygons in view.atlas.polygons.values() for polygon in polygons)
    path, coasts = view.land(every), view.strokes(view.atlas.coasts)
    brush = LandBrush(path, chart.window, chart.tones.land, chart.tones.coast, context.u(_COAST), coasts)
    return Mark(view.box, brush, opacity=context.motion.appear(0.0))


def _borders(chart: MapChart) -> Mark:
    context, view = chart.context, chart.view
    brush = BorderBrush(view.strokes(view.atlas.borders), chart.window, chart.tones.border, context.u(_BORDER))
    return Mark(view.box, brush, opacity=context.motion.appear(0.0))


def _fills(chart: MapChart) -> Iterator[Mark]:
    """The lands in colour; each box is only as large as what is seen of its land."""
    context, box = chart.context, chart.view.box
    for index, path in enumerate(chart.lands):
        moment = chart.times[f"fills.{index}"]
        filling, accent = _colours(chart, index)
        bounds = path.getBounds()
        own = Box(bounds.left(), bounds.top(), bounds.width(), bounds.height()).grown(context.u(_EDGE))
        seen = own.within(chart.window)
        if not (seen.width and seen.height):
            continue
        moved = skia.Path(path)
        moved.offset(-seen.x, -seen.y)
        edge = filling if is_continent(chart.codes[index]) else accent
        brush = LandBrush(moved, Box(0, 0, seen.width, seen.height), filling, edge, context.u(_EDGE))
        place, identity = seen.moved(box.x, box.y), f"land {chart.codes[index]}"
        yield Mark(place, brush, f"fills.{index}", _strength(chart, moment, _AFTER), identity=identity)


def _strength(chart: MapChart, moment: MapMoment, after: float) -> Track:
    return dimmed(chart.context.motion.appear(moment.start), moment.until, after)


def _routes(chart: MapChart) -> Iterator[Mark]:
    """Each route leg by leg, so that it is at a stop when that is spoken of; the head of the arrow is at its end."""
    for index, legs in enumerate(chart.legs):
        reached, lines = chart.times[f"routes.{index}"].reached, chart.ways[index]
        number = 0
        for leg, (since, at) in zip(legs, pairwise(reached), strict=True):
            start, lengths = max(since, at - _LEG), [_length(line) for line in leg]
            for line, length in zip(leg, lengths, strict=True):
                seconds = max((at - max(since, at - _LEG)) * length / (sum(lengths) or 1.0), 0.05)
                number += 1
                yield _way(chart, index, line, start, seconds, is_last=number == len(lines))
                start += seconds


def _length(line: Points) -> float:
    return float(np.hypot(*np.diff(line, axis=0).T).sum())


def _way(chart: MapChart, index: int, line: Points, start: float, seconds: float, *, is_last: bool) -> Mark:
    """A line of a route that is drawn from `start` on."""
    context, box = chart.context, chart.view.box
    path = skia.Path()
    path.addPoly([skia.Point(float(x), float(y)) for x, y in line], False)
    bounds = path.getBounds()
    place = Box(bounds.left(), bounds.top(), bounds.width(), bounds.height())
    path.offset(-place.x, -place.y)
    head = context.u(_HEAD) if is_last else 0.0
    brush = ArrowBrush(path, chart.route_colour(index), context.u(_WAY), head)
    opacity = dimmed(context.motion.appear(start, 0.1), chart.times[f"routes.{index}"].until, _PAST)
    grow = context.motion.draw(start, seconds)
    return Mark(place.moved(box.x, box.y), brush, f"routes.{index}.stops", opacity, grow)


def _dots(chart: MapChart) -> Iterator[Mark]:
    """Dots at places, and at lands that are too small to be seen, with a ring around those."""
    context, box = chart.context, chart.view.box
    size = context.u(DOT)
    for place in chart.places:
        x, y = place.spot
        brush = GlowBrush(rounded(size, size, size / 2), context.theme.ink, context.theme.paper, context.u(2.5))
        opacity = _strength(chart, chart.times[place.key], 0.75)
        yield Mark(Box(box.x + x - size / 2, box.y + y - size / 2, size, size), brush, place.key, opacity)
    led = {each.wanted.key: each for each in chart.labels.placed if each.leader}
    for index, (x, y) in enumerate(chart.centres):
        key = f"fills.{index}"
        if key not in led and not chart.is_tiny(index):
            continue
        accent, opacity = chart.colour(index), _strength(chart, chart.times[key], 0.75)
        small = context.u(10)
        dot = GlowBrush(rounded(small, small, small / 2), accent, context.theme.paper, context.u(1.5))
        yield Mark(Box(box.x + x - small / 2, box.y + y - small / 2, small, small), dot, "", opacity)
        if chart.is_tiny(index):
            wide = context.u(RING)
            ring = GlowBrush(rounded(wide, wide, wide / 2), None, accent, context.u(2.5))
            yield Mark(Box(box.x + x - wide / 2, box.y + y - wide / 2, wide, wide), ring, "", opacity)


def _names(chart: MapChart) -> Iterator[Mark]:
    box, paths = chart.view.box, {place.key: place.path for place in chart.places}
    for placed in chart.labels.placed:
        key = placed.wanted.key
        moment = chart.times[key]
        if key.startswith("routes."):
            moment = replace(moment, start=moment.start + moment.seconds / 2)
        opacity = _strength(chart, moment, _dim(chart, placed.wanted))
        if placed.leader:
            yield _leader(chart, placed, opacity)
        path = paths.get(key) or f"{key}.{'country' if key.startswith('fills.') else 'name'}"
        yield Mark(placed.box.moved(box.x, box.y), TextBrush(placed.wanted.block), path, opacity)


def _dim(chart: MapChart, wanted: MapName) -> float:
    """How far a name may step back, and still be read on its land."""
    theme = chart.context.theme
    colour = wanted.block.type.colour
    grounds = [chart.tones.water, chart.tones.land]
    grounds += [_colours(chart, index)[0] for index in range(len(chart.scene.fills))]
    for part in (theme.dim, 0.7, 0.8, 0.9):
        if all(contrast(ground.mixed(colour, part), ground) >= _READABLE for ground in grounds):
            return part
    return 1.0


def _leader(chart: MapChart, placed: Placed, opacity: Track) -> Mark:
    assert placed.leader
    (x, y), (to_x, to_y) = placed.leader
    left, top = min(x, to_x), min(y, to_y)
    path = skia.Path().moveTo(x - left, y - top).lineTo(to_x - left, to_y - top)
    box = Box(left, top, abs(to_x - x), abs(to_y - y)).moved(chart.view.box.x, chart.view.box.y)
    return Mark(box, StrokeBrush(path, chart.context.theme.muted, chart.context.u(1.8)), "", opacity)


def _unplaced(chart: MapChart, area: Box) -> Iterator[Mark]:
    """Names without a place on the map stand below it while they are spoken of."""
    context = chart.context
    rows: dict[float, list[MapName]] = {}
    for wanted in chart.labels.lost:
        rows.setdefault(chart.times[wanted.key].start, []).append(wanted)
    starts = sorted(rows)
    for index, start in enumerate(starts):
        text = ", ".join(wanted.block.text for wanted in rows[start])
        block = context.fit(text, area.width, context.u(40), 28)
        opacity = context.motion.appear(start)
        if index + 1 < len(starts):
            opacity = opacity.then(0.0, max(starts[index + 1] - 0.2, start), 0.15)
        yield Mark(Box(area.x, area.bottom - block.height, block.width, block.height), TextBrush(block), "", opacity)
