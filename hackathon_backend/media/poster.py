"""The pictures that stand for a film: a poster, and a sheet of small ones to find a place by."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np

from ..errors import MediaError
from .files import opened
from .frames import Picture, decode_roughly, frames_at, scaled, write_picture
from .probe import length, picture_stream

_LOOKED_AT = 9
_SPRITE = 160
_SPRITES_IN_A_ROW, _MOST_SPRITES = 10, 100


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
        small = [_small(frame, (width, math.inf)) for frame in frames_at(clip, stream, times)]
    return _laid_out(video, out, small, seconds, columns, rows)


def sprite_sheet(video: Path, out: Path) -> list[Tile]:
    """Write small pictures of the film to find a place by: one a second, a hundred at most, ten in a row.

    Each is 160 pixels wide, or high if the film is higher than wide. Only what is needed is decoded, and roughly: a
    picture may be off by a few frames. `out` is WebP or JPEG, by its suffix. Raises `MediaError`.
    """
    with opened(video) as clip:
        stream = picture_stream(clip, video)
        seconds = length(clip, stream)
        count = min(_MOST_SPRITES, max(1, round(seconds)))
        times = [seconds * (index + 0.5) / count for index in range(count)]
        decode_roughly(stream, seconds / count)
        small = [_small(frame, (_SPRITE, _SPRITE)) for frame in frames_at(clip, stream, times)]
    columns = min(count, _SPRITES_IN_A_ROW)
    return _laid_out(video, out, small, seconds, columns, math.ceil(count / columns))


def _laid_out(video: Path, out: Path, small: Sequence[Picture], seconds: float, columns: int, rows: int) -> list[Tile]:
    """Write the pictures, which share the film's `seconds` evenly, in rows."""
    if not small:
        raise MediaError(f"{video.name} has no picture in it.")
    height, width = small[0].shape[:2]
    sheet = np.zeros((rows * height, columns * width, 3), np.uint8)
    tiles: list[Tile] = []
    for index, picture in enumerate(small):
        x, y = index % columns * width, index // columns * height
        sheet[y : y + height, x : x + width] = picture
        start, end = (seconds * place / len(small) for place in (index, index + 1))
        tiles.append(Tile(start, end, x, y, width, height))
    write_picture(av.VideoFrame.from_ndarray(sheet, "rgb24"), out)
    return tiles


def _small(frame: av.VideoFrame, box: tuple[float, float]) -> Picture:
    return scaled(frame, box, grow=True).to_ndarray(format="rgb24").astype(np.uint8, copy=False)
