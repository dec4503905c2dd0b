"""Loudness by ITU-R BS.1770-4 with its gates, measured in the spectrum, and peaks held below full scale."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from .base import Samples

TARGET_LUFS = -16.0
"""Speech for phones and laptops (AES TD1008 recommends -18 to -16 for what is streamed)."""

# The two filters of BS.1770-4 (its tables 1 and 2, at 48 kHz): a shelf for the head, and a high pass. Numerator and
# denominator in powers of one sample's delay, the highest first.
_SHELF = ((1.19839281085285, -2.69169618940638, 1.53512485958697), (0.73248077421585, -1.69065929318241, 1.0))
_HIGH_PASS = ((1.0, -2.0, 1.0), (0.99007225036621, -1.99004745483398, 1.0))
_STANDARD_RATE = 48_000
_OFFSET = -0.691
_HOP, _HOPS = 0.1, 4
"""Seconds between two blocks, and how many of these a block lasts."""
_SILENT, _QUIETER = -70.0, -10.0
"""The gates: what is below this (LUFS), and so much below the rest (LU), does not count."""
_AT_ONCE = 100
_MEASURABLE = 0.5

# EBU R 128 allows true peaks of -1 dB; we see samples, and the peaks between them are a little higher.
_LIMIT = 10 ** (-1.5 / 20)
_STEP, _REACH = 0.001, 10
"""Seconds that a peak is sought in, and how many of these before and after it are lowered with it."""
_ROUNDS, _EXACT = 3, 0.3


def loudness(samples: Samples, rate: int) -> float:
    """The integrated loudness of mono sound in LUFS; minus infinity for silence."""
    if not len(samples):
        return -math.inf
    # The measure takes 400 ms at a time: what is shorter is heard several times over.
    times = math.ceil(_MEASURABLE * rate / len(samples))
    powers = np.concatenate(list(_powers(np.tile(samples, times) if times > 1 else samples, rate)))
    blocks = np.convolve(powers, np.full(_HOPS, 1 / _HOPS), "valid")
    heard = blocks[blocks > _power(_SILENT)]
    if not len(heard):
        return -math.inf
    return _OFFSET + 10 * math.log10(np.mean(heard[heard > np.mean(heard) * 10 ** (_QUIETER / 10)]))


def levelled(samples: Samples, rate: int, target: float = TARGET_LUFS, *, tolerance: float = _EXACT) -> Samples:
    """The same sound at `target` LUFS, its true peaks held below -1 dB; as it was if it can't be measured.

    `tolerance` is in LU.
    """
    made, gain = samples, 0.0
    # Holding the peaks makes the whole a little quieter, which the next round makes up for.
    for _ in range(_ROUNDS):
        level = loudness(made, rate)
        if level == -math.inf or abs(target - level) < tolerance:
            break
        gain += target - level
        made = held(samples * np.float32(10 ** (gain / 20)), rate)
    return made


def held(samples: Samples, rate: int) -> Samples:
    """The same sound, quieter around every peak that would be too high."""
    length = max(1, round(_STEP * rate))
    steps = np.pad(samples, (0, -len(samples) % length)).reshape(-1, length)
    gains = np.minimum(1.0, _LIMIT / np.maximum(np.abs(steps).max(axis=1), 1e-9))
    if gains.min(initial=1.0) == 1.0:
        return samples
    # Between two steps, the mean of the lowest gains around: smooth, and nowhere above what a peak allows.
    lowest = _around(gains, 2 * _REACH + 1).min(axis=1)
    edges = _around(lowest, 2 * _REACH).mean(axis=1).astype(np.float32)
    ramp = (np.arange(length, dtype=np.float32) + 0.5) / length
    made: Samples = steps * (edges[:-1, None] + np.diff(edges)[:, None] * ramp)
    return made.reshape(-1)[: len(samples)]


def _around(values: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    """The `count` values around each, the first and the last standing for those beyond them."""
    return sliding_window_view(np.pad(values, _REACH, mode="edge"), count)


def _powers(samples: Samples, rate: int) -> Iterator[NDArray[np.float64]]:
    """The weighted power of every tenth of a second, many of them at once."""
    hop = round(_HOP * rate)
    # One sample's delay in the standard's filters, which hold at 48 kHz, as a turn of each frequency.
    delay = np.exp(-2j * np.pi * np.fft.rfftfreq(hop, 1 / rate) / _STANDARD_RATE)
    weights = _response(*_SHELF, delay) * _response(*_HIGH_PASS, delay) * 2 / hop**2
    for first in range(0, len(samples) // hop * hop, _AT_ONCE * hop):
        part = samples[first : first + _AT_ONCE * hop]
        spectrum = np.fft.rfft(part[: len(part) // hop * hop].reshape(-1, hop))
        yield (spectrum.real**2 + spectrum.imag**2) @ weights


def _response(above: Sequence[float], below: Sequence[float], delay: NDArray[np.complex128]) -> NDArray[np.float64]:
    """How a filter changes the power of each frequency."""
    return np.asarray(np.abs(np.polyval(above, delay) / np.polyval(below, delay)) ** 2, np.float64)


def _power(lufs: float) -> float:
    return 10 ** ((lufs - _OFFSET) / 10)
