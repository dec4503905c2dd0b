"""Fields that a request has and that nothing here knows: they are named, so that nobody waits for their effect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import get_args

from pydantic import AliasChoices, BaseModel

from ..errors import RequestError
from ..plain import did_you_mean

_MOST_NAMED = 20
_NAME_SHOWN = 80


def unknown_notes(model: type[BaseModel], fields: Mapping[str, object]) -> list[str]:
    """A note for each field that `model` does not have, those of objects in it too."""
    found = [f"{name} is not known here and was passed over.{near}" for name, near in _unknown(model, fields)]
    more = len(found) - _MOST_NAMED
    return found if more <= 0 else [*found[:_MOST_NAMED], f"{more} more fields were passed over."]


def refuse_unknown(model: type[BaseModel], fields: Mapping[str, object]) -> None:
    """Raise `RequestError` for a field that `model` does not have."""
    for name, near in _unknown(model, fields):
        raise RequestError(f"{name}: is not known here.{near}", param=name)


def _unknown(model: type[BaseModel], fields: Mapping[str, object], inside: str = "") -> Iterator[tuple[str, str]]:
    known = _names(model)
    for name, value in fields.items():
        shown = inside + "".join(char for char in name if char.isprintable())[:_NAME_SHOWN]
        if name not in known:
            yield shown, did_you_mean(name[:_NAME_SHOWN], list(known))
        elif isinstance(value, Mapping) and (inner := _model_in(known[name])) is not None:
            yield from _unknown(inner, value, f"{shown}.")


def _names(model: type[BaseModel]) -> dict[str, object]:
    """What each of the names that a field may come under stands for."""
    names: dict[str, object] = {}
    by_name = model.model_config.get("validate_by_name") or model.model_config.get("populate_by_name")
    for name, field in model.model_fields.items():
        other = field.validation_alias
        aliases = (
            [alias for alias in other.choices if isinstance(alias, str)] if isinstance(other, AliasChoices) else []
        )
        if isinstance(other, str):
            aliases = [other]
        own = [name] if not isinstance(other, str) or by_name else []
        names |= dict.fromkeys([*own, *aliases], field.annotation)
    return names


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type):
        return annotation if issubclass(annotation, BaseModel) else None
    return next((found for part in get_args(annotation) if (found := _model_in(part)) is not None), None)
