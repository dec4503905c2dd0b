"""The drawing that a field of a scene asks for: by an id, by the name of an icon, or by a word in any language."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from importlib.resources import files

from .art import Art, art_named
from .find import find
from .index import LANGUAGES


@lru_cache(maxsize=4096)
def chosen(name: str, language: str = "en", context: str = "") -> Art | None:
    """The drawing called `name`: "phosphor:sun", an icon such as "bulb", or a noun in `language`, in English, or in any
    other that has drawings, as what the `context` speaks of; None if there is none.
    """
    exact = art_named(name) or art_named(_icons().get(name, ""))
    if exact:
        return exact
    tried = dict.fromkeys((language, "en", *LANGUAGES))
    return next((art for each in tried if (art := find(name, each, context))), None)


def word_for(art: Art) -> str:
    """What is written to get `art`: its name, or its id where the name means another one."""
    return art.name if chosen(art.name) == art else art.id


@cache
def _icons() -> dict[str, str]:
    """The ids of the drawings of icons by their names."""
    read: dict[str, str] = json.loads(files(__package__).joinpath("icons.json").read_text(encoding="utf-8"))
    return read
