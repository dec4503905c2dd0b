"""Several voices as one: the first that speaks the language does, the next where it can't, and silence of the right
length where none can.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from .base import Speech, Voice, check_length
from .estimate import estimated
from .languages import language_of

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class FailoverVoice:
    """A voice that tries `voices` in order. Its speech carries the name of the one that spoke, or "silence"."""

    voices: Sequence[Voice]
    name: str = "ladder"

    def speaks(self, language: str) -> bool:
        """As `Voice.speaks`."""
        return any(voice.speaks(language) for voice in self.voices)

    def speak(self, text: str, *, language: str = "en", wpm: int = 150) -> Speech:
        """As `Voice.speak`, but raises only for a text that is too long."""
        check_length(text)
        spoken_in = language_of(text, language)
        for voice in (voice for voice in self.voices if voice.speaks(spoken_in)):
            try:
                return voice.speak(text, language=language, wpm=wpm)
            except Exception as error:  # A voice from elsewhere may raise anything; captions must not depend on it.
                _log.warning("The voice %s could not speak (%s: %s)", voice.name, type(error).__name__, error)
        return estimated(text, wpm=wpm)

    def problems(self) -> list[str]:
        """The problems of every voice, each with the voice's name before it."""
        return [f"{voice.name}: {problem}" for voice in self.voices for problem in voice.problems()]
