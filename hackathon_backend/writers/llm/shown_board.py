"""A storyboard as a language model is shown it: without sources of scenes, and with short names for pictures in it."""

from __future__ import annotations

from typing import Any

from ...storyboard import Storyboard
from ...storyboard.fields import Fields
from ...storyboard.kinds.source import CITED


def shown_board(board: Storyboard) -> Fields:
    """The board as JSON. Where its scenes come from is found out when they are changed."""
    names = {source: name for name, source in _pictures(board).items()}
    fields = board.model_dump(mode="json")
    scenes = [{name: each[name] for name in each if name != CITED} for each in fields["scenes"]]
    return fields | {"scenes": [_with_source(each, names) for each in scenes]}


def with_pictures(written: Any, board: Storyboard) -> Any:
    """What a model made of the board, with the pictures of the board in the places of their names."""
    pictures = _pictures(board)
    if not pictures or not isinstance(written, dict) or not isinstance(written.get("scenes"), list):
        return written
    scenes = [_with_source(each, pictures) if isinstance(each, dict) else each for each in written["scenes"]]
    return written | {"scenes": scenes}


def _pictures(board: Storyboard) -> dict[str, str]:
    """The pictures that a board holds itself, by the names that they have for a model."""
    sources = (str(getattr(scene, "source", "")) for scene in board.scenes)
    held = dict.fromkeys(source for source in sources if source.startswith("data:"))
    return {f"picture-{number}": source for number, source in enumerate(held, 1)}


def _with_source(scene: Fields, instead: dict[str, str]) -> Fields:
    source = scene.get("source")
    return scene | {"source": instead[source]} if isinstance(source, str) and source in instead else scene
