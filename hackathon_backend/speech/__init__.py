"""Voices: text in, sound out, with the time of every word."""

from .base import MAX_CHARACTERS, Samples, Speech, TimedWord, Voice, join
from .cache import SpeechCache
from .estimate import estimated
from .failover import FailoverVoice
from .reading.spoken import LONGEST_WORD, say
from .registry import FACTORIES, QUICK, build
from .words import split

__all__ = [
    "FACTORIES",
    "LONGEST_WORD",
    "MAX_CHARACTERS",
    "QUICK",
    "FailoverVoice",
    "Samples",
    "Speech",
    "SpeechCache",
    "TimedWord",
    "Voice",
    "build",
    "estimated",
    "join",
    "say",
    "split",
]
