"""What people say of a video, in the languages of the chat: `wishes_said.json` has their words and what is meant."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hackathon_backend.writers.wishes import Wish, read_words

VOICES = {"linda": "espeak-linda"}
SAID = json.loads(Path(__file__).with_name("wishes_said.json").read_text("utf-8"))


@pytest.mark.parametrize("row", SAID["understood"], ids=lambda row: str(row["said"][0]))
def test_a_wish_is_understood_in_every_language(row: dict[str, Any]) -> None:
    for words in row["said"]:
        reading = read_words(words, VOICES)
        assert (reading.wish, reading.unknown) == (Wish(**row["wish"]), ""), words
        assert reading.is_whole, words


@pytest.mark.parametrize("words", SAID["not_wholly"])
def test_questions_and_what_only_sounds_like_a_wish_are_not(words: str) -> None:
    assert not read_words(words, VOICES).is_whole


def test_what_was_not_understood_is_told() -> None:
    reading = read_words("shorter and in French", VOICES)
    assert (reading.wish, reading.unknown) == (Wish(shorter=True), "french")
