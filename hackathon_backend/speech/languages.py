"""Which language a text is in, as far as its script tells."""

from __future__ import annotations

import unicodedata
from collections import Counter
from itertools import islice

_LOOKED_AT = 400
# Script, as Unicode's names begin, with the languages written in it; the first is taken if the stated one is not there.
_SCRIPTS: dict[str, tuple[str, ...]] = {
    "ARABIC": ("ar", "fa", "ur", "sd", "ug", "ku"),
    "ARMENIAN": ("hy",),
    "BENGALI": ("bn", "as"),
    "CJK": ("zh", "ja", "yue", "cmn", "hak", "ko"),
    "CYRILLIC": ("ru", "uk", "bg", "sr", "mk", "be", "kk", "ky", "tt", "ba", "cv", "mn", "tk", "uz", "az"),
    "DEVANAGARI": ("hi", "mr", "ne", "kok"),
    "ETHIOPIC": ("am", "ti"),
    "GEORGIAN": ("ka",),
    "GREEK": ("el", "grc"),
    "GUJARATI": ("gu",),
    "GURMUKHI": ("pa",),
    "HANGUL": ("ko",),
    "HEBREW": ("he", "yi"),
    "HIRAGANA": ("ja",),
    "KANNADA": ("kn",),
    "KATAKANA": ("ja",),
    "MALAYALAM": ("ml",),
    "TAMIL": ("ta",),
    "TELUGU": ("te",),
    "THAI": ("th",),
}


def language_of(text: str, stated: str) -> str:
    """`stated`, unless most letters of `text` are of a script in which that language is not written."""
    letters = list(islice((sign for sign in text if sign.isalpha()), _LOOKED_AT))
    scripts = Counter(unicodedata.name(letter, "").partition(" ")[0] for letter in letters)
    if scripts["HIRAGANA"] + scripts["KATAKANA"] > len(letters) / 10:
        return "ja"
    script, count = scripts.most_common(1)[0] if scripts else ("", 0)
    languages = _SCRIPTS.get(script, ())
    if not languages or count <= len(letters) / 2 or stated.partition("-")[0].lower() in languages:
        return stated
    return languages[0]
