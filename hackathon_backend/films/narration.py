"""A storyboard spoken scene by scene: the sound of each, and the time of every word in it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from ..speech import Speech, Voice, join
from ..storyboard import WORDS_A_MINUTE, SceneTiming, estimate_scene, held
from ..storyboard import Word as Said
from ..storyboard.kinds.base import OPENING, BaseScene

_RATE = 22_050


def speak_scene(
    scene: BaseScene,
    voice: Voice,
    language: str,
    *,
    pace: float = 1.0,
    fps: int | None = None,
    others: Mapping[str, tuple[Voice, str]] | None = None,
) -> Speech:
    """The narration of one scene with its pauses, `pace` times as fast as usual, and as long as the scene is held.

    With `fps` it lasts a whole number of frames. `others` are the voices of those who are named in it, in lower case,
    and the names that are shown for them.
    """
    pieces = [_silence(OPENING)]
    for text, pause, speaker in scene.utterances():
        if text.strip():
            who, shown = (others or {}).get(speaker.casefold(), (voice, ""))
            said = who.speak(text, language=language, wpm=round(WORDS_A_MINUTE * pace))
            pieces.append(replace(said, words=tuple(replace(word, speaker=shown) for word in said.words)))
        pieces.append(_silence(pause / pace))
    spoken = join(pieces)
    if not spoken.words:
        spoken = _silence(estimate_scene(scene, pace).duration)
    seconds = held(scene, timing_of(spoken)).duration
    if fps:
        seconds = math.ceil(seconds * fps - 1e-6) / fps
    return lasting(spoken, seconds)


def speak_text(text: str, voice: Voice, *, language: str, pace: float = 1.0) -> Speech:
    """A text that belongs to no scene's narration, `pace` times as fast as usual."""
    return voice.speak(text, language=language, wpm=round(WORDS_A_MINUTE * pace))


def lasting(spoken: Speech, seconds: float) -> Speech:
    """`spoken` with silence after it, so that it lasts for `seconds`; as it is if it is that long."""
    missing = round((seconds - spoken.duration) * spoken.rate)
    return join([spoken, _silence(missing / spoken.rate, spoken.rate)]) if missing > 0 else spoken


def timing_of(spoken: Speech) -> SceneTiming:
    """How long a scene stays that is spoken like this, and when each word comes."""
    return SceneTiming(
        spoken.duration, tuple(Said(word.text, word.start, word.end, word.speaker) for word in spoken.words)
    )


def is_silent(scenes: Sequence[Speech]) -> bool:
    """Whether there were words that no voice could speak."""
    return any("silence" in spoken.voice.split("+") for spoken in scenes if spoken.words)


def heard_in(scene: BaseScene) -> list[object]:
    """All in a scene that its sound depends on, as JSON."""
    cues = [[part.cue for part in parts] for parts in scene.sequences()]
    return [type(scene).__name__, scene.utterances(), cues, OPENING]


def _silence(seconds: float, rate: int = _RATE) -> Speech:
    return Speech(np.zeros(round(seconds * rate), np.float32), rate, (), "pause")
