"""Maps mended: what is none of the countries is left out, and said; no name is changed into that of another country."""

from __future__ import annotations

import math
import re
from typing import Any

from ....errors import UnknownPlace
from ...fields import Fields
from ...reading.changelog import ChangeLog, Path, shown
from ...reading.objects import by_other_names, items_of
from .names import find, find_all
from .scene import MOST, with_stops

_LISTS = {
    "fills": (
        "countries",
        "highlights",
        "highlighted",
        "regions",
        "areas",
        "territories",
        "continents",
        "lands",
        "nations",
        "states",
    ),
    "markers": (
        "places",
        "cities",
        "points",
        "locations",
        "pins",
        "towns",
        "labels",
        "sites",
        "callouts",
        "annotations",
    ),
    "routes": ("paths", "lines", "arrows", "journeys", "ways", "voyages", "connections", "links"),
    "zooms": ("zoom", "camera"),
    "region": ("area", "continent", "extent", "focus", "center", "view"),
}
_PLACE = ("coordinates", "coords", "position", "location", "latlon", "lat_lon", "latlng")
_DEGREES = re.compile(r"([-+−]?\d+(?:[.,]\d+)?)\s*(?:°\s*)?(?:(\d+(?:[.,]\d+)?)\s*['′]\s*)?([NSEWnsew]?)\w*")
_ALSO = ("country", "name", "code", "iso", "place", "label", "id")


def gather(fields: Fields, path: Path, told: ChangeLog) -> Fields:
    """`fields` with the lists of a map by the names that they have here."""
    return by_other_names(fields, _LISTS, path, told)


def mend(fields: Fields, path: Path, told: ChangeLog) -> Fields:
    """Countries as plain names become fills; unknown ones and places off the globe are left out."""
    fields = dict(fields)
    for name in ("fills", "routes", "markers"):
        if name in fields:
            fields[name] = items_of(fields[name])
    fields = with_stops(fields)
    fills = [_fill(item, (*path, "fills", index), told) for index, item in enumerate(fields.get("fills", []))]
    fields["fills"] = [fill for fill in fills if fill is not None]
    if len(fields["fills"]) > MOST:
        told.tell((*path, "fills"), f"{len(fields['fills'])} were too many for one map; {MOST} are shown")
        fields["fills"] = fields["fills"][:MOST]
    places = [_marker(item, (*path, "markers", index), told) for index, item in enumerate(fields.get("markers", []))]
    fields["markers"] = [place for place in places if place is not None]
    names = {str(place.get("name")) for place in fields["markers"]}
    ways = [_route(item, names, (*path, "routes", index), told) for index, item in enumerate(fields.get("routes", []))]
    fields["routes"] = [way for way in ways if way is not None]
    fields["region"] = _region(fields.get("region"), (*path, "region"), told)
    kept = {name: value for name, value in fields.items() if value not in ([], "")}
    if not kept.keys() & {"fills", "markers", "routes", "region"}:
        told.tell(path, "nothing that it names is on the map; the world is shown")
        kept["region"] = "world"
    return kept


def _fill(item: Any, path: Path, told: ChangeLog) -> Fields | None:
    item = {"country": item} if isinstance(item, str) else item
    if not isinstance(item, dict):
        told.tell(path, f"{shown(item)} is no country and was left out")
        return None
    key = next((key for key in _ALSO if isinstance(item.get(key), str)), None)
    country = item[key] if key else ""
    if not _is_known(country, path, told):
        return None
    return {name: value for name, value in item.items() if name != key} | {"country": country}


def _is_known(name: str, path: Path, told: ChangeLog) -> bool:
    try:
        find(name)
    except UnknownPlace as error:
        told.tell(path, f"{error}; it was left out")
        return False
    return True


def _marker(item: Any, path: Path, told: ChangeLog) -> Fields | None:
    if not isinstance(item, dict):
        told.tell(path, f"{shown(item)} is no place with lat and lon and was left out")
        return None
    place = by_other_names(item, {"name": ("label", "title", "city", "place")}, path, told)
    pair = next((place.pop(key) for key in _PLACE if isinstance(place.get(key), list | tuple | dict | str)), None)
    if isinstance(pair, dict):
        place |= pair
    elif pair is not None and "lat" not in place:
        # As they are spoken: latitude first.
        place |= dict(zip(("lat", "lon"), pair.split(",") if isinstance(pair, str) else pair, strict=False))
    for name, most, others in (("lat", 90, ("latitude",)), ("lon", 180, ("lng", "long", "longitude"))):
        given = next((place.pop(each) for each in (name, *others) if each in place), None)
        value = _degrees(given)
        if not abs(value) <= most:
            told.tell((*path, name), f"{shown(given)} is not within {-most} and {most}; the place was left out")
            return None
        place[name] = value
    return place


def _degrees(given: Any) -> float:
    """An angle as a number, also if it is written as 30.04° N or 31° 14′ E; NaN if it is none."""
    match = _DEGREES.fullmatch(given.strip()) if isinstance(given, str) else None
    if match is None:
        return float(given) if isinstance(given, int | float) and not isinstance(given, bool) else math.nan
    whole, minutes = (float((part or "0").replace("−", "-").replace(",", ".")) for part in match.group(1, 2))
    value = abs(whole) + minutes / 60
    return -value if whole < 0 or match[3].upper() in {"S", "W"} else value


def _route(item: Any, names: set[str], path: Path, told: ChangeLog) -> Fields | None:
    if isinstance(item, list | tuple):
        item = {"stops": list(item)}
    if isinstance(item, dict):
        item = by_other_names(item, {"name": ("label", "title")}, path, told)
    stops = item.get("stops") if isinstance(item, dict) else None
    if not isinstance(stops, list | tuple):
        told.tell(path, f"{shown(item)} is no route and was left out")
        return None
    kept = [
        stop
        for index, stop in enumerate(stops)
        if isinstance(stop, str) and (stop in names or _is_known(stop, (*path, "stops", index), told))
    ]
    if len(kept) < 2:
        told.tell(path, "a route needs two stops; it was left out")
        return None
    return {**item, "stops": kept}


def _region(value: Any, path: Path, told: ChangeLog) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else value
    if not isinstance(text, str):
        return ""
    try:
        find_all(text.strip()) if text.strip() else []
    except UnknownPlace as error:
        told.tell(path, f"{error}; the region was chosen to suit")
        return ""
    return text
