"""How long words take to say, for when there is no voice to measure."""

from __future__ import annotations

import re

import numpy as np

from .base import Speech, TimedWord, check_length
from .words import split, unspaced

_SENTENCE_END = re.compile(r"[.!?…。！？।؟]+[\"'”’»)\]」』）]*$")
_CLAUSE_END = re.compile(r"[,;:،、，；：–—]+[\"'”’»)\]」』）]*$")
# English lesson prose has 5.9 letters and signs to a word; pauses take a sixth of the time of read-out speech.
_SIGNS_PER_WORD = 5.9
_PAUSES = 1 / 6
# Mandarin has 5.2 syllables a second without pauses (Pellegrino, Coupé and Marsico, Language 87, 2011).
_SECONDS_PER_SIGN_UNSPACED = 0.2


def estimated(text: str, *, wpm: int = 150, rate: int = 22_050, lead: float = 0.1) -> Speech:
    """Silence as long as `text` would take to say, with the likely time of every word; `lead` seconds come before it.

    Raises `VoiceError` for a text that is too long to be said at once.
    """
    check_length(text)
    words: list[TimedWord] = []
    now = lead
    for text_word in split(text):
        end = now + seconds_to_say(text_word, wpm)
        words.append(TimedWord(text_word, now, end))
        now = end + pause_after(text_word, wpm)
    silence = np.zeros(round(now * rate) if words else 0, np.float32)
    return Speech(silence, rate, tuple(words), "silence")


def seconds_to_say(word: str, wpm: int) -> float:
    """The likely time of one word in seconds, by its length."""
    if unspaced(word):
        return max(1, len(word)) * _SECONDS_PER_SIGN_UNSPACED * 150 / wpm
    return max(2, len(word) + 1) / _SIGNS_PER_WORD * (1 - _PAUSES) * 60 / wpm


def pause_after(word: str, wpm: int) -> float:
    """The likely silence after a word in seconds, by the punctuation that it ends with."""
    if _SENTENCE_END.search(word):
        return 0.45 * 150 / wpm
    return 0.2 * 150 / wpm if _CLAUSE_END.search(word) else 0.0
