"""Media that light goes through: their refractive indices, and their names in the languages of lessons."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from ....mentions import mentions


def medium(text: str) -> str:
    """The medium that a text names first, such as water; "" if it names none that is known."""
    names = ((name, id_) for id_, each in _media().items() for name in (id_, *_names(each)))
    return next(iter(mentions(text, names)), "")


def index_of(name: str) -> float | None:
    """The refractive index of a medium by its name in any of the languages; None if it is not known."""
    found = medium(name)
    return float(_media()[found]["n"]) if found else None


def called(name: str, language: str) -> str:
    """What a medium is called in a language; as it was given, if that is none of the usual ones."""
    found = medium(name)
    plain = found and name.strip().casefold() in {found, *(each.casefold() for each in _names(_media()[found]))}
    return str(_media()[found].get(language[:2].lower(), name)) if plain else name


def _names(each: Mapping[str, Any]) -> list[str]:
    return [value for value in each.values() if isinstance(value, str)]


@cache
def _media() -> Mapping[str, Mapping[str, Any]]:
    read: Mapping[str, Mapping[str, Any]] = json.loads(files(__package__).joinpath("media.json").read_text("utf-8"))
    return read
