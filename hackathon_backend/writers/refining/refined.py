"""What comes of refining a prompt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..base import PROMPT_LIMIT
from ..cutting import cut_at_word

RefinerName = Literal["model", "rules"]
Medium = Literal["filmed", "drawn"]
"""Whether an engine films what a prompt describes, or draws a lesson on what it says."""


@dataclass(frozen=True)
class Refined:
    """`refined` has at most PROMPT_LIMIT characters, unless the prompt was left as it was; `notes` say in words for
    people what was done, what was not, and why.
    """

    original: str
    refined: str
    refiner: RefinerName
    medium: Medium = "filmed"
    notes: tuple[str, ...] = ()


def within_limit(text: str) -> tuple[str, tuple[str, ...]]:
    """The text on one line in at most PROMPT_LIMIT characters, cut at a word, and the note that says so."""
    line = " ".join(text.split())
    if len(line) <= PROMPT_LIMIT:
        return line, ()
    kept = cut_at_word(line, PROMPT_LIMIT)
    return kept, (f"The prompt was cut at a word: it had {len(line)} characters, and {PROMPT_LIMIT} is the limit.",)
