"""Storyboards as language models write them, mended as far as any sense can be made of them.

What is valid passes as it is. What is not is taken apart: every value is made to fit the type of its field
(`fit`), every scene is brought into the form of its kind (`scenes`), and each change is told.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

from pydantic import BaseModel, ValidationError

from ...errors import StoryboardError
from ..board import Storyboard
from ..fields import Fields
from ..kinds import KINDS
from ..kinds.takeaways.mending import completed
from ..kinds.takeaways.scene import TakeawaysScene
from .changelog import ChangeLog, dotted, shown
from .conversations import speakers_meant
from .find_json import board_in
from .fit import fit
from .narration import texts_of
from .objects import renamed
from .scene_kind import kind_meant
from .scenes import mended
from .types import NOTHING, kind_of, limit

__all__ = ["repair"]

_LOOKED_AT = 4
"""How many times as many scenes as there may be are looked at for those that make sense."""


def repair(data: Any) -> tuple[Storyboard, list[str]]:
    """The storyboard that `data` (parsed JSON, or a text with JSON in it) is meant to be, and what was changed.

    Each change is a line that begins with its place in `data`, such as "scenes.2.points: 14 were split over 2 scenes".
    A valid storyboard in which every scene has a narration, be it empty, is not changed.

    Raises `StoryboardError` with `param` as the path of the fault if nothing in it can be shown.
    """
    if isinstance(data, BaseModel):
        data = data.model_dump(mode="json")
    told = ChangeLog()
    found = board_in(data, told)
    if (board := _as_it_is(found)) is not None:
        return board, told.lines
    fields = renamed(found, Storyboard, (), told)
    scenes = _scenes(fields["scenes"], told)
    return Storyboard.read(_frame(fields, scenes, told) | {"scenes": scenes}), told.lines


def _as_it_is(found: Fields) -> Storyboard | None:
    """The storyboard, if there is nothing to mend and nothing to add."""
    if not all(isinstance(scene, dict) and scene.get("narration") is not None for scene in found["scenes"]):
        return None
    try:
        return Storyboard.model_validate(found)
    except ValidationError:
        return None


def _frame(fields: Fields, scenes: list[Fields], told: ChangeLog) -> Fields:
    """All of a storyboard but its scenes."""
    fields = dict(fields)
    if isinstance(fields.get("speakers"), list):
        fields["speakers"] = speakers_meant(fields["speakers"])
        told.tell(("speakers",), "was read as names with their voices")
    if isinstance(fields.get("language"), str):
        fields["language"] = fields["language"].strip().replace("_", "-")
    frame = {}
    for name, field in Storyboard.model_fields.items():
        if name == "scenes":
            continue
        value = fit(fields[name], kind_of(field), (name,), told) if name in fields else NOTHING
        if value is not NOTHING:
            frame[name] = value
        elif field.is_required():
            told.tell((name,), "was missing; the first scene's stands for it")
            frame[name] = Storyboard.model_validate({"title": "-", "scenes": scenes[:1]}).scenes[0].chapter
        elif name in fields:
            told.tell((name,), f"{shown(fields[name])} is unknown; {field.default} was taken")
    return frame


def _scenes(given: list[Any], told: ChangeLog) -> list[Fields]:
    """All scenes mended, the closing one last of all: it may have to take from the others."""
    given = _looked_at(given, told)
    closing = {index for index, value in enumerate(given) if _is_closing(value)}
    done = {i: mended(value, ("scenes", i), told) for i, value in enumerate(given) if i not in closing}
    shown_texts = _texts([scene for scenes in done.values() for scene in scenes])
    for index in closing:
        done[index] = mended(completed(given[index], shown_texts, index, told), ("scenes", index), told)
    scenes = [scene for _, scenes in sorted(done.items()) for scene in scenes]
    if not scenes:
        first = dotted(("scenes", 0))
        raise StoryboardError(f"{first}: nothing can be made of it, nor of any other scene", param=first)
    return _kept(scenes, told)


def _looked_at(given: list[Any], told: ChangeLog) -> list[Any]:
    enough = _LOOKED_AT * _most()
    if len(given) > enough:
        told.tell(("scenes",), f"{len(given)} are far too many; the first {enough} were looked at")
    return given[:enough]


def _kept(scenes: list[Fields], told: ChangeLog) -> list[Fields]:
    most = _most()
    if len(scenes) <= most:
        return scenes
    told.tell(("scenes",), f"{len(scenes)} are too many; the first {most - 1} and the last were kept")
    return [*scenes[: most - 1], scenes[-1]]


def _most() -> int:
    most: int = limit(kind_of(Storyboard.model_fields["scenes"]), "max_length")
    return most


def _is_closing(value: Any) -> bool:
    kind = kind_meant(value, (), ChangeLog()) if isinstance(value, dict) else None
    return kind is not None and kind.model is TakeawaysScene


def _texts(scenes: list[Fields]) -> list[str]:
    """What the scenes show besides their headings: the first text of each, then the second of each, and so on."""
    shown_by = [
        list(texts_of({name: value for name, value in scene.items() if name != KINDS[scene["type"]].model.label}))
        for scene in scenes
    ]
    rows = zip_longest(*shown_by)
    return list(dict.fromkeys(text for row in rows for text in row if text and 12 <= len(text) <= 240))
