"""Countries and continents by their names in many languages (CLDR) and by their ISO and UN codes."""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from ....errors import UnknownPlace
from .data import atlas, continents

_LANGUAGES = ("en", "es", "fr", "de", "pt", "it", "hi", "ar", "zh", "ja", "ko", "ru", "nl", "pl", "tr")
_WORLD = "001"
_ARTICLE = re.compile(r"^(?:the|der|die|das|le|la|les|l'|el|los|las|il|lo|gli|o|os|a|as) ?(?=\w{3})")
_ALSO_WORLD = frozenset({"world", "the world", "earth", "global"})


def find(name: str) -> str:
    """The code of what is called `name`: alpha-2 of a country, UN M49 of a continent, "001" of the world.

    Raises `UnknownPlace` with the nearest name that is known.
    """
    code = _found(name)
    if not code:
        raise UnknownPlace(f"{name[:60]!r} is no country or continent{_nearest(name)}")
    if code not in continents() and code not in atlas("50m").polygons:
        raise UnknownPlace(f"{name[:60]!r} is too small for the map; give it as a marker with lat and lon")
    return code


def known_place(name: str) -> str:
    """The code of what is called `name` and can be seen on a map; "" if there is no such place."""
    code = _found(name)
    return code if code in continents() or code in atlas("50m").polygons else ""


def find_all(text: str) -> list[str]:
    """The codes of one name, or of several with commas between them. Raises `UnknownPlace`."""
    if _found(text) or not re.search(r"[,;،、，]", text):
        return [find(text)]
    return [find(part.strip()) for part in re.split(r"[,;،、，]", text) if part.strip()]


def called(code: str, language: str) -> str:
    """What a country or continent is called in a language; in English where that is unknown."""
    return _short(_names(language).get(code) or _names("en")[code])


def countries_in(language: str) -> Iterator[tuple[str, str]]:
    """The names of the countries that are on the map, in a language and in English, each with its code."""
    for tongue in dict.fromkeys((language, "en")):
        for name, code in _index(tongue).items():
            if code.isalpha() and code in atlas("50m").polygons:
                yield name, code


def _found(name: str) -> str:
    plain = _plain(name)
    if code := _by_code(name.strip()):
        return code
    for sought in (plain, _ARTICLE.sub("", plain)):
        if sought in _ALSO_WORLD:
            return _WORLD
        if sought in _aliases():
            return _aliases()[sought]
        for language in _LANGUAGES:
            if code := _index(language).get(sought, ""):
                return code
    return ""


def _by_code(name: str) -> str:
    """The code that `name` is one of: US, USA or 840. Small letters are names: `in` is no country."""
    if not re.fullmatch(r"[A-Z]{2,3}|\d{3}", name):
        return ""
    known = _names("en")
    if name in continents() or (name in known and len(name) == 2):
        return name
    aliases = get_global("territory_aliases").get(name, ())
    return aliases[0] if aliases and aliases[0] in known else ""


def _nearest(name: str) -> str:
    known = {key: (value, language) for language in reversed(_LANGUAGES) for key, value in _index(language).items()}
    near = difflib.get_close_matches(_plain(name), known, 1, 0.6)
    return f"; the nearest is {called(*known[near[0]])}" if near else ""


def _plain(name: str) -> str:
    """`name` without case, accents and doubled spaces, so that it is found however it is written."""
    folded = unicodedata.normalize("NFKD", name[:200].casefold().replace("’", "'").replace("&", "and"))
    kept = "".join(char for char in folded if not (unicodedata.combining(char) and char < "\u0370"))
    return " ".join(kept.split())


def _short(name: str) -> str:
    """A name as a map has it: "Myanmar (Burma)" is Myanmar, "Hong Kong SAR China" Hong Kong."""
    name = re.sub(r"\s*[(（].*?[)）]", "", name)
    return re.sub(r" SAR China$|^Sonderverwaltungsregion ", "", name).strip()


@cache
def _aliases() -> Mapping[str, str]:
    text = files(__package__).joinpath("aliases.json").read_text("utf-8")
    return {_plain(key): value for key, value in json.loads(text).items()}


@cache
def _names(language: str) -> Mapping[str, str]:
    try:
        names: Mapping[str, str] = dict(Locale.parse(language.replace("-", "_")).territories)
    except (UnknownLocaleError, ValueError):
        names = {}
    return names


@cache
def _index(language: str) -> Mapping[str, str]:
    """Countries and continents by their plain names in one language."""
    index: dict[str, str] = {}
    for code, name in _names(language).items():
        if (len(code) == 2 and code not in ("EU", "EZ", "UN")) or code in continents():
            for each in {name, _short(name), name.replace(" & ", " and ")}:
                index.setdefault(_plain(each), code)
    return index
