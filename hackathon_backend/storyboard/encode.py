"""Frames to H.264, one file for each scene, and the files joined without being encoded again.

Each scene is encoded by itself with one thread, so that its bytes depend on nothing but the scene; it begins with a
keyframe. There are no B-frames: decoding order is showing order, and times can simply be shifted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from numpy.typing import NDArray

from ..errors import MediaError
from .drawing.painter import Pixels, Region

TICKS = 90_000
"""Units of a second in which frames are timed."""
_BT709 = 1
_LIMITED = 1
_OPTIONS = {
    # Flat colours and sharp edges gain nothing from veryfast's searches, but much from 8x8 transforms and CABAC. At a
    # constant quantiser the encoder need not look ahead: a third less time than at a constant rate factor for as many
    # bytes, and 1 dB nearer to the picture. The deblocking filter only blurs letters: where it did worst, 6 dB nearer.
    "preset": "ultrafast",
    "qp": "20",
    "threads": "1",
    "x264-params": "cabac=1:8x8dct=1:partitions=i4x4,i8x8:no-deblock=1:keyint=infinite:scenecut=0",
}


def ticks(seconds: float) -> int:
    """`seconds` in units of the film's clock."""
    return round(seconds * TICKS)


class SceneWriter:
    """Writes one scene to `path`. Used as a context manager; frames are shown in order of their times."""

    def __init__(self, path: Path, size: tuple[int, int], fps: int) -> None:
        self._container = av.open(str(path), "w", format="mp4")
        stream = self._container.add_stream("libx264", rate=fps, options=_OPTIONS)
        stream.width, stream.height = size
        stream.pix_fmt = "yuv420p"
        context = stream.codec_context
        stream.time_base = context.time_base = Fraction(1, TICKS)
        context.color_primaries = context.color_trc = context.colorspace = _BT709
        context.color_range = _LIMITED
        self._stream = stream
        self._screen = Screen(size)
        self._waiting: Any = None

    def __enter__(self) -> SceneWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self._container.close()

    def show(self, pixels: Pixels, changed: Iterable[Region], at: int) -> None:
        """From `at` ticks on, show `pixels`, which are the last ones but for the regions that have changed."""
        for region in changed:
            self._screen.update(pixels, region)
        self._screen.frame.pts = at
        self._mux(self._stream.encode(self._screen.frame))

    def finish(self, end: int) -> None:
        """The last frame stays until `end` ticks."""
        self._mux(self._stream.encode(None))
        self._flush(end)

    def _mux(self, packets: Iterable[Any]) -> None:
        """Each packet waits for the next one, whose time says how long it is shown."""
        for packet in packets:
            self._flush(packet.pts)
            self._waiting = packet

    def _flush(self, until: int) -> None:
        if self._waiting is not None:
            self._waiting.duration = until - self._waiting.pts
            self._container.mux(self._waiting)
            self._waiting = None


class Screen:
    """One frame in the encoder's colours, of which parts are painted over: the encoder takes its own copy of it."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.frame = av.VideoFrame(*size, "yuv420p")
        self.frame.time_base = Fraction(1, TICKS)
        self._planes = [_plane(plane) for plane in self.frame.planes]

    def update(self, pixels: Pixels, region: Region) -> None:
        """Paint the `region` of `pixels`, whose sides are even."""
        left, top, right, bottom = region
        part = av.VideoFrame.from_numpy_buffer(pixels[top:bottom, left:right], format="bgra")
        converted = _converter(part.width, part.height).reformat(
            part,
            format="yuv420p",
            src_color_range=ColorRange.JPEG,
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
            # Brightness stays what it is, and colour is the mean of four pixels; the fast way smears letters.
            interpolation=Interpolation.AREA,
            threads=1,
        )
        for plane, painted, half in zip(self._planes, converted.planes, (1, 2, 2), strict=True):
            plane[top // half : bottom // half, left // half : right // half] = _plane(painted)


@lru_cache(maxsize=32)
def _converter(_width: int, _height: int) -> VideoReformatter:
    """A converter of its own for each size, since it takes time to set up for another one."""
    return VideoReformatter()


def _plane(plane: Any) -> NDArray[np.uint8]:
    """The samples of a plane, as an array that shares its memory: height x width."""
    return np.frombuffer(plane, np.uint8).reshape(plane.height, plane.line_size)[:, : plane.width]


def join(parts: Sequence[Path], durations: Sequence[int], path: Path) -> None:
    """One film of `parts`, each lasting its `durations` in ticks, at `path`. Raises `MediaError` if it can't be."""
    try:
        with av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"}) as output:
            _copy(parts, durations, output)
    except av.FFmpegError as error:
        raise MediaError(f"The scenes could not be joined: {error.strerror}") from error


def _copy(parts: Sequence[Path], durations: Sequence[int], output: Any) -> None:
    stream = None
    start = 0
    for part, duration in zip(parts, durations, strict=True):
        with av.open(str(part)) as source:
            video = source.streams.video[0]
            if stream is None:
                stream = output.add_stream_from_template(video)
                stream.time_base = Fraction(1, TICKS)
            for packet in source.demux(video):
                if packet.pts is None:
                    continue
                packet.pts += start
                packet.dts = packet.pts
                packet.stream = stream
                output.mux(packet)
        start += duration


def picture(pixels: Pixels) -> Pixels:
    """`pixels` as red, green and blue, in an array of its own."""
    return np.ascontiguousarray(pixels[:, :, 2::-1])
