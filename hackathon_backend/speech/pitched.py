"""A voice at another pitch: somebody else, as far as listeners go."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .base import Speech, Voice, resampled
from .loudness import levelled


@dataclass(frozen=True)
class PitchedVoice:
    """`voice`, `factor` times as high: it speaks more slowly or quickly, and its sound is played so much the faster.

    The throat is scaled along with the pitch, which sounds like a smaller or larger person; words keep their pace.
    """

    voice: Voice
    factor: float

    @property
    def name(self) -> str:
        """As `Voice.name`."""
        return self.voice.name

    def speaks(self, language: str) -> bool:
        """As `Voice.speaks`."""
        return self.voice.speaks(language)

    def speak(self, text: str, *, language: str = "en", wpm: int = 150) -> Speech:
        """As `Voice.speak`."""
        said = self.voice.speak(text, language=language, wpm=round(wpm / self.factor))
        samples = resampled(said.samples, round(said.rate * self.factor), said.rate)
        words = tuple(replace(each, start=each.start / self.factor, end=each.end / self.factor) for each in said.words)
        return Speech(levelled(samples, said.rate), said.rate, words, said.voice)

    def problems(self) -> list[str]:
        """As `Voice.problems`."""
        return self.voice.problems()
