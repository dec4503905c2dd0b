"""Lengths of time in flat words, as `phrasebook.flat` leaves them: "20 seconds", "two minutes"."""

from __future__ import annotations

import re
from functools import cache

from .phrasebook import meaning, pattern

_FEWEST_SECONDS = 3


def seconds_of(found: re.Match[str]) -> float | None:
    """How many seconds a match of `duration` is; None for fewer than a video can have, as "a second"."""
    unit = float(meaning("units")[found["unit"]])
    digits = found["digits"]
    value = float(digits.replace(",", ".")) if digits else float(meaning("numbers")[found["word"]])
    return value * unit if value * unit >= _FEWEST_SECONDS else None


@cache
def duration() -> re.Pattern[str]:
    """What finds "20 seconds", "two minutes", "30s" in flat words."""
    return re.compile(
        rf"(?:(?<![a-zа-я\d.,])(?P<digits>\d{{1,5}}(?:[.,]\d{{1,2}})?)|(?P<word>{pattern('numbers').pattern}))"
        rf"[\s-]*(?P<unit>{_units()})"
    )


def _units() -> str:
    # A unit may stand right after its figure: "30s".
    return pattern("units").pattern.replace(r"(?<!\w)", "")
