"""What is pointed at in a plot, in whatever list it stands: points, tangents, areas, and what is computed."""

from __future__ import annotations

import math
import re
from typing import Any

from ....fields import Fields
from ....reading.changelog import ChangeLog, Path, listed
from ....reading.names import snake
from ....reading.objects import items_of

_HOLDERS = (
    *("show", "shows", "shown", "features", "find", "mark", "marks", "marked", "markers", "annotations", "annotate"),
    *(
        "highlights",
        "highlight",
        "callouts",
        "labels",
        "key_points",
        "points_of_interest",
        "dots",
        "values",
        "readings",
    ),
)
_TYPE = ("type", "kind", "what", "shape", "feature")
_KINDS = {
    "points": "point points dot value marker coordinate reading label annotation callout highlight vertical_line vline",
    "tangents": "tangent tangents tangent_line slope gradient derivative",
    "areas": "area areas integral region shading shaded_area area_under_curve fill between",
}
_FIELD_OF = {word: field for field, words in _KINDS.items() for word in words.split()}
_PLACE = ("at", "x", "x_value", "position", "value")
_ENDS = ("from", "start", "to", "end", "range", "interval")
_PAIR = re.compile(r"\(?\s*(-?\d+(?:\.\d+)?)\s*[,;|]\s*(-?\d+(?:\.\d+)?)\s*\)?")
_LEAST = 3
"""Points with both their numbers from which they are measured ones, if there is no curve that they could be on."""


def sorted_out(fields: Fields, path: Path, told: ChangeLog) -> Fields:
    """`fields` with each thing that is pointed at in the list of its kind; what has to be computed is in `show`."""
    named = {snake(key): key for key in fields}
    holders = [named[name] for name in _HOLDERS if name in named and isinstance(fields[named[name]], list | dict | str)]
    moved: dict[str, list[Any]] = {"points": [], "tangents": [], "areas": [], "show": []}
    for key in holders:
        for item in _items(fields[key]):
            moved[_kind_of(item)].append(_bare(item))
    read = [key for key in holders if key != "show"] + [name for name in ("points", "tangents", "areas") if moved[name]]
    if not read:
        return _measured(fields, path, told)
    told.tell(
        (*path, (holders or ["show"])[0]), f"was read as {listed([name for name, each in moved.items() if each])}"
    )
    kept = {key: value for key, value in fields.items() if key not in holders}
    for name, items in moved.items():
        if items:
            kept[name] = [*_items(kept.get(name)), *items]
    return _measured(kept, path, told)


def _items(given: Any) -> list[Any]:
    """A single thing is a list of one."""
    if isinstance(given, dict) and not any(isinstance(value, dict) for value in given.values()):
        return [given]
    return items_of(given)


def _kind_of(item: Any) -> str:
    """The list to which something belongs that is pointed at."""
    if isinstance(item, list | tuple | int | float) or (isinstance(item, str) and _PAIR.fullmatch(item.strip())):
        return "points"
    if not isinstance(item, dict):
        return "show"
    word = next((snake(str(item[key])) for key in _TYPE if isinstance(item.get(key), str)), "")
    if word in _FIELD_OF:
        return _FIELD_OF[word]
    if word:
        return "show"
    if any(key in item for key in _ENDS):
        return "areas"
    return "points" if any(key in item for key in _PLACE) else "show"


def _bare(item: Any) -> Any:
    """An item without what says of which kind it is, where that is said by its list now."""
    if not isinstance(item, dict) or _kind_of(item) == "show":
        return item
    return {key: value for key, value in item.items() if not (key in _TYPE and isinstance(value, str))}


def _measured(fields: Fields, path: Path, told: ChangeLog) -> Fields:
    """`fields` with several points as data, where there is no curve that they could be on."""
    points = [point for point in map(as_point, _items(fields.get("points"))) if point is not None]
    both = [point for point in points if "y" in point and "at" in point]
    if len(both) < _LEAST or any(fields.get(name) for name in ("curves", "data", "histogram", "vectors", "transform")):
        return fields
    told.tell((*path, "points"), "was read as data, since there is no curve")
    data = {"xs": [point["at"] for point in both], "ys": [point["y"] for point in both]}
    return {key: value for key, value in fields.items() if key != "points"} | {"data": [data]}


def as_point(given: Any) -> Fields | None:
    """A point that may come as an x, as a pair of numbers, or as "(2, 4)"; None if it is none."""
    if isinstance(given, str) and (pair := _PAIR.fullmatch(given.strip())):
        given = [float(pair[1]), float(pair[2])]
    if isinstance(given, int | float) and not isinstance(given, bool) and math.isfinite(given):
        return {"at": given}
    if isinstance(given, list | tuple) and 0 < len(given) <= 2:
        return dict(zip(("at", "y"), given, strict=False))
    if not isinstance(given, dict):
        return None
    place = next((key for key in _PLACE if key in given), None)
    if place is None or place == "at":
        return dict(given)
    return {("at" if key == place else key): value for key, value in given.items()}
