"""What the lesson writer says itself, in the student's language; all else it says is the lesson's."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError

from ...lessons.languages import base

_FILE = Path(__file__).with_name("phrases.json")
_KEY_POINTS = Path(__file__).with_name("key_points.json")
_SEPARATORS = {"zh": "、", "ja": "、", "ar": "، "}


def phrase(key: str, language: str, **values: str) -> str:
    """The phrase named `key` in `language`, or in English if we have no phrases in it."""
    return _phrases(language)[key].format(**values)


def has_phrases(language: str) -> bool:
    """Whether we have phrases in `language`."""
    return base(language) in _all_phrases()


def key_points_heading(language: str) -> str:
    """What the takeaways of a film stand under, in more languages than there are phrases in: it is all that a film
    says beside its lesson.
    """
    return _key_points().get(base(language)) or phrase("takeaways", language)


def listed(names: list[str], language: str) -> str:
    """Names in a row, parted as the language does it."""
    return _SEPARATORS.get(base(language), ", ").join(names)


def name_in(code: str, language: str) -> str:
    """What `language` calls the language `code`: "anglais" for English in French."""
    try:
        return str(Locale.parse(base(language)).languages.get(base(code)) or name_of(code))
    except (UnknownLocaleError, ValueError):
        return name_of(code)


def name_of(language: str) -> str:
    """What speakers of a language call it; its code if we don't know."""
    return _all_phrases().get(base(language), {"name": language})["name"]


def _phrases(language: str) -> dict[str, str]:
    return _all_phrases().get(base(language)) or _all_phrases()["en"]


@cache
def _key_points() -> dict[str, str]:
    headings: dict[str, str] = json.loads(_KEY_POINTS.read_text(encoding="utf-8"))
    return headings


@cache
def _all_phrases() -> dict[str, dict[str, str]]:
    phrases: dict[str, dict[str, str]] = json.loads(_FILE.read_text(encoding="utf-8"))
    return phrases
