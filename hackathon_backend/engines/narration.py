"""A storyboard spoken scene by scene: the sound of each, and the time of every word in it."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from .. import media
from ..speech import Speech, Voice, Word, join
from ..storyboard import WORDS_A_MINUTE, SceneTiming, estimate_scene
from ..storyboard import Word as Said
from ..storyboard.scenes import BaseScene

_RATE = 22_050
_LEAD = 0.35
"""Seconds between the start of a scene and its first word: the eye arrives before the ear."""


def speak_scene(scene: BaseScene, voice: Voice, language: str, *, pace: float = 1.0, fps: int | None = None) -> Speech:
    """The narration of one scene with its pauses, `pace` times as fast as usual.

    With `fps` it lasts a whole number of frames.
    """
    pieces = [_silence(_LEAD)]
    for text, pause in scene.utterances():
        if text.strip():
            pieces.append(voice.speak(text, language=language, wpm=round(WORDS_A_MINUTE * pace)))
        pieces.append(_silence(pause / pace))
    spoken = join(pieces)
    if not spoken.words:
        spoken = _silence(estimate_scene(scene).duration / pace)
    if fps:
        whole = math.ceil(spoken.duration * fps - 1e-6) / fps
        spoken = join([spoken, _silence(whole - spoken.duration, spoken.rate)])
    return spoken


def timing_of(spoken: Speech) -> SceneTiming:
    """How long a scene stays that is spoken like this, and when each word comes."""
    return SceneTiming(spoken.duration, tuple(Said(word.text, word.start, word.end) for word in spoken.words))


def is_silent(scenes: Sequence[Speech]) -> bool:
    """Whether there were words that no voice could speak."""
    return any("silence" in spoken.voice.split("+") for spoken in scenes if spoken.words)


def name_of(scene: BaseScene, *heard_by: object) -> str:
    """A file name for the sound of a scene: another one for other words, and for anything else in `heard_by`."""
    heard = [scene.utterances(), heard_by, _LEAD]
    return hashlib.sha256(json.dumps(heard).encode("utf-8", "surrogatepass")).hexdigest()[:32] + ".npz"


def keep(spoken: Speech, path: Path) -> None:
    """Write the sound of a scene with its words to `path`, all at once. Its folder is made, but not those above."""
    words = json.dumps([asdict(word) for word in spoken.words])
    path.parent.mkdir(exist_ok=True)
    with media.replaced(path) as half, half.open("wb") as file:
        np.savez(file, samples=spoken.samples, rate=spoken.rate, words=words, voice=spoken.voice)


def kept(path: Path) -> Speech | None:
    """What was kept at `path`; None if it is not there, or damaged."""
    try:
        with np.load(path) as found:
            words = tuple(Word(**word) for word in json.loads(str(found["words"])))
            return Speech(found["samples"], int(found["rate"]), words, str(found["voice"]))
    except (OSError, ValueError, LookupError, TypeError, BadZipFile):
        return None


def _silence(seconds: float, rate: int = _RATE) -> Speech:
    return Speech(np.zeros(round(seconds * rate), np.float32), rate, (), "pause")
