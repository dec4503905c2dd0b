"""Single pictures out of a film, and into files."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import cast

import av
import numpy as np
from av.codec.context import CodecContext
from av.container import InputContainer
from av.video.codeccontext import VideoCodecContext
from av.video.reformatter import ColorRange, Colorspace
from av.video.stream import VideoStream
from numpy.typing import NDArray

from ..errors import MediaError
from ..files import replaced
from .files import media_errors

Picture = NDArray[np.uint8]
"""Red, green and blue, shape `(height, width, 3)`."""

_ENCODERS = {
    ".webp": ("libwebp", "yuv420p", {"quality": "82", "compression_level": "4"}),
    ".jpg": ("mjpeg", "yuvj420p", {"q:v": "3"}),
    ".jpeg": ("mjpeg", "yuvj420p", {"q:v": "3"}),
}


def frames_at(clip: InputContainer, stream: VideoStream, times: Sequence[float]) -> Iterator[av.VideoFrame]:
    """The picture that is shown at each of the rising `times` (seconds).

    Goes through the film once, leaping over what lies between where it has key pictures to start from.
    """
    shown: av.VideoFrame | None = None
    decoding = clip.decode(stream)
    ahead: av.VideoFrame | None = None
    for time in times:
        if _leap(clip, stream, shown, time):
            decoding, ahead = clip.decode(stream), None
        while True:
            ahead = ahead or next(decoding, None)
            if ahead is None or (shown is not None and (ahead.time or 0) > time):
                break
            shown, ahead = ahead, None
        if shown is not None:
            yield shown


def decode_roughly(stream: VideoStream, apart: float) -> None:
    """Decode only as much as pictures `apart` seconds from each other need: the key pictures, if there are enough of
    them, else all that others are made from, with hard edges.
    """
    codec = stream.codec_context
    base = float(stream.time_base or 1)
    keys = [entry.timestamp * base for entry in stream.index_entries if entry.is_keyframe]
    ends = [(stream.start_time or 0) * base + (stream.duration or 0) * base]
    if keys and all(after - before <= apart for before, after in pairwise(keys + ends)):
        codec.skip_frame = "NONKEY"
    else:
        codec.skip_frame = "NONREF"
        codec.options = {"skip_loop_filter": "all"}


def _leap(clip: InputContainer, stream: VideoStream, shown: av.VideoFrame | None, time: float) -> bool:
    """Go to the last key picture before `time`, if there is one that has not been passed yet."""
    base = stream.time_base or Fraction(1, 1)
    target = int(time / base)
    index = stream.index_entries.search_timestamp(target)
    if index < 0 or shown is None or stream.index_entries[index].timestamp <= (shown.pts or 0):
        return False
    clip.seek(target, stream=stream)
    return True


def scaled(frame: av.VideoFrame, box: tuple[float, float] | None, *, grow: bool = False) -> av.VideoFrame:
    """The picture the right way up, as big as fits into the box (width, height) with its proportions kept.

    It is only made bigger with `grow`. Sizes are even.
    """
    turns = quarter_turns(frame)
    if box is not None:
        across, down = box[::-1] if turns % 2 else box
        factor = min(math.inf if grow else 1.0, across / frame.width, down / frame.height)
        width, height = (max(2, round(side * factor / 2) * 2) for side in (frame.width, frame.height))
        small = frame.reformat(width=width, height=height, interpolation="AREA")
    else:
        small = frame
    return upright(small, turns)


def quarter_turns(frame: av.VideoFrame) -> int:
    """How often the picture has to be turned to the left by 90 degrees to be shown: phones film as they are held."""
    return round(frame.rotation / 90) % 4


def upright(frame: av.VideoFrame, turns: int) -> av.VideoFrame:
    """The picture turned to the left by so many quarters."""
    if not turns:
        return frame
    picture: Picture = np.rot90(frame.to_ndarray(format="rgb24"), turns).astype(np.uint8, order="C")
    turned = av.VideoFrame.from_ndarray(picture, "rgb24")
    turned.pts, turned.time_base = frame.pts, frame.time_base
    return turned


def write_picture(frame: av.VideoFrame, out: Path) -> None:
    """Write WebP or JPEG, by the suffix of `out`. Raises `MediaError` for another."""
    if out.suffix.lower() not in _ENCODERS:
        raise MediaError(f"{out.name}: pictures are written as {', '.join(_ENCODERS)}.")
    name, pixels, options = _ENCODERS[out.suffix.lower()]
    with replaced(out) as part, media_errors(out):
        picture = _for_pictures(frame, pixels)
        codec = cast(VideoCodecContext, CodecContext.create(name, "w"))
        codec.width, codec.height, codec.pix_fmt = picture.width, picture.height, pixels
        codec.time_base, codec.options, codec.thread_count = Fraction(1, 1), options, 1
        part.write_bytes(b"".join(bytes(packet) for packet in [*codec.encode(picture), *codec.encode(None)]))


def _for_pictures(frame: av.VideoFrame, pixels: str) -> av.VideoFrame:
    """The frame in the colours of still pictures (BT.601, in full range for JPEG), whatever those of the film are."""
    colours = av.VideoFrame.from_ndarray(frame.to_ndarray(format="rgb24"), "rgb24")
    ranges = ColorRange.JPEG if pixels.startswith("yuvj") else ColorRange.MPEG
    picture = colours.reformat(format=pixels, dst_colorspace=Colorspace.ITU601, dst_color_range=ranges)
    picture.pts, picture.time_base = 0, Fraction(1, 1)
    return picture
