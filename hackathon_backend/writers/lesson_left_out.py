"""What of a lesson a film does not say, and the note that names it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..lessons import Lesson
from ..lessons.sentences import sentences
from .cutting import cut_at_word
from .lesson_beats import is_sayable
from .lesson_phrases import phrase

_NAMED = 24
"""Sentences that a note names, at most."""
_LONG = 90


def notes_on(lesson: Lesson, said: Iterable[str], language: str) -> tuple[str, ...]:
    """Notes on the sentences and items of `lesson` that are not among what is `said`, in `language`."""
    told = " ".join(said)
    heard = _plain(told)
    missing = [
        text
        for text in dict.fromkeys(_texts(lesson))
        if (_plain(text) or text) not in (heard if _plain(text) else told)
    ]
    kinds = {
        "left_out": [text for text in missing if is_sayable(text)],
        "unspoken": [text for text in missing if not is_sayable(text)],
    }
    return tuple(phrase(kind, language, names=_named(texts, language)) for kind, texts in kinds.items() if texts)


def _texts(lesson: Lesson) -> Iterator[str]:
    for block in lesson.blocks:
        if block.kind in ("paragraph", "quote", "bullets", "steps"):
            for text in block.items or (block.text,):
                yield from sentences(text)


def _plain(text: str) -> str:
    """A text as it is compared: its letters and numbers."""
    return re.sub(r"[\W_]+", "", text.casefold())


def _named(texts: list[str], language: str) -> str:
    names = ", ".join(f"“{cut_at_word(text, _LONG)}{'…' if len(text) > _LONG else ''}”" for text in texts[:_NAMED])
    more = len(texts) - _NAMED
    return phrase("and_more", language, names=names, count=str(more)) if more > 0 else names
