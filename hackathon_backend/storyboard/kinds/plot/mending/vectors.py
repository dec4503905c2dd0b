"""Vectors and maps of a plot mended: pairs and matrices as writers give them."""

from __future__ import annotations

import re
from typing import Any

from .....errors import FormulaError
from ....fields import Fields
from ....reading.changelog import ChangeLog, Path, shown
from ....reading.objects import by_other_names, items_of
from ..arrows import MOST, with_components
from ..maths.formula import constant

_NAME = {"name": ("label", "title", "text")}
_COMPONENTS = ("components", "vector", "coordinates", "value", "values", "xy")
_MATRIX = ("matrix", "values", "entries", "rows", "a")
_NUMBER = re.compile(r"[-−]?\d+(?:\.\d+)?(?:/\d+)?")


def mend_vectors(fields: Fields, path: Path, told: ChangeLog) -> Fields:
    """Vectors that are none go, and so does a map without four numbers; all of it is told."""
    fields = dict(fields)
    given = fields.get("vectors")
    if isinstance(given, dict):
        # Either one vector, or several by their names.
        named = all(isinstance(value, dict | list | tuple) for value in given.values()) and "components" not in given
        given = [_called(name, item) for name, item in given.items()] if named else [given]
    found = [_vector(item, (*path, "vectors", index), told) for index, item in enumerate(items_of(given))]
    fields["vectors"] = [item for item in found if item is not None]
    fields["transform"] = _transforms(fields.get("transform"), (*path, "transform"), told)
    return fields


def without_eigenvectors(asked: list[Fields], path: Path, told: ChangeLog) -> list[Fields]:
    """What is asked of curves, where there is no map that could have eigenvectors."""
    kept = [item for item in asked if item.get("what") != "eigenvectors"]
    if len(kept) < len(asked):
        told.tell(path, "eigenvectors were left out: there is no transform")
    return kept


def _vector(given: Any, path: Path, told: ChangeLog) -> Fields | None:
    fields = by_other_names(given, _NAME, path, told) if isinstance(given, dict) else {"components": given}
    if "x" in fields and "y" in fields:
        fields.setdefault("components", [fields.pop("x"), fields.pop("y")])
    components = next((fields.pop(name) for name in _COMPONENTS if fields.get(name) is not None), None)
    if components is not None:
        fields["components"] = components
    fields = with_components({name: _numbers(value) if _is_place(name) else value for name, value in fields.items()})
    pair = fields.get("components")
    if not (isinstance(pair, list | tuple) and len(pair) == 2 and all(isinstance(each, float) for each in pair)):
        told.tell(path, f"{shown(given)} has no two components; left out")
        return None
    return fields


def _called(name: str, item: Any) -> Fields:
    return {"name": name} | (item if isinstance(item, dict) else {"components": item})


def _is_place(name: str) -> bool:
    return name in {"components", "start", "end", "from", "to", "tail", "tip", "head"}


def _transforms(given: Any, path: Path, told: ChangeLog) -> list[Fields]:
    """The map, if four numbers can be made out; of several, the first."""
    several = isinstance(given, list | tuple) and any(isinstance(each, dict) for each in given)
    if several and len(given) > 1:
        told.tell(path, f"{len(given)} maps are too many; the first one was kept")
    item = given[0] if several else given
    if item is None:
        return []
    fields = dict(item) if isinstance(item, dict) else {"matrix": item}
    matrix = next((fields.pop(name) for name in _MATRIX if isinstance(fields.get(name), list | tuple | str)), None)
    numbers = _flat(matrix)
    if len(numbers) != 4 or not all(abs(each) <= MOST for each in numbers):
        told.tell(path, f"{shown(matrix)} is no matrix of two rows of two numbers up to {MOST:g}; left out")
        return []
    return [fields | {"matrix": [numbers[:2], numbers[2:]]}]


def _flat(value: Any) -> list[float]:
    """All numbers of a value, in the order in which they stand there."""
    if isinstance(value, list | tuple):
        return [number for each in value for number in _flat(each)]
    if isinstance(value, str):
        return [number for each in _NUMBER.findall(value) for number in _number(each)]
    return _number(value)


def _numbers(value: Any) -> Any:
    """A place as a list of numbers, whether it comes as [1, 2], {"x": 1, "y": 2} or "(1, 2)"."""
    return _flat(list(value.values()) if isinstance(value, dict) else value) or value


def _number(value: Any) -> list[float]:
    try:
        return [constant(value) if isinstance(value, str) else float(value)]
    except (FormulaError, TypeError, ValueError):
        return []
