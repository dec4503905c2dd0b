"""All that the marks of one map have in common: where things lie, their colours, and their names."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import skia

from ...drawing.context import DrawContext
from ...drawing.stage import Box
from ...drawing.text.text import TextBlock, measure
from ...drawing.text.typefaces import SEMIBOLD
from ...theme import Colour, contrast
from . import years
from .data import Points
from .extents import main_parts, middle
from .labels import LabelOutcome, MapName, Room, best_spots, dots, place_all
from .layout import MapView
from .names import called, find
from .scene import MapScene
from .timeline import MapMoment, bare_stops
from .tones import MapTones
from .view import arcs, is_continent, region_of

DOT, RING = 14, 34
"""Units across the dot at a place, and a ring around a tiny land."""
_SHARE = 0.85
"""Part of the width of a land that its name may take before it is set in two lines."""
_CLEAR = 9
"""Units from a dot or a ring to its name."""
_TINY = 16
"""Units across which a land is so small that a ring around it shows where it is."""
_SIZES, _SMALLER = (30, 27, 24), 5.0
"""Units of type of names, and what a unit less costs, in units of way."""
_ON_LAND = 6.5
"""The contrast to the paper of letters that are read on land as well."""
_DEEP = (0.5, 0.46, 0.42, 0.38, 0.34, 0.3, 0.26, 0.22, 0.18)
"""How much of an accent is in a land, at most: its name has to be read on it."""


@dataclass(frozen=True)
class MapPlace:
    """Something with a dot: the key of its moment, the path of its name, and where it is on the map in pixels."""

    key: str
    path: str
    name: str
    spot: tuple[float, float]


@dataclass(frozen=True)
class MapChart:
    """One map with all that is on it."""

    scene: MapScene
    context: DrawContext
    view: MapView
    times: Mapping[str, MapMoment]
    whole: MapChart | None = None
    """The map of which this is a part, seen from near."""

    @cached_property
    def tones(self) -> MapTones:
        """The colours of what is not spoken of."""
        return MapTones.of(self.context.theme)

    @cached_property
    def codes(self) -> list[str]:
        """The code of each fill."""
        return [find(fill.country) for fill in self.scene.fills]

    @cached_property
    def lands(self) -> list[Any]:
        """The path of each fill, in pixels from the corner of the map."""
        return [self.view.country(code) for code in self.codes]

    @cached_property
    def ways(self) -> list[list[Points]]:
        """The lines of each route, in pixels from the corner of the map."""
        return [[piece for leg in legs for piece in leg] for legs in self.legs]

    @cached_property
    def legs(self) -> list[list[list[Points]]]:
        """The lines of each leg of each route, which are several where the map is cut."""
        return [[self.view.line(arc) for arc in route] for route in arcs(self.scene)]

    @cached_property
    def places(self) -> list[MapPlace]:
        """All that has a dot: markers, and countries on routes that are not in colour."""
        found = [
            MapPlace(f"markers.{index}", f"markers.{index}.name", marker.name, self.view.place(marker.lon, marker.lat))
            for index, marker in enumerate(self.scene.markers)
        ]
        for name in bare_stops(self.scene):
            code = find(name)
            text = called(code, self.context.language)
            spot = self.view.place(*middle(code, region_of(self.scene)))
            found.append(MapPlace(f"stops.{name}", f"stops.{code}", text, spot))
        return [place for place in found if self.window.holds(place.spot)]

    @property
    def window(self) -> Box:
        """The map in pixels from its own corner."""
        return Box(0, 0, self.view.box.width, self.view.box.height)

    @cached_property
    def spots(self) -> list[tuple[float, float]]:
        """Where each dot is."""
        return [place.spot for place in self.places]

    @cached_property
    def centres(self) -> list[tuple[float, float]]:
        """A point in each land."""
        return [self._centre(path) for path in self.main_lands]

    @cached_property
    def main_lands(self) -> list[Any]:
        """The lands without what lies overseas: their names belong to what is left."""
        return [self._main(code, land) for code, land in zip(self.codes, self.lands, strict=True)]

    @cached_property
    def years(self) -> dict[int, TextBlock]:
        """The years by the fills with which they come."""
        return years.blocks_of(self.scene, self.context, self.view.box.width)

    @cached_property
    def corner(self) -> Box | None:
        """Where the years stand, in pixels from the corner of the map."""
        if self.whole:
            return self.whole.corner
        if not self.years:
            return None
        taken = dots(self.spots, self.context.u(DOT))
        return years.place_of([*self.years.values()], self.view.box, self.context.u(1), self.lands, taken)

    def colour(self, index: int) -> Colour:
        """The accent of a fill: that of its group; continents have one each, other lands the first."""
        theme, fill = self.context.theme, self.scene.fills[index]
        if fill.group:
            # By the alphabet, not by turns: a group of two maps in a row has one colour.
            return theme.accent(sorted(self.groups).index(fill.group))
        if is_continent(self.codes[index]):
            return theme.accent([i for i, code in enumerate(self.codes) if code in self._continents].index(index))
        return theme.accent(len(self.groups))

    @cached_property
    def _continents(self) -> set[str]:
        all_of_them = {code for code in self.codes if is_continent(code)}
        return all_of_them | {"AQ"} if all_of_them else set()

    @cached_property
    def groups(self) -> list[str]:
        """The groups in the order in which they are named."""
        return groups_of(self.scene)

    def ground(self, accent: Colour) -> Colour:
        """The filling of a land in an accent, on which its name can be read."""
        theme = self.context.theme
        tints = [theme.tint(accent, part) for part in _DEEP]
        return next((tint for tint in tints if contrast(theme.ink, tint) >= 5.5), tints[-1])

    def route_colour(self, index: int) -> Colour:
        """The accent of a route: none that a land has."""
        taken = [self.colour(each) for each in range(len(self.scene.fills))]
        accents = self.context.theme.accents
        free = [accent for accent in accents if accent not in taken] or [*accents]
        return free[(index - 1) % len(free)]

    def is_tiny(self, index: int) -> bool:
        """Whether a land is hardly seen."""
        bounds = self.lands[index].getBounds()
        return bool(max(bounds.width(), bounds.height()) < self.context.u(_TINY))

    @cached_property
    def labels(self) -> LabelOutcome:
        """The places of all names, in one size of type: large, as far as it does not drive them out of their lands."""
        found = [(self._labels(size), (_SIZES[0] - size) * _SMALLER) for size in _SIZES]
        return min(found, key=lambda pair: pair[0].cost + pair[1])[0]

    def _labels(self, size: float) -> LabelOutcome:
        context, box = self.context, self.view.box
        room = Room(box.width, box.height, context.u(1), self.main_lands)
        room.ways = np.concatenate([room.ways, *(line for lines in self.ways for line in lines)])
        tiny = dots([self.centres[i] for i in range(len(self.lands)) if self.is_tiny(i)], context.u(RING))
        room.dots = [*dots(self.spots, context.u(DOT)), *tiny, *filter(None, [self.corner])]
        return place_all([*self._wanted(size)], room)

    def _wanted(self, size: float) -> list[MapName]:
        found = []
        for index, code in enumerate(self.codes):
            width = self.lands[index].getBounds().width() * _SHARE
            block = self._block(called(code, self.context.language), size, self.context.theme.ink, width)
            path = None if self.is_tiny(index) else self.main_lands[index]
            away = self.context.u(RING / 2 + _CLEAR)
            found.append(MapName(f"fills.{index}", block, self.centres[index], path, away if path is None else 0.0))
        for place in self.places:
            block = self._block(place.name, size, self.context.theme.ink)
            found.append(MapName(place.key, block, place.spot, away=self.context.u(DOT / 2 + _CLEAR)))
        for index, route in enumerate(self.scene.routes):
            if route.name and self.ways[index]:
                block = self._block(route.name, size, self.context.theme.legible(self.route_colour(index), _ON_LAND))
                line = max(self.ways[index], key=len)
                x, y = line[len(line) // 2]
                away = self.context.u(_CLEAR)
                found.append(MapName(f"routes.{index}", block, (float(x), float(y)), away=away))
        return found

    def _block(self, text: str, size: float, colour: Colour, room: float = math.inf) -> TextBlock:
        """A name in lines that fit into its land, if its words do."""
        type_ = self.context.type(size, weight=SEMIBOLD, colour=colour, leading=1.1, align="centre")
        most = max(self.context.u(170), self.view.box.width * 0.2)
        block = measure(text, type_, min(most, room), balance=True)
        return measure(text, type_, block.longest_word + 1, balance=True) if block.breaks_words else block

    def _main(self, code: str, land: Any) -> Any:
        """A land without what lies overseas, if any of the rest is in the picture."""
        if is_continent(code):
            return land
        main, box = self.view.land(main_parts(code)), self.view.box
        return main if main.getBounds().intersects(skia.Rect.MakeWH(box.width, box.height)) else land

    def _centre(self, path: Any) -> tuple[float, float]:
        box = self.view.box
        room = Room(box.width, box.height, self.context.u(1))
        if spots := best_spots(path, 1.0, room):
            return spots[0][1]
        bounds = path.getBounds()
        x, y = bounds.centerX(), bounds.centerY()
        return float(np.clip(x, 0, box.width)), float(np.clip(y, 0, box.height))


def groups_of(scene: MapScene) -> list[str]:
    """The groups of a scene in the order in which they are named."""
    return list(dict.fromkeys(fill.group for fill in scene.fills if fill.group))
