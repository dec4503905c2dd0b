"""Objects brought into the form that a model expects: the right names for what they hold."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, get_origin

from pydantic import BaseModel

from ..fields import Fields
from .changelog import ChangeLog, Path, listed, shown
from .names import ALSO, snake


def as_object(value: Any, model: type[BaseModel], path: Path, told: ChangeLog) -> Fields:
    """`value` as the fields of `model`: what is not an object is put into the field that it must be meant for."""
    if isinstance(value, dict):
        return {key: item for key, item in value.items() if isinstance(key, str)}
    if value is None:
        return {}
    needed = [name for name, field in model.model_fields.items() if field.is_required()]
    lists = [name for name in needed if is_list(model, name)]
    names = lists[:1] or [name for name in needed if model.model_fields[name].annotation is str]
    if names and isinstance(value, str):
        told.tell(path, f"{shown(value)} was read as {' and '.join(names)}")
    return dict.fromkeys(names, [value] if lists and not isinstance(value, list | tuple) else value)


def is_list(model: type[BaseModel], name: str) -> bool:
    """Whether the field `name` of `model` holds several things."""
    return get_origin(model.model_fields[name].annotation) is tuple


def renamed(given: Fields, model: type[BaseModel], path: Path, told: ChangeLog) -> Fields:
    """`given` under the names of the model's fields; what belongs nowhere is left out."""
    named, spare = _sorted(given, model, path, told)
    for name in sorted(model.model_fields, key=lambda name: not _stands_there(name, spare)):
        if name not in named and (others := _other_names(name, spare, model)):
            told.tell((*path, others[0]), f"was read as {name}" + " with the text after it" * (len(others) - 1))
            values = [spare.pop(other) for other in others]
            named[name] = ": ".join(values) if len(values) > 1 else values[0]
    if unknown := [key for key, value in spare.items() if value is not None]:
        told.tell(path, f"unknown and left out: {listed(unknown)}")
    return named


def _sorted(given: Fields, model: type[BaseModel], path: Path, told: ChangeLog) -> tuple[Fields, Fields]:
    """What has a field's name, perhaps spelled otherwise, and what has not. A null is as good as nothing."""
    named: Fields = {}
    spare: Fields = {}
    for key, value in sorted(given.items(), key=lambda item: item[0] not in model.model_fields):
        name = snake(key)
        if name not in model.model_fields or name in named:
            spare[key] = value
        elif value is None:
            told.tell((*path, key), "null was left out")
        else:
            named[name] = value
            if name != key:
                told.tell((*path, key), f"was read as {name}")
    return named, spare


def _stands_there(name: str, spare: Fields) -> bool:
    """Whether a key of `spare` means `name`: such fields come before those that are only guessed."""
    return not {snake(key) for key in spare}.isdisjoint(ALSO.get(name, ()))


def _other_names(name: str, spare: Fields, model: type[BaseModel]) -> list[str]:
    """The key of `spare` that stands for the field `name`: by its meaning, or as the only list there is.

    Two of them if a text was parted into a name and what is said of it.
    """
    keys = {snake(key): key for key, value in spare.items() if value is not None}
    wants_list = is_list(model, name)
    found = [keys[each] for each in ALSO.get(name, ()) if each in keys]
    several = wants_list or get_origin(model.model_fields[name].annotation) is dict
    found = [key for key in found if several or not isinstance(spare[key], list | dict)]
    if name == "text" and len(found) > 1 and all(isinstance(spare[key], str) for key in found[:2]):
        return found[:2]
    if not found and wants_list and model.model_fields[name].is_required():
        lists = [key for key, value in spare.items() if isinstance(value, list) and value]
        return lists if len(lists) == 1 else []
    return found[:1]


def by_other_names(given: Fields, others: Mapping[str, Collection[str]], path: Path, told: ChangeLog) -> Fields:
    """`given` with the fields of `others` under their own names, where only another of a field's names is there."""
    named = dict(given)
    for name, known in others.items():
        key = next((key for key in named if snake(key) in known), None)
        if key is not None and named.get(name) in (None, "", [], {}):
            told.tell((*path, key), f"was read as {name}")
            named[name] = named.pop(key)
    return named


def items_of(value: Any) -> list[Any]:
    """`value` as a list: the elements of an object get its keys as ids."""
    if isinstance(value, dict):
        return [{"id": key} | item if isinstance(item, dict) else item for key, item in value.items()]
    return list(value) if isinstance(value, list | tuple) else [] if value is None else [value]


def first_of(given: Fields, name: str) -> Any:
    """What `given` has under `name` or one of its other names."""
    return next((given[key] for key in (name, *ALSO[name]) if given.get(key) not in (None, "")), None)
