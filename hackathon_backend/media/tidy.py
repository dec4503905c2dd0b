"""Films from anywhere, made into ones that can be worked on without decoding them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .files import opened, written
from .frames import quarter_turns
from .mixing import decoded, fitted
from .muxing import last_until, mux
from .probe import length, picture_stream, probe
from .recoding import OnProgress, coded_pictures, pictures

_LATE = 0.1
"""Seconds by which a film may begin after the time 0."""


@contextmanager
def tidied(video: Path, beside: Path, on_progress: OnProgress | None = None) -> Iterator[Path]:
    """`video` itself if its pictures can be copied as they are, else the same film as H.264 in an MP4.

    That one is written beside the file `beside`, and removed at the end. Raises `MediaError`.
    """
    if is_tidy(video):
        yield video
        return
    made = beside.with_name(f".{beside.name}.tidy-{video.name}.mp4")
    try:
        recode(video, made, on_progress=on_progress)
        yield made
    finally:
        made.unlink(missing_ok=True)


def is_tidy(video: Path) -> bool:
    """Whether it is an MP4 of H.264 that every browser plays, upright, with square pixels, from the time 0 on."""
    with opened(video) as clip:
        stream = picture_stream(clip, video)
        first = next(clip.decode(stream), None)
        return (
            "mp4" in clip.format.name
            and stream.codec_context.name == "h264"
            and stream.pix_fmt == "yuv420p"
            and stream.sample_aspect_ratio in (None, 0, 1)
            and first is not None
            and quarter_turns(first) == 0
            and abs(first.time or 0.0) < _LATE
        )


def recode(
    video: Path, out: Path, *, fit: tuple[int, int] | None = None, on_progress: OnProgress | None = None
) -> None:
    """Write the film as H.264 and AAC, upright, from the time 0 on; with `fit`, in that size (width, height)."""
    info = probe(video)
    with opened(video) as clip:
        late = _begins(clip.start_time)
        seconds = length(clip, picture_stream(clip, video))
        own = decoded(clip, late=late, until=seconds)
    sound = fitted(own, seconds) if own.shape[1] else None
    with written(out) as film:
        moved = ((frame, max(0.0, time - late)) for frame, time in pictures(video, fit))
        mux(film, last_until(coded_pictures(film, moved, info.fps, seconds, on_progress), seconds), sound)


def _begins(start_time: int | None) -> float:
    """When the film begins, in seconds: recordings of broadcasts begin anywhere."""
    begins = (start_time or 0) / 1_000_000
    return begins if abs(begins) >= _LATE else 0.0
