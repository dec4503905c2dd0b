"""Speech on a clip: the pictures are copied as they are, the sound track is made anew."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from .files import opened, written
from .mixing import RATE, Sound, decoded, fitted, levelled, over, resampled, shifted
from .muxing import coded, copied, last_until, mux
from .probe import length, picture_stream

Mode = Literal["mix", "replace", "off"]
"""What becomes of the clip's own sound: "mix" keeps it under the speech, "replace" drops it, "off" adds no speech."""

_AAC_RATES = (8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000)
"""Those of ISO/IEC 14496-3 that voices have."""


def code_speech(speech: NDArray[np.float32], rate: int, out: Path) -> None:
    """Write speech alone (mono samples of shape `(n,)` at `rate` per second) as AAC in an MP4, for `add_tracks`.

    It stays as loud as it is. It keeps its rate if AAC has that: more samples hold no more speech. Raises `MediaError`.
    """
    fits = rate in _AAC_RATES
    sound = speech.reshape(1, -1) if fits else resampled(speech, rate)
    with written(out) as film:
        for packet in coded(film, sound, rate if fits else RATE):
            film.mux(packet)


def add_speech(
    video: Path, speech: NDArray[np.float32], rate: int, out: Path, *, mode: Mode = "mix", start: float = 0.0
) -> None:
    """Write `video` with `speech` (mono samples of shape `(n,)` at `rate` per second) from `start` seconds on to `out`.

    The sound track is AAC at 48 kHz and -16 LUFS. If the speech lasts longer than the clip, the last picture stands
    until it has ended. The same input gives the same bytes. Raises `MediaError`.
    """
    with opened(video) as clip:
        stream = picture_stream(clip, video)
        own = np.zeros((1, 0), np.float32) if mode == "replace" else decoded(clip)
        ends = length(clip, stream)
    voice = np.zeros((1, 0), np.float32) if mode == "off" else shifted(resampled(speech, rate), start)
    ends = max(ends, voice.shape[1] / RATE)
    sound = _mixed(own, voice, ends)
    with opened(video) as clip, written(out) as film:
        stream = picture_stream(clip, video)
        copy = film.add_stream_from_template(stream)
        mux(film, last_until(copied(clip.demux(stream), copy), ends), sound)


def _mixed(own: Sound, voice: Sound, seconds: float) -> Sound | None:
    """Both as one sound of that length; None if there is nothing to be heard."""
    if not voice.any():
        return fitted(own, seconds) if own.any() else None
    voice = fitted(voice, seconds)
    return levelled(over(fitted(own, seconds), voice) if own.any() else voice)
