"""Simulations mended: quantities by their right names, and what can't be, left out and told."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from ...fields import Fields
from ...reading.changelog import ChangeLog, Path, shown
from ...reading.names import snake
from ...reading.objects import items_of
from .gathering import described, named, quantity_of
from .laws import SimulationModel
from .scene import Change, changed
from .words import by_words

_READ = {
    "t": "time", "v": "speed", "velocity": "speed", "h": "height", "y": "height", "altitude": "height",
    "x": "distance", "position": "distance", "range": "distance", "a": "acceleration", "f": "force", "p": "momentum",
    "kinetic_energy": "kinetic", "potential_energy": "potential", "total_energy": "energy", "vx": "across",
    "vy": "upwards", "i": "current", "u": "voltage", "r": "resistance", "temp": "temperature",
    "horizontal_velocity": "across", "vertical_velocity": "upwards", "horizontal_speed": "across",
    "vertical_speed": "upwards",
}  # fmt: skip
_ARROWS = {
    "velocity_components": "components", "component": "components", "vx": "components", "vy": "components",
    "horizontal": "components", "vertical": "components", "v": "velocity", "speed": "velocity", "force": "forces",
    "gravity": "forces", "weight": "forces", "acceleration": "forces",
}  # fmt: skip
_DO = {
    "pause": "stop", "freeze": "stop", "halt": "stop", "resume": "start", "play": "start", "continue": "start",
    "run": "start", "slow_motion": "slow", "slow_down": "slow", "change": "set", "update": "set",
    "change_quantity": "set",
}  # fmt: skip
_QUANTITY = ("quantity", "name", "parameter", "field", "set", "variable", "property", "what")
_VECTORS = ("velocity", "components", "forces", "none")


def mend(fields: Fields, path: Path, told: ChangeLog) -> Fields:
    """The model with the quantities that it can have, and of the rest what fits it."""
    model = _model(fields.get("model"), (*path, "model"), told)
    if model is None:
        return {name: value for name, value in fields.items() if name != "model"}
    fields = dict(fields) | {"model": model.model_dump(exclude_unset=True)}
    fields["readings"] = _read(fields.get("readings"), model, (*path, "readings"), told)[:5]
    fields["vectors"] = _chosen(fields.get("vectors"), _ARROWS, _VECTORS, (*path, "vectors"), told)[:3]
    fields["plot"] = _plot(fields.get("plot"), model, (*path, "plot"), told)
    fields["changes"] = _changes(fields.get("changes"), model, (*path, "changes"), told)
    return {name: value for name, value in fields.items() if value not in (None, [])}


def _model(given: Any, path: Path, told: ChangeLog) -> SimulationModel | None:
    kind = named(str(given.get("name"))) if isinstance(given, dict) else None
    if kind is None:
        told.tell(path, f"{shown(given)} is no model that can be run")
        return None
    kept: Fields = {}
    for key, value in given.items():
        name = quantity_of(str(key), kind)
        if key == "name" or value in (None, "", [], {}):
            continue
        if name is None or name in kept:
            told.tell((*path, key), f"is no quantity of {given['name']} ({described(kind)}); left out")
            continue
        if name != key:
            told.tell((*path, key), f"was read as {name}")
        kept[name] = value
    return _valid(kind, kept, path, told)


def _valid(kind: type[SimulationModel], kept: Fields, path: Path, told: ChangeLog) -> SimulationModel:
    """A model with as many of the quantities as it takes."""
    for name in list(kept):
        kept[name] = _several(kind, name, kept[name])
        if (why := _complaint(kind, {name: kept[name]})) is not None:
            told.tell((*path, name), f"{why}; it is as usual")
            del kept[name]
    while kept:
        try:
            return kind.model_validate(kept)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            why = first["msg"].removeprefix("Value error, ")
            name = next((str(step) for step in first["loc"] if step in kept), "") or next(
                (each for each in kept if why.startswith(each)), next(iter(kept))
            )
            told.tell((*path, name), f"{why}; it is as usual")
            del kept[name]
    return kind.model_validate({})


def _several(kind: type[SimulationModel], name: str, value: Any) -> Any:
    """Where several are wanted, one alone is one of them; objects are known by their value."""
    if kind.model_fields[name].annotation is float:
        return value[0] if isinstance(value, list) and len(value) == 1 else value
    if isinstance(value, list | tuple):
        return [_valued(item) for item in value]
    if isinstance(value, dict) and "value" not in value:
        return [_valued(item) for item in value.values()]
    if isinstance(value, str) and "," in value and name.endswith("s"):
        return [part.strip() for part in value.split(",")]
    return [value] if isinstance(value, str | int | float | dict) and name.endswith("s") else value


def _valued(item: Any) -> Any:
    """The quantity that an object holds, such as the mass of {"name": "feather", "mass": "10 g"}."""
    if not isinstance(item, dict) or "value" in item:
        return item
    return next((value for key, value in item.items() if key not in ("name", "label", "id", "color")), item)


def _complaint(kind: type[SimulationModel], fields: Fields) -> str | None:
    """What `kind` has against one of its quantities, whatever the others are."""
    try:
        kind.model_validate(fields)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        if first["loc"]:
            return str(first["msg"]).removeprefix("Value error, ")
    return None


def _chosen(given: Any, other: dict[str, str], names: Iterable[str], path: Path, told: ChangeLog) -> list[str]:
    """The `names` that are meant by what is given; `other` has further words for them."""
    found: list[str] = []
    known = [*names]
    for index, item in enumerate(items_of(given)):
        text = snake(str(item.get("name", "") if isinstance(item, dict) else item)[:40])
        text = text if text in known else other.get(text, text)
        near = [text] if text in known else difflib.get_close_matches(text, known, 1, 0.75)
        if near and near[0] not in found:
            found.append(near[0])
            if near[0] != item:
                told.tell((*path, index), f"{shown(item)} was read as {near[0]}")
        elif not near:
            told.tell((*path, index), f"{shown(item)} is none of {', '.join(known)}; left out")
    return found


def _read(given: Any, model: SimulationModel, path: Path, told: ChangeLog) -> list[str]:
    """What of a model is to be read, by its names in any language of the lessons."""
    return _chosen(given, {**by_words(), **_READ}, [*model.offers], path, told)


def _plot(given: Any, model: SimulationModel, path: Path, told: ChangeLog) -> Fields | None:
    if isinstance(given, str):
        for word in (" over ", " against ", " vs ", " vs. ", "-"):
            if word in given:
                y, _, x = given.partition(word)
                given = {"x": x.strip(), "y": y.strip()}
                break
        else:
            given = {"y": given}
    if not isinstance(given, dict):
        return None
    axes = {name: given.get(name) for name in ("x", "y") if given.get(name)}
    silent = ChangeLog()
    read = {name: _read(value, model, path, silent)[:1] for name, value in axes.items()}
    if not read.get("y"):
        told.tell(path, f"what it shows is none of {', '.join(model.offers)}; left out")
        return None
    return {name: value[0] for name, value in read.items() if value}


def _changes(given: Any, model: SimulationModel, path: Path, told: ChangeLog) -> list[Fields]:
    found: list[Fields] = []
    for index, item in enumerate(items_of(given)[:12]):
        fields = {snake(str(key)): value for key, value in item.items()} if isinstance(item, dict) else {"do": item}
        do = snake(str(next((fields[key] for key in ("do", "action", "type", "kind") if fields.get(key)), "set")))
        do = _DO.get(do, do)
        cue = fields.get("cue", fields.get("at", ""))
        kept: Fields = {"do": do, "cue": cue if isinstance(cue, str) else ""}
        if do in ("start", "stop", "slow"):
            found.append(kept)
            continue
        quantity, to = _set(fields, type(model))
        kept |= {"do": "set", "quantity": quantity, "to": to}
        try:
            model = changed(model, Change.model_validate(kept), index)
        except (ValidationError, ValueError) as error:
            told.tell((*path, index), f"{str(error).splitlines()[0][:160]}; left out")
            continue
        found.append(kept)
    return found[:6]


def _set(fields: Fields, kind: type[SimulationModel]) -> tuple[str, str]:
    """The quantity that is set and its new value: named, or as a field of its own such as {"angle": "60°"}."""
    name = next((fields[key] for key in _QUANTITY if fields.get(key)), None)
    value = next((fields[key] for key in ("to", "value", "new_value") if key in fields), "")
    if not isinstance(name, str):
        name = next((key for key in fields if quantity_of(key, kind) in kind.quantities()), "")
        value = fields.get(name, value)
    if isinstance(value, dict):
        value = f"{value.get('value', '')} {value.get('unit', '')}"
    return quantity_of(name, kind) or name, str(value).strip()[:60]
