"""How signs, units and short forms are read out: one file of `vocabularies/` for each language."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, Field


class Vocabulary(BaseModel):
    """The spoken words of one language.

    `signs` are mathematical and other signs; `units` and `currencies` are (singular, plural) by their symbol; `short`
    are abbreviations in lower case; `operators` are those of programs; `magnitudes` stand between a number and its
    currency. `per` stands between the units of "km/h", `dot` is the point in a file name, `of` the bracket and `prime`
    the stroke in "f'(x)", `to` the dash of a range, `ratio` the colon of "2:1", `and` joins a number and a fraction.
    `fractions` are (one, many) by their denominator. `numbered` are words that a Roman numeral follows as a number;
    after a name it is an ordinal up to `ruler_ordinals`, put into `ruler`. `clock` says times. `years_in_pairs`: 1945
    is said "19 45". `month_first`: 4/7/2026 is in April.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    language: str
    signs: dict[str, str]
    units: dict[str, tuple[str, str]]
    currencies: dict[str, tuple[str, str]]
    short: dict[str, str] = {}
    operators: dict[str, str] = {}
    magnitudes: dict[str, str]
    numbered: frozenset[str]
    ruler: str
    ruler_ordinals: int
    fractions: dict[str, tuple[str, str]]
    one: str
    and_: str = Field(alias="and")
    ratio: str
    clock: dict[str, str]
    per: str
    dot: str
    of: str
    prime: str
    to: str
    years_in_pairs: bool = False
    month_first: bool = False


@dataclass(frozen=True)
class WrittenText:
    """A word as it stands in its sentence: `core` is what is left of it without punctuation, `before` and `after` are
    those of the words beside it ("" at the start and the end), and `full_stop` tells whether one follows.
    """

    core: str
    table: Vocabulary
    before: str = ""
    after: str = ""
    full_stop: bool = False


def vocabulary(language: str) -> Vocabulary | None:
    """The vocabulary for a BCP 47 tag; None for a language whose signs are left to the voice."""
    base, _, region = language.partition("-")
    found = _all().get(base.lower())
    if found and found.language == "en" and region.upper() in ("", "US"):
        return found.model_copy(update={"month_first": True})
    return found


@cache
def _all() -> dict[str, Vocabulary]:
    folder = files(__package__) / "vocabularies"
    return {
        (name := file.name.removesuffix(".json")): Vocabulary.model_validate(
            {"language": name} | json.loads(file.read_text("utf-8"))
        )
        for file in folder.iterdir()
        if file.name.endswith(".json")
    }
