"""The JSON schemas of a storyboard: for whoever edits one, and for a language model that writes one."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from pydantic.json_schema import JsonSchemaValue

from .board import Storyboard
from .kinds import KINDS
from .kinds.source import CITED

_DROPPED = frozenset({"default", "format", "maxLength", "minLength", "pattern", "title", "discriminator"})
"""Keywords that structured outputs do not take, or that only take room."""
_FIRST, _LAST = ("type", "narration"), ("description", "cue")
_SHARED = frozenset({"narration", *_LAST})
_SAID_ONCE = (
    "A video as scenes, each one idea. The narration is what the voice says meanwhile, in whole sentences. A cue is a "
    "word or phrase copied from the scene's narration at which that part appears; an empty one spreads parts evenly. A "
    "description says in one sentence what is drawn and not spoken, for whoever can't see it; empty if the narration "
    "says all."
)


def editor_schema() -> JsonSchemaValue:
    """The whole schema; the definition of each kind of scene has a sample, and in `x-when` when to choose it."""
    schema = Storyboard.model_json_schema()
    for kind in KINDS.values():
        schema["$defs"][kind.model.__name__]["properties"][CITED]["readOnly"] = True
        schema["$defs"][kind.model.__name__] |= {"examples": [kind.standalone()], "x-when": kind.when}
    return schema


def model_schema(kinds: Collection[str] | None = None) -> JsonSchemaValue:
    """The schema in the form that structured outputs take: every field required, unions as `anyOf`, no limits on text.

    `kinds` are the types of scenes that may be written; if it is not given, all that can be written in words.
    Narrations stand before what is shown, so that they are written first and cues can be copied from them.
    """
    schema = Storyboard.model_json_schema()
    # Which voices there are, and whose film it is, no language model knows.
    for name in ("speakers", "brand", "safe_area"):
        del schema["properties"][name]
    scenes = schema["properties"]["scenes"]["items"]
    offered: dict[str, str] = scenes.pop("discriminator")["mapping"]
    wanted = [kind.name for kind in KINDS.values() if (kind.written if kinds is None else kind.name in kinds)]
    scenes["oneOf"] = [{"$ref": offered[name]} for name in wanted]
    # Where a scene comes from is found out for it, or asked for by the passages that it was shown.
    for kind in KINDS.values():
        del schema["$defs"][kind.model.__name__]["properties"][CITED]
    strict: JsonSchemaValue = _strict(schema)
    strict["description"] = _SAID_ONCE
    strict["$defs"] = _reachable(strict)
    return strict


def scene_schema(kind: str) -> JsonSchemaValue:
    """The schema of one scene of that kind in the form that structured outputs take, without its type, narration and
    source.
    """
    schema = KINDS[kind].model.model_json_schema()
    for name in ("type", "narration", CITED):
        schema["properties"].pop(name)
    strict: JsonSchemaValue = _strict(schema)
    strict.setdefault("$defs", {})
    return strict | {"$defs": _reachable(strict)}


def _strict(node: Any) -> Any:
    if isinstance(node, list):
        return [_strict(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {("anyOf" if key == "oneOf" else key): _strict(value) for key, value in node.items() if key not in _DROPPED}
    if isinstance(node.get("properties"), dict):
        fields = {name: _field(name, value) for name, value in node["properties"].items()}
        kept["properties"] = {name: fields[name] for name in sorted(fields, key=_rank)}
        kept["required"] = list(kept["properties"])
    return kept


def _field(name: str, value: Any) -> Any:
    field = _strict(value)
    if name in _SHARED:
        # What these are is said once, and not for each scene and part.
        field.pop("description", None)
    return field


def _rank(name: str) -> int:
    return _FIRST.index(name) - len(_FIRST) if name in _FIRST else int(name in _LAST)


def _reachable(schema: JsonSchemaValue) -> JsonSchemaValue:
    """The definitions that are still used."""
    definitions: JsonSchemaValue = schema.pop("$defs")
    found: set[str] = set()
    waiting = [str(schema)]
    while waiting:
        for name in re.findall(r"#/\$defs/(\w+)", waiting.pop()):
            if name not in found:
                found.add(name)
                waiting.append(str(definitions[name]))
    return {name: value for name, value in definitions.items() if name in found}
