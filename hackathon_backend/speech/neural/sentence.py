"""One sentence of a neural voice: its sound cut to what is heard, and the time of every word in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

import numpy as np

from ..base import Samples, Speech, TimedWord
from ..voiced import FRAME, spread, voiced
from .graph import RATE, NeuralSound, PhonemeToken

_LEAD, _TAIL, _FADE = 0.03, 0.08, 0.005
"""Seconds: kept before the first sound of a sentence and after its last one, and faded at its ends."""
_NEAR, _PAUSE_FRAMES = 0.09, 5
"""Seconds in which a word's onset is sought, and the frames of silence before it."""


def sentence(
    chunks: Sequence[str], tokens: Sequence[PhonemeToken], sound: NeuralSound, *, voice: str, early: float
) -> Speech:
    """What `sound` says as speech whose words are `chunks`: the text between two spaces, of which `tokens` were read.

    `early` are the seconds by which a phoneme is heard before the time that its length says.
    """
    start, end = _heard(sound.samples)
    samples = _faded(sound.samples[start:end])
    if sound.spans is None:
        words = spread(chunks, [len(chunk) + 1.0 for chunk in chunks], samples, RATE)
        return Speech(samples, RATE, words, voice)
    length = len(samples) / RATE
    spans = _by_chunk(chunks, tokens, sound.spans)
    seconds = [(_in(a - start, early, length), _in(b - start, early, length)) for a, b in spans]
    times = zip(chunks, _with_onsets(seconds, samples), strict=True)
    return Speech(samples, RATE, tuple(TimedWord(chunk, *span) for chunk, span in times), voice)


def _in(sample: int, early: float, length: float) -> float:
    return min(max(0.0, sample / RATE - early), length)


def _with_onsets(spans: Sequence[tuple[float, float]], samples: Samples) -> Iterator[tuple[float, float]]:
    """The spans, those after a pause beginning where their sound does."""
    speaking = voiced(samples, RATE)
    edges = np.flatnonzero(speaking[1:] & ~speaking[:-1]) + 1
    onsets = np.array([edge * FRAME for edge in edges if not speaking[max(0, edge - _PAUSE_FRAMES) : edge].any()])
    for start, end in spans:
        near = onsets[np.abs(onsets - start) < _NEAR] if len(onsets) else onsets
        begin = float(near[np.argmin(np.abs(near - start))]) if len(near) else start
        yield min(begin, end), end


def _by_chunk(
    chunks: Sequence[str], tokens: Sequence[PhonemeToken], spans: dict[int, tuple[int, int]]
) -> list[tuple[int, int]]:
    """The span of each chunk. The reader writes numbers and short forms out: what it changed shares its time."""
    read, times = _as_read(tokens, spans)
    found: list[tuple[int, int]] = []
    last = 0
    for _, a, b, c, d in SequenceMatcher(None, chunks, read, autojunk=False).get_opcodes():
        if b - a == d - c:
            for span in times[c:d]:
                found.append(span or (last, last))
                last = found[-1][1]
        elif b > a:
            here = [span for span in times[c:d] if span]
            begin, end = (here[0][0], here[-1][1]) if here else (last, last)
            found += _shared(chunks[a:b], begin, end)
            last = end
    return found


def _as_read(
    tokens: Sequence[PhonemeToken], spans: dict[int, tuple[int, int]]
) -> tuple[list[str], list[tuple[int, int] | None]]:
    """The words as the reader parts them, each with its span, if anything of it is heard."""
    read: list[str] = [""]
    times: list[tuple[int, int] | None] = [None]
    for number, token in enumerate(tokens):
        read[-1] += token.text
        if number in spans and any(sign.isalnum() for sign in token.phonemes):
            begin, end = spans[number]
            times[-1] = (times[-1][0] if times[-1] else begin, end)
        if token.spaced:
            read.append("")
            times.append(None)
    return read, times


def _shared(chunks: Sequence[str], begin: int, end: int) -> Iterator[tuple[int, int]]:
    """The time from `begin` to `end`, parted among the chunks by their letters and digits."""
    signs = np.cumsum([0, *(sum(map(str.isalnum, chunk)) for chunk in chunks)])
    return pairwise(round(begin + (end - begin) * count / max(1, signs[-1])) for count in signs)


def _heard(samples: Samples) -> tuple[int, int]:
    """The samples from a little before the first sound to a little after the last."""
    heard = np.flatnonzero(voiced(samples, RATE))
    if not len(heard):
        return 0, 0
    begin = max(0, round((heard[0] * FRAME - _LEAD) * RATE))
    return begin, min(len(samples), round(((heard[-1] + 1) * FRAME + _TAIL) * RATE))


def _faded(samples: Samples) -> Samples:
    """The same sound, without a click at either end."""
    faded = samples.copy()
    ramp = np.linspace(0, 1, min(round(_FADE * RATE), len(samples) // 2), dtype=np.float32)
    if len(ramp):
        faded[: len(ramp)] *= ramp
        faded[-len(ramp) :] *= ramp[::-1]
    return faded
