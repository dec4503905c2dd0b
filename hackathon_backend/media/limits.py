"""How big a film may be that somebody sends, and whether it is one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..errors import MediaError
from .files import opened
from .probe import Info, length, picture_stream, probe

LONGEST = 300.0
"""Seconds that a film may last, before and after it is worked on."""
MOST_PIXELS = 4096 * 2304
"""Of a picture of a film."""
MOST_FRAMES = 240 * int(LONGEST)
"""Pictures of a film. A file of a few hundred bytes can claim millions of them."""
MOST_WORK = 8e10
"""Pixels of all of them: five minutes of 4K at 30 a second."""
MOST_SECONDS = 3600.0
"""Of a processor's time for work on a film."""
_SPEED, _LOADING, _FASTEST = 2e7, 60.0, 240
"""Pixels that are decoded and coded in a second at least, seconds to begin with, and pictures a second at most."""
MOST_CLIPS = 20
"""Clips that are joined."""


def checked(video: Path, param: str) -> Info:
    """Look into a film that may be anything. Raises `MediaError` with `param` if it can't be worked on."""
    try:
        with opened(video) as clip:
            stream = picture_stream(clip, video)
            width, height, seconds = stream.width, stream.height, length(clip, stream)
            frames = max(stream.frames, len(stream.index_entries))
        if width * height > MOST_PIXELS:
            most = f"up to {MOST_PIXELS / 1e6:.1f} million are worked on"
            raise MediaError(f"its pictures have {width} x {height} pixels; {most}.")
        if min(width, height) < 2:
            raise MediaError(f"its pictures have {width} x {height} pixels, which is too small.")
        check_length(seconds)
        if frames > MOST_FRAMES or frames * width * height > MOST_WORK:
            raise MediaError(f"it has {frames:,} pictures of {width} x {height} pixels, which is too much to work on.")
        info = probe(video)
    except MediaError as error:
        reason = error.message.removeprefix(f"{video.name}: ").removeprefix(f"{video.name} ")
        raise MediaError(f"{param}: the file can't be used: {reason}", param=param) from error
    return info


def check_length(seconds: float) -> None:
    """Raise `MediaError` for a film that is too long, or that has no length."""
    if seconds <= 0:
        raise MediaError("it has no length.")
    if seconds > LONGEST:
        raise MediaError(f"it lasts {seconds:.0f} seconds; films of up to {LONGEST:.0f} are worked on.")


def work_seconds(infos: Sequence[Info]) -> float:
    """Seconds of a processor's time after which work on these films can't be what it seems.

    Not every file says how many pictures it has, so it is told from its length.
    """
    pixels = sum(info.duration * info.width * info.height * _FASTEST for info in infos)
    return min(MOST_SECONDS, _LOADING + min(pixels, MOST_WORK) / _SPEED)


def check_joined(infos: Sequence[Info], param: str) -> None:
    """Raise `MediaError` if that is too much for one film."""
    if len(infos) < 2:
        raise MediaError(f"{param}: name at least one more video.", param=param)
    if len(infos) > MOST_CLIPS:
        raise MediaError(f"{param}: up to {MOST_CLIPS} videos are joined; these are {len(infos)}.", param=param)
    total = sum(info.duration for info in infos)
    if total > LONGEST:
        raise MediaError(
            f"{param}: together they last {total:.0f} seconds; films of up to {LONGEST:.0f} are made.", param=param
        )
