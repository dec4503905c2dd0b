"""Texts that have to become shorter, and narrations that have to be parted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..dialogue import sentence_marks

#: Between two sentences: a full stop inside of a number or a name is none.
_BETWEEN = re.compile(r"(?<=[.!?])\s+|(?<=[.!?][\"'”’»)])\s+|(?<=[。！？؟।])\s*")
_ENDS = (".", "!", "?", "。", "！", "？", "؟", "।", "…", ":")
_SPOKEN_LENGTH = 1000


def cut(text: str, limit: int) -> str:
    """`text` in at most `limit` characters: whole lines of a listing, sentences of a narration, or else words."""
    if len(text) <= limit:
        return text
    if "\n" in text:
        lines = text[: limit + 1].rsplit("\n", 1)[0]
        return lines if len(lines) <= limit else text[:limit]
    if limit >= _SPOKEN_LENGTH:
        ends = [match.start() for match in _BETWEEN.finditer(text[: limit + 1]) if match.start() <= limit]
        if ends and ends[-1] > limit / 2:
            return text[: ends[-1]]
    head = text[:limit]
    whole = head.rsplit(" ", 1)[0] if " " in head else text[: limit - 1]
    return whole.rstrip(" ,;:–—-") + "…"


def sentences(text: str) -> list[str]:
    """The sentences of `text`, each with its mark."""
    return [sentence.strip() for sentence in _BETWEEN.split(text) if sentence.strip()]


def spoken_as_one(texts: Sequence[str]) -> str:
    """`texts` as sentences after one another."""
    return " ".join(text if text.endswith(_ENDS) else f"{text}." for text in texts if text)


def shares(narration: str, counts: Sequence[int], openings: Sequence[str]) -> list[str]:
    """`narration` in as many parts as there are `counts`, each of whole sentences.

    A part begins with the sentence in which its opening (the cue of its first element) is spoken, or else after as
    large a share of the sentences as the elements before it have of all elements. A part may be empty.
    """
    found = sentence_marks(sentences(narration))
    starts = [0]
    before = 0
    for index in range(1, len(counts)):
        before += counts[index - 1]
        share = round(len(found) * before / sum(counts))
        starts.append(max(starts[-1], _sentence_of(openings[index], found, starts[-1], share)))
    ends = [*starts[1:], len(found)]
    return [" ".join(found[start:end]) for start, end in zip(starts, ends, strict=True)]


def _sentence_of(opening: str, found: Sequence[str], after: int, otherwise: int) -> int:
    sought = opening.casefold()
    if not sought:
        return otherwise
    return next((i for i in range(after, len(found)) if sought in found[i].casefold()), otherwise)
