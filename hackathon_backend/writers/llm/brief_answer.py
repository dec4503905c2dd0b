"""A brief as a language model writes it: its schema, and the storyboard in it."""

from __future__ import annotations

import logging

from pydantic import BaseModel

from ...errors import StoryboardError, WriterError
from ...storyboard import Storyboard, model_schema, repair
from .protocol import JsonObject, JsonSchema

log = logging.getLogger(__name__)


class BriefAnswer(BaseModel):
    """A brief as a language model writes it."""

    title: str
    visual_prompt: str
    narration: str
    takeaways: list[str]
    storyboard: JsonObject | None = None


def storyboard_of(written: BriefAnswer) -> Storyboard:
    """The storyboard of a brief. Raises `WriterError` if it has none, or one that makes no sense."""
    if not written.storyboard:
        raise WriterError("The language model's brief has no storyboard.")
    try:
        return repaired(written.storyboard)
    except StoryboardError as error:
        raise WriterError(f"The language model's storyboard makes no sense: {error.message}") from error


def repaired(written: JsonObject) -> Storyboard:
    """What was written as a storyboard; what was mended is logged. Raises `StoryboardError` if it can't be."""
    board, changes = repair(written)
    for change in changes:
        log.debug("The storyboard was mended: %s", change)
    return board


def remake_schema(*, one_scene: bool) -> JsonSchema:
    """The schema of a changed storyboard, or of one scene of it with its number."""
    whole = brief_schema(storyboard=True)
    properties = {"storyboard": whole["properties"]["storyboard"]}
    if one_scene:
        properties = {"scene": {"type": "integer"}, **properties}
    return whole | {"properties": properties, "required": list(properties)}


def brief_schema(*, storyboard: bool) -> JsonSchema:
    """The schema of a brief, with a storyboard or without."""
    text = {"type": "string"}
    properties: JsonSchema = {
        "title": text,
        "visual_prompt": text,
        "narration": text,
        "takeaways": {"type": "array", "items": text},
    }
    definitions: JsonSchema = {}
    if storyboard:
        board = model_schema()
        definitions = {"$defs": board.pop("$defs", {})}
        properties["storyboard"] = board
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        **definitions,
    }
