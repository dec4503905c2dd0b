"""A film faster or slower; voices keep their pitch."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av

from ...errors import MediaError
from ..files import opened, written
from ..limits import LONGEST
from ..mixing import Sound, decoded, fitted, tempo
from ..muxing import copied, last_until, mux
from ..probe import length, picture_stream, probe
from ..recoding import TIME_BASE, OnProgress, coded_pictures, pictures
from ..tidy import tidied

SLOWEST, FASTEST = 0.25, 4.0
_MOST_A_SECOND = 61.0
"""Pictures a second; more are seen by nobody, and too much for many players."""


def change_speed(video: Path, out: Path, factor: float, on_progress: OnProgress | None = None) -> None:
    """Write `video` so that it takes 1/`factor` of its time (2.0: half of it) to `out`.

    Pictures are copied unless they would get too many a second. Raises `MediaError` that names the field at fault.
    """
    with tidied(video, out) as tidy:
        info = probe(tidy)
        check_factor(factor, info.duration)
        with opened(tidy) as clip:
            seconds = length(clip, picture_stream(clip, tidy)) / factor
            own = decoded(clip, until=info.duration)
        sound = _stretched(own, factor, seconds) if info.has_audio else None
        with opened(tidy) as clip, written(out) as film:
            stream = picture_stream(clip, tidy)
            if info.fps * factor <= _MOST_A_SECOND:
                copy = film.add_stream_from_template(stream)
                copy.time_base = TIME_BASE
                parts = copied(_retimed(clip.demux(stream), factor), copy)
            else:
                few = _thinned(((frame, time / factor) for frame, time in pictures(tidy)), _MOST_A_SECOND - 1)
                parts = coded_pictures(film, few, _MOST_A_SECOND - 1, seconds, on_progress)
            mux(film, last_until(parts, seconds), sound)


def check_factor(factor: float, duration: float) -> None:
    """Raise `MediaError` for a factor that is not worked with, or that makes the film too long."""
    if not SLOWEST <= factor <= FASTEST:
        raise MediaError(f"factor: must be from {SLOWEST} to {FASTEST:g}.", param="factor")
    if duration / factor > LONGEST:
        raise MediaError(
            f"factor: the film would last {duration / factor:.0f} seconds; films of up to {LONGEST:.0f} are made.",
            param="factor",
        )


def _stretched(sound: Sound, factor: float, seconds: float) -> Sound:
    return fitted(tempo(sound, factor), seconds)


def _retimed(packets: Iterator[av.Packet[Any]], factor: float) -> Iterator[av.Packet[Any]]:
    exact = Fraction(factor).limit_denominator(10_000)
    for packet in packets:
        if packet.pts is None or packet.dts is None:
            continue
        finer = packet.time_base / TIME_BASE / exact
        packet.pts, packet.dts = round(packet.pts * finer), round(packet.dts * finer)
        packet.duration = round((packet.duration or 0) * finer)
        packet.time_base = TIME_BASE
        yield packet


def _thinned(timed: Iterator[tuple[av.VideoFrame, float]], most: float) -> Iterator[tuple[av.VideoFrame, float]]:
    """At most so many pictures a second."""
    before = -1.0
    for frame, time in timed:
        if (time - before) * most > 0.99:
            yield frame, time
            before = time
