"""Two versions of a document with the same origin, merged: by field, by element, and by word inside of a text.

What only one of them changed is taken from it. What both changed in the same way is changed once. Where both changed
the same words in different ways, `mine` stands; what was changed by one and removed by the other stays.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .alignment import Json, paired
from .texts import merged_texts

_GONE = object()
_Side = tuple[list[Json], dict[int, int]]
"""A version of a list, and the place in it of each element of the base that is still there."""


def merged(base: Json, mine: Json, theirs: Json) -> Json:
    """What becomes of `base` by the changes of both."""
    if mine == theirs or theirs == base:
        return mine
    if mine == base:
        return theirs
    if isinstance(base, dict) and isinstance(mine, dict) and isinstance(theirs, dict):
        return _merged_objects(base, mine, theirs)
    if isinstance(base, list) and isinstance(mine, list) and isinstance(theirs, list):
        return _merged_lists(base, mine, theirs)
    if isinstance(base, str) and isinstance(mine, str) and isinstance(theirs, str):
        return merged_texts(base, mine, theirs)
    return mine


def _merged_objects(base: dict[str, Json], mine: dict[str, Json], theirs: dict[str, Json]) -> Json:
    found: dict[str, Json] = {}
    for name in dict.fromkeys([*theirs, *mine]):
        value = _one(base.get(name, _GONE), mine.get(name, _GONE), theirs.get(name, _GONE))
        if value is not _GONE:
            found[name] = value
    return found


def _one(base: object, mine: object, theirs: object) -> Json:
    """The value of a field that may be missing on any side; `_GONE` if it goes."""
    if mine is _GONE:
        return _GONE if theirs == base else theirs
    if theirs is _GONE:
        return _GONE if mine == base else mine
    if base is _GONE:
        # Both have added it: where it is an object or a list, both may have had something else to say.
        base = {} if isinstance(mine, dict) and isinstance(theirs, dict) else mine
    return merged(base, mine, theirs)


def _merged_lists(base: list[Json], mine: list[Json], theirs: list[Json]) -> list[Json]:
    """Elements are known by their likeness to those of `base`. The order is that of whoever changed it."""
    own, others = paired(base, mine), paired(base, theirs)
    if _in_order(own):
        return _walked(base, (theirs, others), (mine, own), lambda origin, led, other: merged(origin, other, led))
    return _walked(base, (mine, own), (theirs, others), merged)


def _in_order(pairs: dict[int, int]) -> bool:
    places = [pairs[index] for index in sorted(pairs)]
    return places == sorted(places)


def _walked(base: list[Json], first: _Side, second: _Side, merge: Callable[[Json, Json, Json], Json]) -> list[Json]:
    """The elements in the order of the first side, with what the second has added behind what it stood behind there."""
    lead, to_lead = first
    other, to_other = second
    origins = {place: index for index, place in to_lead.items()}
    other_origins = {place: index for index, place in to_other.items()}
    found: list[tuple[int | None, Json]] = []
    """Each with its place in `other`, if it stands there."""
    twice = _added_by_both(lead, other, origins, other_origins)
    for place, value in enumerate(lead):
        origin = origins.get(place)
        if origin is None:
            found.append((twice.get(place), value))
        elif origin in to_other:
            found.append((to_other[origin], merge(base[origin], value, other[to_other[origin]])))
        elif value != base[origin]:
            found.append((None, value))
    for place, value in enumerate(other):
        is_placed = any(where == place for where, _ in found)
        is_removed = place in other_origins and value == base[other_origins[place]]
        if not is_placed and not is_removed:
            found.insert(_behind(found, place), (place, value))
    return [value for _, value in found]


def _added_by_both(
    lead: Sequence[Json], other: Sequence[Json], origins: dict[int, int], other_origins: dict[int, int]
) -> dict[int, int]:
    """The places in `other` of what both have added alike, by those in `lead`."""
    free = [place for place in range(len(other)) if place not in other_origins]
    found: dict[int, int] = {}
    for place, value in enumerate(lead):
        same = next((each for each in free if other[each] == value), None) if place not in origins else None
        if same is not None:
            found[place] = same
            free.remove(same)
    return found


def _behind(found: Sequence[tuple[int | None, Json]], place: int) -> int:
    """Where the element of `place` in the other list is to stand: behind the nearest one before it."""
    before = [(where, index) for index, (where, _) in enumerate(found) if where is not None and where < place]
    return max(before)[1] + 1 if before else 0
