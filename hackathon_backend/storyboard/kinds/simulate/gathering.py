"""Where a writer may have put a model and its quantities, gathered into one object."""

from __future__ import annotations

import difflib
from typing import Any

from ...fields import Fields
from ...reading.changelog import ChangeLog, Path
from ...reading.names import snake
from .laws import MODELS, SimulationModel

_MODEL = ("model", "simulation", "law", "kind", "experiment", "scenario", "system")
_QUANTITIES = ("quantities", "parameters", "params", "initial", "initial_conditions", "values", "variables", "settings")
_NAME = ("name", "type", "kind", "model", "id", "simulation")
_ENDINGS = ("_m_s", "_ms", "_mps", "_m", "_kg", "_deg", "_degrees", "_s", "_n", "_v", "_c", "_celsius", "_ohm", "_hz")

_CALLED: dict[str, type[SimulationModel]] = {
    word: model for model in MODELS for word in (str(model.model_fields["name"].default), *model.also)
}


def gather(fields: Fields, path: Path, told: ChangeLog) -> Fields:
    """`fields` with `model` as an object that has the quantities, wherever they stood."""
    given = {snake(key): value for key, value in fields.items()}
    key = next((key for key in _MODEL if isinstance(given.get(key), str | dict) and given[key]), None)
    if key is None:
        return fields
    found = given.pop(key)
    inner: Fields = dict(found) if isinstance(found, dict) else {"name": found}
    name_key = next((key for key in _NAME if isinstance(inner.get(key), str)), None)
    called = str(inner.pop(name_key)) if name_key else ""
    model = named(called)
    if model is None:
        return given | {"model": found}
    name = str(model.model_fields["name"].default)
    if found != name and not (isinstance(found, dict) and found.get("name") == name):
        told.tell((*path, key), f"was read as {name}")
    _take_quantities(given, inner, model)
    for each, value in model.implied.get(snake(called[:60]), {}).items():
        if not any(quantity_of(key, model) == each for key in inner):
            inner[each] = value
    return given | {"model": {"name": name} | inner}


def _take_quantities(given: Fields, inner: Fields, model: type[SimulationModel]) -> None:
    """Move the model's quantities into its own fields: from the objects that hold them, and from beside it."""
    for holder in (inner, given):
        for each in _QUANTITIES:
            if isinstance(holder.get(each), dict | list):
                inner |= {name: value for name, value in _listed(holder.pop(each)).items() if name not in inner}
    for each in list(given):
        if each not in ("type", "narration", "heading", "description") and quantity_of(each, model):
            inner.setdefault(each, given.pop(each))


def named(text: str) -> type[SimulationModel] | None:
    """The model that is called so, or nearly."""
    plain = snake(text[:60]).removesuffix("_model").removesuffix("_simulation")
    near = difflib.get_close_matches(plain, _CALLED, 1, 0.8)
    return _CALLED[near[0]] if near else None


def quantity_of(text: str, model: type[SimulationModel]) -> str | None:
    """The quantity of `model` that is called so: by its name, a synonym, or either with a unit behind it."""
    plain = snake(text)
    fields = [name for name in model.model_fields if name != "name"]
    others = {other: name for name, more in model.synonyms.items() for other in more}
    for each in (plain, *(plain.removesuffix(end) for end in _ENDINGS if plain.endswith(end))):
        if each in fields:
            return each
        if each in others:
            return others[each]
    return None


def _listed(given: Any) -> Fields:
    """Quantities as an object: a list has one object for each."""
    if isinstance(given, dict):
        return dict(given)
    found: Fields = {}
    for item in given:
        if isinstance(item, dict) and isinstance(name := item.get("name", item.get("quantity")), str):
            found[name] = {"value": item["value"], "unit": item.get("unit", "")} if "value" in item else item.get("to")
    return found


def described(model: type[SimulationModel]) -> str:
    """What quantities a model has."""
    return ", ".join(name for name in model.model_fields if name != "name")
