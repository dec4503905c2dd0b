"""Which variant of a law a scene speaks of, where its model leaves that open: prey and hunters, waves that stand."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from pydantic import ValidationError

from .laws import SimulationModel
from .laws.biology.populations import Populations
from .scene import SimulateScene

_AND = " + "
_KINDS = ("who", "hunter")
"""Quantities that take the names of the two kinds of animals that are spoken of."""

Variants = Mapping[str, Mapping[str, list[str]]]
"""The phrases that tell each value of each quantity of a law that has variants."""


def meant(scene: SimulateScene, _language: str) -> SimulateScene:
    """`scene` with the variant of its law that its heading or else its narration speaks of, if it names none."""
    model = scene.model
    found: dict[str, str] = {}
    for quantity in set(_variants(model)) - model.model_fields_set:
        told = spoken(model, quantity, scene.heading) or spoken(model, quantity, scene.narration)
        told = {name: words for name, words in told.items() if name in model.prevailing} or told
        if len(told) == 1:
            found |= {quantity: next(iter(told))} | _named(model, next(iter(told.values())))
    found |= model.meant(scene.heading, scene.narration)
    if not found:
        return scene
    given = {name: getattr(model, name) for name in model.model_fields_set}
    try:
        told_model = type(model).model_validate(found | given)
        return SimulateScene.model_validate(dict(scene) | {"model": told_model})
    except ValidationError:
        return scene


def spoken(model: SimulationModel, quantity: str, text: str) -> dict[str, list[str]]:
    """The variants of a law that `text` speaks of, each with the words that tell it."""
    plain = _plain(text)
    found = {}
    for value, phrases in _variants(model).get(quantity, {}).items():
        words = next((words for phrase in phrases if (words := _words(phrase, plain))), None)
        if words:
            found[value] = words
    return found


def _named(model: SimulationModel, words: list[str]) -> dict[str, str]:
    """The two kinds of animals, where it is by their names that the hunt was known."""
    return dict(zip(_KINDS, words, strict=True)) if isinstance(model, Populations) and len(words) == len(_KINDS) else {}


def _words(phrase: str, text: str) -> list[str]:
    """The words of `text` that begin like the parts of a phrase; none unless all parts are there."""
    found = [_word(_plain(part), text) for part in phrase.split(_AND)]
    return found if all(found) else []


def _word(part: str, text: str) -> str:
    """The first word of `text` that begins with `part`; scripts without spaces have no beginnings."""
    apart = r"(?<!\w)" if part[0] < "\u2e80" else ""
    tail = r"\w*" if apart else ""
    match = re.search(rf"{apart}{re.escape(part)}{tail}", text)
    return match[0] if match else ""


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _variants(model: SimulationModel) -> Variants:
    return _table().get(model.name, {})


@cache
def _table() -> Mapping[str, Variants]:
    read: dict[str, Variants] = json.loads(files(__package__).joinpath("variants.json").read_text("utf-8"))
    return read


def open_quantities(model: SimulationModel) -> tuple[str, ...]:
    """The quantities of a law whose variants can be told from words."""
    return tuple(_variants(model))
