"""A language model whose translations were written by hand: of one film, into Spanish, Hindi, Arabic, Japanese."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock
from typing import Any

from hackathon_backend.storyboard import Storyboard

FILM: dict[str, Any] = json.loads(Path(__file__).with_name("water.json").read_text("utf-8"))
LANGUAGES = ("es", "hi", "ar", "ja")

Wrong = Callable[[dict[str, Any], int], str | None]
"""Says for a unit what is told in place of its translation, at which of its turns (from 0); None: what is right."""


def film() -> Storyboard:
    """The film in English."""
    return Storyboard.read(FILM["board"])


def never_wrong(_unit: dict[str, Any], _turn: int) -> str | None:
    """Every unit is right at once."""
    return None


class HandTranslator:
    """Is a reply of a `Scenario`: translates what it is asked for, with the mistakes that a test wants."""

    def __init__(self, wrong: Wrong = never_wrong, more: Mapping[str, Mapping[str, str]] | None = None) -> None:
        self._wrong = wrong
        self._more = more or {}
        self._lock = Lock()
        self.asked: list[list[dict[str, Any]]] = []
        self.languages: list[str] = []
        self._turns: dict[tuple[str, str], int] = {}

    def __call__(self, fields: dict[str, Any]) -> dict[str, Any]:
        language, units = asked_for(fields)
        with self._lock:
            self.asked.append(units)
            self.languages.append(language)
            return {"units": [{"number": unit["number"], "text": self._text(language, unit)} for unit in units]}

    def _text(self, language: str, unit: dict[str, Any]) -> str:
        key = (language, f"{unit['number']} {unit['text']}")
        turn = self._turns.get(key, 0)
        self._turns[key] = turn + 1
        wrong = self._wrong(unit, turn)
        if wrong is not None:
            return wrong
        text = f"cue: {unit['text']}" if unit["kind"].startswith("cue") else unit["text"]
        known = {**FILM.get(language, {}), **self._more.get(language, {})}
        return str(known.get(text, unit["text"]))


def asked_for(fields: Mapping[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    """Into which language which units are to be translated."""
    system, user = (str(message["content"]) for message in fields["messages"])
    found = re.search(r" into [^()]+ \(([\w-]+)\)", system)
    assert found, system
    return found[1], [json.loads(line) for line in user.splitlines() if line.startswith("{")]
