"""When the parts of a map come, and when the attention goes on from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...drawing.motion.tracks import DRAW, ENTER
from ...timing.cues import LAST, CueClock
from .names import find
from .scene import MapScene

_LONGEST, _A_LEG = 2.4, 1.1
"""Seconds in which a route is drawn at most, and for each leg of it."""


@dataclass(frozen=True)
class MapMoment:
    """From when something is there, until when it is spoken of (None: to the end), and how long it is drawn."""

    start: float
    until: float | None
    seconds: float = DRAW


def moments(scene: MapScene, clock: CueClock) -> Mapping[str, MapMoment]:
    """The moment of each part by its path, such as "fills.0". Places on a route come as it reaches them."""
    starts = {
        f"{name}.{index}": time
        for name in ("fills", "routes", "markers")
        for index, time in enumerate(clock.times(getattr(scene, name)))
    }
    found: dict[str, MapMoment] = {}
    own = {path: _subject(scene, path) for path in starts if not _is_passed(scene, path)}
    for path, start in starts.items():
        later = [starts[each] for each in own if own[each] != own.get(path, path) and starts[each] > start + ENTER]
        until = min(later, default=None)
        legs = len(scene.routes[int(path[7:])].stops) - 1 if path.startswith("routes.") else 1
        longest = min(_LONGEST, (until or clock.duration - LAST) - start)
        found[path] = MapMoment(start, until, max(DRAW, min(longest, _A_LEG * legs)))
    return found | _passed(scene, found, clock.duration - LAST)


def _subject(scene: MapScene, path: str) -> str:
    """What a part belongs to: lands of a group are spoken of together."""
    name, index = path.split(".")
    group = scene.fills[int(index)].group if name == "fills" else ""
    return f"group {group}" if group else path


def _is_passed(scene: MapScene, path: str) -> bool:
    """Whether a part is a place on a route that has no cue of its own."""
    name, index = path.split(".")
    if name != "markers":
        return False
    marker = scene.markers[int(index)]
    return not marker.cue and any(marker.name in route.stops for route in scene.routes)


def _passed(scene: MapScene, found: Mapping[str, MapMoment], last: float) -> dict[str, MapMoment]:
    """The places on routes, each as the first route that leads there reaches it, and by `last`, to be seen."""
    times: dict[str, MapMoment] = {}
    for number, route in enumerate(scene.routes):
        moment = found[f"routes.{number}"]
        passed = {marker.name: f"markers.{index}" for index, marker in enumerate(scene.markers)}
        passed = {name: path for name, path in passed.items() if _is_passed(scene, path)}
        for name, path in (passed | {name: f"stops.{name}" for name in bare_stops(scene)}).items():
            if name in route.stops and path not in times:
                share = route.stops.index(name) / (len(route.stops) - 1)
                reached = moment.start + share * moment.seconds
                times[path] = MapMoment(min(reached, max(moment.start, last)), moment.until)
    return times


def bare_stops(scene: MapScene) -> list[str]:
    """The countries on routes that are neither markers nor in colour: each gets a dot with its name."""
    known = {marker.name for marker in scene.markers}
    filled = {find(fill.country) for fill in scene.fills}
    stops = dict.fromkeys(stop for route in scene.routes for stop in route.stops if stop not in known)
    return list({find(stop): stop for stop in stops if find(stop) not in filled}.values())
