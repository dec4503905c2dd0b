"""A film with another sound: in place of its own, beneath it, or none."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import numpy as np

from ...errors import MediaError
from ..files import opened, written
from ..mixing import Sound, decoded, fitted, levelled, over
from ..muxing import copied, last_until, mux
from ..probe import length, picture_stream
from ..tidy import tidied

SoundMode = Literal["mix", "replace", "mute"]
"""What becomes of the film's own sound: "mix" lays the other one beneath it, "replace" and "mute" drop it."""


def set_sound(
    video: Path, out: Path, sound: Path | None = None, *, mode: SoundMode = "mix", volume: float = 1.0
) -> None:
    """Write `video` with the sound of the file `sound` to `out`; the pictures are copied.

    The sound is cut or followed by silence to fit the film. In a mix it gives way while the film's own is heard, and
    `volume` (0 to 2) is how loud it is before that. All comes to the loudness of all videos. Raises `MediaError`.
    """
    with tidied(video, out) as tidy:
        with opened(tidy) as clip:
            seconds = length(clip, picture_stream(clip, tidy))
            own = fitted(decoded(clip, until=seconds), seconds) if mode == "mix" else None
        heard = _together(own, _other(sound, seconds, mode) * np.float32(volume) if sound else None)
        with opened(tidy) as clip, written(out) as film:
            stream = picture_stream(clip, tidy)
            copy = film.add_stream_from_template(stream)
            mux(film, last_until(copied(clip.demux(stream), copy), seconds), heard)


def check_sound(file: Path, param: str) -> None:
    """Raise `MediaError` if there is no sound in the file."""
    try:
        _read(file, 1.0)
    except MediaError as error:
        reason = error.message.removeprefix(f"{file.name}: ")
        raise MediaError(f"{param}: the sound can't be used: {reason}", param=param) from error


def _other(sound: Path, seconds: float, mode: SoundMode) -> Sound:
    if mode == "mute":
        return np.zeros((1, 0), np.float32)
    return fitted(_read(sound, seconds), seconds)


def _read(sound: Path, seconds: float) -> Sound:
    with opened(sound, sounds=True) as file:
        found = decoded(file, until=seconds)
    if not found.shape[1]:
        raise MediaError("there is no sound in it.")
    return found


def _together(own: Sound | None, other: Sound | None) -> Sound | None:
    """The film's own sound over the other one; None if there is nothing to be heard."""
    heard = [each for each in (other, own) if each is not None and each.any()]
    if not heard:
        return None
    return levelled(over(*heard) if len(heard) == 2 else heard[0])
