"""What the chat says itself of videos that are changed, in the student's language."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from ..lessons.languages import base

_FILE = Path(__file__).with_name("phrases.json")


def said(key: str, language: str, **values: str) -> str:
    """The phrase named `key` in `language`, or in English if we have none in it."""
    phrases = _all()
    return phrases.get(base(language), phrases["en"])[key].format(**values)


@cache
def _all() -> dict[str, dict[str, str]]:
    phrases: dict[str, dict[str, str]] = json.loads(_FILE.read_text("utf-8"))
    return phrases
