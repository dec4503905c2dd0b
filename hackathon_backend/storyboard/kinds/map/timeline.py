"""When the parts of a map come, and when the attention goes on from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...drawing.motion.tracks import DRAW, ENTER
from ...timing.cues import LAST, CueClock
from ..mentions import mentions
from .names import find
from .scene import MapScene, Route

_LONGEST, _A_LEG = 2.4, 1.1
"""Seconds in which a route is drawn at most, and for each leg of it, where its stops are not spoken of."""
_QUICKEST = 0.35
"""Seconds from one stop to the next at least."""


@dataclass(frozen=True)
class MapMoment:
    """From when something is there, until when it is spoken of (None: to the end), and how long it is drawn."""

    start: float
    until: float | None
    seconds: float = DRAW
    reached: tuple[float, ...] = ()
    """Of a route: when it is at each of its stops."""


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
        reached = _told(scene, path, starts, clock)
        after = max(start + ENTER, *reached) if reached else start + ENTER
        later = [starts[each] for each in own if own[each] != own.get(path, path) and starts[each] > after]
        until = min(later, default=None)
        legs = len(_route(scene, path).stops) - 1 if path.startswith("routes.") else 1
        longest = min(_LONGEST, (until or clock.duration - LAST) - start)
        seconds = reached[-1] - start if reached else max(DRAW, min(longest, _A_LEG * legs))
        if path.startswith("routes.") and not reached:
            reached = [start + seconds * leg / legs for leg in range(legs + 1)]
        found[path] = MapMoment(start, until, seconds, tuple(reached))
    return found | _passed(scene, found, clock.duration - LAST)


def ends(scene: MapScene, clock: CueClock) -> float:
    """When all of a scene is there, in seconds, if its routes go on for as long as the voice speaks of their stops."""
    parts = [*scene.fills, *scene.routes, *scene.markers, *scene.zooms]
    spoken = [at for part in parts if part.cue and (at := clock.reveal(part.cue)) is not None]
    shown = [at for moment in moments(scene, clock).values() for at in (moment.start, *moment.reached)]
    return max([0.0, *spoken, *shown, *clock.times(scene.zooms)]) + scene.settling


def _route(scene: MapScene, path: str) -> Route:
    return scene.routes[int(path.rpartition(".")[2])]


def _told(scene: MapScene, path: str, starts: Mapping[str, float], clock: CueClock) -> list[float]:
    """When a route is at each of its stops, if they are spoken of after it began: as each is named.

    Those that are not named are reached in even steps between the others. Empty if none is named.
    """
    if not path.startswith("routes."):
        return []
    route, start = _route(scene, path), starts[path]
    others = [time for other, time in starts.items() if other.startswith("routes.") and time > start]
    last = min([*others, clock.duration - LAST])
    cues = {marker.name: marker.cue for marker in scene.markers if marker.cue}
    words = mentions(scene.narration, [(stop, stop) for stop in route.stops])
    found: list[float | None] = [start]
    for stop in route.stops[1:]:
        before = max(time for time in found if time is not None) + _QUICKEST
        cue = words[stop].words if stop in words else cues.get(stop, "")
        named = clock.find(cue, before - _QUICKEST) if cue else None
        within = named is not None and start < named <= last + _A_LEG and last - before >= 0
        found.append(min(max(named or 0.0, before), last) if within else None)
    return _evenly(found, last) if any(time is not None for time in found[1:]) else []


def _evenly(found: Sequence[float | None], last: float) -> list[float]:
    """`found` with even steps where nothing is known; at the end a leg takes what it takes by itself."""
    times: list[float] = []
    for place, time in enumerate(found):
        if time is not None:
            times.append(time)
            continue
        steps = next((n for n, later in enumerate(found[place:]) if later is not None), None)
        goal = found[place + steps] if steps is not None else min(times[-1] + _A_LEG * (len(found) - place), last)
        count = (steps if steps is not None else len(found) - place - 1) + 1
        times.append(times[-1] + max((goal or 0.0) - times[-1], 0.0) / count)
    return times


def _subject(scene: MapScene, path: str) -> str:
    """What a part belongs to: lands of a group are spoken of together, and so is a route with its stops."""
    name, index = path.split(".")
    if name == "markers":
        on = (n for n, route in enumerate(scene.routes) if scene.markers[int(index)].name in route.stops)
        return next((f"routes.{n}" for n in on), path)
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
                reached = moment.reached[route.stops.index(name)]
                times[path] = MapMoment(min(reached, max(moment.start, last)), moment.until)
    return times


def bare_stops(scene: MapScene) -> list[str]:
    """The countries on routes that are neither markers nor in colour: each gets a dot with its name."""
    known = {marker.name for marker in scene.markers}
    filled = {find(fill.country) for fill in scene.fills}
    stops = dict.fromkeys(stop for route in scene.routes for stop in route.stops if stop not in known)
    return list({find(stop): stop for stop in stops if find(stop) not in filled}.values())
