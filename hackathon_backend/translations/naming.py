"""What languages are called, and which way they are written."""

from __future__ import annotations

from typing import Literal

from babel import Locale, UnknownLocaleError


def language_name(language: str) -> str:
    """What a language is called in English; its code if nobody knows."""
    locale = _locale(language)
    return (locale and locale.english_name) or language


def own_name(language: str) -> str:
    """What a language is called by those who speak it; its code if nobody knows."""
    locale = _locale(language)
    name = (locale and locale.display_name) or language
    return name[:1].upper() + name[1:]


def direction_of(language: str) -> Literal["ltr", "rtl"]:
    """ "rtl" for a language that is written from right to left, else "ltr"."""
    locale = _locale(language)
    return "rtl" if locale is not None and locale.text_direction == "rtl" else "ltr"


def is_language(language: str) -> bool:
    """Whether a code is that of a language with a name."""
    return _locale(language) is not None


def normal_code(language: str) -> str:
    """A code as it is usually written: "pt-BR" for "PT-br"."""
    first, *rest = language.split("-")
    cased = (part.title() if len(part) == 4 else part.upper() if len(part) == 2 else part for part in rest)
    return "-".join([first.lower(), *cased])


def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
