"""Captions from timed words: at most two lines, parted where the sense is, long enough on the screen to be read."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .breaks import ends_sentence, spaced, width
from .parting import (
    LINGER,
    READ_PER_SECOND,
    SHORTEST,
    SILENCE,
    Piece,
    TimedWord,
    best_parts,
    line_break,
    pieces_of,
    text_of,
)


@dataclass(frozen=True)
class Cue:
    """A caption: `text` (lines parted by a newline) shown from `start` to `end`, in seconds."""

    start: float
    end: float
    text: str


def cues(words: Iterable[TimedWord], until: float = math.inf) -> list[Cue]:
    """The captions of spoken words in a video that ends at `until` seconds.

    Each has at most two lines of 42 columns (18 signs in Chinese and Japanese); no two overlap. They are parted at the
    ends of sentences and phrases first, keep no word alone, and are shown for a second or more and at no more than 20
    columns a second as far as the speech leaves time for it. No word is lost: one too long for a line is broken.
    """
    pieces = list(pieces_of(words))
    parts = best_parts(pieces)
    follows = [*(pieces[first].start for first, _ in parts[1:]), until]
    return [_cue(pieces[first:beyond], following) for (first, beyond), following in zip(parts, follows, strict=False)]


def transcript(words: Iterable[TimedWord]) -> str:
    """The words as text; a new paragraph begins where a sentence ends and 1.5 seconds of silence follow."""
    text, ended, last = "", -math.inf, ""
    for word in words:
        if last and ends_sentence(last) and word.start - ended >= SILENCE:
            text += "\n\n"
        elif spaced(last, word.text):
            text += " "
        text += word.text
        ended, last = word.end, word.text
    return text


def _cue(part: Sequence[Piece], following: float) -> Cue:
    at = line_break(part)
    text = f"{text_of(part[:at])}\n{text_of(part[at:])}" if at else text_of(part)
    start = part[0].start
    needed = max(SHORTEST, width(text) / READ_PER_SECOND, part[-1].end + LINGER - start)
    return Cue(start, min(start + needed, following), text)
