"""The word lists: one module per language, all of the shape `WordList`."""

from __future__ import annotations

from ..roles import WordList
from . import ar, de, en, es, fr, hi, it, ja, ko, nl, pl, pt, ru, tr, zh

_MODULES = (en, es, fr, de, pt, it, nl, pl, tr, hi, ar, ru, zh, ja, ko)

LANGUAGES: dict[str, WordList] = {module.WORDS.code: module.WORDS for module in _MODULES}
"""The word list of each language by its ISO 639-1 code."""
