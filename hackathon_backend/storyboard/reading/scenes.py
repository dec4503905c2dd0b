"""Single scenes mended: what kind each is meant to be, and what becomes of too much and of what can't be drawn."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from inspect import isclass
from typing import Any

from pydantic_core import from_json

from ..fields import Fields
from ..kinds import KINDS, Kind
from ..kinds.base import BaseScene, Cued
from ..kinds.equation.mending import stated
from ..kinds.points.scene import PointsScene
from ..kinds.title.scene import TitleScene
from .changelog import ChangeLog, Path, shown
from .conversations import in_turns
from .fit import fit_items, fit_model
from .formulas import beside
from .names import ALSO
from .narration import texts_of, voiced
from .objects import renamed
from .scene_kind import kind_meant, required_lists, type_key
from .texts import cut, sentences, shares
from .types import NOTHING, element_of, kind_of, limit

_FIELDS = frozenset(name for kind in KINDS.values() for name in kind.model.model_fields)
_WRAPPERS = frozenset({"content", "data", "props", "properties", "fields", "scene", "payload"})
_DEEPEST = 6


def mended(value: Any, path: Path, told: ChangeLog) -> list[Fields]:
    """The scenes that `value` is meant to be: one, several if it is too much for one, or none."""
    given = in_turns(_as_fields(value, path, told), path, told)
    kind = kind_meant(given, path, told) if given else None
    before = len(told.lines)
    scenes = _of_kind(given, kind, path, told) if kind else []
    if not scenes and (other := (kind and kind.instead(given)) or stated(given)):
        told.forget(before)
        told.tell(
            path, f"it can't be drawn as {kind.name if kind else 'it is'}; its things are drawn as {other['type']}"
        )
        before = len(told.lines)
        scenes = _of_kind(other, KINDS[other["type"]], path, told)
    if pair := beside(given, scenes):
        scenes = [*scenes[:-1], pair[0], *_of_kind(pair[1], KINDS["equation"], path, told)]
        told.tell(path, "its formula is shown in a scene of its own")
    if not scenes:
        told.forget(before)
        scenes = [scene for scene in [_plain(given, path)] if scene is not None]
        told.tell(path, "its texts are shown as they are, since no more could be made of it" if scenes else "left out")
    return [voiced(scene, path, told) for scene in scenes]


def _as_fields(value: Any, path: Path, told: ChangeLog) -> Fields:
    """`value` as an object with the names of fields: a text may be JSON or all that is said, a list what is shown."""
    if isinstance(value, str) and value.strip():
        try:
            value = from_json(value)
            told.tell(path, "was JSON in a text")
        except ValueError:
            told.tell(path, f"{shown(value)} was read as its narration")
            return {"narration": value}
    if isinstance(value, list | tuple):
        return {"points": list(value)}
    if not isinstance(value, dict):
        return {}
    return _unwrapped({key: each for key, each in value.items() if isinstance(key, str)}, path, told)


def _unwrapped(given: Fields, path: Path, told: ChangeLog) -> Fields:
    """`given` without an object around its fields: {"type": "points", "content": {...}} or {"points": {...}}."""
    for key, inner in given.items():
        wraps = key in _WRAPPERS or (key in KINDS and "type" not in given)
        if wraps and isinstance(inner, dict) and not _FIELDS.isdisjoint(inner):
            told.tell((*path, key), "its fields were taken out of it")
            outer = {name: value for name, value in given.items() if name != key}
            return ({"type": key} if key in KINDS else {}) | inner | outer
    return given


def _of_kind(given: Fields, kind: Kind, path: Path, told: ChangeLog) -> list[Fields]:
    """`given` as scenes of `kind`; none if it can't be one."""
    kept = {key: value for key, value in given.items() if key != type_key(given)}
    gathered = kind.gather(kept | {"type": kind.name}, path, told)
    fields = kind.mend(renamed(gathered, kind.model, path, told), path, told)
    fields = _labelled(fields, kind.model, path, told)
    fitted = [fit_model(part, kind.model, path, told) for part in _parted(fields, kind.model, path, told)]
    return [] if any(part is NOTHING for part in fitted) else fitted


def _labelled(fields: Fields, kind: type[BaseScene], path: Path, told: ChangeLog) -> Fields:
    """`fields` with the text that names the scene: if need be, the first that it says or shows."""
    if fields.get(kind.label) or not kind.model_fields[kind.label].is_required():
        return fields
    first = next(itertools.chain(_said(fields), texts_of(fields)), None)
    if first is None:
        return fields
    told.tell((*path, kind.label), "was missing; the first words stand for it")
    return fields | {kind.label: cut(first, 60)}


def _said(fields: Fields) -> Iterator[str]:
    narration = fields.get("narration")
    return iter(sentences(narration) if isinstance(narration, str) else ())


def _parted(fields: Fields, kind: type[BaseScene], path: Path, told: ChangeLog) -> list[Fields]:
    """`fields`, or several of them with an even share each of the elements, if those are too many for one scene."""
    name = _growing(kind)
    if name is None or name not in fields:
        return [fields]
    tuple_kind = kind_of(kind.model_fields[name])
    most = limit(tuple_kind, "max_length")
    items = fit_items(fields[name], tuple_kind, (*path, name), told)
    if len(items) <= most:
        return [fields | {name: items}]
    is_cycle = fields.get("shape") == "cycle"
    groups = _even(items, -(-(len(items) + is_cycle) // most))
    told.tell((*path, name), f"{len(items)} were split over {len(groups)} scenes")
    if is_cycle:
        told.tell((*path, "shape"), "a cycle can't be parted; it is shown as a line that leads back to its first step")
        fields = fields | {"shape": "line"}
        groups[-1].append(items[0] | {"cue": ""})
    return _with_shares(fields, kind.label, name, groups)


def _growing(kind: type[BaseScene]) -> str | None:
    """The one list of which a scene of this kind can take less and a further one the rest."""
    lists = required_lists(kind)
    tuple_kind = kind_of(kind.model_fields[lists[0]]) if len(lists) == 1 else None
    if tuple_kind is None or limit(tuple_kind, "min_length") == limit(tuple_kind, "max_length"):
        return None
    element = element_of(tuple_kind)
    return lists[0] if isclass(element) and issubclass(element, Cued) else None


def _even(items: list[Any], count: int) -> list[list[Any]]:
    ends = [round(len(items) * index / count) for index in range(count + 1)]
    return [items[start:end] for start, end in itertools.pairwise(ends)]


def _with_shares(fields: Fields, label: str, name: str, groups: list[list[Any]]) -> list[Fields]:
    narration = fields.get("narration")
    openings = [_cue(group[0]) for group in groups]
    told = shares(narration if isinstance(narration, str) else "", [len(group) for group in groups], openings)
    scenes = []
    for number, (group, words) in enumerate(zip(groups, told, strict=True), 1):
        scene = {key: value for key, value in fields.items() if key != "narration"} | {name: group}
        if number > 1 and isinstance(fields.get(label), str):
            scene[label] = f"{cut(fields[label], 110)} ({number})"
        scenes.append(scene | {"narration": words} if words or narration == "" else scene)
    return scenes


def _cue(item: Any) -> str:
    cue = item.get("cue") if isinstance(item, dict) else getattr(item, "cue", "")
    return cue if isinstance(cue, str) else ""


def _plain(given: Fields, path: Path) -> Fields | None:
    """The texts of a scene as points, or as a title if there is but one; None if it has no text."""
    silent = ChangeLog()
    heading = _string(given, "heading", *ALSO["heading"])
    narration = _string(given, "narration", *ALSO["narration"])
    texts = [text for text in _found(given) if text not in (heading, narration)] or sentences(narration)
    said = {"narration": narration} if narration else {}
    if not texts:
        title = fit_model({"type": "title", "title": heading} | said, TitleScene, path, silent)
        return None if title is NOTHING else title
    named = {"type": "points", "heading": heading or cut(texts[0], 60), "points": texts[:12]}
    points = fit_model(named | said, PointsScene, path, silent)
    return None if points is NOTHING else points


def _string(given: Fields, *keys: str) -> str:
    return next((given[key] for key in keys if isinstance(given.get(key), str)), "")


def _found(value: Any, depth: int = 0) -> Iterator[str]:
    """The texts in lists and objects, leaving out what names things for machines."""
    if isinstance(value, str) and depth > 0 and any(map(str.isalpha, value)):
        yield value
    elif depth < _DEEPEST and isinstance(value, list | tuple):
        for item in value:
            yield from _found(item, depth + 1)
    elif depth < _DEEPEST and isinstance(value, dict):
        yield from texts_of({key: list(_found(item, depth + 1)) for key, item in value.items()})
