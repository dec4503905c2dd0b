"""Finds the storyboard in what a language model answered: JSON in a text, in a fence, or inside of something else."""

from __future__ import annotations

import re
from typing import Any

from pydantic_core import from_json

from ...errors import StoryboardError
from ..board import Storyboard
from ..fields import Fields
from ..kinds import KINDS
from .changelog import ChangeLog, shown
from .names import ALSO, snake

_FENCE = re.compile(r"```(?:json)?\s*(.*?)\s*(?:```|\Z)", re.S)
_SCENES = ("scenes", *ALSO["scenes"])
_OF_SCENES = {name for kind in KINDS.values() for name in kind.model.model_fields} - set(Storyboard.model_fields)
_DEEPEST = 4


def board_in(data: Any, told: ChangeLog) -> Fields:
    """The storyboard in `data`: an object whose "scenes" are a list that is not empty.

    Raises `StoryboardError` if there is none.
    """
    if isinstance(data, str | bytes):
        data = _parsed(data, told)
    found = _inside(data, told, _DEEPEST)
    if found is None:
        raise StoryboardError(f"storyboard: must be an object with scenes, not {shown(data)}", param="storyboard")
    if not found["scenes"]:
        raise StoryboardError("scenes: there is none, and a storyboard needs at least one", param="scenes")
    return found


def _parsed(text: str | bytes, told: ChangeLog) -> Any:
    plain = text.decode("utf-8", "replace") if isinstance(text, bytes) else text.encode("utf-8", "ignore").decode()
    fenced = _FENCE.search(plain)
    body = fenced[1] if fenced else plain
    if (start := min((at for at in (body.find("{"), body.find("[")) if at >= 0), default=-1)) < 0:
        raise StoryboardError("storyboard: holds no JSON", param="storyboard")
    told.tell((), "was JSON in a text")
    for candidate in (body[start:], body[start : max(body.rfind("}"), body.rfind("]")) + 1]):
        try:
            return from_json(candidate)
        except ValueError:
            continue
    try:
        # A text that broke off at the model's limit has whole scenes all the same.
        data = from_json(body[start:], allow_partial=True)
    except ValueError as error:
        raise StoryboardError(f"storyboard: is not JSON ({error})", param="storyboard") from error
    told.tell((), "the JSON broke off; what came before was kept")
    return data


def _inside(data: Any, told: ChangeLog, depth: int) -> Fields | None:
    """The first object with scenes in `data`, itself included; a bare list or a lone scene becomes one."""
    if isinstance(data, list) and data and any(isinstance(item, dict) for item in data):
        told.tell((), "a list was read as its scenes")
        return {"scenes": data}
    if not isinstance(data, dict):
        return None
    fields = {key: value for key, value in data.items() if isinstance(key, str)}
    if (found := _with_scenes(fields, told)) is not None:
        return found
    for key, value in fields.items() if depth else ():
        if isinstance(value, str) and value.lstrip().startswith(("{", "[")):
            value = _json_or_none(value)
        if isinstance(value, dict) and (found := _inside(value, told, depth - 1)) is not None:
            told.tell((), f"was inside of {shown(key)}")
            return found
    if {snake(key) for key, value in fields.items() if value} & _OF_SCENES:
        told.tell((), "an object without scenes was read as a scene")
        return {"scenes": [fields]}
    return None


def _with_scenes(fields: Fields, told: ChangeLog) -> Fields | None:
    """`fields` with their scenes as a list under "scenes", if they have any."""
    for key in sorted(fields, key=lambda each: each != "scenes"):
        name, value = snake(key), fields[key]
        if name not in _SCENES:
            continue
        value = _json_or_none(value) if isinstance(value, str) else value
        scenes = _listed(value)
        if scenes is None or (name != "scenes" and not any(isinstance(scene, dict) for scene in scenes)):
            continue
        if key != "scenes" or not isinstance(fields[key], list | tuple):
            told.tell((key,), "was read as the list of scenes")
        return {other: each for other, each in fields.items() if other != key} | {"scenes": scenes}
    return None


def _listed(value: Any) -> list[Any] | None:
    if isinstance(value, dict):
        alone = any(isinstance(key, str) and snake(key) in ("type", "heading", "narration", "title") for key in value)
        return [value] if alone else list(value.values())
    return list(value) if isinstance(value, list | tuple) else None


def _json_or_none(text: str) -> Any:
    try:
        return from_json(text)
    except ValueError:
        return None
