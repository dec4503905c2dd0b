"""Voices: text in, sound out, with the time of every word."""

from .base import MAX_CHARACTERS, Samples, Speech, Voice, Word, join
from .estimate import estimated
from .ladder import VoiceLadder
from .registry import FACTORIES, build
from .shelf import SpeechShelf
from .spoken import say
from .words import split

__all__ = [
    "FACTORIES",
    "MAX_CHARACTERS",
    "Samples",
    "Speech",
    "SpeechShelf",
    "Voice",
    "VoiceLadder",
    "Word",
    "build",
    "estimated",
    "join",
    "say",
    "split",
]
