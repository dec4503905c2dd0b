"""From numbers to pixels, by way of round ticks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_FLAT = 2e-3
"""Part of its size by which a row of numbers must vary for the axis to leave zero out."""


@dataclass(frozen=True)
class Scale:
    """An axis that shows the numbers from `ticks[0]` to `ticks[-1]` on the pixels from `start` to `end`."""

    ticks: tuple[float, ...]
    start: float
    end: float

    def at(self, value: float) -> float:
        """The pixel of `value`."""
        low, high = self.ticks[0], self.ticks[-1]
        return self.start + (self.end - self.start) * ((value - low) / (high - low))

    def between(self, start: float, end: float) -> Scale:
        """The same numbers on other pixels."""
        return Scale(self.ticks, start, end)


def bar_scale(values: Sequence[float], count: int) -> Scale:
    """A scale for bars, which begin at zero; with about `count` steps."""
    return Scale(ticks(min(0.0, *values), max(0.0, *values), count), 0.0, 1.0)


def line_scale(values: Sequence[float], count: int) -> Scale:
    """A scale for lines: with zero unless the numbers are far from it, or hardly differ."""
    low, high = min(values), max(values)
    largest = max(abs(low), abs(high))
    is_flat = high - low <= largest * _FLAT
    if is_flat or (low >= 0 and low < high * 0.5):
        low = min(low, 0.0)
    if is_flat or (high <= 0 and high > low * 0.5):
        high = max(high, 0.0)
    return Scale(ticks(low, high, count), 0.0, 1.0)


def ticks(low: float, high: float, count: int) -> tuple[float, ...]:
    """Round numbers with equal steps, about `count` of them, from `low` or below to `high` or above."""
    if low == high:
        high = low + 1.0
    rough = (high - low) / max(count, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * each for each in _STEPS if power * each >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    # Multiples of a power of ten, rounded to what a float can tell apart, so that 3 * 0.1 is 0.3.
    digits = 12 - math.floor(math.log10(max(abs(first), abs(last), 1) * step))
    return tuple(round(number * step, digits) + 0.0 for number in range(first, max(last, first + 1) + 1))
