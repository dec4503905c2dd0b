"""From a word to the drawing of what it means, or to none: a wrong drawing teaches something wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from .art import Art, art_named
from .fold import fold
from .forms import forms, phrases
from .index import LANGUAGES, senses, words

_LONGEST = 80
"""Letters of what may be a thing; a sentence is none."""


def find(word: str, language: str = "en", context: str = "") -> Art | None:
    """The drawing of the thing that `word` names in `language`: a noun in any number or case, or a short phrase.

    A word with several meanings finds the one that `context` (a sentence, the title of a lesson) tells, else the one
    that is meant in schools. What is no thing, or has no drawing, finds None.
    """
    return _found(word[: _LONGEST + 1], language.casefold().replace("_", "-").split("-")[0], context[:2000])


@lru_cache(maxsize=8192)
def _found(word: str, language: str, context: str) -> Art | None:
    if language not in LANGUAGES or len(word) > _LONGEST:
        return None
    folded = fold(word)
    for phrase in phrases(folded, language):
        for form in forms(phrase, language):
            drawing = _meant(form, language, f"{folded} {context}")
            if drawing is not None:
                return art_named(drawing)
    return None


def _meant(form: str, language: str, context: str) -> str | None:
    """The id of the drawing for exactly this form; empty if it is a word without one, None if it is unknown."""
    meanings = senses(language).get(form)
    if meanings is None:
        return words(language).get(form)
    said = set(_stems(fold(context)))
    told = (sum(stem in said for stem in _stems(" ".join(sense.told_by))) for sense in meanings)
    clues, _, drawing = max(
        (count, -rank, sense.drawing) for rank, (count, sense) in enumerate(zip(told, meanings, strict=True))
    )
    return drawing if clues else meanings[0].drawing


def _stems(text: str) -> Iterator[str]:
    """Words without their endings, roughly: enough to tell that one speaks of rivers."""
    for word in re.findall(r"\w+", text):
        yield word[:-1] if len(word) > 3 and word.endswith("s") else word
