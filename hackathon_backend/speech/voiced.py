"""Where in a sound somebody speaks, found by its energy."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from .base import Samples, TimedWord
from .estimate import seconds_to_say

FRAME = 0.01
"""Seconds of sound that are judged together."""
_BELOW_LOUD = 10 ** (-38 / 20)
_BRIDGED = 12
_PAUSE, _ONSET = 8, 4
"""Frames: of silence that is a pause, and with which a word may begin before its time."""


def voiced(samples: Samples, rate: int) -> NDArray[np.bool_]:
    """For each `FRAME` of the sound, whether it is speech: within 38 dB of the loud parts. Shape `(frames,)`."""
    edges = np.round(np.arange(0, len(samples) / rate, FRAME) * rate).astype(np.intp)
    if not len(edges):
        return np.zeros(0, np.bool_)
    energy = np.add.reduceat(np.square(samples), np.minimum(edges, len(samples) - 1), dtype=np.float64)
    level = np.sqrt(energy / (FRAME * rate))
    if not level.any():
        return np.zeros(len(level), np.bool_)
    loud = np.percentile(level[level > 0], 90)
    return np.asarray(level > loud * _BELOW_LOUD, np.bool_)


def trimmed(samples: Samples, rate: int, tail: float = 0.1) -> Samples:
    """The sound without the silence at its end but for `tail` seconds."""
    heard = np.flatnonzero(voiced(samples, rate))
    end = round(((heard[-1] + 1) * FRAME + tail) * rate) if len(heard) else 0
    return samples[:end]


def shortened(words: Sequence[TimedWord], samples: Samples, rate: int) -> tuple[TimedWord, ...]:
    """The words, each ending where its sound does instead of where the next one begins."""
    heard = np.flatnonzero(voiced(samples, rate))
    return tuple(TimedWord(word.text, word.start, _last_heard(word, heard)) for word in words)


def _last_heard(word: TimedWord, heard: NDArray[np.intp]) -> float:
    first, beyond = np.searchsorted(heard, [round(word.start / FRAME), round(word.end / FRAME)])
    own = heard[first:beyond]
    # Frames right before the next word, after a pause, are how that one begins.
    pauses = np.flatnonzero(np.diff(own) > _PAUSE)
    if len(pauses) and len(own) - pauses[-1] - 1 <= _ONSET and own[-1] >= round(word.end / FRAME) - 1:
        own = own[: pauses[-1] + 1]
    end = (float(own[-1]) + 1) * FRAME if len(own) else word.end
    return min(word.end, end) if end > word.start else word.end


def spread_said(said: Sequence[tuple[str, str]], samples: Samples, rate: int) -> tuple[TimedWord, ...]:
    """Lay words over the sound by the length of what is said for each (pairs as `spoken.say` gives them)."""
    weights = [seconds_to_say(spoken, 150) if spoken.strip(",.") else 0.0 for _, spoken in said]
    return spread([word for word, _ in said], weights, samples, rate)


def spread(texts: Sequence[str], weights: Sequence[float], samples: Samples, rate: int) -> tuple[TimedWord, ...]:
    """Lay words over the parts of the sound in which somebody speaks, each as long as its weight; pauses are skipped.

    Without any speech in it they are laid over the whole sound.
    """
    speaking = voiced(samples, rate)
    if not texts:
        return ()
    if not speaking.any():
        speaking = np.ones(max(1, len(speaking)), np.bool_)
    heard = np.flatnonzero(_bridged(speaking))
    shares = np.concatenate([[0.0], np.cumsum(weights)]) / max(float(np.sum(weights)), 1e-9)
    edges = np.minimum(shares * len(heard), len(heard) - 1e-9)
    starts = [_at(heard, edge) for edge in edges[:-1]]
    ends = [_until(heard, edge) for edge in edges[1:]]
    return tuple(TimedWord(text, start, max(start, end)) for text, start, end in zip(texts, starts, ends, strict=True))


def _at(heard: NDArray[np.intp], edge: float) -> float:
    return (float(heard[int(edge)]) + edge % 1) * FRAME


def _until(heard: NDArray[np.intp], edge: float) -> float:
    """The time of an edge as the end of what comes before it: on the near side of a pause."""
    frame = max(0, int(np.ceil(edge)) - 1)
    return (float(heard[frame]) + edge - frame) * FRAME


def _bridged(speaking: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Gaps of up to 120 ms filled: the stops within and between words are no pauses."""
    heard = np.flatnonzero(speaking)
    filled = speaking.copy()
    for before, after in pairwise(heard):
        if 1 < after - before <= _BRIDGED:
            filled[before:after] = True
    return filled
