"""Which letters a language is written with."""

from __future__ import annotations

from babel import Locale, UnknownLocaleError

_NAMES = 60
"""Names of languages and countries that are looked at."""


def letters_of(language: str) -> str:
    """Letters that a language is written with: those of days, months, languages and countries; "" if it is unknown."""
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return ""
    names = [locale.display_name or ""]
    names += [*locale.days["format"]["wide"].values(), *locale.months["format"]["wide"].values()]
    names += [*map(str, locale.languages.values())][:_NAMES] + [*map(str, locale.territories.values())][:_NAMES]
    return "".join(sorted({char for name in names for char in name if char.isalpha()}))
