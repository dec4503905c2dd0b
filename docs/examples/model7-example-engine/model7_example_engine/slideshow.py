"""Pictures as a film, by PyAV."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import av
import numpy as np
from av.error import FFmpegError
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
"""Height x width x 3 (RGB)."""

FPS = 24
_FADE = 12
"""Frames in which one picture fades into the next."""


class UnreadablePicture(Exception):
    """A file that is no picture; the message is its name."""


def write_slideshow(files: Sequence[Path], target: Path, *, seconds: float, size: tuple[int, int]) -> None:
    """Write an H.264 MP4 of `size` (width, height) in which each picture has its share of `seconds`.

    Raises `UnreadablePicture`.
    """
    pictures = [_read(file, *size) for file in files]
    count = max(1, round(seconds * FPS))
    with av.open(str(target), "w", format="mp4") as film:
        stream = film.add_stream("libx264", rate=FPS, options={"preset": "veryfast"})
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for number in range(count):
            frame = av.VideoFrame.from_ndarray(_at(pictures, number, count), format="rgb24")
            film.mux(stream.encode(frame))
        film.mux(stream.encode(None))


def _at(pictures: Sequence[Picture], number: int, count: int) -> Picture:
    """What is to be seen in frame `number` of `count`."""
    share = count / len(pictures)
    index = min(int(number / share), len(pictures) - 1)
    since = number - index * share
    if index == 0 or since >= _FADE:
        return pictures[index]
    part = since / _FADE
    return (pictures[index - 1] * (1 - part) + pictures[index] * part).astype(np.uint8)


def _read(file: Path, width: int, height: int) -> Picture:
    """The picture, so large that it fills the frame, with what is too much cut off at both sides."""
    try:
        with av.open(str(file)) as source:
            frame = next(source.decode(video=0))
    except (FFmpegError, StopIteration, IndexError) as error:
        raise UnreadablePicture(file.name) from error
    scale = max(width / frame.width, height / frame.height)
    whole = frame.reformat(math.ceil(frame.width * scale), math.ceil(frame.height * scale), "rgb24").to_ndarray()
    top, left = (whole.shape[0] - height) // 2, (whole.shape[1] - width) // 2
    cut: Picture = np.ascontiguousarray(whole[top : top + height, left : left + width])
    return cut
