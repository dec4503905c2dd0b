"""The voice that is always there: espeak-ng from the wheel `espeakng-loader`, with its library and voices inside."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ...errors import VoiceError
from ..base import Samples, Speech, TimedWord, check_length
from ..estimate import seconds_to_say
from ..languages import language_of
from ..loudness import levelled
from ..reading.kana import read_out
from ..reading.spoken import say
from ..voiced import shortened, trimmed
from ..words import unspaced
from .library import EspeakUtterance, Style, utter

# Seconds; as long as the longest text takes at a slow pace.
_LIMIT = 3600.0
# espeak counts its words a minute otherwise: measured on lesson prose with its pauses.
_RATE = 1.0
_TAG = re.compile("[A-Za-z0-9]{2,8}(-[A-Za-z0-9]{1,8}){0,3}")
# Where espeak's name for a language is not its tag.
_NAMES = {"en": "en-us", "zh": "cmn", "zh-cn": "cmn", "zh-hk": "yue", "pt": "pt-br", "no": "nb", "es-mx": "es-419"}


@dataclass(frozen=True)
class EspeakVoice:
    """espeak-ng, deterministic: the same text gives the same samples in any process.

    `variant` is one of the speakers in espeak's `voices/!v`, pitch and range are from 0 to 100.
    """

    variant: str = "edward"
    pitch: int = 50
    range: int = 60
    name: str = "espeak"

    def speaks(self, language: str) -> bool:
        """As `Voice.speaks`: a language that it does not know is spoken as English."""
        return True

    def speak(self, text: str, *, language: str = "en", wpm: int = 150) -> Speech:
        """As `Voice.speak`; a language that espeak does not know is spoken as English."""
        check_length(text)
        language = language_of(text, language)
        said = say(text, language)
        if language.partition("-")[0] == "ja":
            said = read_out(said)
        if not any(spoken for _, spoken in said):
            return Speech(np.zeros(0, np.float32), 22_050, tuple(TimedWord(word, 0, 0) for word, _ in said), self.name)
        spoken, starts = _joined([spoken for _, spoken in said])
        style = Style(rate=round(wpm * _RATE), pitch=self.pitch, range=self.range)
        utterance = utter(spoken, [f"{name}+{self.variant}" for name in _voices(language)], style, limit=_LIMIT)
        return self._speech(utterance, said, starts)

    def problems(self) -> list[str]:
        """As `Voice.problems`: says one word."""
        try:
            self.speak("ready")
        except VoiceError as error:
            return [error.message]
        return []

    def _speech(self, utterance: EspeakUtterance, said: Sequence[tuple[str, str]], starts: Sequence[int]) -> Speech:
        rate = utterance.rate
        samples = trimmed(utterance.samples.astype(np.float32) / np.float32(32_768), rate)
        words = _heard(utterance, said, starts, samples)
        return Speech(levelled(samples, rate), rate, words, self.name)


def _voices(language: str) -> list[str]:
    """espeak's names for a language tag, the closest first, English last."""
    tag = language.lower().replace("_", "-")
    if not _TAG.fullmatch(tag):
        return ["en-us"]
    base = tag.partition("-")[0]
    return list(dict.fromkeys((_NAMES.get(tag, tag), _NAMES.get(base, base), "en-us")))


def _joined(spoken: Sequence[str]) -> tuple[str, list[int]]:
    """One text of all that is said, and at which character each part of it begins."""
    text = ""
    starts: list[int] = []
    for part in spoken:
        if text and not (unspaced(text[-1]) and unspaced(part[:1])):
            text += " "
        starts.append(len(text))
        text += part
    return text, starts


def _heard(
    utterance: EspeakUtterance, said: Sequence[tuple[str, str]], starts: Sequence[int], samples: Samples
) -> tuple[TimedWord, ...]:
    """When each word is heard. Words that espeak draws together ("of the") share their time by their length."""
    begins: dict[int, float] = {}
    latest = 0.0
    for character, sample in utterance.marks:
        latest = max(latest, sample / utterance.rate)
        begins.setdefault(max(0, bisect_right(starts, character) - 1), latest)
    end = len(samples) / utterance.rate
    first_words = sorted(begins)
    times = [begins[index] for index in first_words] or [0.0]
    groups = list(pairwise([0, *first_words[1:], len(said)]))
    spans = [TimedWord("", min(start, end), min(after, end)) for start, after in pairwise([*times, end])]
    words: list[TimedWord] = []
    for (first, beyond), span in zip(groups, shortened(spans, samples, utterance.rate), strict=True):
        words += _shared(said[first:beyond], span)
    return tuple(words)


def _shared(said: Sequence[tuple[str, str]], span: TimedWord) -> list[TimedWord]:
    """A span of time parted among the words said in it."""
    weights = [seconds_to_say(spoken, 150) if spoken.strip(",.") else 0.0 for _, spoken in said]
    edges = span.start + np.concatenate([[0.0], np.cumsum(weights)]) / (sum(weights) or 1) * (span.end - span.start)
    return [TimedWord(word, float(a), float(b)) for (word, _), (a, b) in zip(said, pairwise(edges), strict=True)]
