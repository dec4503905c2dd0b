"""What every voice is, and what it says: sound together with the time of every word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ..errors import VoiceError

Samples = NDArray[np.float32]
"""Mono sound, shape `(n,)`, full scale is -1 to 1."""

MAX_CHARACTERS = 30_000
"""The longest text that is spoken at once: about half an hour of speech, 180 MB of samples."""


@dataclass(frozen=True)
class TimedWord:
    """One word as it was written, heard from `start` to `end` (seconds); `speaker` is the name of who says it, where
    several speak.
    """

    text: str
    start: float
    end: float
    speaker: str = ""


@dataclass(frozen=True, eq=False)
class Speech:
    """What a voice said: `samples` at `rate` per second, and when each word of the text is heard.

    `words` are the words of the text in its own spelling (`words.split`), in order of time. `voice` names who spoke.
    """

    samples: Samples
    rate: int
    words: tuple[TimedWord, ...]
    voice: str

    @property
    def duration(self) -> float:
        """Length in seconds."""
        return len(self.samples) / self.rate


class Voice(Protocol):
    """A maker of speech. Safe to use from several threads."""

    @property
    def name(self) -> str:
        """As in settings: "espeak"."""
        ...

    def speaks(self, language: str) -> bool:
        """Whether it speaks that language (BCP 47) at all."""
        ...

    def speak(self, text: str, *, language: str = "en", wpm: int = 150) -> Speech:
        """Say `text`, at about `wpm` words a minute with the pauses counted in, at -16 LUFS.

        `language` is a BCP 47 tag. Raises `VoiceError`, also for texts of more than `MAX_CHARACTERS`.
        """
        ...

    def problems(self) -> list[str]:
        """What keeps it from speaking, each with how to mend it; empty if all is well. Does not spend money."""
        ...


def check_length(text: str) -> None:
    """Raise `VoiceError` if `text` is too long to be said at once."""
    if len(text) > MAX_CHARACTERS:
        raise VoiceError(
            f"The text has {len(text):,} characters; at most {MAX_CHARACTERS:,} are spoken at once. Speak it in parts.",
            param="text",
        )


def join(speeches: Sequence[Speech], gap: float = 0.0) -> Speech:
    """Put speeches one after the other with `gap` seconds of silence between them; none at all gives an empty one.

    The result has the highest of their rates, and names every voice that took part.
    """
    if not speeches:
        return Speech(np.zeros(0, np.float32), 22_050, (), "none")
    rate = max(speech.rate for speech in speeches)
    silence = np.zeros(round(gap * rate), np.float32)
    pieces: list[Samples] = []
    words: list[TimedWord] = []
    length = 0
    for speech in speeches:
        if pieces:
            pieces.append(silence)
            length += len(silence)
        words += [moved(word, length / rate) for word in speech.words]
        pieces.append(resampled(speech.samples, speech.rate, rate))
        length += len(pieces[-1])
    return Speech(np.concatenate(pieces), rate, tuple(words), "+".join(dict.fromkeys(s.voice for s in speeches)))


def moved(word: TimedWord, seconds: float) -> TimedWord:
    """The same word, heard `seconds` later."""
    return replace(word, start=word.start + seconds, end=word.end + seconds)


def resampled(samples: Samples, rate: int, wanted: int) -> Samples:
    """The same sound at `wanted` samples a second, by way of its spectrum, so that nothing folds over."""
    length = round(len(samples) * wanted / rate)
    if wanted == rate or not length:
        return samples[:length]
    spectrum = np.fft.rfft(samples)
    return (np.fft.irfft(spectrum, length) * (wanted / rate)).astype(np.float32)
