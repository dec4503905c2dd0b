"""A film brought to the length that was asked for: spoken a little faster or slower, and its scenes held at their ends.

Only what nobody notices is done. A film that is far from its length stays as it is, and says how long it is.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from .. import media
from ..speech import Speech
from ..speech.base import resampled

TOLERANCE, SHARE = 1.0, 0.05
"""Seconds, and share of what was asked for, by which a film may be longer or shorter; the larger of them counts."""
_SLOWEST, _FASTEST = 0.92, 1.15
_LONGEST_HOLD = 0.8
"""Seconds that a scene stays longer than it is spoken of."""
_ONLY_SCENE = 6.0
"""The same of a film of one scene: whoever asked for eight seconds and said one sentence has time to look at it."""
_CLOSE = 0.3
"""Seconds of difference that are not worth a change."""


@dataclass(frozen=True)
class Stretch:
    """How a film's scenes are changed: spoken `tempo` times as fast, and then held for `hold` seconds."""

    tempo: float = 1.0
    hold: float = 0.0


AS_IT_IS = Stretch()


def is_as_asked(asked: float, seconds: float) -> bool:
    """Whether a film of `seconds` is as long as was asked for."""
    return abs(seconds - asked) <= max(TOLERANCE, SHARE * asked)


def too_long_or_short(asked: float, seconds: float) -> str:
    """The note that says how long a film is."""
    return f"The video lasts {seconds:.1f} seconds; {asked:g} were asked for."


def stretch_to(wanted: float, seconds: float, scenes: int) -> Stretch:
    """What brings a film of `seconds` and so many scenes to the length that is wanted; nothing, if nothing can."""
    if abs(wanted - seconds) <= _CLOSE:
        return AS_IT_IS
    tempo = min(_FASTEST, max(_SLOWEST, seconds / wanted))
    most = _LONGEST_HOLD if scenes > 1 else _ONLY_SCENE
    hold = min(most, max(0.0, wanted - seconds / tempo) / scenes)
    reached = seconds / tempo + hold * scenes
    return Stretch(tempo, hold) if is_as_asked(wanted, reached) else AS_IT_IS


def stretch_scene(wanted: float, seconds: float) -> Stretch:
    """What brings one scene of `seconds` to those of the same scene in another language: spoken a little faster or
    slower, and then held as long as that one. One that is still too long stays so: nobody is hurried.
    """
    tempo = min(_FASTEST, max(_SLOWEST, seconds / wanted)) if wanted > 0 else 1.0
    return Stretch(tempo, max(0.0, wanted - seconds / tempo))


def stretched(spoken: Speech, stretch: Stretch, fps: int | None = None) -> Speech:
    """The sound of a scene so changed; with `fps` it lasts a whole number of frames."""
    if stretch == AS_IT_IS:
        return spoken
    sound = resampled(spoken.samples, spoken.rate, media.RATE)[None, :]
    seconds = spoken.duration / stretch.tempo + stretch.hold
    if fps:
        seconds = math.ceil(seconds * fps - 1e-6) / fps
    played = media.tempo(sound, stretch.tempo)[0] if sound.any() else sound[0]
    samples = np.zeros(round(seconds * media.RATE), np.float32)
    samples[: len(played)] = played[: len(samples)]
    words = tuple(
        replace(word, start=word.start / stretch.tempo, end=word.end / stretch.tempo) for word in spoken.words
    )
    return Speech(samples, media.RATE, words, spoken.voice)
