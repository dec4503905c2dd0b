"""A film in another shape: whole, with bars around it, or filling the frame with its edges cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from av.filter import Graph
from av.video.frame import PictureType

from ..captions.captions import Cue
from ..files import opened, written
from ..mixing import decoded, fitted
from ..muxing import last_until, mux
from ..probe import probe
from ..recoding import TIME_BASE, OnProgress, Timed, chained, coded_pictures, pictures
from ..tidy import tidied
from .captioned import CaptionLook, captioned

FrameFit = Literal["bars", "crop"]

SHAPES: dict[str, tuple[int, int]] = {
    "16:9": (1280, 720),
    "9:16": (720, 1280),
    "1:1": (1080, 1080),
    "4:5": (864, 1080),
}
"""Sizes in pixels of films of a shape."""


@dataclass(frozen=True)
class NewFrame:
    """The frame that a film is put into: its size, and whether bars are added or edges cut."""

    width: int
    height: int
    fit: FrameFit = "bars"


def redraw(
    video: Path,
    out: Path,
    frame: NewFrame | None = None,
    cues: Sequence[Cue] = (),
    look: CaptionLook | None = None,
    language: str = "en",
    on_progress: OnProgress | None = None,
) -> None:
    """Write `video` to `out` in another frame, if there is one, and with its captions drawn into the picture.

    The sound stays as it is. Raises `MediaError`.
    """
    with tidied(video, out) as tidy:
        info = probe(tidy)
        sound = None
        if info.has_audio:
            with opened(tidy) as clip:
                sound = fitted(decoded(clip, until=info.duration), info.duration)
        size = (frame.width, frame.height) if frame else (info.width // 2 * 2, info.height // 2 * 2)
        timed = _framed(tidy, frame)
        if cues:
            timed = captioned(timed, size, cues, look or CaptionLook(), language)
        with written(out) as film:
            coded = coded_pictures(film, timed, info.fps, info.duration, on_progress)
            mux(film, last_until(coded, info.duration), sound)


def cut_away(size: tuple[int, int], frame: tuple[int, int]) -> tuple[str, float]:
    """Which side of a picture of `size` loses what share of it where it fills `frame`: ("width", 0.44)."""
    wide, high = size[0] * frame[1], size[1] * frame[0]
    return ("width", 1 - high / wide) if wide > high else ("height", 1 - wide / high)


def _framed(video: Path, frame: NewFrame | None) -> Timed:
    if frame is None:
        yield from pictures(video)
    elif frame.fit == "bars":
        yield from pictures(video, (frame.width, frame.height))
    else:
        yield from _cut(pictures(video), frame)


def _cut(timed: Timed, frame: NewFrame) -> Timed:
    graph: Graph | None = None
    for picture, time in timed:
        if graph is None:
            graph = Graph()
            source = graph.add_buffer(
                width=picture.width, height=picture.height, format=picture.format, time_base=TIME_BASE
            )
            fill = f"scale={frame.width}:{frame.height}:force_original_aspect_ratio=increase"
            chained(graph, source, fill, f"crop={frame.width}:{frame.height}", "setsar=1", "format=yuv420p")
        picture.pts, picture.time_base = round(time / TIME_BASE), TIME_BASE
        graph.push(picture)
        made = graph.vpull()
        made.pict_type = PictureType.NONE
        yield made, time
