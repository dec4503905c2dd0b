"""Where sentences begin in what is spoken, and the phrases that they are made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from .timing import Word

_CLOSING = r"[\"'”’»)\]」』）]*$"
_STOP = re.compile(r"[.!?…。！？।॥؟።։]" + _CLOSING)
_PAUSE = re.compile(r"[,;:،؛、，；：–—-]" + _CLOSING)
_ABBREVIATED = re.compile(r"\W*(?:\w|\w\.\w|dr|mrs?|ms|prof|st|vs|ca|etc|fig|no|nr|bzw|usw|sra?|mme)\.", re.IGNORECASE)


def beginnings(words: Sequence[Word]) -> tuple[list[float], list[float]]:
    """When sentences begin, and when phrases do, of which every sentence has at least one; in seconds."""
    sentences, phrases = [word.start for word in words[:1]], [word.start for word in words[:1]]
    for word, following in pairwise(words):
        stops = _ends_sentence(word.text, following.text)
        if stops:
            sentences.append(following.start)
        if stops or _PAUSE.search(word.text):
            phrases.append(following.start)
    return sentences, phrases


def _ends_sentence(word: str, following: str) -> bool:
    """Whether a sentence ends with `word`: a full stop in front of a small letter, or after "Dr", does not end one."""
    if not _STOP.search(word):
        return False
    return not (following[:1].islower() or _ABBREVIATED.fullmatch(word))
