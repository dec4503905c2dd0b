"""Storyboards looked at before they are made into videos: mended and drawn small, or one scene of them in full.

All of it runs in processes of its own, as renders do, and gets so much of a processor's time and no more.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from av import VideoFrame

from .. import media
from ..confined import time_limit
from ..errors import RequestError, StoryboardError
from ..files import make_room, replaced
from ..net import strict_json
from ..settings import Settings
from ..storyboard import Fault, Storyboard, letters_missing, repair, stills
from ..storyboard.fields import Fields
from .spoken_film import make_film
from .stages import SCENES

SKETCHES = "sketches"
"""The folder in the work folder where they are kept, by what they show."""
MOST_BYTES = 128 * 1024 * 1024

_SKETCH_SECONDS, _CLIP_SECONDS = 6.0, 40.0
"""Of a processor's time: a scene is sketched in a hundredth of a second, and drawn in about one."""
_LONGER_SIDE, _SHORTEST_SIDE = 640, 240
_LONGEST_CLIP = 60.0
"""Seconds of film that a single scene may have."""


@dataclass(frozen=True)
class SceneSketch:
    """A scene as it will look: `picture` is a file in the folder of sketches, `width` by `height` pixels."""

    type: str
    title: str
    seconds: float
    faults: tuple[Fault, ...]
    picture: str
    width: int
    height: int


@dataclass(frozen=True)
class Sketch:
    """A storyboard that was mended and drawn; `changes` and `notes` are for people, `seconds` is its length."""

    storyboard: Fields
    changes: list[str]
    notes: list[str]
    seconds: float
    scenes: list[SceneSketch]


def sketch(text: str, size: tuple[int, int], theme: str | None, folder: Path) -> Sketch:
    """Mend the storyboard in `text`, and draw a small picture of each scene into `folder`, unless it is there.

    Raises `StoryboardError`, also for one that takes too long.
    """
    with _bounded(_SKETCH_SECONDS):
        board, changes = _read(text, theme)
        folder.mkdir(parents=True, exist_ok=True)
        small = small_size(size)
        drawn = stills(board, small, wanted=lambda key: not (folder / f"{key}.webp").exists())
        for each in drawn:
            if each.picture is not None:
                media.write_picture(VideoFrame.from_ndarray(each.picture, "rgb24"), folder / f"{each.key}.webp")
            with suppress(OSError):
                os.utime(folder / f"{each.key}.webp")
    make_room(folder, MOST_BYTES)
    return Sketch(
        storyboard=plainly(board),
        changes=changes,
        notes=letters_missing(board),
        seconds=round(sum(each.seconds for each in drawn), 1),
        scenes=[
            SceneSketch(scene.type, each.title, round(each.seconds, 1), each.faults, f"{each.key}.webp", *small)
            for scene, each in zip(board.scenes, drawn, strict=True)
        ],
    )


def one_scene(
    text: str, index: int, size: tuple[int, int], theme: str | None, voice: str | None, moving: bool, settings: Settings
) -> str:
    """Draw one scene in full size, as a picture or (`moving`) as a film with its voice; returns the file's name.

    Raises `StoryboardError`, and `RequestError` for a scene that is not there.
    """
    folder = settings.work_dir / SKETCHES
    with _bounded(_CLIP_SECONDS):
        board, _changes = _read(text, theme)
        if index >= len(board.scenes):
            raise RequestError(f"scene: there are {len(board.scenes)}, counted from 0.", param="scene")
        folder.mkdir(parents=True, exist_ok=True)
        [drawn] = stills(board, size, scenes=[index])
        if moving and drawn.seconds > _LONGEST_CLIP:
            raise RequestError(
                f"scene: it takes {drawn.seconds:.0f} s; up to {_LONGEST_CLIP:.0f} s are rendered by themselves.",
                param="scene",
            )
        name = _film(board, index, size, voice, drawn.key, settings) if moving else f"{drawn.key}.webp"
        if not moving and drawn.picture is not None:
            media.write_picture(VideoFrame.from_ndarray(drawn.picture, "rgb24"), folder / name)
    make_room(folder, MOST_BYTES)
    return name


def small_size(size: tuple[int, int]) -> tuple[int, int]:
    """The size of a sketch in the proportions of `size`: sides are even, and such as can be drawn."""
    factor = max(_LONGER_SIDE / max(size), _SHORTEST_SIDE / min(size))
    width, height = (round(side * factor / 2) * 2 for side in size)
    return width, height


def plainly(board: Storyboard) -> Fields:
    """The storyboard as people write one: without what is usual anyhow."""
    frame = board.model_dump(
        mode="json", include={"title", "language", "theme", "brand", "safe_area", *["speakers"] * bool(board.speakers)}
    )
    scenes = [
        {"type": scene.type, "narration": scene.narration} | scene.model_dump(mode="json", exclude_defaults=True)
        for scene in board.scenes
    ]
    return frame | {"scenes": [_read_order(scene) for scene in scenes]}


def _read_order(scene: Fields) -> Fields:
    """What is shown before what is said."""
    said = {name: scene[name] for name in ("narration", "answer_narration") if name in scene}
    return {name: value for name, value in scene.items() if name not in said} | said


def _read(text: str, theme: str | None) -> tuple[Storyboard, list[str]]:
    try:
        data: Any = strict_json.mended(json.loads(text))
    except (ValueError, RecursionError):
        data = text  # a language model's answer with JSON in it
    board, changes = repair(data)
    if theme is not None:
        board = Storyboard.read(board.model_dump(mode="json") | {"theme": theme})
    return board, changes


def _film(board: Storyboard, index: int, size: tuple[int, int], voice: str | None, key: str, settings: Settings) -> str:
    said = hashlib.sha256(json.dumps([key, voice]).encode()).hexdigest()
    path = settings.work_dir / SKETCHES / f"{said}.mp4"
    if not path.exists():
        alone = Storyboard.read(board.model_dump(mode="json") | {"scenes": [board.scenes[index].model_dump()]})
        cache = settings.work_dir / SCENES
        with replaced(path) as half:
            make_film(alone, half, settings, voice=voice, size=size, report=lambda _p, _s: None, cache=cache)
    return path.name


def _bounded(seconds: float) -> AbstractContextManager[None]:
    late = StoryboardError("storyboard: it takes too long to draw; make it simpler, or leave scenes out")
    return time_limit(seconds, late)
