"""Things appear when they are spoken of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon_backend.storyboard import SceneTiming, Word, estimate_timing
from hackathon_backend.storyboard.clock import FIRST, LEAD, Clock
from hackathon_backend.storyboard.scenes.base import TAIL, Cued

SPOKEN = ["Light", "hits", "the", "leaf.", "Water", "rises,", "and", "the", "leaf", "makes", "sugar."]
CLOCK = Clock(SceneTiming(12.0, tuple(Word(word, float(i), i + 0.8) for i, word in enumerate(SPOKEN))))


def times(*cues: str) -> list[float]:
    return CLOCK.times([Cued(cue=cue) for cue in cues])


def test_a_thing_comes_just_before_its_word() -> None:
    assert times("water") == [4.0 - LEAD]


def test_a_phrase_counts_from_its_first_word_whatever_its_case_and_signs() -> None:
    assert times("WATER RISES and") == [4.0 - LEAD]


def test_a_word_that_is_spoken_twice_serves_two_things() -> None:
    assert times("leaf", "leaf") == [3.0 - LEAD, 8.0 - LEAD]


def test_a_cue_that_is_only_begun_in_the_narration_is_found_by_its_first_word() -> None:
    assert times("sugar and oxygen") == [10.0 - LEAD]


def test_things_without_cues_are_spread_evenly() -> None:
    first, second, third = times("", "", "")
    assert first == FIRST
    assert third - second == pytest.approx(second - first, rel=0.02)


def test_a_thing_without_a_cue_comes_between_its_neighbours() -> None:
    assert times("hits", "", "makes")[1] == pytest.approx((1.0 + 9.0) / 2 - LEAD, abs=0.01)


def test_words_without_spaces_are_found() -> None:
    clock = Clock(estimate_timing("植物通过绿叶吸收阳光"))
    assert clock.times([Cued(cue="吸收")])[0] == pytest.approx(6 * 0.2 - LEAD)


@given(st.lists(st.sampled_from([*SPOKEN, "", "unspoken", "leaf makes"]), max_size=12))
def test_things_never_come_before_those_in_front_of_them_or_too_late_to_be_seen(cues: list[str]) -> None:
    found = times(*cues)
    assert found == sorted(found)
    assert all(FIRST - LEAD <= time <= 11.0 for time in found)


def test_words_take_the_time_of_150_a_minute_and_are_followed_by_stillness() -> None:
    timing = estimate_timing("one two three four five")
    assert timing.duration == pytest.approx(5 * 0.4 + TAIL)
    assert [word.text for word in timing.words] == ["one", "two", "three", "four", "five"]
    assert timing.speech_end == pytest.approx(2.0)
