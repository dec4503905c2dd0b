"""`render`: a storyboard or a lesson as a video file, without a server."""

from __future__ import annotations

import argparse
import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from av import VideoFrame
from av.video.codeccontext import VideoCodecContext
from numpy.typing import NDArray
from pydantic_core import from_json
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from .. import media
from ..errors import RequestError
from ..films.length import is_as_asked, too_long_or_short
from ..films.spoken_film import make_film
from ..films.stages import SCENES, SpokenFilm
from ..films.voices import can_speak_as
from ..lessons import Lesson, Library
from ..settings import Settings
from ..storyboard import Storyboard, check, repair
from ..writers.base import Request
from ..writers.lesson.writer import LessonWriter

_LESSONS = (".md", ".markdown")
_SHEETS = (".webp", ".jpg", ".jpeg")
_WHOLE = 120.0
"""Seconds up to which a lesson is told as a whole."""
_COLUMNS, _TILE = 4, 320
"""Pictures in a row of the contact sheet, and the width of each in pixels."""
_BEFORE_END = 0.3
"""Seconds before the end of a scene at which all of it is there and nothing has begun to fade."""


def run(settings: Settings, options: argparse.Namespace) -> int:
    """Make the video and say what was changed on the way; 1 if --check finds faults, and then nothing is made."""
    console = Console(highlight=False, markup=False, soft_wrap=True)
    size = _checked(settings, options)
    board, remarks = _board(options.file, options.seconds)
    for remark in remarks:
        console.print(remark)
    if options.theme:
        board = board.model_copy(update={"theme": options.theme})
    if options.check and (faults := check(board, size, images=options.file.parent)):
        for fault in faults:
            console.print(f"scenes.{fault.scene}, {fault.at:g} s, {fault.kind}: {fault.message}")
        return 1
    if options.output:
        film = _film(settings, options, board, size, console)
        _show(console, film, _beside(options, board, film, size))
        if options.seconds and not is_as_asked(options.seconds, film.drawn.duration):
            console.print(f"Note: {too_long_or_short(options.seconds, film.drawn.duration)}")
    else:
        console.print("No faults were found.")
    return 0


def _checked(settings: Settings, options: argparse.Namespace) -> tuple[int, int]:
    """The size in pixels. Raises `RequestError` for an option that can't be followed, before any work is done."""
    size = re.fullmatch(r"(\d{2,5})x(\d{2,5})", options.size)
    if size is None:
        raise RequestError(f"--size: must be like 1280x720, not {options.size[:20]!r}")
    _check_output(options)
    if options.seconds is not None and not 1 <= options.seconds <= 900:
        raise RequestError(f"--seconds: must be from 1 to 900, not {options.seconds:g}")
    if options.sheet and options.sheet.suffix.lower() not in _SHEETS:
        raise RequestError(f"--sheet: must end in {' or '.join(_SHEETS[:2])}")
    if not can_speak_as(settings, options.voice):
        raise RequestError(f"--voice: there is no {options.voice!r}; VOICES names {', '.join(settings.voices)}")
    return int(size[1]), int(size[2])


def _check_output(options: argparse.Namespace) -> None:
    if not (options.output or options.check):
        raise RequestError("-o: say where the video goes, as in -o lesson.mp4")
    if options.output and options.output.suffix.lower() != ".mp4":
        raise RequestError(f"-o: must end in .mp4, not {options.output.suffix or options.output.name!r}")


def _board(file: Path, seconds: float | None) -> tuple[Storyboard, list[str]]:
    """The storyboard in `file`, or the one that its lesson becomes, and what is to be said about it."""
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RequestError(f"FILE: {file} can't be read ({getattr(error, 'strerror', None) or error})") from error
    if file.suffix.lower() not in _LESSONS:
        board, changes = repair(_parsed(text))
        return board, [f"Mended: {change}" for change in changes]
    lesson = replace(Lesson.inline("", text), folder=file.parent)
    asked = Request(message=lesson.title, topic="", language=lesson.language, lesson=lesson, most_seconds=_WHOLE)
    if seconds:
        asked = replace(asked, speech_seconds=seconds, most_seconds=0.0)
    brief = LessonWriter(Library([lesson])).brief(asked)
    return Storyboard.read(brief.storyboard or {}), [f"Note: {note}" for note in brief.notes]


def _parsed(text: str) -> Any:
    try:
        return from_json(text)
    except ValueError:
        # Perhaps there is JSON somewhere inside of it.
        return text


def _film(
    settings: Settings, options: argparse.Namespace, board: Storyboard, size: tuple[int, int], console: Console
) -> SpokenFilm:
    _made(options.output.parent)
    percent = TextColumn("{task.percentage:.0f} %")
    columns = (TextColumn("{task.description}"), BarColumn(), percent, TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("speaking", total=100)
        return make_film(
            board,
            options.output,
            settings,
            voice=options.voice,
            size=size,
            report=lambda done, step: progress.update(task, completed=done, description=step),
            workers=settings.cores,
            cfr=options.cfr,
            seconds=options.seconds,
            images=options.file.parent,
            cache=settings.work_dir / SCENES,
        )


def _beside(options: argparse.Namespace, board: Storyboard, film: SpokenFilm, size: tuple[int, int]) -> list[Path]:
    """The files that go with the film: captions, and the pictures that were asked for."""
    captions = options.output.with_suffix(".vtt")
    captions.write_text(media.to_webvtt(film.cues), "utf-8")
    files = [captions]
    if options.frames:
        _made(options.frames)
        files += _frames(options, board, film, size)
    if options.sheet:
        _made(options.sheet.parent)
        rows = max(2, -(-2 * len(board.scenes) // _COLUMNS))
        media.contact_sheet(film.path, options.sheet, columns=_COLUMNS, width=_TILE, rows=rows)
        files.append(options.sheet)
    return files


def _frames(options: argparse.Namespace, board: Storyboard, film: SpokenFilm, size: tuple[int, int]) -> list[Path]:
    """One picture of each scene, with everything on it."""
    # Only now: these need the drawing library, whose absence `render` puts in words.
    from ..storyboard.film import THEMES, still
    from ..storyboard.shot import Format, shots_of

    look = Format(size, 30, THEMES[board.theme], images=options.file.parent)
    files = []
    for number, shot in enumerate(shots_of(board, look, film.timings), 1):
        files.append(options.frames / f"{number:02}-{board.scenes[number - 1].type}.png")
        _write_png(still(shot, max(0.0, shot.timing.duration - _BEFORE_END)), files[-1])
    return files


def _write_png(pixels: NDArray[np.uint8], path: Path) -> None:
    codec = VideoCodecContext.create("png", "w")
    codec.height, codec.width = pixels.shape[:2]
    codec.pix_fmt, codec.time_base = "rgb24", Fraction(1, 1)
    packets = [*codec.encode(VideoFrame.from_ndarray(pixels, "rgb24")), *codec.encode(None)]
    path.write_bytes(b"".join(map(bytes, packets)))


def _made(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RequestError(f"{folder} can't be made ({error.strerror})") from error


def _show(console: Console, film: SpokenFilm, beside: list[Path]) -> None:
    for note in film.notes:
        console.print(f"Note: {note}")
    console.print(f"{film.path} ({film.drawn.duration:.1f} s)")
    for file in beside:
        console.print(str(file))
