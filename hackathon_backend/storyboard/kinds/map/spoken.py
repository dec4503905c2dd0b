"""What of a map its narration tells: the countries that it names, and the words at which places come."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..mentions import Mention, mentions, with_cues
from .data import continents
from .names import called, countries_in, find, find_all, known_place
from .scene import Fill, MapScene, Marker

_MOST = 12
"""How many countries are coloured that only the narration names."""
_LEAST = 4
_COMMON = re.compile(
    "mount|monte|mont|berg|lake|lago|river|cape|city|port|camp|fort|north|south|east|west|saint|santa|islands?|isla|"
    "isle|volcano|volcán|volcan|vulkan|battle|empire|kingdom|republic"
)
"""Words of names that name nothing by themselves, and the letters of those that may."""


def meant(scene: MapScene, language: str) -> MapScene:
    """`scene` with the countries that its narration names, where it has nothing on its map but lands in grey.

    Its lands and places without a cue come at the words that name them; those on a route, as the route reaches them.
    """
    if not (scene.fills or scene.routes or scene.markers):
        return scene.model_copy(update={"fills": tuple(_named(scene, language))})
    stops = {stop for route in scene.routes for stop in route.stops}
    fills = with_cues(scene.fills, lambda fill: _names_of(fill, language), scene.narration)
    passed = any(marker.name in stops for marker in scene.markers)
    markers = scene.markers if passed else with_cues(scene.markers, _name_of, scene.narration)
    return scene.model_copy(update={"fills": fills, "markers": markers})


def _named(scene: MapScene, language: str) -> Iterator[Fill]:
    """The countries that are named and lie in the region, each at its word."""
    codes = find_all(scene.region)
    inside = frozenset().union(*(continents().get(code, frozenset({code})) for code in codes))
    found = mentions(scene.narration, countries_in(language))
    kept = [(code, mention) for code, mention in found.items() if code in inside and _is_name(mention)]
    for code, mention in kept[:_MOST]:
        yield Fill(country=called(code, language), cue=mention.words)


def _is_name(mention: Mention) -> bool:
    """Whether the words are a country: Indian and turkey are none, Japan's and Japans are."""
    words = mention.words
    if not words[0].isascii():
        return not words[0].islower()
    return words[0].isupper() and any(known_place(each) for each in (words, words.removesuffix("s")))


def _names_of(fill: Fill, language: str) -> tuple[str, ...]:
    code = find(fill.country)
    return fill.country, called(code, language), called(code, "en")


def _name_of(marker: Marker) -> tuple[str, ...]:
    """The name of a place, and the words of it that name it by themselves: Helens of Mount St. Helens."""
    words = (word.strip(".,()") for word in marker.name.split())
    return marker.name, *(word for word in words if len(word) >= _LEAST and not _COMMON.fullmatch(word.casefold()))
