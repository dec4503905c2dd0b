"""The few words that a plot adds by itself, in the languages of lessons."""

from __future__ import annotations

from types import MappingProxyType

_WORDS = MappingProxyType(
    {
        "before": {
            "en": "before", "es": "antes", "fr": "avant", "de": "vorher", "pt": "antes", "it": "prima",
            "hi": "पहले", "ar": "قبل", "zh": "之前", "ja": "以前",
        },
        "slope": {
            "en": "slope", "es": "pendiente", "fr": "pente", "de": "Steigung", "pt": "declive", "it": "pendenza",
            "hi": "ढाल", "ar": "الميل", "zh": "斜率", "ja": "傾き",
        },
        "area": {
            "en": "area", "es": "área", "fr": "aire", "de": "Fläche", "pt": "área", "it": "area",
            "hi": "क्षेत्रफल", "ar": "المساحة", "zh": "面积", "ja": "面積",
        },
    }
)  # fmt: skip


def word(name: str, language: str) -> str:
    """The word called `name` in `language`; in English if it is not known there."""
    words = _WORDS[name]
    return words.get(language[:2].lower(), words["en"])
