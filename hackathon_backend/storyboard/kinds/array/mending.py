"""Arrays mended: no value changes its index, and no step is shown on cells that are not what they were meant to be.

What a step does depends on all that was moved before it. If one that moves values can't be made out, the film ends
before it: it would show other values than the voice speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ...fields import Fields
from ...reading.changelog import ChangeLog, Path, shown
from ...reading.fit import fit
from ...reading.names import snake
from ...reading.objects import as_object, first_of, items_of, renamed
from ...reading.texts import cut
from ...reading.types import NOTHING, element_of, kind_of, limit
from .scene import LONGEST_VALUE, ArrayScene, ArrayStep

_VALUES = kind_of(ArrayScene.model_fields["values"])
_INDEX = re.compile(r"(?<!\d)-?\d+")
_BETWEEN = re.compile(r"\s*[,;|]\s*")
_ALSO = {
    "point": ("pointer", "move_pointer", "set_pointer", "points"),
    "compare": ("look", "check", "highlight", "inspect", "visit", "read", "focus", "test"),
    "swap": ("exchange", "swap_values", "switch"),
    "mark": ("done", "sorted", "found", "final", "finish", "complete", "mark_done", "mark_sorted"),
    "narrow": ("range", "window", "restrict", "shrink", "focus_range", "keep"),
    "set": ("assign", "update", "replace", "put", "overwrite", "set_value"),
}
_ACTION_OF = {also: action for action, names in _ALSO.items() for also in (action, *names)}
_NAMED_BY = {"set": ("value", "new_value", "to", "with"), "point": ("label", "pointer", "variable", "text")}
"""Where the new value of a cell, or the name of a pointer, is written besides `name`."""
_HARMLESS = ("compare", "mark", "narrow")
"""Actions without which those after them still show what they should."""


def mend(fields: Fields, path: Path, told: ChangeLog) -> Fields:
    """The values at the indices that they were given, and the steps as far as they can be followed."""
    values = [_value(each, (*path, "values", index), told) for index, each in enumerate(_listed(fields, path, told))]
    count = min(len(values), limit(_VALUES, "max_length"))
    given = items_of(fields.get("steps"))
    steps: list[Fields] = []
    for index, step in enumerate(given):
        place = (*path, "steps", index)
        made = _step(step, count, place, told)
        if made is not None:
            steps.append(made)
        elif _may_move(step):
            if index + 1 < len(given):
                told.tell(
                    place, f"what follows can't be shown without it: steps {index + 1} to {len(given) - 1} go too"
                )
            break
    return fields | {"values": values} | ({"steps": steps} if "steps" in fields else {})


def values_told(fields: Fields) -> Iterator[str]:
    """The values of a mended array in a row, as they are said."""
    yield ", ".join(map(str, fields["values"]))


def _listed(fields: Fields, path: Path, told: ChangeLog) -> list[Any]:
    """The values as a list: empty places are kept, and an object may name their indices."""
    given = fields.get("values")
    if isinstance(given, str):
        told.tell((*path, "values"), f"{shown(given)} was read as a list")
        inner = given.strip().strip("[](){}").strip()
        return _BETWEEN.split(inner) if _BETWEEN.search(inner) else inner.split()
    if not isinstance(given, dict):
        return list(given) if isinstance(given, list | tuple) else []
    told.tell((*path, "values"), "an object was read as a list")
    places = {int(key): value for key, value in given.items() if isinstance(key, str) and key.isdecimal()}
    if len(places) < len(given) or max(places, default=0) >= limit(_VALUES, "max_length"):
        return list(given.values())
    return [places.get(index) for index in range(max(places, default=-1) + 1)]


def _value(value: Any, path: Path, told: ChangeLog) -> Any:
    """A value that a cell can show, or an empty one in its place: if it went, all others would move."""
    if isinstance(value, bool):
        value = str(value).lower()
    if value is None or value == "":
        return ""
    made = fit(value, element_of(_VALUES), path, told)
    if made is NOTHING:
        told.tell(path, f"{shown(value)} can't be shown; its cell is left empty")
        return ""
    return made


def _step(given: Any, count: int, path: Path, told: ChangeLog) -> Fields | None:
    """A step that can be done to `count` cells; None if it can't."""
    before = len(told.lines)
    fields = renamed(_named(as_object(given, ArrayStep, path, told), path, told), ArrayStep, path, told)
    action = _action(fields.get("action"))
    if action and fields.get("action") != action:
        told.tell((*path, "action"), f"{shown(fields['action'])} was read as {action}")
    cells = _cells(fields.get("at"))
    why = _against(action, cells, fields, count)
    if why and action == "point" and isinstance(fields.get("name"), str):
        told.tell(path, f"{why}; its pointer points to no cell")
        cells, why = [-1], ""
    if why:
        told.forget(before)
        told.tell(path, f"left out: {why}")
        return None
    if action == "point" and len(set(cells)) > 1 and fields.get("name"):
        told.tell(path, "points to several cells, and was read as mark")
        action = "mark"
    if action == "swap" and len(set(cells)) == 1:
        told.tell(path, "swaps a cell with itself, and was read as compare")
        action = "compare"
    if action == "set" and isinstance(fields["name"], str) and len(fields["name"]) > LONGEST_VALUE:
        told.tell((*path, "name"), f"{len(fields['name'])} characters were cut to {LONGEST_VALUE}")
        fields = fields | {"name": cut(fields["name"], LONGEST_VALUE)}
    made = fit(fields | {"action": action, "at": cells}, ArrayStep, path, told)
    return None if made is NOTHING else made


def _named(fields: Fields, path: Path, told: ChangeLog) -> Fields:
    """`fields` with the `name` that its action needs, which others call by another word."""
    action = _action(first_of(fields, "action"))
    key = next((key for key in _NAMED_BY.get(action or "", ()) if isinstance(fields.get(key), str | int | float)), None)
    if key is None or fields.get("name"):
        return fields
    told.tell((*path, key), "was read as name")
    return {name: value for name, value in fields.items() if name != key} | {"name": fields[key]}


def _against(action: str | None, cells: list[int], fields: Fields, count: int) -> str:
    """Why a step can't be shown; nothing if it can."""
    if action is None:
        return f"{shown(fields.get('action'))} is no action"
    beyond = 1 if action == "point" else 0
    if not cells or any(not -beyond <= cell < count + beyond for cell in cells):
        return f"at must be indices from 0 to {count - 1}"
    if action == "swap" and (len(cells) != 2 and len(set(cells)) != 2):
        return "at must be two indices to swap"
    if action == "set" and not isinstance(fields.get("name"), str | int | float):
        return "name must be the new value"
    return ""


def _action(value: Any) -> str | None:
    name = snake(value[:40]) if isinstance(value, str) else ""
    return _ACTION_OF.get(name) or next((action for action in _ALSO if name.startswith(action)), None)


def _cells(value: Any) -> list[int]:
    """The indices that `value` names; none if one of them is none."""
    if isinstance(value, str):
        return [int(each) for each in _INDEX.findall(value[:200]) if len(each) < 9] if "." not in value else []
    parts = list(value.values()) if isinstance(value, dict) else items_of(value)
    found: list[int] = []
    for part in parts:
        if isinstance(part, str) and len(each := _cells(part)) == 1:
            found += each
        elif isinstance(part, int | float) and not isinstance(part, bool) and abs(part) < 1e9 and part == int(part):
            found.append(int(part))
        else:
            return []
    return found


def _may_move(step: Any) -> bool:
    """Whether what is left out could have changed which value is where."""
    name = first_of(step, "action") if isinstance(step, dict) else None
    return _action(name) not in (*_HARMLESS, "point")
