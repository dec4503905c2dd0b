"""Timed words by sentence: what a transcript beside a player is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from .breaks import ends_sentence, spaced
from .parting import TimedWord
from .speakers import speaker_of

_LONGEST = 60
"""Words after which a sentence is parted that has no end: nobody finds their place in a wall of text."""


def sentences(words: Iterable[TimedWord], scene: int = 0, after: float = 0.0) -> list[dict[str, Any]]:
    """The words of one scene as sentences, in JSON's terms.

    Each is {"scene", "start", "end", "text", "words": [{"start", "end", "text"}]}, with times in seconds, moved by
    `after`, rounded to milliseconds, and with "speaker", the name of who says it, where several speak. A sentence's
    words stand in its text in order, in the same spelling.
    """
    return [_sentence(part, scene, after) for part in _parts(words)]


def _parts(words: Iterable[TimedWord]) -> Iterator[list[TimedWord]]:
    part: list[TimedWord] = []
    for word in words:
        if part and speaker_of(word) != speaker_of(part[-1]):
            yield part
            part = []
        part.append(word)
        if ends_sentence(word.text) or len(part) == _LONGEST:
            yield part
            part = []
    if part:
        yield part


def _sentence(part: Sequence[TimedWord], scene: int, after: float) -> dict[str, Any]:
    text = ""
    for word in part:
        text += " " * spaced(text, word.text) + word.text
    timed = [
        {"start": round(word.start + after, 3), "end": round(word.end + after, 3), "text": word.text} for word in part
    ]
    row = {"scene": scene, "start": timed[0]["start"], "end": timed[-1]["end"], "text": text, "words": timed}
    return row | ({"speaker": name} if (name := speaker_of(part[0])) else {})
