"""The library of drawings: each is a file in `drawings/`, read when it is first asked for."""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import TypedDict

from ....errors import UnknownDrawing
from .drawing import CutawayDrawing, Named

_CLOSE = 0.8
"""How like a word must be to a known one to be taken for it, from 0 to 1."""
_LONGEST = 5_000
"""Characters that are looked at for the name of a subject."""
_ARTICLE = re.compile(
    r"^(?:(?:structure|parts|anatomy|cross section|diagram|inside) of )?"
    r"(?:an?|the|an?|der|die|das|eine?|le|la|les|l'|une?|el|los|las|una?|il|lo|gli|i|os?|as|uma?|ال) ?(?=\w{3})"
)


@cache
def drawing_of(subject: str) -> CutawayDrawing:
    """The drawing of a subject by its id. Raises pydantic's error if its file is none."""
    return CutawayDrawing.model_validate_json(files(__package__).joinpath(f"drawings/{subject}.json").read_bytes())


@cache
def subjects() -> tuple[str, ...]:
    """The ids of all drawings, in alphabetical order."""
    found = files(__package__).joinpath("drawings").iterdir()
    return tuple(sorted(file.name.removesuffix(".json") for file in found if file.name.endswith(".json")))


def find_subject(word: str, *, nearly: bool = False) -> str:
    """The id of the drawing that is called `word` in any of the languages; with `nearly`, also if it is misspelled.

    Raises `UnknownDrawing` with what is near to it.
    """
    words = _subject_words()
    if found := _found(word, words, nearly):
        return found
    near = difflib.get_close_matches(_plain(word), words, 3, 0.5)
    names = dict.fromkeys(_english()[words[each]] for each in near)
    hint = f"the nearest: {', '.join(names)}" if names else f"there are: {', '.join(_english().values())}"
    raise UnknownDrawing(f"there is no drawing of {word[:60]!r}; {hint}")


def known_subject(word: str) -> str | None:
    """The id of the drawing that is called exactly so in any of the languages; looked up without looking for others."""
    return _found(word, _subject_words(), False) or None


def english_names() -> tuple[str, ...]:
    """What there are drawings of, in English."""
    return tuple(_english().values())


def find_part(drawing: CutawayDrawing, word: str, *, nearly: bool = False) -> str:
    """The id of the part of a drawing that is called `word`. Raises `UnknownDrawing` with those that there are."""
    return _in(drawing, drawing.parts, word, nearly)


def find_flow(drawing: CutawayDrawing, word: str, *, nearly: bool = False) -> str:
    """The id of the flow of a drawing that is called `word`. Raises `UnknownDrawing` with those that there are."""
    return _in(drawing, drawing.flows, word, nearly)


def described(about: str) -> str:
    """What there is of a subject that is named in `about`: its parts and flows; of nothing, all subjects."""
    plain = _plain(about, _LONGEST)
    words = f" {re.sub(r'[^a-z0-9]+', ' ', plain)} "
    # Not every script parts its words.
    named = [word for word in _subject_words() if (_stands(word, words) if word.isascii() else word in plain)]
    if not named:
        # Whoever writes a scene has the list in the schema.
        return "" if about else f"There are drawings of: {', '.join(english_names())}."
    drawing = drawing_of(_subject_words()[max(named, key=len)])
    parts, flows = (", ".join(each.names["en"] for each in kind.values()) for kind in (drawing.parts, drawing.flows))
    return f"The {drawing.names['en']} has the parts: {parts}." + (f" Flows: {flows}." if flows else "")


def _stands(word: str, text: str) -> bool:
    return f" {word} " in text or f" {word}s " in text


def _in(drawing: CutawayDrawing, named: Mapping[str, Named], word: str, nearly: bool) -> str:
    if found := _found(word, _words(named), nearly):
        return found
    known = ", ".join(each.names["en"] for each in named.values()) or "none"
    raise UnknownDrawing(f"the {drawing.names['en']} has no {word[:60]!r}; it has: {known}")


def _found(word: str, known: Mapping[str, str], nearly: bool) -> str:
    """What `word` stands for among the known ones: by name, without its article, in the singular, or nearly so."""
    plain = _plain(word)
    bare = _ARTICLE.sub("", plain)
    for sought in (plain, bare, f"{bare}s", bare.removesuffix("s"), bare.removesuffix("es")):
        if sought in known:
            return known[sought]
    near = difflib.get_close_matches(bare, known, 1, _CLOSE) if nearly and len(bare) > 3 else []
    return known[near[0]] if near else ""


def _words(named: Mapping[str, Named]) -> dict[str, str]:
    """The ids of things by their plain names in all languages; where two share a word, the first has it."""
    words = {_plain(id_): id_ for id_ in named}
    for id_, each in named.items():
        for name in (*each.names.values(), *each.synonyms):
            words.setdefault(_plain(name), id_)
    return words


class _Head(TypedDict):
    """What a subject is called in each language, and what else finds it."""

    names: dict[str, str]
    synonyms: Sequence[str]


@cache
def _heads() -> Mapping[str, _Head]:
    """The names of all subjects, without the rest of their drawings."""
    folder = files(__package__).joinpath("drawings")
    read = {id_: json.loads(folder.joinpath(f"{id_}.json").read_bytes()) for id_ in subjects()}
    return {id_: {"names": each["names"], "synonyms": each.get("synonyms", ())} for id_, each in read.items()}


@cache
def _english() -> Mapping[str, str]:
    return {id_: head["names"]["en"] for id_, head in _heads().items()}


@cache
def _subject_words() -> Mapping[str, str]:
    words: dict[str, str] = {}
    for id_, head in _heads().items():
        names: Iterable[str] = (id_, *head["names"].values(), *head["synonyms"])
        for name in names:
            words.setdefault(_plain(name), id_)
    return words


@lru_cache(8192)
def _plain(name: str, longest: int = 200) -> str:
    """`name` without case, accents, hyphens and doubled spaces, so that it is found however it is written."""
    folded = unicodedata.normalize(
        "NFKD", name[:longest].casefold().replace("’", "'").replace("-", " ").replace("_", " ")
    )
    kept = "".join(char for char in folded if not (unicodedata.combining(char) and char < "\u0370"))
    return " ".join(kept.split())
