"""What kind of scene a scene is meant to be: by the name it gives itself, or by its fields."""

from __future__ import annotations

import difflib
from inspect import isclass
from typing import Any

from pydantic import BaseModel

from ..fields import Fields
from ..kinds import KINDS, Kind
from ..kinds.base import BaseScene
from ..kinds.source import CITED
from .changelog import ChangeLog, Path, shown
from .names import ALSO, snake
from .objects import is_list
from .types import element_of, kind_of

_CALLED = {also: kind for kind in KINDS.values() for also in (kind.name, *kind.also)}


def kind_meant(given: Fields, path: Path, told: ChangeLog) -> Kind | None:
    """The kind that the scene says it is, or seems to be; None if it seems to be nothing."""
    name = given.get(type_key(given))
    kind = kind_named(name) if isinstance(name, str) else None
    guess = _guess(given)
    # A list that the named kind has no place for, but another has, weighs more than the name.
    elsewhere = (
        required_lists(guess.model)
        if guess and kind and not (required_lists(kind.model) or _has_needed(given, kind))
        else []
    )
    if kind is None or any(field in given and field not in kind.model.model_fields for field in elsewhere):
        kind = guess
    if kind and name != kind.name:
        read = f"{shown(name)} was read as {kind.name}" if name is not None else f"was missing; {kind.name} fits"
        told.tell((*path, "type"), read)
    return kind


def _has_needed(given: Fields, kind: Kind) -> bool:
    """Whether the scene has what only this kind is made of, such as a listing."""
    needed = [name for name, field in kind.model.model_fields.items() if field.is_required()]
    own = [name for name in needed if name != kind.model.label]
    return bool(own) and all(isinstance(given.get(name), str) and given[name].strip() for name in own)


def type_key(given: Fields) -> str:
    """The key under which `given` says what kind it is."""
    return next((key for key in ("type", *ALSO["type"]) if isinstance(given.get(key), str)), "type")


def kind_named(name: str) -> Kind | None:
    """The kind of that name, or of one that is much like it."""
    plain = snake(name[:60]).removesuffix("_scene").removesuffix("_slide")
    near = difflib.get_close_matches(plain, _CALLED, 1, 0.8)
    return _CALLED[near[0]] if near else None


def _guess(given: Fields) -> Kind | None:
    """The kind whose fields `given` has most of."""
    named = {snake(key): value for key, value in given.items() if value not in (None, "", [], {})}
    best = max(KINDS.values(), key=lambda kind: _likeness(kind.model, named))
    return best if _likeness(best.model, named) > 0 else None


def _likeness(kind: type[BaseModel], named: Fields) -> int:
    """How well the names fit the fields of `kind`; where both have the same list, its first element counts too."""
    own = [name for name in kind.model_fields if name not in ("type", "narration", "description", CITED)]
    absent = [name for name in own if name not in named]
    stood_for = [name for name in absent if not named.keys().isdisjoint(ALSO.get(name, ()))]
    # The text that names a scene can be made from others.
    needed = [name for name in absent if kind.model_fields[name].is_required() and name != getattr(kind, "label", None)]
    missing = [name for name in needed if name not in stood_for]
    inner = sum(_likeness_of_first(kind, name, named[name]) for name in own if name in named)
    # Where any of several lists will do, one of them has to be there.
    lists = [name for name in own if is_list(kind, name)]
    lacks_all = (
        bool(lists) and not any(kind.model_fields[name].is_required() for name in lists) and {*lists} <= {*absent}
    )
    return 2 * (len(own) - len(absent)) + len(stood_for) - 3 * (len(missing) + lacks_all) + inner


def _likeness_of_first(kind: type[BaseModel], name: str, value: Any) -> int:
    if not (is_list(kind, name) and isinstance(value, list) and value and isinstance(value[0], dict)):
        return 0
    element = element_of(kind_of(kind.model_fields[name]))
    if not (isclass(element) and issubclass(element, BaseModel)):
        return 0
    return _likeness(element, {snake(str(key)): each for key, each in value[0].items()})


def required_lists(kind: type[BaseScene]) -> list[str]:
    """The names of the lists that a scene of this kind has to have."""
    return [name for name, field in kind.model_fields.items() if field.is_required() and is_list(kind, name)]
