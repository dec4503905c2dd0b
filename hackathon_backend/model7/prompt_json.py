"""Changes of a storyboard that are written as JSON instead of words."""

from __future__ import annotations

from ..errors import RequestError, StoryboardError
from ..storyboard import Storyboard, remake, repair
from ..writers.recited import recited
from .request import json_in


def scene_in(prompt: str, board: Storyboard) -> Storyboard | None:
    """The board with the scene that the prompt brings: {"scene": 2, "with": {"type": ..., ...}}."""
    data = json_in(prompt)
    if data is None:
        return None
    number, scene = data.get("scene"), data.get("with")
    if not isinstance(number, int) or isinstance(number, bool) or number < 1 or not isinstance(scene, dict):
        raise RequestError('prompt: an edit in JSON is {"scene": 2, "with": {"type": ..., ...}}.', param="prompt")
    try:
        mended, _changes = repair({"title": board.title, "language": board.language, "scenes": [scene]})
        given = mended.scenes[0]
        changed = remake.with_scene(board, number - 1, given.model_dump(mode="json"))
        # Whoever writes a scene may say where it comes from.
        is_told = given.cited and all(given.cited != each.cited for each in board.scenes)
        return changed if is_told else recited(board, changed)
    except StoryboardError as error:
        raise RequestError(f"prompt: {error.message}", param="prompt") from None


def storyboard_in(prompt: str) -> Storyboard | None:
    """The storyboard that the prompt is, if it is JSON. Raises `RequestError` if no sense can be made of it."""
    data = json_in(prompt)
    if data is None:
        return None
    try:
        return repair(data)[0]
    except StoryboardError as error:
        raise RequestError(f"prompt: {error.message}", param="prompt") from None
