"""A map seen from near: its lands grow, and its names are placed anew for each part that is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from ...drawing.marks import Mark
from ...drawing.motion.camera import Camera
from ...drawing.motion.tracks import FADE
from ...drawing.motion.view import Look, Seen, View, strengths
from ...drawing.stage import Box, around
from ...timing.cues import CueClock
from .chart import MapChart
from .names import find_all

_AROUND = 0.12
"""What is seen around a part, as a part of its width and height."""


def camera_of(chart: MapChart, clock: CueClock) -> Camera:
    """A camera that follows the zooms of a map's scene."""
    zooms = chart.scene.zooms
    camera = Camera(chart.view.box, chart.context.motion)
    for zoom, at in zip(zooms, clock.times(zooms), strict=True):
        part = _part(chart, zoom.to) if zoom.to else None
        camera = camera.on(part, at) if part else camera.out(at)
    return camera


def _part(chart: MapChart, names: str) -> Box | None:
    """What of the map holds these lands, in pixels of the frame; None if they are not on it."""
    box = chart.view.box
    bounds = [chart.view.country(code).getBounds() for code in find_all(names)]
    lands = [Box(each.left(), each.top(), each.width(), each.height()) for each in bounds if not each.isEmpty()]
    if not lands:
        return None
    whole = around(lands)
    seen = whole.grown(_AROUND * max(whole.width, whole.height)).within(Box(0, 0, box.width, box.height))
    return seen.moved(box.x, box.y) if seen.width and seen.height else None


def labelled(chart: MapChart, camera: Camera, named: Callable[[MapChart], Sequence[Mark]]) -> Iterator[Mark]:
    """The names and dots of a map, each set of them there while the camera rests where they were placed for."""
    starts = [(-1.0, chart), *((look.at + look.seconds, _near(chart, look)) for look in camera.looks)]
    ends = [*(look.at for look in camera.looks), None]
    for (start, seen), end in zip(starts, ends, strict=True):
        for mark in named(seen):
            yield _between(mark, start, end) if camera.looks else mark


def _near(chart: MapChart, look: Look) -> MapChart:
    """The map as it is laid out where the camera looks."""
    view, sight = chart.view, look.to
    x, y = view.box.centre
    centre = view.centre[0] + (sight.x - x) / view.scale, view.centre[1] - (sight.y - y) / view.scale
    return replace(chart, view=replace(view, centre=centre, scale=view.scale / sight.share), whole=chart)


def _between(mark: Mark, start: float, end: float | None) -> Mark:
    """`mark`, not there before `start` nor after `end` seconds."""
    changes = [(start, 1.0), *([(max(end - FADE, start), 0.0)] if end is not None else [])]
    return replace(mark, view=Seen(View(mark.box), mark.box.centre, strengths(float(start < 0), changes, FADE)))
