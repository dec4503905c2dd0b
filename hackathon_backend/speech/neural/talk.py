"""A text spoken sentence by sentence by a neural voice, with pauses between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ..base import Samples, Speech, TimedWord
from ..loudness import levelled
from .graph import RATE

_PAUSE = 0.45
"""Seconds between two sentences."""
_SENTENCE_END = re.compile(r"[.!?…।]+[\"”’»)\]]*$")
# A full stop after these ends no sentence.
_SHORT = re.compile(r"(?:Dr|Mr|Mrs|Ms|St|Prof|No|Nos|Fig|vs|etc|approx|Sr|Sra|Dra|Ud|Uds|M|Mme|Mlle|Sig|[A-Z])\.$")


@dataclass(frozen=True)
class _Chunk:
    """What is said between two spaces, and which word of the text it belongs to."""

    text: str
    word: int


def talk(
    said: Sequence[tuple[str, str]],
    parts: Callable[[str], Iterator[str]],
    speak: Callable[[tuple[str, ...]], Speech],
    *,
    speed: float,
    voice: str,
) -> Speech:
    """All that is `said` (pairs as `spoken.say` gives them), levelled.

    `parts` parts what is said for one word at its spaces; `speak` gives the speech of a sentence of such parts.
    """
    chunks = [_Chunk(part, index) for index, (_, spoken) in enumerate(said) for part in parts(spoken)]
    samples: list[Samples] = []
    spans: dict[int, tuple[float, float]] = {}
    clock = 0.0
    for each in _sentences(chunks):
        if samples:
            samples.append(np.zeros(round(_PAUSE / speed * RATE), np.float32))
            clock += len(samples[-1]) / RATE
        spoken = speak(tuple(chunk.text for chunk in each))
        for chunk, word in zip(each, spoken.words, strict=True):
            first = spans.get(chunk.word, (clock + word.start, 0.0))[0]
            spans[chunk.word] = (first, clock + word.end)
        samples.append(spoken.samples)
        clock += spoken.duration
    whole = np.concatenate(samples) if samples else np.zeros(0, np.float32)
    return Speech(levelled(whole, RATE), RATE, tuple(_words(said, spans)), voice)


def _sentences(chunks: Sequence[_Chunk]) -> Iterator[list[_Chunk]]:
    """The chunks of each sentence; mere punctuation at its head belongs to none."""
    sentence: list[_Chunk] = []
    for place, chunk in enumerate(chunks):
        sentence.append(chunk)
        after = chunks[place + 1].text if place + 1 < len(chunks) else ""
        if _SENTENCE_END.search(chunk.text) and not _SHORT.search(chunk.text) and not after[:1].islower():
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _words(said: Sequence[tuple[str, str]], spans: dict[int, tuple[float, float]]) -> Iterator[TimedWord]:
    """Every word with its time; one without a sound takes none, where the one before it ended."""
    last = 0.0
    for index, (word, _) in enumerate(said):
        start, end = spans.get(index, (last, last))
        yield TimedWord(word, max(start, last), max(end, last))
        last = max(end, last)
