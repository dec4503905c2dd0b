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
        "every direction": {
            "en": "every direction", "es": "todas las direcciones", "fr": "toute direction", "de": "jede Richtung",
            "pt": "todas as direções", "it": "ogni direzione", "hi": "हर दिशा", "ar": "كل اتجاه", "zh": "每个方向",
            "ja": "すべての方向",
        },
        "no real eigenvalue": {
            "en": "no real eigenvalue", "es": "sin valor propio real", "fr": "aucune valeur propre réelle",
            "de": "kein reeller Eigenwert", "pt": "nenhum valor próprio real", "it": "nessun autovalore reale",
            "hi": "कोई वास्तविक अभिलक्षणिक मान नहीं", "ar": "لا توجد قيمة ذاتية حقيقية", "zh": "没有实特征值",
            "ja": "実数の固有値はない",
        },
        "area": {
            "en": "area", "es": "área", "fr": "aire", "de": "Fläche", "pt": "área", "it": "area",
            "hi": "क्षेत्रफल", "ar": "المساحة", "zh": "面积", "ja": "面積",
        },
    }
)  # fmt: skip

_YEARS = (
    "year",
    "año",
    "année",
    "an ",
    "jahr",
    "ano",
    "anno",
    "वर्ष",
    "साल",
    "سنة",
    "عام",
    "السنة",
    "العام",
    "年",
    "연도",
)
"""How the name of an axis of years begins, in the languages of lessons."""
_BETWEEN = (1000, 2200)
"""Between which whole numbers are years."""


def tells_years(name: str, low: float, high: float) -> bool:
    """Whether an axis called `name` from `low` to `high` has years: 1990, and not 1,990."""
    named = f"{name.strip().casefold()} ".startswith(_YEARS)
    return named and _BETWEEN[0] <= low < high <= _BETWEEN[1]


def word(name: str, language: str) -> str:
    """The word called `name` in `language`; in English if it is not known there."""
    words = _WORDS[name]
    return words.get(language[:2].lower(), words["en"])
