from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from hackathon_backend.errors import VoiceError
from hackathon_backend.speech import MAX_CHARACTERS, Speech, TimedWord, estimated, join


def tone(seconds: float, rate: int, hertz: float = 440.0) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate).astype(np.float32)


def test_joined_speeches_follow_each_other_with_a_gap() -> None:
    first = Speech(tone(1.0, 22_050), 22_050, (TimedWord("one", 0.1, 0.9),), "espeak")
    second = Speech(tone(0.5, 22_050), 22_050, (TimedWord("two", 0.0, 0.5),), "silence")
    both = join([first, second], gap=0.25)
    assert both.duration == pytest.approx(1.75, abs=0.001)
    assert [(word.text, round(word.start, 2)) for word in both.words] == [("one", 0.1), ("two", 1.25)]
    assert both.voice == "espeak+silence"


def test_joining_brings_all_to_the_highest_rate_without_changing_the_sound() -> None:
    both = join([Speech(tone(0.5, 16_000), 16_000, (), "a"), Speech(tone(0.5, 24_000), 24_000, (), "b")])
    assert both.rate == 24_000
    half = both.samples[:12_000]
    assert np.abs(half[100:-100] - tone(0.5, 24_000)[100:-100]).max() < 0.02


def test_joining_nothing_gives_an_empty_speech() -> None:
    assert join([]).duration == 0


def test_an_estimate_takes_about_the_time_of_a_speaker() -> None:
    text = "A hook lets a function component keep state, and each change draws the component again. " * 5
    speech = estimated(text, wpm=150)
    assert len(text.split()) / speech.duration * 60 == pytest.approx(150, rel=0.1)
    assert [word.text for word in speech.words] == text.split()
    assert not speech.samples.any()


def test_an_estimate_pauses_at_punctuation() -> None:
    one, two, three = estimated("one. two, three").words
    assert two.start - one.end > three.start - two.end > 0


def test_the_words_of_an_estimate_do_not_overlap() -> None:
    words = estimated("So it goes: 光合作用, one by one.").words
    assert all(before.end <= after.start for before, after in pairwise(words))
    assert all(word.end > word.start for word in words)


def test_a_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(VoiceError, match="in parts"):
        estimated("a " * MAX_CHARACTERS)
