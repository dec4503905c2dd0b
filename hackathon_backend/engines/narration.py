"""A storyboard spoken: one sound track for all its scenes, and the time of every word in each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..speech import Speech, Voice, join
from ..storyboard import SceneTiming, Storyboard, Word, estimate_scene

_RATE = 22_050
_LEAD = 0.35
"""Seconds between the start of a scene and its first word: the eye arrives before the ear."""


@dataclass(frozen=True)
class SpokenBoard:
    """The whole narration with its words, and each scene's part of it. `silent`: no voice could speak."""

    speech: Speech
    timings: tuple[SceneTiming, ...]
    silent: bool


def speak_board(board: Storyboard, voice: Voice, *, on_scene: Callable[[float], None]) -> SpokenBoard:
    """Speak every scene in order; `on_scene` hears the share that is done, 0 to 1."""
    parts: list[Speech] = []
    timings: list[SceneTiming] = []
    for number, scene in enumerate(board.scenes, 1):
        pieces = [_silence(_LEAD)]
        for text, pause in scene.utterances():
            if text.strip():
                pieces.append(voice.speak(text, language=board.language))
            pieces.append(_silence(pause))
        spoken = join(pieces)
        if not spoken.words:
            spoken = _silence(estimate_scene(scene).duration)
        words = tuple(Word(word.text, word.start, word.end) for word in spoken.words)
        timings.append(SceneTiming(spoken.duration, words))
        parts.append(spoken)
        on_scene(number / len(board.scenes))
    whole = join(parts)
    silent = bool(whole.words) and "silence" in whole.voice.split("+")
    return SpokenBoard(whole, tuple(timings), silent)


def _silence(seconds: float) -> Speech:
    return Speech(np.zeros(round(seconds * _RATE), np.float32), _RATE, (), "pause")
