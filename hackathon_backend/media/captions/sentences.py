"""Timed words by sentence: what a transcript beside a player is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NotRequired, TypedDict

from .breaks import ends_sentence, spaced
from .speakers import speaker_of
from .timed import TimedText

_LONGEST = 60
"""Words after which a sentence is parted that has no end: nobody finds their place in a wall of text."""


class SpokenWord(TypedDict):
    """A word, and when it is said, in seconds to the millisecond."""

    start: float
    end: float
    text: str


class SpokenSentence(TypedDict):
    """A sentence of a scene, as JSON; its words stand in its text in order, in the same spelling.

    `speaker` is the name of who says it, where several speak.
    """

    scene: int
    start: float
    end: float
    text: str
    words: list[SpokenWord]
    speaker: NotRequired[str]


def sentences(words: Iterable[TimedText], scene: int = 0, after: float = 0.0) -> list[SpokenSentence]:
    """The words of one scene as sentences, their times moved by `after` seconds."""
    return [_sentence(part, scene, after) for part in _parts(words)]


def _parts(words: Iterable[TimedText]) -> Iterator[list[TimedText]]:
    part: list[TimedText] = []
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


def _sentence(part: Sequence[TimedText], scene: int, after: float) -> SpokenSentence:
    text = ""
    for word in part:
        text += " " * spaced(text, word.text) + word.text
    timed: list[SpokenWord] = [
        {"start": round(word.start + after, 3), "end": round(word.end + after, 3), "text": word.text} for word in part
    ]
    sentence: SpokenSentence = {
        "scene": scene,
        "start": timed[0]["start"],
        "end": timed[-1]["end"],
        "text": text,
        "words": timed,
    }
    if name := speaker_of(part[0]):
        sentence["speaker"] = name
    return sentence
