"""The pictures that stand for a film: a poster, and a sheet of small ones to find a place by."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np

from ..errors import MediaError
from .files import opened
from .frames import Picture, frames_at, scaled, write_picture
from .probe import length, picture_stream

_LOOKED_AT = 9


@dataclass(frozen=True)
class Tile:
    """A small picture at (`x`, `y`) pixels of the sheet, which stands for the film from `start` to `end` seconds."""

    start: float
    end: float
    x: int
    y: int
    width: int
    height: int


def poster(video: Path, out: Path, at: float | None = None, size: tuple[int, int] | None = None) -> float:
    """Write a telling picture of the film as WebP or JPEG, by the suffix of `out`; returns its time in seconds.

    That is the one at `at` seconds, or else the one richest in detail out of nine: neither black nor blank nor half
    faded. It is made to fit into `size` (width, height). Raises `MediaError`.
    """
    with opened(video) as clip:
        stream = picture_stream(clip, video)
        seconds = length(clip, stream)
        times = [seconds * (index + 0.5) / _LOOKED_AT for index in range(_LOOKED_AT)] if at is None else [at]
        best = max(frames_at(clip, stream, times), key=detail, default=None)
        if best is None:
            raise MediaError(f"{video.name} has no picture in it.")
        write_picture(scaled(best, size), out)
        return float(best.time or 0)


def detail(frame: av.VideoFrame) -> float:
    """How much there is to see: the mean step of brightness (0-255) from one point to the next, at a width of 240."""
    grey = frame.reformat(width=240, height=max(2, 240 * frame.height // frame.width), format="gray").to_ndarray()
    points = grey.astype(np.float32)
    return float(np.abs(np.diff(points, axis=0)).mean() + np.abs(np.diff(points, axis=1)).mean())


def contact_sheet(video: Path, out: Path, columns: int = 5, width: int = 160, rows: int = 5) -> list[Tile]:
    """Write `rows` times `columns` pictures of the film, evenly spread and `width` pixels wide, as one.

    `out` is WebP or JPEG, by its suffix. Returns where each is and what it stands for; `tiles_vtt` makes a file of it.
    Raises `MediaError`.
    """
    with opened(video) as clip:
        stream = picture_stream(clip, video)
        seconds, count = length(clip, stream), rows * columns
        times = [seconds * (index + 0.5) / count for index in range(count)]
        small = [_small(frame, width) for frame in frames_at(clip, stream, times)]
    if not small:
        raise MediaError(f"{video.name} has no picture in it.")
    height = small[0].shape[0]
    sheet = np.zeros((rows * height, columns * width, 3), np.uint8)
    tiles: list[Tile] = []
    for index, picture in enumerate(small):
        x, y = index % columns * width, index // columns * height
        sheet[y : y + height, x : x + width] = picture
        tiles.append(Tile(seconds * index / count, seconds * (index + 1) / count, x, y, width, height))
    write_picture(av.VideoFrame.from_ndarray(sheet, "rgb24"), out)
    return tiles


def _small(frame: av.VideoFrame, width: int) -> Picture:
    height = max(2, round(width * frame.height / frame.width / 2) * 2)
    return (
        frame.reformat(width=width, height=height, format="rgb24", interpolation="AREA")
        .to_ndarray()
        .astype(np.uint8, copy=False)
    )
