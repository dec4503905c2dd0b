"""Texts that can be read: on what they stand on, and when they step back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...theme import READABLE, Colour, Theme, contrast
from .timeline import FAINT

_SPARE = 0.1


def legible_on(colour: Colour, grounds: Sequence[Colour], theme: Theme) -> Colour:
    """`colour`, made darker or lighter until it can be read on all of `grounds`."""
    end = Colour(0, 0, 0) if theme.paper.luminance > 0.4 else Colour(255, 255, 255)
    steps = (colour.mixed(end, part / 40) for part in range(41))
    return next((each for each in steps if _reads(each, 1.0, grounds)), end)


def faintest(colours: Iterable[Colour], grounds: Sequence[Colour]) -> float:
    """The least opacity of texts in `colours` that are not spoken of and can still be read on `grounds`."""
    used = list(colours)
    steps = (part / 100 for part in range(round(FAINT * 100), 100))
    return next((part for part in steps if all(_reads(colour, part, grounds) for colour in used)), 1.0)


def _reads(colour: Colour, part: float, grounds: Sequence[Colour]) -> bool:
    return all(contrast(ground.mixed(colour, part), ground) >= READABLE + _SPARE for ground in grounds)
