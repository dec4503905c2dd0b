"""A part of a film, exact to the picture and the sample."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
from av.container import InputContainer
from av.video.stream import VideoStream

from ...errors import MediaError
from ..files import opened, written
from ..mixing import Sound, decoded, fitted, shifted
from ..muxing import copied, last_until, mux
from ..probe import picture_stream, probe
from ..recoding import OnProgress, coded_pictures, pictures
from ..tidy import tidied

SHORTEST = 0.1
"""Seconds that have to be left."""
_NEAR = 0.0005


def trim(
    video: Path, out: Path, start: float = 0.0, end: float | None = None, on_progress: OnProgress | None = None
) -> None:
    """Write the part of `video` from `start` to `end` (seconds; None: to its end) to `out`.

    Pictures are copied where that is exact, else coded anew. Raises `MediaError` that names the field at fault.
    """
    with tidied(video, out) as tidy:
        info = probe(tidy)
        start, end = span(start, end, info.duration)
        with opened(tidy) as clip:
            sound = _part(decoded(clip, until=end), start, end) if info.has_audio else None
        with opened(tidy) as clip, written(out) as film:
            stream = picture_stream(clip, tidy)
            if _can_be_copied(stream, start):
                copy = film.add_stream_from_template(stream)
                parts = copied(_packets(clip, stream, start, end), copy)
            else:
                moved = ((frame, max(0.0, time - start)) for frame, time in _until(pictures(tidy, since=start), end))
                parts = coded_pictures(film, moved, info.fps, end - start, on_progress)
            mux(film, last_until(parts, end - start), sound)


def span(start: float, end: float | None, duration: float) -> tuple[float, float]:
    """The part of a film of `duration` seconds that is meant. Raises `MediaError` that names the field at fault."""
    if start < 0 or start >= duration - SHORTEST:
        raise MediaError(f"start: must lie in the film, which lasts {duration:.2f} seconds.", param="start")
    end = duration if end is None else min(end, duration)
    if end - start < SHORTEST:
        raise MediaError(f"end: must be at least {SHORTEST} seconds after start.", param="end")
    return start, end


def _part(sound: Sound, start: float, end: float) -> Sound:
    return fitted(shifted(sound, -start), end - start)


def _can_be_copied(stream: VideoStream, start: float) -> bool:
    """Whether a key picture stands at `start`, and no picture needs one that is shown later."""
    if stream.codec_context.has_b_frames:
        return False
    base = float(stream.time_base or 1)
    return any(entry.is_keyframe and abs(entry.timestamp * base - start) < _NEAR for entry in stream.index_entries)


def _packets(clip: InputContainer, stream: VideoStream, start: float, end: float) -> Iterator[av.Packet[Any]]:
    first: int | None = None
    if start > _NEAR:
        clip.seek(round(start / (stream.time_base or 1)), stream=stream)
    for packet in clip.demux(stream):
        if packet.pts is None or packet.dts is None or packet.pts * packet.time_base < start - _NEAR:
            continue
        if packet.pts * packet.time_base >= end - _NEAR:
            return
        first = packet.pts if first is None else first
        packet.pts, packet.dts = packet.pts - first, packet.dts - first
        # The last one may be cut short, and the track with it.
        packet.duration = min(packet.duration or 0, round((end - start) / packet.time_base) - packet.pts)
        yield packet


def _until(timed: Iterator[tuple[av.VideoFrame, float]], end: float) -> Iterator[tuple[av.VideoFrame, float]]:
    for frame, time in timed:
        if time >= end - _NEAR:
            return
        yield frame, time
