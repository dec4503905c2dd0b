"""The words by which prompts speak of shot, camera, light, setting and style: a file for each language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from ...lessons.languages import base
from ..phrasebook import any_of

_FOLDER = Path(__file__).with_name("words")
Facet = Literal["shot", "camera", "setting", "light"]
FACETS: tuple[Facet, ...] = ("shot", "camera", "setting", "light")
"""What a prompt for a camera should say, in the order in which it is added."""


class PhraseMarks(BaseModel):
    """What stands between a prompt and what is added, between two additions, and after the last."""

    model_config = ConfigDict(frozen=True)

    end: str
    between: str
    last: str


class PictureWords(BaseModel):
    """The words of one language.

    `time` and `place` have words by what they mean. `place_marks` are words after which a place comes. `wishes` have,
    by facet and by what is added, the words that wish for it; `times` how each time of day is said. `add` has what is
    added for each facet: by what else is known of the picture, "" for the rest.
    """

    model_config = ConfigDict(frozen=True)

    shot: Sequence[str]
    camera: Sequence[str]
    light: Sequence[str]
    style: Sequence[str]
    setting: Sequence[str]
    time: Mapping[str, Sequence[str]]
    place: Mapping[str, Sequence[str]]
    place_marks: Sequence[str]
    negations: Sequence[str]
    fillers: Sequence[str]
    wishes: Mapping[str, Mapping[str, Sequence[str]]]
    times: Mapping[str, str]
    add: Mapping[Facet, Mapping[str, str]]
    marks: PhraseMarks

    def by_kind(self) -> list[tuple[str, str, Sequence[str]]]:
        """All words that say something of the picture, as (kind, meaning, words), in the order of looking for them."""
        kinds: list[tuple[str, str, Sequence[str]]] = [
            ("shot", "", self.shot),
            ("camera", "", self.camera),
            ("style", "", self.style),
            *(("time", value, words) for value, words in self.time.items()),
            ("light", "", self.light),
            *(("place", value, words) for value, words in self.place.items()),
            ("setting", "", self.setting),
        ]
        return kinds


@cache
def languages() -> frozenset[str]:
    """The languages that there is a vocabulary of."""
    return frozenset(file.stem for file in _FOLDER.glob("*.json"))


def known_language(language: str) -> str:
    """The language whose vocabulary serves for `language`: its own, else English."""
    return base(language) if base(language) in languages() else "en"


@cache
def vocabulary(language: str) -> PictureWords:
    """The words of one of `languages()`."""
    return PictureWords.model_validate_json((_FOLDER / f"{language}.json").read_text("utf-8"))


@cache
def patterns(language: str) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """What finds the words of `PictureWords.by_kind` in flattened text."""
    return tuple(
        (kind, meaning, re.compile(any_of(words))) for kind, meaning, words in vocabulary(language).by_kind() if words
    )


@cache
def phrase_pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """What finds any of the phrases in flattened text; nothing if there are none."""
    return re.compile(any_of(phrases)) if phrases else re.compile(r"(?!)")
