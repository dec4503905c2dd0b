"""One scene of a film: asked for by the schema of its kind alone, read, or made of what the outline says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ....errors import StoryboardError, WriterError
from ....storyboard import Storyboard, repair, scene_schema
from ....storyboard.fields import Fields
from ....storyboard.kinds import KINDS
from ....storyboard.kinds.source import CITED
from ...cutting import cut_at_word, sentences_of
from ...drafts import Outline, PlannedScene
from ..protocol import JsonObject, JsonSchema
from .exchange import Answered
from .pictures import KIND as PICTURE
from .pictures import pictured

TOKENS = 8_000
"""The most that a scene may have, with what a model thinks before it writes."""
Scenes = tuple[Fields, ...]
"""A scene as JSON, or several that share the narration of one which was too much."""

_LOST = re.compile(r"left out|(?:was|were) kept|no more could be made")
_NO_LOSS = ("unknown and left out", "null was left out", "is not spoken; left out")
_WRAPPERS = ("scene", "scenes")
_AT = "scenes.0."
_POINT, _MOST_POINTS = 60, 4


@cache
def schema_of(kind: str) -> JsonSchema:
    """What a scene of the kind holds beside its narration."""
    return scene_schema(kind)


def read_scene(reply: JsonObject, planned: PlannedScene) -> Answered[Scenes]:
    """What an answer makes of a planned scene, mended as far as may be, and what was lost in mending.

    Raises `WriterError` if it is no scene of the kind that was planned.
    """
    given = {name: value for name, value in _unwrapped(reply).items() if name != CITED}
    fields = given | {"type": planned.kind, "narration": planned.narration}
    try:
        board, changes = repair({"title": planned.idea, "scenes": [fields]})
    except StoryboardError as error:
        raise WriterError(_without_place(error.message)) from error
    if any(scene.type != planned.kind for scene in board.scenes):
        raise WriterError(_fault_of(fields, planned))
    return Answered(tuple(scene.model_dump(mode="json") for scene in board.scenes), tuple(_losses(changes)))


def as_reply(scenes: Scenes) -> JsonObject:
    """A scene as the model would have written it."""
    return {name: value for name, value in scenes[0].items() if name not in ("type", "narration")}


def plain_scene(outline: Outline, planned: PlannedScene) -> Scenes:
    """A scene of nothing but the outline: the things by their names, or else the sentences that are said."""
    if planned.kind == "takeaways":
        return _read(planned, {"type": "takeaways", "takeaways": [{"text": text} for text in outline.takeaways]})
    if planned.kind == PICTURE:
        return _read(planned, pictured(planned))
    if planned.kind == "title":
        return _read(planned, {"type": "title", "title": planned.idea or outline.title})
    return _of_things(planned) or _read(planned, _of_words(planned))


def _of_things(planned: PlannedScene) -> Scenes:
    """The things side by side, if they can be drawn."""
    if "cast" not in KINDS or not planned.things:
        return ()
    actors = [{"id": thing.id, "art": thing.id.replace("_", " "), "label": thing.label} for thing in planned.things]
    fields = {"type": "cast", "heading": planned.idea, "actors": actors, "narration": planned.narration}
    try:
        board, _ = repair({"title": planned.idea, "scenes": [fields]})
    except StoryboardError:
        return ()
    drawn = all(scene.type == "cast" for scene in board.scenes)
    return tuple(scene.model_dump(mode="json") for scene in board.scenes) if drawn else ()


def _of_words(planned: PlannedScene) -> JsonObject:
    labels = [thing.label for thing in planned.things]
    told = labels if len(labels) > 1 else [cut_at_word(each, _POINT) for each in sentences_of(planned.narration)]
    points = [{"text": text} for text in (told or [planned.idea])[:_MOST_POINTS]]
    return {"type": "points", "heading": planned.idea, "points": points}


def _read(planned: PlannedScene, fields: JsonObject) -> Scenes:
    board = Storyboard.read({"title": planned.idea, "scenes": [fields | {"narration": planned.narration}]})
    return tuple(scene.model_dump(mode="json") for scene in board.scenes)


def _unwrapped(reply: JsonObject) -> JsonObject:
    """The fields of the scene, which some models put into another object or a list."""
    for name in _WRAPPERS:
        inner = reply.get(name)
        inner = inner[0] if isinstance(inner, list) and inner else inner
        if isinstance(inner, dict):
            return inner
    return reply


def _fault_of(fields: JsonObject, planned: PlannedScene) -> str:
    """Why the fields are no scene of the kind that was planned."""
    try:
        Storyboard.read({"title": planned.idea, "scenes": [fields]})
    except StoryboardError as error:
        return f"It is no scene of the kind {planned.kind}: {_without_place(error.message)}"
    return f"It is no scene of the kind {planned.kind}."


def _losses(changes: Sequence[str]) -> Iterator[str]:
    for change in changes:
        if _LOST.search(change) and not any(harmless in change for harmless in _NO_LOSS):
            yield _without_place(change)


def _without_place(line: str) -> str:
    return line.removeprefix(_AT).removeprefix(_AT.rstrip(".") + ": ")
