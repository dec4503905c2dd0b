"""Storyboards as language models write them, on six subjects and in fifteen languages, have no fault at any size."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hackathon_backend.storyboard import Brand, repair
from hackathon_backend.storyboard.checking.fault import OF_WRITING
from hackathon_backend.storyboard.film import check
from hackathon_backend.storyboard.shot import Format
from hackathon_backend.storyboard.theme import THEMES

SIZES = [(1280, 720), (720, 1280), (1080, 1080), (1920, 1080), (1024, 1792), (1792, 1024)]
BRAND = Brand(name="Universität Heidelberg", colour="#ffcc00")
WRITTEN = sorted((Path(__file__).parent / "written").glob("*.json"))

Change = Callable[[str, Any], Any]


def changed(value: Any, change: Change, key: str = "") -> Any:
    """`value` (parsed JSON) with each of its leaves changed, which is told the name of the field that it is in."""
    if isinstance(value, dict):
        return {name: changed(each, change, name) for name, each in value.items()}
    if isinstance(value, list):
        return [changed(each, change, key) for each in value]
    return change(key, value)


def as_it_is(_key: str, value: Any) -> Any:
    return value


def hardly_spoken(key: str, value: Any) -> Any:
    return "Go." if key in {"narration", "answer_narration"} else value


def cued_by_nothing(key: str, value: Any) -> Any:
    return "banana" if key == "cue" else value


def wordy(key: str, value: Any) -> Any:
    texts = {"text", "label", "heading", "title", "detail", "note", "when", "reason", "question", "options", "labels"}
    return f"{value} according to recent research" if key in texts and value else value


def in_millions(key: str, value: Any) -> Any:
    return value * -1e6 if key == "values" and isinstance(value, int | float) else value


CHANGES = [as_it_is, hardly_spoken, cued_by_nothing, wordy, in_millions]


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(WRITTEN)), ids=[path.stem for path in WRITTEN])
def test_what_a_language_model_writes_has_no_fault(number: int) -> None:
    """Each storyboard as it is and, with the next one's turn, with one change; sizes, themes and brands take turns."""
    written = json.loads(WRITTEN[number].read_text(encoding="utf-8"))
    for turn, change in enumerate((as_it_is, CHANGES[1 + number % 4])):
        board, _ = repair(changed(written, change))
        place = number + 3 * turn
        theme = THEMES[list(THEMES)[place % len(THEMES)]]
        look = Format(
            SIZES[place % len(SIZES)],
            30,
            theme,
            reduced_motion=place % 4 == 1,
            brand=BRAND if place % 3 == 0 else None,
        )
        faults = check(board, look, None)
        # Without a font for a script, which not every machine has, words are measured as boxes.
        unset = {"letters", "word"} if any(fault.kind == "letters" for fault in faults) else set()
        # That their writer lets the voice read out what is shown, or shows a lot, is not for the layout to mend.
        unset |= OF_WRITING
        assert [fault for fault in faults if fault.kind not in unset] == []
