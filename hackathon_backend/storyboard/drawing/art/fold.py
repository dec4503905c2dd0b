"""Words as the index has them: without case, articles and marks that are often left out."""

from __future__ import annotations

import re
import unicodedata

_MARKS = re.compile(r"[\u064b-\u065f\u0670\u0640\u200c-\u200f\u202a-\u202e\ufe0e\ufe0f]")
_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي"})
_GAPS = re.compile(r"[\s_\-‐‑–/]+")
_OTHER = re.compile(r"[^\w\s'\u0900-\u097f]")


def fold(text: str) -> str:
    """`text` in one spelling: no case, no hyphens, and the letters of Arabic that are mixed up as one."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    plain = _MARKS.sub("", plain).translate(_ARABIC)
    return _OTHER.sub("", _GAPS.sub(" ", plain)).strip()


def bare(text: str) -> str:
    """Folded `text` without accents, as many type it."""
    parted = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(char for char in parted if not "\u0300" <= char <= "\u036f"))
