"""A cue for a translated narration where none was given that is spoken in it."""

from __future__ import annotations

from ..storyboard.dialogue import unvoiced

_WORDS, _SIGNS = 2, 4
"""Of a language with spaces between words, and of one without."""


def cue_like(cue: str, narration: str, told: str) -> str:
    """The words of `told` that are as far in it as `cue` is in `narration`; "" if nothing is said."""
    source, text = unvoiced(narration), unvoiced(told)
    place = source.casefold().find(cue.casefold())
    share = max(place, 0) / max(len(source), 1)
    words = text.split()
    if len(words) * 12 < len(text):
        start = min(round(share * len(text)), max(len(text) - _SIGNS, 0))
        return text[start : start + _SIGNS]
    at = min(round(share * len(words)), max(len(words) - _WORDS, 0))
    return " ".join(words[at : at + _WORDS]).strip(".,;:!?¿¡، ")
