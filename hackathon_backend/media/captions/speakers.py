"""Who says the words of a film, where several speak."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from .timed import TimedText


@dataclass(frozen=True)
class _NamedWord:
    """The first word of a turn, with the speaker's name before it."""

    text: str
    start: float
    end: float


def speaker_of(word: TimedText) -> str:
    """The name of who says a word; "" if nobody is named."""
    return str(getattr(word, "speaker", ""))


def turns(words: Iterable[TimedText]) -> Iterator[list[TimedText]]:
    """The words in groups of those that one speaker says in a row; each begins with its speaker's name, "Student: Why",
    or with a dash if that one has none. Where nobody is named the words are one group, as they are.
    """
    before = ""
    for speaker, said in groupby(words, speaker_of):
        first, *rest = said
        if speaker != before:
            name = f"{speaker}:" if speaker else "–"
            first = _NamedWord(f"{name}\u00a0{first.text}", first.start, first.end)
        yield [first, *rest]
        before = speaker
