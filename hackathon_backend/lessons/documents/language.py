"""Which language a document is in: what py3langid is sure of in enough text, else as for any text."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ..languages import base, guess_language

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_ENOUGH = 300
"""Letters below which a library that knows ninety languages finds one of them in anything."""
_SURE = 0.95
_SAMPLE = 20_000
_LICENCE = re.compile(
    r"Everyone is permitted to copy and distribute verbatim copies.*?"
    r"(?:How to apply these terms|How to use this License for your documents|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_LATIN = re.compile("[A-Za-z\u00c0-\u02ff\u1e00-\u1eff]")
_TWO_LETTERS = re.compile("[a-z]{2}")


def document_language(text: str, default: str) -> str:
    """The language of a document as an ISO 639-1 code; `default` if it does not tell."""
    sample = _telling(_without_licence(text)[:_SAMPLE])
    if sum(map(str.isalpha, sample)) >= _ENOUGH:
        found, sure = _identifier().classify(sample)
        if sure >= _SURE and _TWO_LETTERS.fullmatch(found):
            return str(found)
    return guess_language(sample, default)


def likelier_language(text: str, one: str, two: str) -> str:
    """Which of two languages a text is in, however short it is."""
    found = dict(_identifier().rank(text[:_SAMPLE]))
    return max(one, two, key=lambda language: found.get(base(language), 0.0))


def _without_licence(text: str) -> str:
    """The text without the licence at its end, which is in English whatever the text is in."""
    rest = _LICENCE.sub(" ", text)
    return rest if any(map(str.isalpha, rest)) else text


def _telling(text: str) -> str:
    """What tells the language: where much is in another script than ours, Latin letters are those of formulas."""
    text = re.sub(r"<(su[bp])>.*?</\1>", " ", text)
    letters = [char for char in text if char.isalpha()]
    others = sum(_LATIN.match(char) is None for char in letters)
    return re.sub(r"[A-Za-z]+", " ", text) if others * 4 > len(letters) else text


@cache
def _identifier() -> LanguageIdentifier:
    # Its model takes a third of a second to unpack, and short texts need none.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
