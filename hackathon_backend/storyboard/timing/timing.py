"""When things are spoken, and so when they appear."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ...errors import StoryboardError
from ..kinds.base import OPENING, TAIL, BaseScene, Utterance, spoken

WORDS_A_MINUTE = 150
READING_TIME = 4.0
"""Seconds that a scene without narration stays."""
LONGEST_SCENE = 900.0

# Scripts that are written without spaces are spoken character by character as far as times go.
_WORD = re.compile(
    r"([\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\s\u3001\u3002\u3040-\u30ff\u3400-\u9fff]+)"
    r"([\u3001\u3002\uff01\uff0c\uff1a\uff1b\uff1f]*)"
)
"""A word, and the signs after it that end a phrase of Chinese or Japanese."""
_SPOKEN = re.compile(r"\w")


class Word(NamedTuple):
    """A word as it is spoken; `start` and `end` are seconds from the start of the scene, `speaker` is the name of who
    says it, where several speak.
    """

    text: str
    start: float
    end: float
    speaker: str = ""


@dataclass(frozen=True)
class SceneTiming:
    """How long a scene stays, in seconds, with the silence after its last word, and when each word is spoken."""

    duration: float
    words: tuple[Word, ...] = ()

    @property
    def speech_end(self) -> float:
        """When the last word has been spoken."""
        return min(max((word.end for word in self.words), default=self.duration - TAIL), self.duration)


def estimate_timing(narration: str) -> SceneTiming:
    """How long `narration` takes at 150 words a minute, followed by the usual stillness."""
    return _spoken(spoken(narration, TAIL))


def estimate_speech(scene: BaseScene, pace: float = 1.0) -> SceneTiming:
    """How long it takes to say what belongs to `scene` at `pace` times 150 words a minute, with its pauses.

    A silent scene stays long enough to be read.
    """
    timing = _spoken(scene.utterances(), OPENING, pace)
    return timing if timing.words else SceneTiming(max(READING_TIME / pace, timing.duration))


def _spoken(utterances: Sequence[Utterance], clock: float = 0.0, pace: float = 1.0) -> SceneTiming:
    words: list[Word] = []
    for text, pause, speaker in utterances:
        found = [(match[1], match[2]) for match in _WORD.finditer(text) if _SPOKEN.search(match[1])]
        seconds = _seconds([token for token, _ in found]) / pace
        letters = sum(len(token) for token, _ in found) or 1
        for token, stop in found:
            end = clock + seconds * len(token) / letters
            words.append(Word(token + stop, clock, end, speaker))
            clock = end
        clock += pause / pace
    return SceneTiming(clock, tuple(words))


def _seconds(tokens: Sequence[str]) -> float:
    """Speaking time. A single character of Chinese or Thai takes about half as long as a word of English."""
    single = sum(1 for token in tokens if len(token) == 1 and ord(token) > 0x0E00)
    return (len(tokens) - single / 2) * 60 / WORDS_A_MINUTE


def checked(timing: SceneTiming, index: int) -> SceneTiming:
    """`timing` with its words in order and inside the scene. Raises `StoryboardError` for a senseless duration."""
    if not (math.isfinite(timing.duration) and 0 < timing.duration <= LONGEST_SCENE):
        param = f"timings.{index}.duration"
        raise StoryboardError(f"{param}: must be between 0 and {LONGEST_SCENE:.0f} seconds", param=param)
    words = []
    last = 0.0
    for word in timing.words:
        start = _within(word.start, last, timing.duration)
        words.append(word._replace(start=start, end=_within(word.end, start, timing.duration)))
        last = start
    return SceneTiming(timing.duration, tuple(words))


def _within(value: float, low: float, high: float) -> float:
    return min(max(value, low), high) if math.isfinite(value) else low
