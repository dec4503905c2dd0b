"""One render of the storyboard engine, as it runs in a process of its own: speak, draw, join, caption."""

from __future__ import annotations

import json
import os
import time
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

from av import VideoFrame

from .. import media
from ..errors import StoryboardError
from ..settings import Settings
from ..speech import Voice
from ..storyboard import Storyboard, ThemeName, missing_scripts
from ..storyboard.scenes import BaseScene
from .base import Order
from .film_details import film_details
from .spoken_film import Report, make_film
from .voicing import can_speak_as, voice_of

RESULT = "clip.json"
"""Written last, all at once: with it there, everything it names is there."""
_PROGRESS = "progress.json"
_WRITE_EVERY = 0.15

THEMES: tuple[str, ...] = get_args(ThemeName)

SCENES = "scenes"
"""The folder in the work folder where drawn scenes are kept: the next student asks for the same lesson."""


def render_order(order: Order, folder: Path, settings: Settings) -> None:
    """Make the clip in `folder`. Raises `Model7Error`; a render that was broken off can be begun again."""
    folder.mkdir(parents=True, exist_ok=True)
    report = _reporter(folder)
    board = _board(order)
    width, height = (int(side) for side in order.size.split("x"))
    film = make_film(
        board,
        folder / "clip.mp4",
        _voice(settings, order.voice),
        size=(width, height),
        report=report,
        cache=settings.work_dir / SCENES,
    )
    media.write_picture(VideoFrame.from_ndarray(film.drawn.poster, "rgb24"), folder / "poster.webp")
    row = {
        "video": "clip.mp4",
        "poster": "poster.webp",
        "cues": [asdict(cue) for cue in film.cues],
        "chapters": list(film.drawn.chapters),
        "transcript": "\n\n".join(_said(scene) for scene in board.scenes if _said(scene)),
        "details": film_details(board, film),
        "notes": [*_notes(order, settings), *film.notes],
    }
    _write(folder / RESULT, row)


def read_progress(folder: Path) -> tuple[float | None, str]:
    """Percent and step that the render last wrote down; None before it has begun."""
    try:
        row = json.loads((folder / _PROGRESS).read_text("utf-8"))
        return float(row["percent"]), str(row["step"])
    except (OSError, ValueError, LookupError, TypeError):
        return None, ""


def problems_here() -> list[str]:
    """What keeps this machine from drawing, with how to mend it."""
    try:
        missing = missing_scripts("A")
    except StoryboardError as error:
        return [error.message]
    return ["No font for Latin text was found: install the requirements again."] if missing else []


def _said(scene: BaseScene) -> str:
    return " ".join(text for text, _pause in scene.utterances() if text)


def _board(order: Order) -> Storyboard:
    data = dict(order.storyboard or {})
    if order.style in THEMES:
        data["theme"] = order.style
    return Storyboard.read(data)


@lru_cache(maxsize=8)
def _voice(settings: Settings, wanted: str | None) -> Voice:
    return voice_of(settings, wanted)


def _notes(order: Order, settings: Settings) -> list[str]:
    notes = []
    if order.style and order.style not in THEMES:
        notes.append(f"The storyboard engine draws in these styles: {', '.join(THEMES)}; not in {order.style!r}.")
    if not can_speak_as(settings, order.voice):
        notes.append(f"There is no voice {order.voice!r} here; the usual one speaks.")
    return notes


def _reporter(folder: Path) -> Report:
    written = 0.0

    def report(percent: float, step: str) -> None:
        nonlocal written
        if time.monotonic() - written >= _WRITE_EVERY:
            written = time.monotonic()
            _write(folder / _PROGRESS, {"percent": round(percent, 1), "step": step})

    return report


def _write(path: Path, row: dict[str, Any]) -> None:
    half = path.with_suffix(f".{os.getpid()}.part")
    half.write_text(json.dumps(row), "utf-8")
    half.replace(path)
