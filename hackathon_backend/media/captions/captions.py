"""Captions from timed words: at most two lines, parted where the sense is, long enough on the screen to be read."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from unicodedata import bidirectional

from .breaks import ends_sentence, spaced, width
from .parting import (
    LINGER,
    READ_PER_SECOND,
    SHORTEST,
    SILENCE,
    CaptionPiece,
    best_parts,
    line_break,
    pieces_of,
    text_of,
)
from .speakers import turns
from .timed import TimedText

RIGHT_TO_LEFT = "\u200f"
"""A mark that is not seen: a line that begins with it runs from right to left (Unicode Standard Annex 9)."""


@dataclass(frozen=True)
class Cue:
    """A caption: `text` (lines parted by a newline) shown from `start` to `end`, in seconds."""

    start: float
    end: float
    text: str


def cues(words: Iterable[TimedText], until: float = math.inf, chapters: Sequence[float] = ()) -> list[Cue]:
    """The captions of spoken words in a video that ends at `until` seconds.

    `chapters` are the seconds at which others than the first begin: no caption goes on from one into the next. A line
    of a script that runs from right to left begins with a mark that says so, whatever its first word is.

    Each has at most two lines of 42 columns (18 signs in Chinese and Japanese); no two overlap. They are parted at the
    ends of sentences and phrases first, keep no word alone, and are shown for a second or more and at no more than 20
    columns a second as far as the speech leaves time for it. No word is lost: one too long for a line is broken.
    Where words have a `speaker`, a caption is of one of them, and names whoever begins to speak: "Student: Why?"
    """
    timed = list(words)
    rtl = runs_right_to_left("".join(word.text for word in timed))
    found: list[Cue] = []
    # What stands together: no chapter begins inside of it, and nobody else to speak.
    groups = [
        (number, list(said))
        for turn in turns(timed)
        for number, said in groupby(turn, lambda word: bisect_right(chapters, word.start))
    ]
    ends = [*chapters, until]
    for place, (number, said) in enumerate(groups):
        following = groups[place + 1][1][0].start if place + 1 < len(groups) else math.inf
        found += _parted(said, min(ends[number], following), rtl=rtl)
    return found


def _parted(words: Sequence[TimedText], end: float, *, rtl: bool) -> list[Cue]:
    """The captions of words that stand together, before `end`."""
    pieces = list(pieces_of(words))
    parts = best_parts(pieces)
    follows = [*(pieces[first].start for first, _ in parts[1:]), end]
    return [
        _cue(pieces[first:beyond], following, rtl=rtl)
        for (first, beyond), following in zip(parts, follows, strict=False)
    ]


def transcript(words: Iterable[TimedText]) -> str:
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


def runs_right_to_left(text: str) -> bool:
    """Whether most letters of `text` are of a script that runs from right to left."""
    letters = Counter(bidirectional(sign) for sign in text)
    return letters["R"] + letters["AL"] > letters["L"]


def _cue(part: Sequence[CaptionPiece], following: float, *, rtl: bool) -> Cue:
    at = line_break(part)
    lines = [text_of(part[:at]), text_of(part[at:])] if at else [text_of(part)]
    text = "\n".join(RIGHT_TO_LEFT * (rtl and not runs_right_to_left(line[:1])) + line for line in lines)
    start = part[0].start
    needed = max(SHORTEST, width(text) / READ_PER_SECOND, part[-1].end + LINGER - start)
    return Cue(start, min(start + needed, following), text)
