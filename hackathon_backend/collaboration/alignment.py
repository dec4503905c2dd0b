"""Which element of a list became which of a later version of it: equal ones, moved ones, and those much alike."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

from .diffing import matches

Json = Any
"""What JSON can say: objects, lists, texts, numbers, truth values and null."""

_ALIKE = 0.5
"""How alike two elements have to be to count as one that was changed."""
_SHORT = 400
"""Characters of two elements that are compared letter by letter; longer ones are by their words."""
_MOST_PAIRS = 400
"""Elements of the one with elements of the other; where there are more, only neighbours are compared."""
_WORD = re.compile(r"\w+")


def paired(base: Sequence[Json], later: Sequence[Json]) -> dict[int, int]:
    """The place in `later` of each element of `base` that is still there."""
    before, after = [_text(each) for each in base], [_text(each) for each in later]
    found: dict[int, int] = {}
    for start, to, size in matches(before, after) or []:
        found |= {start + step: to + step for step in range(size)}
    taken = set(found.values())
    places: dict[str, list[int]] = defaultdict(list)
    for place in range(len(after) - 1, -1, -1):
        if place not in taken:
            places[after[place]].append(place)
    for index, text in enumerate(before):
        if index not in found and places[text]:
            found[index] = places[text].pop()
    _pair_alike(base, later, (before, after), found)
    return found


def _pair_alike(
    base: Sequence[Json], later: Sequence[Json], texts: tuple[Sequence[str], Sequence[str]], found: dict[int, int]
) -> None:
    before, after = texts
    taken = set(found.values())
    left = [index for index in range(len(base)) if index not in found]
    free = [place for place in range(len(later)) if place not in taken]
    reach = max(len(base), len(later)) if len(left) * len(free) <= _MOST_PAIRS else 1
    scores = [
        (score, -abs(index - place), index, place)
        for index in left
        for place in free
        if abs(index - place) <= reach
        and (score := _likeness(base[index], later[place], before[index], after[place])) >= _ALIKE
    ]
    for _score, _near, index, place in sorted(scores, reverse=True):
        if index not in found and place not in taken:
            found[index] = place
            taken.add(place)


def _likeness(one: Json, other: Json, text: str, later: str) -> float:
    """0 for nothing in common to 1; things with different ids or of different kinds are different things."""
    if type(one) is not type(other):
        return 0.0
    if isinstance(one, dict) and isinstance(other, dict):
        if any(one.get(name) != other.get(name) for name in ("id", "type")):
            return 0.0
        if one.get("id") is not None:
            return 1.0
        same: int = sum(bool(one[name] == other.get(name)) for name in one)
        return max(same / max(len(one), len(other), 1), _ratio(text, later))
    return _ratio(text, later)


def _ratio(text: str, later: str) -> float:
    if len(text) + len(later) <= _SHORT:
        return SequenceMatcher(None, text, later, autojunk=False).ratio()
    words, others = Counter(_WORD.findall(text)), Counter(_WORD.findall(later))
    return 2 * (words & others).total() / max(words.total() + others.total(), 1)


def _text(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
