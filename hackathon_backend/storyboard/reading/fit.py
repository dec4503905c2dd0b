"""A value made to fit a pydantic type, whatever the type is: coerced, cut, defaulted or given up.

Nothing here knows one kind of scene from another; the types themselves say what they take.
"""

from __future__ import annotations

import re
from enum import Enum
from inspect import isclass
from typing import Any, Literal, get_origin

from pydantic import BaseModel, ValidationError

from ..fields import Fields
from .changelog import ChangeLog, Path, shown
from .leaves import fit_choice, fit_number, fit_text
from .names import snake
from .objects import as_object, renamed
from .types import NOTHING, element_of, kind_of, limit, taken_apart, takes

_BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+")
_FAULTY = re.compile(r"(?P<field>[a-z_]+)(?:\.(?P<index>\d+)\.?)?\s*(?P<why>.*)", re.S)
"""The place at fault, with which the message of a model's own rule begins: "steps.3.at must be ..."."""


def fit(value: Any, kind: Any, path: Path, told: ChangeLog) -> Any:
    """`value` as something that `kind` takes, changed as little as can be, or `NOTHING`."""
    if takes(kind, value):
        return value
    base, _ = taken_apart(kind)
    if isclass(base) and issubclass(base, BaseModel):
        return fit_model(value, base, path, told)
    if get_origin(base) is tuple:
        return _fit_list(value, kind, path, told)
    if get_origin(base) is Literal or (isclass(base) and issubclass(base, Enum)):
        return fit_choice(value, base, path, told)
    if base is str:
        return fit_text(value, kind, path, told)
    return fit_number(value, kind, path, told) if base in (int, float) else NOTHING


def fit_model(value: Any, model: type[BaseModel], path: Path, told: ChangeLog) -> Any:
    """The fields of `value` that make a `model`, or `NOTHING` if a field that it needs is beyond repair."""
    given = renamed(as_object(value, model, path, told), model, path, told)
    fitted: Fields = {}
    for name, field in model.model_fields.items():
        if name in given and (made := fit(given[name], kind_of(field), (*path, name), told)) is not NOTHING:
            fitted[name] = made
        elif field.is_required():
            return NOTHING
        elif name in given:
            told.tell((*path, name), f"{shown(given[name])} makes no sense here; left out")
    return _settled(fitted, model, path, told)


def fit_items(value: Any, kind: Any, path: Path, told: ChangeLog) -> list[Any]:
    """The elements of `value` that make sense as elements of the tuple `kind`, however many."""
    element = element_of(kind)
    kept = []
    for index, item in enumerate(_as_list(value, element, path, told)):
        before = len(told.lines)
        if (made := fit(item, element, (*path, index), told)) is not NOTHING:
            kept.append(made)
        else:
            told.forget(before)
            told.tell((*path, index), f"{shown(item)} makes no sense here; left out")
    return kept


def _settled(fitted: Fields, model: type[BaseModel], path: Path, told: ChangeLog) -> Any:
    """`fitted` without the parts that the model's own rules speak against."""
    places = {name: list(range(len(value))) for name, value in fitted.items() if isinstance(value, list | tuple)}
    while (complaint := _complaint(fitted, model)) is not None:
        match = _FAULTY.match(complaint)
        if match is None or (field := match["field"]) not in fitted:
            return NOTHING
        index = int(match["index"] or -1)
        if 0 <= index < len(places.get(field, ())):
            place: Path = (field, places[field].pop(index))
            fitted = fitted | {field: [item for at, item in enumerate(fitted[field]) if at != index]}
        elif not model.model_fields[field].is_required():
            place = (field,)
            fitted = {name: value for name, value in fitted.items() if name != field}
        else:
            return NOTHING
        told.tell((*path, *place), f"left out: {match['why']}")
    return fitted


def _complaint(fitted: Fields, model: type[BaseModel]) -> str | None:
    """What the model has against `fitted`, if anything."""
    try:
        model.model_validate(fitted)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        return first["msg"].removeprefix("Value error, ")
    return None


def _fit_list(value: Any, kind: Any, path: Path, told: ChangeLog) -> Any:
    items = fit_items(value, kind, path, told)
    most = limit(kind, "max_length") or len(items)
    if len(items) > most:
        told.tell(path, f"{len(items)} are too many; the first {most} were kept")
    return items[:most] if len(items) >= (limit(kind, "min_length") or 0) else NOTHING


def _as_list(value: Any, element: Any, path: Path, told: ChangeLog) -> list[Any]:
    if isinstance(value, list | tuple):
        return list(value)
    if isinstance(value, dict):
        return _listed_object(value, element, path, told)
    if value is None:
        return []
    told.tell(path, f"{shown(value)} was read as a list")
    if not isinstance(value, str):
        return [value]
    lines = [_BULLET.sub("", line) for line in value.splitlines() if line.strip()]
    base, _ = taken_apart(element)
    if len(lines) > 1 or (isclass(base) and issubclass(base, BaseModel)):
        return lines
    return [part for part in re.split(r"[,;|\s]+" if base in (int, float) else r"[,;|]\s*", value) if part]


def _listed_object(value: dict[Any, Any], element: Any, path: Path, told: ChangeLog) -> list[Any]:
    """The one element that `value` is, or the elements that it has under their names."""
    base, _ = taken_apart(element)
    told.tell(path, "an object was read as a list")
    if not (isclass(base) and issubclass(base, BaseModel)):
        return list(value.values())
    if any(isinstance(key, str) and snake(key) in base.model_fields for key in value):
        return [value]
    return [_named(base, str(key), item) for key, item in value.items()]


def _named(model: type[BaseModel], key: str, item: Any) -> Any:
    """`item` as it stands under `key` in an object: the key is its name, unless it only counts."""
    if re.fullmatch(r"\D{0,8}\d{1,2}", key):
        return item
    name = next((each for each in ("when", "title", "label", "name", "id") if each in model.model_fields), None)
    if isinstance(item, dict):
        return item if name is None else {name: key} | item
    main = next((each for each, field in model.model_fields.items() if field.is_required() and each != name), None)
    if name is None and isinstance(item, str):
        return f"{key}: {item}"
    return {each: part for each, part in ((name, key), (main, item)) if each}
