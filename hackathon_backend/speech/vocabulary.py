"""How signs, units and short forms are read out: one file of `vocabularies/` for each language."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict


class Vocabulary(BaseModel):
    """The spoken words of one language.

    `signs` are mathematical and other signs; `units` and `currencies` are (singular, plural) by their symbol; `short`
    are abbreviations in lower case; `operators` are those of programs. `per` stands between the units of "km/h", `dot`
    is the point in a file name, `of` the bracket and `prime` the stroke in "f'(x)", `to` the dash of a range.
    `years_in_pairs`: 1945 is said "19 45".
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    signs: dict[str, str]
    units: dict[str, tuple[str, str]]
    currencies: dict[str, tuple[str, str]]
    short: dict[str, str] = {}
    operators: dict[str, str] = {}
    per: str
    dot: str
    of: str
    prime: str
    to: str
    years_in_pairs: bool = False


def vocabulary(language: str) -> Vocabulary | None:
    """The vocabulary for a BCP 47 tag; None for a language whose signs are left to the voice."""
    return _all().get(language.partition("-")[0].lower())


@cache
def _all() -> dict[str, Vocabulary]:
    folder = files(__package__) / "vocabularies"
    return {
        file.name.removesuffix(".json"): Vocabulary.model_validate(json.loads(file.read_text("utf-8")))
        for file in folder.iterdir()
        if file.name.endswith(".json")
    }
